// SPDX-License-Identifier: MIT
// Callables without state, and closures with each kind of capture.
#pragma once

#include "listed.hpp"

namespace {

// A template with a closure or a function type as its argument is no closure, so its arguments count.
template <class A, class B>
class Given {
  int id_ = 0;
};
constexpr auto some_closure = [] {};
static_assert(Send<Given<int, void()>> && !Send<Given<NotSend, void()>>);
static_assert(!Send<Given<NotSend, std::remove_const_t<decltype(some_closure)>>>);
static_assert(Send<Given<int, std::remove_const_t<decltype(some_closure)>>>);

// Stateless callables.
struct Callable {
  void operator()() const;
};
class EmptyClass {};
class EmptyNotSend {
  [[no_unique_address]] NotSend marker_;
};
static_assert(Send<Callable> && Sync<Callable> && Static<Callable> && ThreadSafe<Callable> && Send<EmptyClass>);
static_assert(!Send<EmptyNotSend>);
constexpr auto captureless = [] {};
static_assert(Send<decltype(captureless)> && ThreadSafe<std::remove_const_t<decltype(captureless)>>);

// Closures.
struct Worker {
  int value = 0;
  std::string name;
  void start() {
    auto with_this = [this] { return value; };
    auto with_all = [&] { return value; };
    auto with_copy = [*this] { return value; };
    static_assert(!Send<decltype(with_this)> && !Send<decltype(with_all)>);
    static_assert(Send<decltype(with_copy)> == shows_captures);
    (void)with_this, (void)with_all, (void)with_copy;
  }
};
[[maybe_unused]] void closures() {
  int i = 1;
  double d = 2;
  int array[3] = {};
  int* p = &i;
  volatile int v = 0;
  volatile std::pair<int, int> volatile_pair = {};
  std::string s;
  const std::string c;
  auto values = [i, d, array] { return i + d + array[0]; };
  auto nested = [values] { return values(); };
  auto changes = [i]() mutable { return ++i; };
  static_assert(Send<decltype(values)> && Static<decltype(values)> && Send<decltype(nested)> &&
                Send<decltype(changes)>);
  static_assert(Sync<decltype(values)> == shows_captures);

  auto strings = [s, n = std::make_unique<int>(1)] { return s.size() + static_cast<std::size_t>(*n); };
  auto nested_strings = [inner = [s] { return s; }] { return inner(); };
  static_assert(Send<decltype(strings)> == shows_captures && Static<decltype(strings)> == shows_captures);
  static_assert(Send<decltype(nested_strings)> == shows_captures);

  auto reference = [&i] { return i; };
  auto references = [&] { return i + static_cast<int>(s.size()); };
  auto pointer = [p] { return *p; };
  int* pointers[2] = {p, p};
  auto array_of_pointers = [pointers] { return pointers[0]; };
  static_assert(!Send<decltype(array_of_pointers)>);
  (void)array_of_pointers;
  auto init_pointer = [q = &i] { return *q; };
  auto to_volatile = [&v] { return v; };
  auto to_volatile_pair = [&volatile_pair] { return volatile_pair.first; };
  auto nested_reference = [inner = [&s] { return s.size(); }] { return inner(); };
  auto marked = [m = NotSend()] { return &m; };
  auto to_const = [&c] { return c.size(); };
  auto reference_wrapper = [r = std::ref(s)] { return r.get().size(); };
  static_assert(!Send<decltype(reference)> && !Send<decltype(references)> && !Send<decltype(pointer)>);
  static_assert(!Send<decltype(init_pointer)> && !Send<decltype(to_volatile)> && !Send<decltype(nested_reference)>);
  static_assert(!Send<decltype(to_volatile_pair)> && !Static<decltype(to_volatile_pair)>);
  static_assert(!Send<decltype(marked)> && !Send<decltype(reference_wrapper)> && !Static<decltype(reference_wrapper)>);
  static_assert(!Static<decltype(reference)> && !Static<decltype(to_const)> && !Static<decltype(nested_reference)>);
  static_assert(Send<decltype(to_const)> == (shows_captures || FEARLESS_DETAIL_BINDS_CAPTURES));
  (void)nested, (void)changes, (void)strings, (void)nested_strings, (void)reference, (void)references, (void)pointer,
      (void)init_pointer, (void)to_volatile, (void)to_volatile_pair, (void)nested_reference, (void)marked,
      (void)to_const, (void)reference_wrapper;
}
template <class... T>
[[maybe_unused]] void packs(T... value) {
  auto by_value = [value...] { return (value + ...); };
  auto by_reference = [&value...] { return (value + ...); };
  static_assert(Send<decltype(by_value)> && !Send<decltype(by_reference)>);
  (void)by_value, (void)by_reference;
}
[[maybe_unused]] void use_packs() { packs(1, 2.0); }

}  // namespace
