// SPDX-License-Identifier: MIT
// Classes and unions without a name: as types of named members, as anonymous members, and beside closures, whose
// spelling is similar.
#include <cstddef>
#include <memory>
#include <string>

#include <fearless/marker.hpp>
#include <fearless/std.hpp>

namespace {

using fearless::NotSend, fearless::Send, fearless::Static, fearless::Sync, fearless::ThreadSafe;

#if defined(__cpp_impl_reflection)
constexpr bool reflects = true;
#else
constexpr bool reflects = false;
#endif
#if defined(__clang__)
constexpr bool shows_all = true;
#else
constexpr bool shows_all = reflects;
#endif

template <class... T>
constexpr bool refused = ((!Send<T> && !Sync<T> && !ThreadSafe<T>) && ...);
template <class... T>
constexpr bool fine = ((Send<T> && Sync<T> && Static<T> && !ThreadSafe<T>) && ...);

// --- A member of an unnamed type.

struct Config {
  std::string title;
  struct {
    std::string host;
    int port;
  } server;
};
struct Numbers {
  int a;
  struct {
    int b;
  } inner;
};
struct OnlyOne {
  struct {
    std::string name;
    struct {
      int n;
    } deeper;
  } inner;
};
struct Several {
  std::string name;
  struct {
    int n;
    int m[2];
  } pairs[3];
  const struct {
    double d;
  } constant;
  struct {
  } nothing;
  enum { one, two } which;
  std::string last;
};
typedef struct {
  std::string name;
  int n;
} NamedForLinkage;
struct HoldsNamed {
  NamedForLinkage a;
  NamedForLinkage b[2];
};
static_assert(fine<Config, Numbers, OnlyOne, Several, HoldsNamed>);

struct PointerInside {
  std::string name;
  struct {
    int n;
    int* pointer;
  } inner;
};
struct PointerInArray {
  std::string name;
  struct {
    int* pointer;
  } inner[2];
  std::string last;
};
struct PointerDeeper {
  struct {
    struct {
      int* pointer;
    } deeper;
    int n;
  } inner;
};
struct PointerBehind {
  struct {
    int n;
  } inner;
  std::string name;
  int* pointer;
};
struct PointerPrivate {
  std::string name;
  class {
    [[maybe_unused]] int* pointer_ = nullptr;
  } inner;
};
struct MarkedInside {
  std::string name;
  struct {
    NotSend marker;
  } inner;
};
struct MutableInside {
  std::string name;
  struct {
    mutable int n;
  } inner;
};
struct EitherInside {
  std::string name;
  union {
    int n;
    int* pointer;
  } inner;
};
static_assert(refused<PointerInside, PointerInArray, PointerDeeper, PointerBehind, PointerPrivate, EitherInside>);
static_assert(!Send<MarkedInside> && Send<MutableInside> && !Sync<MutableInside>);

// In a template such a member may be refused, but no unsafe one may pass.
template <class T>
struct OfTemplate {
  std::string name;
  struct {
    T value;
  } inner;
};
static_assert(fine<OfTemplate<std::string>> && refused<OfTemplate<int*>>);
static_assert(Send<OfTemplate<int>> || !shows_all);

// --- Anonymous members.

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#if defined(__clang__)
#pragma clang diagnostic ignored "-Wnested-anon-types"
#endif
struct AnonymousStruct {
  std::string name;
  struct {
    int* pointer;
  };
};
struct AnonymousFirst {
  struct {
    int n;
    struct {
      int* pointer;
    };
  };
  std::string name;
};
struct AnonymousAndNamed {
  struct {
    int n;
  } inner;
  struct {
    int m;
    int* pointer;
  };
};
struct AnonymousInUnnamed {
  std::string name;
  struct {
    struct {
      int* pointer;
    };
    int n;
  } inner;
};
template <class T>
struct AnonymousInTemplate {
  std::string name;
  struct {
    T value;
  };
};
#pragma GCC diagnostic pop
struct AnonymousUnion {
  int n;
  union {
    int m;
    int* pointer;
  };
};
struct BesideAnonymousUnion {
  struct {
    int n;
  } inner;
  union {
    int m;
    int* pointer;
  };
};
static_assert(refused<AnonymousStruct, AnonymousFirst, AnonymousAndNamed, AnonymousInUnnamed>);
static_assert(refused<AnonymousInTemplate<int*>, AnonymousUnion, BesideAnonymousUnion>);

// --- Unions: if all members are plain values and the compiler shows them, a union is a value, whichever member is
// active.

union Values {
  int n;
  double fractions[4];
  char text[8];
};
union Constants {
  const int n;
  const float f;
};
template <class T>
union OrNumber {
  T value;
  int n;
  OrNumber();
  ~OrNumber();
};
union Changes {
  mutable int n;
  float f;
};
union Nested {
  Values values;
  int n;
};
struct HoldsValues {
  Values values[2];
  std::string name;
};
class HidesValues {
 public:
  HidesValues();

 private:
  Values values_;
  std::string name_;
};
static_assert(Send<Values> == reflects && Sync<Values> == reflects && Static<Values> == reflects);
static_assert(!ThreadSafe<Values> && !ThreadSafe<Constants> && Send<OrNumber<float>> == reflects);
static_assert(Send<Changes> == reflects && !Sync<Changes> && Send<HoldsValues> == reflects && !Send<Nested>);
static_assert(Send<HidesValues> == shows_all);
static_assert(refused<OrNumber<int*>, OrNumber<unsigned char[8]>, OrNumber<std::byte[2][4]>, OrNumber<std::string>,
                      OrNumber<NotSend>, OrNumber<Numbers>, OrNumber<AnonymousUnion>>);

// --- Classes that are no closures.

inline constexpr auto closure = [] {};
using Closure = std::remove_const_t<decltype(closure)>;
template <class F>
struct HoldsUnnamed {
  class {
    [[maybe_unused]] alignas(void*) std::byte storage_[sizeof(void*)];
  } member;
};
template <class F>
struct HoldsUnnamedDeeper {
  struct {
    class {
      [[maybe_unused]] alignas(void*) std::byte storage_[sizeof(void*)];
    } deeper;
  } member;
};
template <class F>
class Opaque {
  [[maybe_unused]] alignas(void*) std::byte storage_[sizeof(void*)];
};
template <class F>
class OpaqueNumber {
  [[maybe_unused]] int number_;
};
struct lambda {};  // so that Opaque<lambda(int)> ends as the name of a closure does
template <class T>
constexpr bool hides_nothing = refused<HoldsUnnamed<T>, HoldsUnnamedDeeper<T>, decltype(HoldsUnnamed<T>::member),
                                       decltype(HoldsUnnamedDeeper<T>::member), Opaque<T>>;
static_assert(hides_nothing<Closure> && hides_nothing<int> && hides_nothing<int*> && hides_nothing<lambda(int)>);
static_assert(hides_nothing<lambda(Closure)> && hides_nothing<Closure(lambda)> && !Send<OpaqueNumber<int*>>);

// Classes inside the body of a closure.
inline constexpr auto makes_local = [](auto number) {
  class Local {
    [[maybe_unused]] alignas(void*) std::byte storage_[sizeof(void*)];
  };
  class {
    [[maybe_unused]] alignas(void*) std::byte storage_[sizeof(void*)];
  } unnamed;
  static_assert(!Send<Local> && !Send<decltype(unnamed)>);
  (void)unnamed;
  return number;
};
[[maybe_unused]] constexpr int made = makes_local(1);
// A file whose name looks like the spelling of a closure.
#line 1 "x::(lambda at y"
template <class F>
struct OddFile {
  class {
    [[maybe_unused]] alignas(void*) std::byte storage_[sizeof(void*)];
  } member;
};
static_assert(!Send<OddFile<int>> && !Send<decltype(OddFile<int>::member)> &&
              !Send<decltype(OddFile<Closure>::member)>);
#line 300 "unnamed.cpp"

// Closures: those of plain values pass, of every kind.
struct InClass {
  static constexpr auto member = [n = 1](auto x) { return &n + x; };
};
template <class T>
struct InTemplate {
  static constexpr auto member = [n = 1] { return &n; };
};
template <class T>
constexpr auto variable = [n = T{1}]() mutable { return ++n; };
template <class T>
auto made_by(T value) {
  return [value](int) noexcept { return value; };
}
static_assert(Send<decltype(InClass::member)> && Send<decltype(InTemplate<int>::member)> &&
              Send<decltype(InTemplate<Closure>::member)>);
static_assert(Send<decltype(variable<int>)> && Send<decltype(made_by(1))> &&
              !Send<decltype(made_by(static_cast<int*>(nullptr)))>);
static_assert(Send<decltype([n = 1] { return &n; })> && Send<decltype(made_by(closure))>);

}  // namespace
