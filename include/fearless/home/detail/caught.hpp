// SPDX-License-Identifier: MIT
// Calls a function for a loop that no exception may leave. The exception is returned as a Panic.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/task.hpp>
#include <fearless/thread/panic.hpp>

#include <cstdio>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#if defined(__GLIBCXX__)
#include <cxxabi.h>
#endif

namespace fearless::home::home_detail {

#if defined(__cpp_exceptions)
// Must be called in a handler for `catch (...)`.
inline Panic current_panic() {
  auto exception = std::current_exception();
  if (exception == nullptr) return Panic(thread::thread_detail::OfAThread(), "an exception of another language");
  return Panic(thread::thread_detail::OfAThread(), std::move(exception));
}
#endif

// Returns the panic, if the call threw. If a thread is cancelled or calls pthread_exit, the stack is unwound with a
// special exception that must not be swallowed: it is rethrown.
template <class F>
std::optional<Panic> run_caught(F&& f) {
#if defined(__cpp_exceptions)
  try {
    std::forward<F>(f)();
#if defined(__GLIBCXX__)
  } catch (abi::__forced_unwind&) {
    throw;
#endif
  } catch (...) {
    return current_panic();
  }
#else
  std::forward<F>(f)();
#endif
  return std::nullopt;
}

// Handles a panic that nobody takes, if the executor has no handler.
inline void tell_panic(const Panic& panic) noexcept {
  std::fprintf(stderr, "fearless: a call to an object at home, whose answer nobody took, ended in an exception: %s\n",
               panic.what());
}

// Makes a task of the library, whose parts have been checked elsewhere.
template <class F>
Task<void> as_task(F&& f) {
  return Task<void>(std::make_unique<fearless::detail::CallOf<std::decay_t<F>, void()>>(std::forward<F>(f)));
}

// A call whose parts have been checked elsewhere, for an executor of the library that stores it beside its own data. As
// a Task it would need memory of its own, which one thread allocates and another one frees.
template <class F>
class CheckedCall {
 public:
  explicit CheckedCall(F&& f) noexcept : f_(std::move(f)) {}
  void operator()() { f_(); }

 private:
  F f_;
};

// Posts a call whose parts have been checked elsewhere. An executor moves what it stores, which must not throw and
// should not take long.
template <class E, class F>
bool post(const E& executor, F f) {
  constexpr bool stored = std::is_nothrow_move_constructible_v<F> && sizeof(F) <= 8 * sizeof(void*);
  if constexpr (stored && requires { executor.post_checked(CheckedCall<F>(std::move(f))); }) {
    return executor.post_checked(CheckedCall<F>(std::move(f)));
  } else {
    return executor.post(as_task(std::move(f)));
  }
}

}  // namespace fearless::home::home_detail
