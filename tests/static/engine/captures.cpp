// SPDX-License-Identifier: MIT
// Closures with exactly one capture. GCC before 15 shows it through a class derived from the closure.
#include <fearless/marker.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace {

using namespace fearless;

#if FEARLESS_DETAIL_BINDS_CAPTURES
template <class Closure, class Capture, class OfConst>
constexpr void captures(const Closure& /*closure*/) {
  using derive::SingleCapture;
  static_assert(derive::is_closure<Closure>() && derive::HasSingleCapture<Closure>);
  static_assert(std::is_same_v<typename SingleCapture<Closure>::type, Capture>);
  static_assert(std::is_same_v<typename SingleCapture<const Closure>::type, OfConst>);
}
#define CAPTURES(closure, ...) captures<decltype(closure), __VA_ARGS__>(closure)
#define NOT_SHOWN(closure) (void)(closure), [] { static_assert(!derive::HasSingleCapture<decltype(closure)>); }()
constexpr bool shown = true;
#else
#define CAPTURES(closure, ...) (void)(closure)
#define NOT_SHOWN(closure) (void)(closure)
#if defined(__clang__)
constexpr bool shown = true;
#else
constexpr bool shown = false;
#endif
#endif

struct Empty {};
struct alignas(64) Large {
  int* pointer;
  std::string text;
};

struct Class {
  int* member;
  void member_function() {
    auto by_this = [this] { return member; };
    NOT_SHOWN(by_this);
    auto implicitly = [&] { return member; };
    NOT_SHOWN(implicitly);
    auto copy = [*this] { return member; };
    NOT_SHOWN(copy);
    static_assert(!Send<decltype(by_this)> && !Send<decltype(implicitly)> && !Send<decltype(copy)>);
  }
};

template <class... T>
void packs(T... value) {
  auto by_value = [value...] { return (0 + ... + *value); };
  CAPTURES(by_value, T..., std::add_const_t<T>...);
  auto by_reference = [&value...] { return (0 + ... + *value); };
  CAPTURES(by_reference, T & ..., T & ...);
  auto init = [... own = value] { return (0 + ... + *own); };
  CAPTURES(init, T..., std::add_const_t<T>...);
  static_assert(!Send<decltype(by_value)> && !Send<decltype(by_reference)> && !Send<decltype(init)>);
}

template <class T>
void in_a_template(T value, T& reference) {
  auto by_reference = [&] { return value; };
  CAPTURES(by_reference, T&, T&);
  auto by_value = [=] { return reference; };
  CAPTURES(by_value, T, const T);
  auto generic = [reference](auto) { return reference; };
  CAPTURES(generic, T, const T);
  static_assert(!Send<decltype(by_value)> && !Send<decltype(by_reference)> && !Send<decltype(generic)>);
}

[[maybe_unused]] void exact_types(int* pointer, int& reference, const int& const_reference, Empty empty, Large large,
                                  int (*function)(int), int (&function_reference)(int), void* (&array)[1],
                                  int&& rvalue) {
  auto by_value = [pointer] { return pointer; };
  CAPTURES(by_value, int*, int* const);
  auto by_reference = [&pointer] { return pointer; };
  CAPTURES(by_reference, int*&, int*&);
  auto of_reference = [&reference] { return reference; };
  CAPTURES(of_reference, int&, int&);
  auto of_const = [&const_reference] { return const_reference; };
  CAPTURES(of_const, const int&, const int&);
  auto of_rvalue = [&rvalue] { return rvalue; };
  CAPTURES(of_rvalue, int&, int&);
  auto of_empty = [empty] { (void)empty; };
  CAPTURES(of_empty, Empty, const Empty);
  auto of_large = [large] { return large.pointer; };
  CAPTURES(of_large, Large, const Large);
  auto of_function = [function] { return function; };
  CAPTURES(of_function, int (*)(int), int (*const)(int));
  auto of_function_reference = [&function_reference] { return &function_reference; };
  CAPTURES(of_function_reference, int (&)(int), int (&)(int));
  auto of_array = [array] { return array[0]; };
  CAPTURES(of_array, void* [1], void* const[1]);
  auto init = [x = pointer]() mutable { return ++x; };
  CAPTURES(init, int*, int* const);
  auto init_reference = [&x = *pointer] { return x; };
  CAPTURES(init_reference, int&, int&);
  auto nested = [inner = by_value] { return inner(); };
  CAPTURES(nested, decltype(by_value), const decltype(by_value));
  const auto constant = pointer;
  auto of_constant = [constant] { return constant; };
  CAPTURES(of_constant, int* const, int* const);
  [&] {
    auto of_a_capture = [&] { return pointer; };
    CAPTURES(of_a_capture, int*&, int*&);
  }();
  auto in_a_generic = [](auto value) {
    auto by_reference_there = [&value] { return value; };
    CAPTURES(by_reference_there, decltype(value)&, decltype(value)&);
  };
  in_a_generic(pointer);
  packs(pointer);
  in_a_template(pointer, pointer);
}

// With several captures or none, the structured binding would be an error.
[[maybe_unused]] void others(int* pointer, char character, Empty empty) {
  auto two = [pointer, &character] { return pointer == nullptr && character == 'a'; };
  NOT_SHOWN(two);
  auto with_an_empty_one = [pointer, empty] { return (void)empty, pointer; };
  NOT_SHOWN(with_an_empty_one);
  auto two_empty_ones = [empty, other = Empty()] { (void)empty, (void)other; };
  NOT_SHOWN(two_empty_ones);
  auto none = [] {};
  NOT_SHOWN(none);
  auto none_by_default = [&] {};
  NOT_SHOWN(none_by_default);
  static_assert(!Send<decltype(two)> && !Send<decltype(with_an_empty_one)>);
}

[[maybe_unused]] void traits(std::atomic<int>& count, Mutex<int>& mutex, Arc<int> shared, const Rc<int>& local,
                             std::unique_ptr<int> box, const std::string& text, int& number, NotSync alone) {
  auto counts = [&count] { ++count; };
  static_assert(Send<decltype(counts)> == shown && Sync<decltype(counts)> == shown && !Static<decltype(counts)>);
  auto locks = [&mutex] { mutex.with([](int& n) { ++n; }); };
  static_assert(Send<decltype(locks)> == shown && !Static<decltype(locks)>);
  auto owns = [shared] { return *shared; };
  static_assert(Send<decltype(owns)> == shown && Sync<decltype(owns)> == shown && Static<decltype(owns)> == shown);
  static_assert(!ThreadSafe<decltype(owns)>);
  auto moves = [mine = std::move(box)]() mutable { ++*mine; };
  static_assert(Send<decltype(moves)> == shown && Static<decltype(moves)> == shown && !Sync<decltype(moves)>);
  auto reads = [&text] { return text.size(); };
  static_assert(Send<decltype(reads)> == shown && Sync<decltype(reads)> == shown);
  auto nests = [counts] { counts(); };
  static_assert(Send<decltype(nests)> == shown && !Static<decltype(nests)>);
  auto of_rc = [local] { return *local; };
  auto of_rc_reference = [&local] { return *local; };
  auto writes = [&number] { ++number; };
  static_assert(!Send<decltype(of_rc)> && !Send<decltype(of_rc_reference)> && !Send<decltype(writes)>);
  auto is_alone = [alone] { (void)alone; };
  static_assert(!Sync<decltype(is_alone)> && !ThreadSafe<decltype(is_alone)>);
  (void)counts, (void)locks, (void)owns, (void)moves, (void)reads, (void)nests, (void)of_rc, (void)of_rc_reference;
  (void)writes, (void)is_alone;
}

}  // namespace
