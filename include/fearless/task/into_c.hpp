// SPDX-License-Identifier: MIT
// into_c: a Task as two functions and a pointer, for loops and pools with a C interface.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/task.hpp>
#include <fearless/thread/panic.hpp>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <utility>

#if defined(__GLIBCXX__)
#include <cxxabi.h>
#endif

namespace fearless {

/// What `into_c` makes: exactly one of `run(data)` and `drop(data)` has to be called, once, on whichever thread. With
/// neither the task is leaked; with both, or one twice, memory is freed twice.
struct CTask {
  /// Runs the task, and destroys it. An exception that leaves it ends the program with its text: it has nowhere to go.
  void (*run)(void* data);
  /// What `run` and `drop` are given.
  void* data;
  /// Destroys the task, which will not run.
  void (*drop)(void* data);
};

namespace detail {

struct CCalls {
  static void run(void* data) {
    const std::unique_ptr<Task<void>> task(static_cast<Task<void>*>(data));
#if defined(__cpp_exceptions)
    try {
      (*task)();
#if defined(__GLIBCXX__)
    } catch (abi::__forced_unwind&) {  // pthread_exit, say
      throw;
#endif
    } catch (...) {
      auto exception = std::current_exception();
      if (exception == nullptr) fatal("fearless::into_c: the task ended in an exception of another language");
      const Panic panic(thread::detail::OfAThread(), std::move(exception));
      std::fprintf(stderr, "fearless::into_c: the task ended in an exception: %s\n", panic.what());
      std::abort();
    }
#else
    (*task)();
#endif
  }
  static void drop(void* data) noexcept { delete static_cast<Task<void>*>(data); }
};

}  // namespace detail

/// Gives up `task` for a C interface, which calls a function with a pointer: `const CTask c = into_c(fearless::task(f,
/// x)); pthread_create(&t, nullptr, …)`. Catch what a task may throw inside it. Throws std::bad_alloc. Rust:
/// `Box::into_raw`, and an `extern "C"` function.
[[nodiscard]] inline CTask into_c(Task<void> task) {
  return CTask{&detail::CCalls::run, std::make_unique<Task<void>>(std::move(task)).release(), &detail::CCalls::drop};
}

}  // namespace fearless
