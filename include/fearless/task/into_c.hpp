// SPDX-License-Identifier: MIT
// into_c: turns a Task into two functions and a pointer, for loops and pools with a C interface.
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

/// The result of `into_c`. Exactly one of `run(data)` and `drop(data)` must be called, once, on any thread. If neither
/// is called, the task leaks; if both are, or one is called twice, memory is freed twice.
/// \snippet reference/tasks.cpp c_task
struct CTask {
  /// Runs the task, and destroys it. If an exception leaves the task, the program ends with its text, because a C
  /// function cannot receive it.
  void (*run)(void* data);
  /// The argument for `run` and `drop`.
  void* data;
  /// Destroys the task without running it.
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
    } catch (abi::__forced_unwind&) {  // for example of pthread_exit
      throw;
#endif
    } catch (...) {
      auto exception = std::current_exception();
      if (exception == nullptr) fatal("fearless::into_c: the task ended in an exception of another language");
      const Panic panic(thread::thread_detail::OfAThread(), std::move(exception));
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

/// Passes `task` to a C interface that calls a function with a pointer: `const CTask c = into_c(fearless::task(f, x));
/// pthread_create(&t, nullptr, …)`. Returns the functions and the pointer. If the task may throw, it should catch the
/// exception itself. Throws std::bad_alloc. Rust: `Box::into_raw`, and an `extern "C"` function.
[[nodiscard]] inline CTask into_c(Task<void> task) {
  return CTask{&detail::CCalls::run, std::make_unique<Task<void>>(std::move(task)).release(), &detail::CCalls::drop};
}

}  // namespace fearless
