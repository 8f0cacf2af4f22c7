// SPDX-License-Identifier: MIT
// How FEARLESS_MOVE classifies a name: a local variable, a member, or a variable of static storage duration. On every
// compiler, in member functions, closures and templates.
#include <fearless/move.hpp>

#include <memory>
#include <tuple>
#include <utility>

namespace {

enum class Kind { Local, Constant, Member, Global };

template <Kind kind, class Name>
constexpr void is(Name /*name*/) {
  constexpr bool local = !Name::is_member && !Name::is_static;
  constexpr bool constant = !Name::is_member && Name::is_static && Name::is_constant;
  constexpr bool global = !Name::is_member && Name::is_static && !Name::is_constant;
  // If a compiler need not capture a constant, it may be taken for a global one: both may be copied.
  static_assert(kind != Kind::Local || local);
  static_assert(kind != Kind::Constant || constant || local);
  static_assert(kind != Kind::Member || Name::is_member);
  static_assert(kind != Kind::Global || global);
}

#define LOCAL(name) is<Kind::Local>(FEARLESS_DETAIL_MOVED_NAME(name))
#define CONSTANT(name) is<Kind::Constant>(FEARLESS_DETAIL_MOVED_NAME(name))
#define MEMBER(name) is<Kind::Member>(FEARLESS_DETAIL_MOVED_NAME(name))
#define GLOBAL(name) is<Kind::Global>(FEARLESS_DETAIL_MOVED_NAME(name))

struct Pair {
  std::unique_ptr<int> box;
  int number;
};
int global = 1;
const int constant = 1;
thread_local int of_thread = 1;
int function(int n) { return n; }

// Its address cannot be taken.
struct NoAddress {
  int number = 1;
  void operator&() const volatile = delete;
};

void variables(int by_value, std::unique_ptr<int> moved, int&& rvalue, int& lvalue, const std::unique_ptr<int>& seen,
               NoAddress no_address) {
  LOCAL(by_value);
  LOCAL(moved);
  LOCAL(rvalue);
  LOCAL(lvalue);
  LOCAL(seen);
  LOCAL(no_address);
  const int one = 1;
  constexpr int two = 2;
  CONSTANT(one);
  CONSTANT(two);
  volatile int changing = 1;
  LOCAL(changing);
  int array[3] = {};
  LOCAL(array);
  int* pointer = &by_value;
  LOCAL(pointer);
  int* const constant_pointer = &by_value;
  LOCAL(constant_pointer);
  int (*function_pointer)(int) = function;
  LOCAL(function_pointer);
  int (&function_reference)(int) = function;
  CONSTANT(function_reference);
  CONSTANT(function);
  static int kept = 1;
  static const int kept_constant = 1;
  GLOBAL(kept);
  CONSTANT(kept_constant);
  GLOBAL(global);
  GLOBAL(of_thread);
  CONSTANT(constant);
}

void bindings(int& lvalue) {
  auto [box, number] = Pair{};
  LOCAL(box);
  LOCAL(number);
  Pair pair;
  auto& [box_in_place, number_in_place] = pair;
  LOCAL(box_in_place);
  LOCAL(number_in_place);
  auto [first, second] = std::tuple<int, std::unique_ptr<int>>();
  LOCAL(first);
  LOCAL(second);
  auto&& [third, fourth] = std::tuple<int, NoAddress>();
  LOCAL(third);
  LOCAL(fourth);
  auto [fifth] = std::tie(lvalue);
  LOCAL(fifth);
  int array[2] = {};
  auto [zeroth, last] = array;
  LOCAL(zeroth);
  LOCAL(last);
  [&] { LOCAL(box), LOCAL(third), LOCAL(fifth); }();
  for (auto& [key, value] : {std::pair(1, 2)}) CONSTANT(key), CONSTANT(value);
}

void in_closures(int by_value, int& lvalue, std::unique_ptr<int> moved) {
  [&] { LOCAL(by_value), LOCAL(lvalue), LOCAL(moved); }();
  [=] { LOCAL(by_value), LOCAL(lvalue); }();
  [=]() mutable { LOCAL(by_value), LOCAL(lvalue), by_value = lvalue; }();
  [by_value, &lvalue] { LOCAL(by_value), LOCAL(lvalue); }();
  [by_value = by_value, &lvalue = lvalue, moved = std::move(moved)]() mutable {
    LOCAL(by_value), LOCAL(lvalue), LOCAL(moved);
    [=, &by_value] { LOCAL(by_value); }();
  }();
  auto generic = [](auto value, auto& reference, auto&& forwarded) {
    LOCAL(value), LOCAL(reference), LOCAL(forwarded);
    auto [one, two] = std::pair(value, value);
    LOCAL(one), LOCAL(two);
    [&] { LOCAL(value), LOCAL(one); }();
  };
  generic(1, by_value, 2);
  try {
    throw 1;
  } catch (int& caught) {
    LOCAL(caught);
  }
}

template <class T>
void in_a_template(T value, T& reference, T&& forwarded) {
  LOCAL(value), LOCAL(reference), LOCAL(forwarded);
  auto [one, two] = std::pair<T, T>();
  LOCAL(one), LOCAL(two);
  static T kept;
  GLOBAL(kept);
  [&] { LOCAL(value), LOCAL(reference), LOCAL(two), GLOBAL(kept); }();
  [=](auto other) { LOCAL(value), LOCAL(other); }(1);
}
[[maybe_unused]] constexpr auto in_a_template_of_int = &in_a_template<int>;

template <class T>
struct Base {
  T inherited;
  static inline T of_the_base;
};

template <class T>
struct Template : Base<int> {
  T value;
  std::unique_ptr<T> box;
  T& reference;
  const T constant = 1;
  mutable T changing;
  T array[2];
  NoAddress no_address;
  static inline T shared;
  static constexpr T limit = 1;

  void member_function(T parameter) {
    MEMBER(value), MEMBER(box), MEMBER(reference), MEMBER(constant), MEMBER(changing), MEMBER(array), MEMBER(inherited);
    MEMBER(no_address);
    GLOBAL(shared), GLOBAL(of_the_base), CONSTANT(limit);
    LOCAL(parameter);
    [this] { MEMBER(value), MEMBER(inherited), GLOBAL(shared); }();
    [&] { MEMBER(value), LOCAL(parameter); }();
    [=, this] { MEMBER(value), LOCAL(parameter); }();
    [value = value, parameter] { LOCAL(value), LOCAL(parameter); }();
    [&](auto other) { MEMBER(value), LOCAL(other), LOCAL(parameter), GLOBAL(shared); }(1);
    [&](auto other) { LOCAL(other); }(1);
    struct Local {
      int inside;
      void of_local() { MEMBER(inside); }
    };
    Local{1}.of_local();
  }
  void const_member_function(T parameter) const {
    MEMBER(value), MEMBER(changing), MEMBER(reference), LOCAL(parameter);
    [this] { MEMBER(value); }();
  }
  void of_a_temporary() && { MEMBER(value); }
  static void static_member_function(T parameter) { GLOBAL(shared), LOCAL(parameter); }
};
template struct Template<int>;

struct Class : Base<int> {
  int value;
  static inline int shared;
  union {
    int number;
    float real;
  };

  Class() : value(1), number(1) {
    int local = 1;
    MEMBER(value), MEMBER(number), LOCAL(local);
  }
  ~Class() { MEMBER(value); }
  void member_function(int parameter) volatile { MEMBER(value), LOCAL(parameter), GLOBAL(shared); }
  void by_value(int parameter) {
    [&] { MEMBER(value), MEMBER(inherited), LOCAL(parameter), ++value; }();
    [*this, parameter]() mutable { MEMBER(value), LOCAL(parameter); }();
    [this](auto other) { MEMBER(value), LOCAL(other); }(1);
    auto of_a_closure = FEARLESS_MOVE(parameter) {
      LOCAL(parameter);
      return parameter;
    };
    of_a_closure();
  }
};

}  // namespace

// All variables are used, so that no compiler warns.
void use_move_names() {
  int n = 1;
  variables(1, nullptr, 1, n, nullptr, {});
  bindings(n);
  in_closures(1, n, nullptr);
  Class().by_value(1);
  Class().member_function(1);
}
