// SPDX-License-Identifier: MIT
// Scoped threads: they may borrow objects that outlive the scope, because the scope joins them before it returns.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/result.hpp>
#include <fearless/task.hpp>
#include <fearless/thread/detail/call.hpp>
#include <fearless/thread/detail/native.hpp>
#include <fearless/thread/detail/packet.hpp>
#include <fearless/thread/detail/scope_state.hpp>
#include <fearless/thread/detail/scoped.hpp>
#include <fearless/thread/handle.hpp>
#include <fearless/thread/panic.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace fearless {

namespace rules::because {

/// The reason why a Scope and its handles are not Static.
struct it_belongs_to_a_scope {
  static constexpr const char* text = "it belongs to a thread::scope, which ends before the thread need";
  static constexpr const char* help = "spawn in the scope, or use thread::spawn";
  static constexpr const char* anchor = "scope";
};

}  // namespace rules::because

namespace rules::place {
struct scope_spawn {
  static constexpr const char* text = "fearless::thread::Scope::spawn";
};
struct scope_task {
  static constexpr const char* text = "fearless::thread::Scope::task";
};
struct scope_all {
  static constexpr const char* text = "fearless::thread::scope_all";
};
}  // namespace rules::place

namespace thread {
namespace thread_detail {

struct ScopeAccess;

}  // namespace thread_detail

/// The handle to join a thread of a scope. It is move-only. Destroying it, or assigning to it, leaves the thread to the
/// scope. It may outlive the scope, after which it has no effect. Rust: `std::thread::ScopedJoinHandle`.
/// \snippet reference/threads.cpp scope
template <class R>
class ScopedJoinHandle : public thread_detail::Handle<thread_detail::ScopedPacket<R>> {
 public:
  using thread_detail::Handle<thread_detail::ScopedPacket<R>>::Handle;
};

/// Starts scoped threads. The function `scope` creates a Scope and passes it to its argument. Every thread of the scope
/// may start more. Rust: `std::thread::Scope`.
/// \snippet reference/threads.cpp scope
class Scope {
 public:
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

  /// Starts a thread as `thread::spawn` does, but the thread may borrow: only the result has to be Static. What it
  /// borrows must be declared outside the scope, since the locals of the scope's own function are destroyed before the
  /// threads are joined.
  ///
  /// Throws as `thread::spawn` does. Refuses to compile unless `f` and every argument are Send, and the result is Send
  /// and Static. (A reference is Send if its target is ThreadSafe, or if it is a reference to const and its target is
  /// Sync; pass references as std::ref and std::cref.) Rust: `Scope::spawn`.
  template <class F, class... Args>
  ScopedJoinHandle<
      typename thread_detail::Call<rules::place::scope_spawn, thread_detail::May::Borrow, F, Args...>::Result>
  spawn(F&& f, Args&&... args) const {
    using Call = thread_detail::Call<rules::place::scope_spawn, thread_detail::May::Borrow, F, Args...>;
    FEARLESS_DETAIL_REQUIRE_CALL(Call);
    if constexpr (Call::granted) {
      auto started = start<Call>(thread_detail::no_name(), 0, std::forward<F>(f), std::forward<Args>(args)...);
      if (!started.has_value()) {
        detail::raise(std::system_error(started.error(), "fearless::thread::Scope::spawn"));
      }
      return std::move(started).value();
    }
    detail::fatal("fearless::thread::Scope::spawn: refused");
  }

  /// Returns a Task that calls `f(args…)`, for any executor, even a pool that outlives the scope. It may borrow as a
  /// thread of the scope may: the scope does not return before the Task was called or destroyed, together with
  /// everything that it holds. If a Task is kept and neither called nor destroyed, the scope therefore keeps waiting.
  ///
  /// The executor receives an exception of `f`. Throws what copying the arguments throws, and std::bad_alloc. Refuses
  /// to compile as `spawn` does. Rust: `rayon::Scope::spawn`, for one executor.
  template <class F, class... Args>
  [[nodiscard]] Task<
      typename thread_detail::Call<rules::place::scope_task, thread_detail::May::Borrow, F, Args...>::Result>
  task(F&& f, Args&&... args) const {
    using Call = thread_detail::Call<rules::place::scope_task, thread_detail::May::Borrow, F, Args...>;
    FEARLESS_DETAIL_REQUIRE_CALL(Call);
    if constexpr (Call::granted) {
      using R = typename Call::Result;
      return Task<R>(std::make_unique<thread_detail::ScopedCall<R, std::decay_t<F>, std::decay_t<Args>...>>(
          state_, std::forward<F>(f), std::forward<Args>(args)...));
    }
    detail::fatal("fearless::thread::Scope::task: refused");
  }

 private:
  friend class Builder;
  friend struct thread_detail::ScopeAccess;

  Scope() : state_(std::make_shared<thread_detail::ScopeState>()) {}

  template <class Call, class F, class... Args>
  Result<ScopedJoinHandle<typename Call::Result>, std::error_code> start(const std::optional<std::string>& name,
                                                                         std::size_t stack_size, F&& f,
                                                                         Args&&... args) const {
    using R = typename Call::Result;
    using Job = thread_detail::Job<thread_detail::ScopedPacket<R>, std::decay_t<F>, std::decay_t<Args>...>;
    const auto job =
        Job::make(thread_detail::ScopedStart{name, state_}, std::forward<F>(f), std::forward<Args>(args)...);
    state_->thread_begins();
    thread_detail::Native native;
    if (const std::error_code error = Job::start(job, native, stack_size)) {
      state_->thread_ends();
      return unexpected(error);
    }
    return ScopedJoinHandle<R>(std::move(native), job);
  }

  std::shared_ptr<thread_detail::ScopeState> state_;
};

namespace thread_detail {

struct ScopeAccess {
  static Scope make() { return Scope(); }
  static ScopeState& state(const Scope& scope) noexcept { return *scope.state_; }
  template <class Call, class F>
  static ScopedJoinHandle<typename Call::Result> start(const Scope& scope, F&& f) {
    auto started = scope.start<Call>(no_name(), 0, std::forward<F>(f));
    if (!started.has_value()) {
      detail::raise(std::system_error(started.error(), "fearless::thread::scope_all"));
    }
    return std::move(started).value();
  }
};

}  // namespace thread_detail

/// Calls `f(s)`, where `s` is a `Scope&`. When every thread started through `s` has ended, and every result that nobody
/// joined is destroyed, it returns the result of `f`. If `f` throws, that exception is thrown after the same wait.
/// Otherwise, if an exception ended a thread that nobody joined and whose handle is gone, that exception is thrown (the
/// first one; others are written to stderr). Rust: `std::thread::scope`, which then panics with its own message.
template <class F>
std::invoke_result_t<F, Scope&> scope(F&& f) {
  using R = std::invoke_result_t<F, Scope&>;
  Scope mine = thread_detail::ScopeAccess::make();
  thread_detail::ScopeState& state = thread_detail::ScopeAccess::state(mine);
  struct WaitForAll {
    thread_detail::ScopeState& state;
    ~WaitForAll() { state.wait(); }
  };
  const auto run = [&]() -> R {
    const WaitForAll wait{state};
    return std::invoke(std::forward<F>(f), mine);
  };
  const auto check = [&] {
    if (auto panic = state.panic()) std::move(*panic).rethrow();
  };
  if constexpr (std::is_void_v<R>) {
    run();
    check();
  } else if constexpr (std::is_reference_v<R>) {
    R result = run();
    check();
    return static_cast<R>(result);
  } else {
    R result = run();
    check();
    return result;
  }
}

namespace thread_detail {

template <class... F>
struct ScopeAll {
  template <class G>
  using Call = thread_detail::Call<rules::place::scope_all, May::Borrow, G>;
  static constexpr bool takes_lvalue = false;
  static constexpr bool callable = (Call<F>::callable && ...);
  static constexpr bool copied = !callable || (Call<F>::copied && ...);
  // The first call that is refused, if any.
  template <class First, class... Rest>
  static auto first_refused() {
    if constexpr (sizeof...(Rest) == 0 || (Call<First>::callable && !Call<First>::Needs::holds)) {
      return Call<First>{};
    } else {
      return first_refused<Rest...>();
    }
  }
  using Needs = typename decltype(first_refused<F...>())::Needs;
  static constexpr bool granted = (Call<F>::granted && ...);
  static constexpr bool silent = (std::is_void_v<typename Call<F>::Result> && ...);

  template <class R>
  using Value = std::conditional_t<std::is_void_v<R>, std::monostate, R>;
  // This is also defined for a call that is refused, so that using the result does not cause a second error.
  using Values = std::conditional_t<callable && silent, void, std::tuple<Value<typename Call<F>::Result>...>>;

  // May be called only when every thread has ended, and none in an exception.
  template <class R>
  static Value<R> value(ScopedJoinHandle<R>& handle) {
    if constexpr (std::is_void_v<R>) {
      return {};
    } else {
      return *HandleAccess::packet(handle).take();
    }
  }
};

}  // namespace thread_detail

/// Calls each function on a thread of its own, and returns when all have ended. Returns a tuple of their results
/// (std::monostate for a function without result), or nothing if no function has a result. Unlike the locals of a
/// scope's own function, everything that the functions borrow outlives the threads.
///
/// If functions throw, the exception of the first of them, in the order of the arguments, is thrown after all have
/// ended; the others are written to stderr. Also throws as `spawn` does: if the system cannot create a thread,
/// std::system_error is thrown after the threads already started have ended. The remaining functions are then not
/// called, and exceptions of the earlier ones are written to stderr. Refuses to compile unless each function is Send,
/// and its result is Send and Static. Rust: `thread::scope` with one `spawn` per function.
template <class... F>
typename thread_detail::ScopeAll<F...>::Values scope_all(F&&... f) {
  static_assert(sizeof...(F) > 0, "fearless::thread::scope_all: name at least one function");
  using All = thread_detail::ScopeAll<F...>;
  FEARLESS_DETAIL_REQUIRE_CALL(All);
  if constexpr (All::granted) {
    return scope([&](Scope& s) -> typename All::Values {
      using Access = thread_detail::ScopeAccess;
      using thread_detail::HandleAccess;
      std::tuple started{Access::start<typename All::template Call<F>>(s, std::forward<F>(f))...};
      const auto finish = [&](auto&... handle) -> typename All::Values {
        (HandleAccess::native(handle).join(), ...);
        // Moving a result may throw. So no result is moved before it is known that no exception would be lost.
        std::optional<Panic> first;
        const auto collect = [&](auto& packet) {
          auto panic = packet.take_panic();
          if (!panic) return;
          if (first) return Access::state(s).leave(std::move(*panic));
          first = std::move(panic);
        };
        (collect(HandleAccess::packet(handle)), ...);
        if (first) std::move(*first).rethrow();
        if constexpr (!All::silent) return {All::value(handle)...};
      };
      return std::apply(finish, started);
    });
  }
  detail::fatal("fearless::thread::scope_all: refused");
}

}  // namespace thread

// Why: every thread of the scope may start more threads in it. It is not Static, since it ends with the scope.
template <>
struct rules::row<thread::Scope> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = never<because::it_belongs_to_a_scope>;
  static constexpr auto thread_safe = always;
};

// Why: the same as for JoinHandle, but the handle leads to the scope, so it is not Static.
template <class R>
struct rules::row<thread::ScopedJoinHandle<R>> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = never<because::it_belongs_to_a_scope>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
