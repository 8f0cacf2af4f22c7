// SPDX-License-Identifier: MIT
// Raw storage inside an aggregate that Clang shows member by member: in a closure, in a class with a list, and in an
// aggregate that cannot be listed.
#include <fearless/marker.hpp>
#include <fearless/members.hpp>
#include <fearless/std/array.hpp>
#include <fearless/std/string.hpp>

#include <array>
#include <cstddef>
#include <string>

namespace {

using fearless::NotSend, fearless::NotSync, fearless::Send, fearless::Static, fearless::Sync;

#if defined(__clang__)
constexpr bool shown = true;
#else
constexpr bool shown = false;
#endif

// An aggregate with raw storage inside a closure. Clang shows its members, and not the aggregate.
struct Delegate {
  void (*call)(void*);
  union {
    void* object;
    unsigned char bytes[16];
  } state;
};
struct BytesUnion {
  int kind;
  union Either {
    unsigned char bytes[8];
    long number;
  } either;
};
struct NamedDelegate {
  void (*call)(void*);
  BytesUnion::Either state;
};
template <class T>
struct InPlace {
  std::string name;
  alignas(T) unsigned char bytes[sizeof(T)];
};
struct HoldsInPlace {
  int number;
  InPlace<int*> held;
};
struct Digest {
  unsigned char bytes[32];
};
struct UnnamedAndBytes {
  union {
    int number;
    float fraction;
  };
  Digest digest;
  std::string name;
};
[[maybe_unused]] void capture_storage(const Delegate& delegate, const NamedDelegate& named, const BytesUnion& bytes,
                                      const InPlace<int*>& in_place, const HoldsInPlace& holds, const Digest& digest,
                                      const std::array<std::byte, 32>& values, const std::string& name) {
  auto delegates = [delegate] { return delegate.call; };
  auto named_delegates = [named] { return named.call; };
  auto unions = [bytes, number = 1] { return bytes.kind + number; };
  auto places = [in_place] { return in_place.name; };
  auto deep_places = [holds, number = 1] { return holds.number + number; };
  auto with_name = [digest, name] { return name.size() + digest.bytes[0]; };
  static_assert(!Send<NamedDelegate> && !Send<BytesUnion> && !Send<InPlace<int*>> && !Send<HoldsInPlace>);
  static_assert(!Send<decltype(delegates)> && !Send<decltype(named_delegates)> && !Send<decltype(unions)>);
  static_assert(!Send<decltype(places)> && !Send<decltype(deep_places)> && !Send<decltype(with_name)>);
  static_assert(!Static<decltype(with_name)> && !Sync<decltype(named_delegates)>);
  // Bytes that hold no object, or whose type is known.
  auto with_number = [digest, number = 1] { return number + digest.bytes[0]; };
  auto raw_values = [values, name] { return name.size() + values.size(); };
  auto own_bytes = [bytes = std::array<Digest, 2>(), name] { return name.size() + bytes.size(); };
  static_assert(Send<decltype(with_number)> == shown && Sync<decltype(with_number)> == shown);
  static_assert(Send<decltype(raw_values)> == shown && Send<decltype(own_bytes)> == shown);
  (void)delegates, (void)named_delegates, (void)unions, (void)places, (void)deep_places, (void)with_name,
      (void)with_number, (void)raw_values, (void)own_bytes;
}
// The same in a list, where the fields show which of them are `mutable`, and in an aggregate that cannot be listed.
class ListsDelegate {
 public:
  ListsDelegate();
  FEARLESS_MEMBERS(delegate_, name_)

 private:
  NamedDelegate delegate_;
  std::string name_;
};
class ListsDigest {
 public:
  ListsDigest();
  FEARLESS_MEMBERS(digest_, name_)

 private:
  Digest digest_;
  std::string name_;
};
class ListsMutable {
 public:
  ListsMutable();
  FEARLESS_MEMBERS(digest_, name_)

 private:
  mutable Digest digest_;
  std::string name_;
};
static_assert(!Send<ListsDelegate> && !Sync<ListsDelegate>);
static_assert(Send<ListsDigest> && Sync<ListsDigest> && Send<ListsMutable> && !Sync<ListsMutable>);
// A list of another library does not say which members are `mutable`.
class DescribesDelegate {
 public:
  DescribesDelegate();

 private:
  NamedDelegate delegate_;
  std::string name_;
};
class DescribesDigest {
 public:
  DescribesDigest();

 private:
  Digest digest_;
  std::string name_;
};
}  // namespace
template <>
struct fearless::derive::Listing<DescribesDelegate> {
  static consteval auto members() { return TypeList<NamedDelegate, std::string>(); }
};
template <>
struct fearless::derive::Listing<DescribesDigest> {
  static consteval auto members() { return TypeList<Digest, std::string>(); }
};
namespace {
static_assert(!Send<DescribesDelegate> && !Sync<DescribesDelegate>);
#if defined(__clang__) || defined(__cpp_impl_reflection)
static_assert(Sync<DescribesDigest>);
#else
static_assert(!Sync<DescribesDigest>);
#endif
static_assert(Send<DescribesDigest>);
template <class T>
struct Maybe {
  std::string why;
  bool has = false;
  union {
    alignas(T) unsigned char bytes[sizeof(T)];
    char none;
  };
};
static_assert(!Send<Maybe<int*>> && !Send<Maybe<NotSend>> && !Sync<Maybe<int*>>);
#if defined(__clang__)
static_assert(!Send<UnnamedAndBytes>);
static_assert(Send<Maybe<int>> && Sync<Maybe<std::string>> && Static<Maybe<int>>);
#endif

// A template keeps its objects in bytes at any depth.
template <class T>
struct InArray {
  std::string name;
  alignas(T) std::array<std::byte, sizeof(T)> bytes;
};
template <class T>
struct InAggregate {
  std::string name;
  Digest bytes;
};
template <class T>
struct InArrays {
  std::string name;
  std::array<Digest, 1> bytes[2];
};
template <class T>
struct WithoutBytes {
  std::string name;
  struct Inner {
    char text[8];
    int numbers[2];
  } inner[2];
};
static_assert(!Send<InArray<int*>> && !Send<InAggregate<int*>> && !Send<InArrays<int*>> && !Sync<InArray<NotSync>>);
static_assert(Send<InArray<int>> && Send<InAggregate<long>> && Sync<InArrays<std::string>>);
static_assert(Send<WithoutBytes<int*>> && Sync<WithoutBytes<int*>>);
[[maybe_unused]] void capture_deep(const InArray<int*>& array, const std::array<std::array<std::byte, 2>, 2>& rows) {
  auto arrays = [array] { return array.name; };
  auto values = [rows, name = std::string()] { return name.size() + rows.size(); };
  static_assert(!Send<decltype(arrays)> && Send<decltype(values)> == shown);
  (void)arrays, (void)values;
}

}  // namespace
