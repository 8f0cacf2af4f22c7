// SPDX-License-Identifier: MIT
// Scoped threads: they may borrow objects that outlive the scope, because the scope joins them before it returns.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/detail/process.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/pause_point.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/result.hpp>
#include <fearless/task.hpp>
#include <fearless/thread/detail/call.hpp>
#include <fearless/thread/detail/packet.hpp>
#include <fearless/thread/detail/unjoined.hpp>
#include <fearless/thread/handle.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include <pthread.h>

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
namespace detail {

// The state that a scope, its threads and their handles share.
class ScopeState {
 public:
  ScopeState() = default;
  ScopeState(const ScopeState&) = delete;
  ScopeState& operator=(const ScopeState&) = delete;
  ~ScopeState() {
    if (panic_) tell(*panic_);
  }

  // Locks the state.
  [[nodiscard]] std::unique_lock<std::mutex> lock() noexcept {
    if (process_ != fearless::detail::this_process()) begin_in_child();
    return std::unique_lock(mutex_);
  }

  // Registers a thread. Throws std::bad_alloc.
  void thread_begins() {
    const auto locked = lock();
    if (left_.size() + running_ == left_.capacity()) make_room();
    ++running_;
  }
  // Unregisters a thread whose handle joins it, or one that failed to start.
  void thread_ends() noexcept {
    const auto locked = lock();
    if (--running_ == 0) tell_owner();
  }
  // Leaves a running thread whose handle is destroyed to the scope, which joins it. The state must be locked.
  void leave_locked(Native native) noexcept {
    left_.push(std::move(native));
    --running_;
    tell_owner();
  }

  // Stores a panic that no handle can return any more. The scope throws the first one; the others are written to
  // stderr.
  void leave(Panic panic) noexcept {
    {
      const auto locked = lock();
      if (!panic_) {
        panic_.emplace(std::move(panic));
        return;
      }
    }
    tell(panic);
  }

  // Joins the youngest thread first: by the time it has ended, most of the others have ended, too, and joining them
  // does not sleep.
  void wait() noexcept {
    auto locked = lock();
    for (;;) {
      while (running_ != 0 && left_.empty()) {
        const std::uint32_t before = changes_.load(std::memory_order_relaxed);
        waits_ = true;
        locked.unlock();
        fearless::detail::futex_wait(changes_, before, fearless::detail::Deadline::never());
        locked.lock();
      }
      if (left_.empty()) return;
      Native youngest = left_.pop();
      locked.unlock();
      fearless::detail::pause_point();
      youngest.join();
      locked.lock();
    }
  }
  [[nodiscard]] std::optional<Panic> panic() noexcept { return std::exchange(panic_, std::nullopt); }

 private:
  // The state must be locked. The scope takes the lock before it destroys the state.
  void tell_owner() noexcept {
    if (!std::exchange(waits_, false)) return;
    changes_.fetch_add(1, std::memory_order_relaxed);
    fearless::detail::futex_wake_all(changes_);
  }

  // After a fork, the child has only the thread that called it. One of the other threads may have held the lock and
  // been in the middle of a change. The state that they left is not destroyed, because its mutex and its condition
  // variable may still regard them as waiting.
  void begin_in_child() noexcept {
    process_ = fearless::detail::this_process();
    const bool consistent = mutex_.try_lock();
    ::new (&mutex_) std::mutex;
    waits_ = false;
    ::new (&left_) Unjoined;
    if (!consistent) ::new (&panic_) std::optional<Panic>;
    running_ = ::pthread_equal(owner_, ::pthread_self()) != 0 ? 0 : 1;
  }

  static void tell(const Panic& panic) noexcept {
    std::fprintf(stderr, "fearless: a thread of a scope, which nobody joined, ended in an exception: %s\n",
                 panic.what());
  }

  // Reserves space for one more thread. First it joins the threads of `left_` that have ended, so that a scope may
  // start any number of threads one after the other without joining them.
  void make_room() {
    left_.join_ended();
    const std::size_t needed = left_.size() + running_ + 1;
    if (2 * needed > left_.capacity()) left_.reserve(2 * needed);
  }

  const pthread_t owner_ = ::pthread_self();
  unsigned process_ = fearless::detail::this_process();
  std::mutex mutex_;
  fearless::detail::FutexWord changes_{0};
  bool waits_ = false;       // whether the scope may sleep
  std::size_t running_ = 0;  // not counting those of `left_`
  Unjoined left_;            // the threads that the scope joins; it has space for every running thread
  std::optional<Panic> panic_;
};

// The callers do not pass a temporary, because g++ 12 warns falsely that its string, which does not exist, may be
// destroyed.
inline const std::optional<std::string>& no_name() noexcept {
  static const std::optional<std::string> none;
  return none;
}

struct ScopedStart {
  std::optional<std::string> name;
  std::shared_ptr<ScopeState> scope;
};

// A packet that notifies its scope once nothing of the thread can borrow anything any more.
template <class R>
class ScopedPacket : public Packet<R> {
 public:
  explicit ScopedPacket(ScopedStart start) : Packet<R>(std::move(start.name)), scope_(std::move(start.scope)) {}

  // Called by a handle that is destroyed without joining. If the thread has ended, this cleans up; otherwise the thread
  // does so when it ends.
  void abandon(Native native) noexcept {
    if (native.is_elsewhere()) return;
    {
      const auto locked = scope_->lock();
      if (!ended_) {
        abandoned_ = true;
        scope_->leave_locked(std::move(native));
        return;
      }
    }
    fearless::detail::pause_point();
    native.join();
    clear();
  }

 protected:
  void finish() noexcept {
    Packet<R>::finish();
    bool abandoned = false;
    {
      const auto locked = scope_->lock();
      ended_ = true;
      abandoned = abandoned_;
    }
    fearless::detail::pause_point();
    abandoned ? clear() : scope_->thread_ends();
  }

 private:
  // Passes a panic to the scope, or destroys the result, which may use borrowed objects.
  void clear() noexcept {
    if (auto panic = this->discard()) scope_->leave(std::move(*panic));
  }

  const std::shared_ptr<ScopeState> scope_;
  // Both are protected by the scope's lock: whether the handle was destroyed while the thread ran, and whether the
  // thread has ended.
  bool abandoned_ = false;
  bool ended_ = false;
};

struct ScopeAccess;

// A call of a scope. The scope waits until it is destroyed, whether or not it was called.
template <class R, class F, class... Args>
class ScopedCall final : public fearless::detail::AnyCall<R()> {
 public:
  template <class... From>
  explicit ScopedCall(std::shared_ptr<ScopeState> scope, From&&... from)
      : call_(std::in_place, std::forward<From>(from)...), scope_(std::move(scope)) {
    scope_->thread_begins();
  }
  ~ScopedCall() override {
    call_.clear();
    scope_->thread_ends();
  }
  R call() override {
    if constexpr (std::is_void_v<R>) {
      call_();
    } else {
      return call_();
    }
  }

 private:
  OneCall<F, Args...> call_;
  const std::shared_ptr<ScopeState> scope_;
};

}  // namespace detail

/// The handle to join a thread of a scope. It is move-only. Destroying it, or assigning to it, leaves the thread to the
/// scope. It may outlive the scope, after which it has no effect. Rust: `std::thread::ScopedJoinHandle`.
/// \snippet reference/threads.cpp scope
template <class R>
class ScopedJoinHandle : public detail::Handle<detail::ScopedPacket<R>> {
 public:
  using detail::Handle<detail::ScopedPacket<R>>::Handle;
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
  ScopedJoinHandle<typename detail::Call<rules::place::scope_spawn, detail::May::Borrow, F, Args...>::Result> spawn(
      F&& f, Args&&... args) const {
    using Call = detail::Call<rules::place::scope_spawn, detail::May::Borrow, F, Args...>;
    FEARLESS_DETAIL_REQUIRE_CALL(Call);
    if constexpr (Call::granted) {
      auto started = start<Call>(detail::no_name(), 0, std::forward<F>(f), std::forward<Args>(args)...);
      if (!started.has_value()) {
        fearless::detail::raise(std::system_error(started.error(), "fearless::thread::Scope::spawn"));
      }
      return std::move(started).value();
    }
    fearless::detail::fatal("fearless::thread::Scope::spawn: refused");
  }

  /// Returns a Task that calls `f(args…)`, for any executor, even a pool that outlives the scope. It may borrow as a
  /// thread of the scope may: the scope does not return before the Task was called or destroyed, together with
  /// everything that it holds. If a Task is kept and neither called nor destroyed, the scope therefore keeps waiting.
  ///
  /// The executor receives an exception of `f`. Throws what copying the arguments throws, and std::bad_alloc. Refuses
  /// to compile as `spawn` does. Rust: `rayon::Scope::spawn`, for one executor.
  template <class F, class... Args>
  [[nodiscard]] Task<typename detail::Call<rules::place::scope_task, detail::May::Borrow, F, Args...>::Result> task(
      F&& f, Args&&... args) const {
    using Call = detail::Call<rules::place::scope_task, detail::May::Borrow, F, Args...>;
    FEARLESS_DETAIL_REQUIRE_CALL(Call);
    if constexpr (Call::granted) {
      using R = typename Call::Result;
      return Task<R>(std::make_unique<detail::ScopedCall<R, std::decay_t<F>, std::decay_t<Args>...>>(
          state_, std::forward<F>(f), std::forward<Args>(args)...));
    }
    fearless::detail::fatal("fearless::thread::Scope::task: refused");
  }

 private:
  friend class Builder;
  friend struct detail::ScopeAccess;

  Scope() : state_(std::make_shared<detail::ScopeState>()) {}

  template <class Call, class F, class... Args>
  Result<ScopedJoinHandle<typename Call::Result>, std::error_code> start(const std::optional<std::string>& name,
                                                                         std::size_t stack_size, F&& f,
                                                                         Args&&... args) const {
    using R = typename Call::Result;
    using Job = detail::Job<detail::ScopedPacket<R>, std::decay_t<F>, std::decay_t<Args>...>;
    const auto job = Job::make(detail::ScopedStart{name, state_}, std::forward<F>(f), std::forward<Args>(args)...);
    state_->thread_begins();
    detail::Native native;
    if (const std::error_code error = Job::start(job, native, stack_size)) {
      state_->thread_ends();
      return unexpected(error);
    }
    return ScopedJoinHandle<R>(std::move(native), job);
  }

  std::shared_ptr<detail::ScopeState> state_;
};

namespace detail {

struct ScopeAccess {
  static Scope make() { return Scope(); }
  static ScopeState& state(const Scope& scope) noexcept { return *scope.state_; }
  template <class Call, class F>
  static ScopedJoinHandle<typename Call::Result> start(const Scope& scope, F&& f) {
    auto started = scope.start<Call>(no_name(), 0, std::forward<F>(f));
    if (!started.has_value()) {
      fearless::detail::raise(std::system_error(started.error(), "fearless::thread::scope_all"));
    }
    return std::move(started).value();
  }
};

}  // namespace detail

/// Calls `f(s)`, where `s` is a `Scope&`. When every thread started through `s` has ended, and every result that nobody
/// joined is destroyed, it returns the result of `f`. If `f` throws, that exception is thrown after the same wait.
/// Otherwise, if an exception ended a thread that nobody joined and whose handle is gone, that exception is thrown (the
/// first one; others are written to stderr). Rust: `std::thread::scope`, which then panics with its own message.
template <class F>
std::invoke_result_t<F, Scope&> scope(F&& f) {
  using R = std::invoke_result_t<F, Scope&>;
  Scope mine = detail::ScopeAccess::make();
  detail::ScopeState& state = detail::ScopeAccess::state(mine);
  struct WaitForAll {
    detail::ScopeState& state;
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

namespace detail {

template <class... F>
struct ScopeAll {
  template <class G>
  using Call = detail::Call<rules::place::scope_all, May::Borrow, G>;
  static constexpr bool takes_lvalue = false;
  static constexpr bool callable = (Call<F>::callable && ...);
  static constexpr bool copied = !callable || (Call<F>::copied && ...);
  // The first call that is refused, if any.
  template <class First, class... Rest>
  static auto first_refused() {
    if constexpr (sizeof...(Rest) == 0 || (Call<First>::callable && !Call<First>::Checked::granted)) {
      return Call<First>{};
    } else {
      return first_refused<Rest...>();
    }
  }
  using Refused = typename decltype(first_refused<F...>())::Refused;
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

}  // namespace detail

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
typename detail::ScopeAll<F...>::Values scope_all(F&&... f) {
  static_assert(sizeof...(F) > 0, "fearless::thread::scope_all: name at least one function");
  using All = detail::ScopeAll<F...>;
  FEARLESS_DETAIL_REQUIRE_CALL(All);
  if constexpr (All::granted) {
    return scope([&](Scope& s) -> typename All::Values {
      using Access = detail::ScopeAccess;
      using detail::HandleAccess;
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
  fearless::detail::fatal("fearless::thread::scope_all: refused");
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
