// SPDX-License-Identifier: MIT
// A scope of tasks on oneTBB, which may borrow what outlives the scope (Rust: rayon::scope).
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/bridge/par_kinds.hpp>
#include <fearless/detail/bridge/par_run.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>

#include <oneapi/tbb/task_group.h>

#include <concepts>
#include <functional>
#include <type_traits>
#include <utility>

namespace fearless {

namespace rules::because {

struct it_ends_with_its_scope_of_tasks {
  static constexpr const char* text = "it ends with its scope of tasks";
  static constexpr const char* help = "spawn inside of the scope; a task may borrow the scope";
  static constexpr const char* anchor = "borrow";
};

}  // namespace rules::because

namespace rules::place {

struct par_spawn {
  static constexpr const char* text = "fearless::par::Scope::spawn";
};

}  // namespace rules::place

namespace par {

/// Starts tasks that `par::scope` waits for. Several tasks may use one Scope at the same time. Rust: `rayon::Scope`.
/// \snippet reference/par.cpp scope
class Scope {
 public:
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

  /// Runs a copy of `f` (moved from an rvalue) once on a thread of oneTBB, before the scope ends. The result of `f` is
  /// dropped. A task may spawn others. If a task throws, the tasks that have not begun are dropped, and `par::scope`
  /// throws the first exception. Throws std::bad_alloc; nothing is started then. Refuses to compile unless `f` and its
  /// result are Send. `f` may borrow what outlives the scope. Rust: `rayon::Scope::spawn`.
  template <class F>
    requires std::invocable<std::decay_t<F>>
  void spawn(F&& f) const {
    using Checks = par_detail::OnceChecks<rules::place::par_spawn, F>;
    FEARLESS_DETAIL_REQUIRE(Checks);
    if constexpr (Checks::granted) group_.run(Once<std::decay_t<F>>{std::forward<F>(f)});
  }

 private:
  // oneTBB calls its functions as const.
  template <class F>
  struct Once {
    mutable F f;
    void operator()() const { static_cast<void>(std::invoke(std::move(f))); }
  };

  template <class F>
  friend void scope(F&& f);
  Scope() = default;
  ~Scope() = default;

  // Called if another exception is being thrown, or if there is nothing left to wait for.
  void wait_quietly() const noexcept {
#if defined(__cpp_exceptions)
    try {
      group_.wait();
    } catch (...) {
    }
#else
    group_.wait();
#endif
  }

  mutable oneapi::tbb::task_group group_;  // several threads may add tasks to it
};

/// Calls `f(scope)` on this thread, where `scope` is a `const par::Scope&`. Returns when `f` and all tasks have ended,
/// including those that tasks have spawned. An exception of `f` drops the tasks that have not begun, and is thrown
/// here; the first exception of a task is thrown, too. Throws par::Cancelled if the tasks were cancelled because one
/// beside this call threw. A thread that waits here runs only tasks of this scope. Rust: `rayon::scope`.
template <class F>
void scope(F&& f) {
  static_assert(std::invocable<F, const Scope&>, "fearless::par::scope: the function takes a `const par::Scope&`");
  if constexpr (std::invocable<F, const Scope&>) {
    const Scope tasks;
    bool is_cancelled = false;
    par_detail::run([&] {
      // oneTBB requires that the tasks have ended before their group is destroyed, even if `f` throws.
      struct Ending {
        const Scope& tasks;
        ~Ending() {
          tasks.group_.cancel();
          tasks.wait_quietly();
        }
      };
      {
        Ending ending{tasks};
        static_cast<void>(std::invoke(std::forward<F>(f), tasks));
        is_cancelled = tasks.group_.wait() == oneapi::tbb::canceled;
      }
    });
    if (is_cancelled) fearless::detail::raise(Cancelled());
  }
}

}  // namespace par

// Why: several tasks may spawn others through it. It is not Static, since it ends with the scope.
template <>
struct rules::row<par::Scope> {
  static constexpr auto send = never<because::it_ends_with_its_scope_of_tasks>;
  static constexpr auto sync = always;
  static constexpr auto static_ = never<because::it_ends_with_its_scope_of_tasks>;
  static constexpr auto thread_safe = always;
};

}  // namespace fearless
