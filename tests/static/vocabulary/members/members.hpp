// SPDX-License-Identifier: MIT
// FEARLESS_MEMBERS: what the types of the members decide, mutable ones, and every place where a class may be defined.
#pragma once

#include <fearless/members.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

namespace {

using namespace fearless;

// --- The types of the members decide.

class Plain {
 public:
  explicit Plain(int);

 private:
  std::string name_;
  int count_;
  std::vector<int> values_;
  FEARLESS_MEMBERS(name_, count_, values_)
};
static_assert(is_send_v<Plain> && is_sync_v<Plain> && is_static_v<Plain> && !is_thread_safe_v<Plain>);

class HoldsRc {
 public:
  explicit HoldsRc(int);

 private:
  std::string name_;
  Rc<int> count_;
  FEARLESS_MEMBERS(name_, count_);  // a semicolon behind it does no harm
};
static_assert(!is_send_v<HoldsRc> && !is_sync_v<HoldsRc> && is_static_v<HoldsRc>);

class HoldsReference {
 public:
  explicit HoldsReference(int&);

 private:
  int& target_;
  FEARLESS_MEMBERS(target_)
};
static_assert(!is_send_v<HoldsReference> && !is_static_v<HoldsReference>);

// --- A `mutable` member is recognised, even if it is a bit-field.

class MutableString {
 public:
  explicit MutableString(int);

 private:
  std::string name_;
  mutable std::string cached_;
  FEARLESS_MEMBERS(name_, cached_)
};
static_assert(is_send_v<MutableString> && !is_sync_v<MutableString>);

class MutableAtomic {
 public:
  explicit MutableAtomic(int);

 private:
  std::string name_;
  mutable std::atomic<int> uses_;
  FEARLESS_MEMBERS(name_, uses_)
};
static_assert(is_send_v<MutableAtomic> && is_sync_v<MutableAtomic>);

template <bool Mutable>
class Bits;
template <>
class Bits<false> {
 public:
  explicit Bits(int);

 private:
  std::string name_;
  unsigned flags_ : 3;
  FEARLESS_MEMBERS(name_, flags_)
};
template <>
class Bits<true> {
 public:
  explicit Bits(int);

 private:
  std::string name_;
  mutable unsigned flags_ : 3;
  FEARLESS_MEMBERS(name_, flags_)
};
static_assert(is_send_v<Bits<false>> && is_sync_v<Bits<false>>);
static_assert(is_send_v<Bits<true>> && !is_sync_v<Bits<true>>);

// --- In every place where a class may be defined.

class Outer {
  class Inner {
   public:
    explicit Inner(int);

   private:
    std::string name_;
    int count_[3];
    FEARLESS_MEMBERS(name_, count_)
  };

 public:
  explicit Outer(int);

 private:
  Inner inner_;
  std::unique_ptr<Inner> other_;
  FEARLESS_MEMBERS(inner_, other_)
};
static_assert(is_send_v<Outer> && is_static_v<Outer>);

template <class T>
class Template {
 public:
  explicit Template(T);

 private:
  T value_;
  std::string name_;
  FEARLESS_MEMBERS(value_, name_)
};
static_assert(is_send_v<Template<int>> && !is_send_v<Template<Rc<int>>>);
static_assert(is_send_v<Template<Plain>> && !is_send_v<Template<HoldsRc>>);

class Recursive {
 public:
  explicit Recursive(int);

 private:
  std::vector<Recursive> children_;
  std::unique_ptr<Recursive> next_;
  FEARLESS_MEMBERS(children_, next_)
};
static_assert(is_send_v<Recursive>);

[[maybe_unused]] void local_class() {
  class Local {
   public:
    explicit Local(int);

   private:
    std::string name_;
    int count_;
    FEARLESS_MEMBERS(name_, count_)
  };
  static_assert(is_send_v<Local> && is_sync_v<Local>);
}

class Nothing {
 public:
  explicit Nothing(int);
  FEARLESS_MEMBERS()
};
static_assert(is_send_v<Nothing> && is_sync_v<Nothing>);

// --- Classes that a list does not open.

// A class whose structured bindings its own `get` answers may show fewer of its members there than it has. The list
// then needs another proof.
class ShowsOne {
 public:
  explicit ShowsOne(int);

 private:
  int shown_;
  Rc<int> hidden_;
  FEARLESS_MEMBERS(shown_)
  template <std::size_t, class T>
  friend constexpr auto& get(T& t) {
    return t.shown_;
  }
};
class ShowsOneOfTwo {
 public:
  explicit ShowsOneOfTwo(int);

 private:
  int shown_;
  int hidden_;
  FEARLESS_MEMBERS(shown_, hidden_)
};
class ShowsNone {
 public:
  explicit ShowsNone(int);

 private:
  Rc<int> hidden_;
  FEARLESS_MEMBERS()
};
// An aggregate, with nothing that answers.
struct ShowsWhatIsMissing {
  int shown;
  std::string name;
  FEARLESS_MEMBERS(shown, name)
};
// The same of a class that is derived from it, in which the engine looks for members if the list is empty.
class ShowsOneBehind {
 public:
  explicit ShowsOneBehind(int);

 private:
  Rc<int> hidden_;
  FEARLESS_MEMBERS()
};

}  // namespace
template <>
struct std::tuple_size<ShowsOne> : std::integral_constant<std::size_t, 1> {};
template <>
struct std::tuple_element<0, ShowsOne> {
  using type = int;
};
template <>
struct std::tuple_size<const ShowsOneOfTwo> : std::integral_constant<std::size_t, 1> {};
template <>
struct std::tuple_size<ShowsWhatIsMissing> : std::integral_constant<std::size_t, 2> {};
template <>
struct std::tuple_size<ShowsNone> : std::integral_constant<std::size_t, 1> {};
template <class T>
  requires(std::is_base_of_v<ShowsOneBehind, T> && !std::is_same_v<ShowsOneBehind, T>)
struct std::tuple_size<T> : std::integral_constant<std::size_t, 1> {};
template <class T>
  requires(std::is_base_of_v<ShowsOneBehind, T> && !std::is_same_v<ShowsOneBehind, T>)
struct std::tuple_element<0, T> {
  using type = int;
};
template <std::size_t, class T>
  requires std::is_base_of_v<ShowsOneBehind, T>
constexpr auto& get(T& t) {
  return t.member;
}
namespace {
static_assert(!is_send_v<ShowsOne> && !is_sync_v<ShowsOne>);
static_assert(is_send_v<ShowsOneOfTwo> && is_sync_v<ShowsOneOfTwo>);
static_assert(is_send_v<ShowsWhatIsMissing>);
static_assert(!is_send_v<ShowsNone> && !is_send_v<ShowsOneBehind>);

// Raw storage may hold any object, even if it is listed.
class RawStorage {
 public:
  RawStorage();
  ~RawStorage();

 private:
  alignas(8) std::byte storage_[8];
  FEARLESS_MEMBERS(storage_)
};
static_assert(!is_send_v<RawStorage>);

// An aggregate of bytes is a value of its own, and no raw storage of the class that lists it.
class HoldsBytes {
 public:
  HoldsBytes();

 private:
  struct Bytes {
    std::byte all[16];
  };
  Bytes bytes_{};
  FEARLESS_MEMBERS(bytes_)
};
static_assert(is_send_v<HoldsBytes> && is_sync_v<HoldsBytes> && is_static_v<HoldsBytes>);

// [[no_unique_address]] may place an empty member before those that are declared earlier.
struct EmptyMember {};
class PlacesAnEmptyMemberFirst {
 public:
  explicit PlacesAnEmptyMemberFirst(int);

 private:
  int count_;
  int size_;
  [[no_unique_address]] EmptyMember tag_;
  long total_;
  FEARLESS_MEMBERS(count_, size_, tag_, total_)
};
static_assert(is_send_v<PlacesAnEmptyMemberFirst> && is_sync_v<PlacesAnEmptyMemberFirst>);

// The list of a base does not apply to a derived class.
class Derived : public Plain {
 public:
  explicit Derived(int);

 private:
  Rc<int> count_;
};
static_assert(!is_send_v<Derived>);

}  // namespace
