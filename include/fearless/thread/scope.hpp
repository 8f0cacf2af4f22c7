// SPDX-License-Identifier: MIT
// Scoped threads: they may borrow what outlives the scope, which joins them all before it returns.
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

/// Why a Scope and its handles are not Static.
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

// What a scope, its threads and their handles share.
class ScopeState {
 public:
  ScopeState() = default;
  ScopeState(const ScopeState&) = delete;
  ScopeState& operator=(const ScopeState&) = delete;
  ~ScopeState() {
    if (panic_) tell(*panic_);
  }

  // The lock of what is shared.
  [[nodiscard]] std::unique_lock<std::mutex> lock() noexcept {
    if (process_ != fearless::detail::this_process()) begin_in_child();
    return std::unique_lock(mutex_);
  }

  // Throws std::bad_alloc.
  void thread_begins() {
    const auto locked = lock();
    if (left_.size() + running_ == left_.capacity()) make_room();
    ++running_;
  }
  // Of a thread whose handle lives: the handle joins it. Of one that did not start.
  void thread_ends() noexcept {
    const auto locked = lock();
    if (--running_ == 0) tell_owner();
  }
  // A thread whose handle goes while it runs: the scope joins it. Under the lock.
  void leave_locked(Native native) noexcept {
    left_.push(std::move(native));
    --running_;
    tell_owner();
  }

  // A panic that nobody can join any more. The first is the scope's to throw; the others are told on stderr.
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

  // Joins the youngest first: by then most of the others have ended, too, and need not be waited for one by one.
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
  // Under the lock, which the scope takes before it goes.
  void tell_owner() noexcept {
    if (!std::exchange(waits_, false)) return;
    changes_.fetch_add(1, std::memory_order_relaxed);
    fearless::detail::futex_wake_all(changes_);
  }

  // A child made by fork has one thread, this one. Of the scope's others, which are elsewhere, one may have held the
  // lock, in the middle of a change. What they left is not destroyed: they may still wait there, as far as it knows.
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

  // For one thread more. Those of `left_` that have ended are joined first: a scope may start any number of threads
  // that nobody joins, one after the other.
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
  std::size_t running_ = 0;  // without those of `left_`
  Unjoined left_;            // to be joined by the scope; there is room for every thread that runs
  std::optional<Panic> panic_;
};

// Not a temporary of the caller: g++ 12 warns that its string may be destroyed, though it has none.
inline const std::optional<std::string>& no_name() noexcept {
  static const std::optional<std::string> none;
  return none;
}

struct ScopedStart {
  std::optional<std::string> name;
  std::shared_ptr<ScopeState> scope;
};

// A packet that tells its scope when nothing of the thread is left to borrow anything.
template <class R>
class ScopedPacket : public Packet<R> {
 public:
  explicit ScopedPacket(ScopedStart start) : Packet<R>(std::move(start.name)), scope_(std::move(start.scope)) {}

  // By a handle that goes without joining: it ends what the thread has left, or the thread will.
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
  // Leaves a panic to the scope and destroys a result, which may use what it borrowed.
  void clear() noexcept {
    if (auto panic = this->discard()) scope_->leave(std::move(*panic));
  }

  const std::shared_ptr<ScopeState> scope_;
  // Under the scope's lock: whether its handle went while it ran, and whether it has asked for that.
  bool abandoned_ = false;
  bool ended_ = false;
};

struct ScopeAccess;

// A call for which its scope waits until it is gone, whether or not it was made.
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

/// The right to join a thread of a scope. Move-only; destroying it, or assigning to it, leaves the thread to the scope.
/// It may outlive the scope, to whose end it then adds nothing. Rust: `std::thread::ScopedJoinHandle`.
template <class R>
class ScopedJoinHandle : public detail::Handle<detail::ScopedPacket<R>> {
 public:
  using detail::Handle<detail::ScopedPacket<R>>::Handle;
};

/// Where scoped threads are started: `scope` makes one and gives it to its function. Any thread of the scope may start
/// more. Rust: `std::thread::Scope`.
class Scope {
 public:
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

  /// Starts a thread as `thread::spawn` does, which may borrow: nothing need be Static but the result. What it borrows
  /// must be declared outside the scope: locals of the scope's own function die before the threads are joined.
  ///
  /// Throws as `thread::spawn` does. Refuses to compile unless `f` and every argument are Send (a reference to what is
  /// ThreadSafe, or a reference to const of what is Sync; pass them as std::ref and std::cref), and the result is Send
  /// and Static. Rust: `Scope::spawn`.
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

  /// A Task that calls `f(args…)`, for an executor of any kind, a pool that outlives the scope included. It may borrow
  /// as a thread of the scope may: the scope does not return before the Task was called, or destroyed, and with it what
  /// it holds. So a Task that is kept, and neither called nor destroyed, keeps the scope waiting.
  ///
  /// An exception of `f` is the executor's. Throws what copying throws, and std::bad_alloc. Refuses to compile as
  /// `spawn` does. Rust: `rayon::Scope::spawn`, for one executor.
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

/// Calls `f(s)`, `s` a `Scope&`, and returns its result when every thread started through `s` has ended and what
/// nobody joined of them, results included, is destroyed. If `f` throws, that is thrown, after the same wait; else the
/// exception that ended a thread, if its handle is gone and nobody joined it (the first of them; others are told on
/// stderr). Rust: `std::thread::scope`, which panics with a text of its own then.
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
  // Also of a call that is refused, so that using the result is no second error.
  using Values = std::conditional_t<callable && silent, void, std::tuple<Value<typename Call<F>::Result>...>>;

  // When every thread has ended, none of them in an exception.
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

/// Calls each of the functions on a thread of its own and returns when all have returned: a tuple of their results
/// (std::monostate for one without), or nothing if none has any. What they borrow cannot die before that, as the
/// locals of a scope's own function can.
///
/// If one throws, that is thrown, after all have ended (that of the first in the order of the arguments; others are
/// told on stderr). Throws as `spawn` does, std::system_error if the system has no thread to give, when those started
/// before have ended: the functions behind it are not called then, and exceptions of those before it are told on
/// stderr. Refuses to compile unless each function is Send, and its result Send and Static. Rust has it as
/// `thread::scope` with one `spawn` each, whose panic wins, too.
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
        // No result is moved, which may throw, before it is known that no exception would be lost.
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

// Why: starting threads in it is what any of its threads may do. It goes when the scope does.
template <>
struct rules::row<thread::Scope> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = never<because::it_belongs_to_a_scope>;
  static constexpr auto thread_safe = always;
};

// Why: as for JoinHandle; but it leads to the scope.
template <class R>
struct rules::row<thread::ScopedJoinHandle<R>> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = never<because::it_belongs_to_a_scope>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
