// SPDX-License-Identifier: MIT
// Worker<S>: a thread that works on shared state until its owner is destroyed. It is the checked replacement for a
// member std::thread that runs `[this] { run(); }`.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/borrow/shared_as.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/result.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/thread.hpp>
#include <fearless/thread/stop_token.hpp>

#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <system_error>
#include <type_traits>
#include <utility>

namespace fearless {

namespace rules::place {
struct worker {
  static constexpr const char* text = "fearless::thread::Worker";
};
}  // namespace rules::place

namespace thread {
/// A thread that runs `f(shared, stop)`, where `shared` is what `*Arc<S>` gives (`S&` if `S` is ThreadSafe, otherwise
/// `const S&`) and `stop` a StopToken. Destroying the Worker requests a stop and joins the thread, so that the thread
/// never outlives its owner. `S` contains what the owner and the thread share: an aggregate of Mutexes, atomics and
/// channels. An Arc keeps it alive for both. The Worker is move-only. Rust has no counterpart.
/// \snippet reference/threads.cpp worker
template <class S>
class [[nodiscard]] Worker {
 public:
  /// Starts the thread. Throws std::bad_alloc, what moving `f` throws, and std::system_error if the system cannot
  /// create a thread; then no thread runs. Refuses to compile unless `f` is Send and Static and can be called with
  /// the shared state and a StopToken, and `S` is Send, Sync and Static.
  template <class F>
  Worker(Arc<S> shared, F&& f) : shared_(std::move(shared)), state_(std::make_shared<thread_detail::StopState>()) {
    using Decayed = std::decay_t<F>;
    using Needs =
        derive::Needs<derive::Requirement<rules::place::callable<rules::place::worker>, traits::Send, Decayed>,
                      derive::Requirement<rules::place::callable<rules::place::worker>, traits::Static, Decayed>,
                      derive::Requirement<rules::place::argument<rules::place::worker, 1>, traits::Send, Arc<S>>,
                      derive::Requirement<rules::place::argument<rules::place::worker, 1>, traits::Static, Arc<S>>>;
    constexpr bool callable = std::is_invocable_v<Decayed, detail::SharedAs<S>&, StopToken>;
    static_assert(callable, "fearless::thread::Worker: the function cannot be called with a const S& and a StopToken");
    FEARLESS_DETAIL_REQUIRE(Needs);
    if constexpr (callable && Needs::granted) {
      auto started = thread_detail::start<void>(
          std::nullopt, 0,
          [](Decayed run, const Arc<S>& mine, StopToken stop) {
            static_cast<void>(std::invoke(std::move(run), *mine, std::move(stop)));
          },
          std::forward<F>(f), shared_, StopToken(state_));
      if (!started.has_value()) {
        detail::raise(std::system_error(started.error(), "fearless::thread::Worker"));
      }
      handle_.emplace(std::move(started).value());
    }
  }
  Worker(Worker&& other) noexcept
      : shared_(std::move(other.shared_)),
        state_(std::move(other.state_)),
        handle_(std::exchange(other.handle_, std::nullopt)) {}
  /// Stops and joins the current thread, if any.
  Worker& operator=(Worker&& other) noexcept {
    Worker taken(std::move(other));
    std::swap(shared_, taken.shared_);
    state_.swap(taken.state_);
    handle_.swap(taken.handle_);
    return *this;
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  /// Requests a stop and joins the thread. An exception that ended it is written to stderr. On the thread itself, which
  /// cannot join itself, it only requests the stop. In a forked child, which does not have the thread, it does nothing.
  ~Worker() {
    if (!handle_ || thread_detail::HandleAccess::native(*handle_).is_elsewhere()) return;
    state_->request();
    if (handle_->thread().id() == thread::id()) return;
    const auto result = handle_->join();
    if (!result.has_value()) {
      std::fprintf(stderr, "fearless: a worker ended in an exception: %s\n", result.error().what());
    }
  }

  /// Requests a stop: the StopToken shows it, and waits that take the token end. If the thread waits for anything else,
  /// the owner has to end that wait.
  void request_stop() const noexcept {
    if (state_ != nullptr) state_->request();
  }
  /// Requests a stop and joins the thread. The error is the exception that ended it. Errors and exceptions are those of
  /// JoinHandle::join.
  Result<void, Panic> stop() && {
    FEARLESS_ASSERT(handle_.has_value(), "fearless::thread::Worker: used after it was moved from");
    state_->request();
    auto handle = *std::exchange(handle_, std::nullopt);
    return handle.join();
  }
  /// Returns whether the thread's function has returned.
  [[nodiscard]] bool is_finished() const noexcept { return !handle_ || handle_->is_finished(); }
  /// Returns the shared state.
  [[nodiscard]] const Arc<S>& shared() const& noexcept FEARLESS_LIFETIMEBOUND { return shared_; }
  void shared() const&& = delete;

 private:
  friend struct detail::MovedFrom;
  [[nodiscard]] detail::MovedFrom::Answer is_moved_from() const noexcept { return detail::MovedFrom::answer(!handle_); }

  Arc<S> shared_;
  std::shared_ptr<thread_detail::StopState> state_;
  // (`std::void_t<S>` is void. It depends on S, so that a file without a Worker does not instantiate the handle.)
  std::optional<JoinHandle<std::void_t<S>>> handle_;
};

template <class S, class F>
Worker(Arc<S>, F) -> Worker<S>;

namespace thread_detail {
struct NothingShared {};
template <class F>
struct RunAlone {
  F function;
  void operator()(const NothingShared& /*nothing*/, StopToken stop) {
    static_cast<void>(std::invoke(std::move(function), std::move(stop)));
  }
};
}  // namespace thread_detail

/// A Worker that shares nothing with its owner but the stop request. It runs `f(stop)`, and `f` contains everything
/// that it works on. Otherwise it is like a Worker with a state.
/// \snippet reference/threads.cpp worker_void
template <>
class [[nodiscard]] Worker<void> {
 public:
  /// Starts the thread. Throws as a Worker with a state does. Refuses to compile unless `f` is Send and Static and can
  /// be called with a StopToken.
  template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, Worker>)
  explicit Worker(F&& f) : worker_(start(std::forward<F>(f))) {}

  /// The same as `request_stop` of a Worker with a state.
  void request_stop() const noexcept { worker_.request_stop(); }
  /// The same as `stop` of a Worker with a state.
  Result<void, Panic> stop() && { return std::move(worker_).stop(); }
  /// The same as `is_finished` of a Worker with a state.
  [[nodiscard]] bool is_finished() const noexcept { return worker_.is_finished(); }

 private:
  using Inner = Worker<thread_detail::NothingShared>;
  friend struct detail::MovedFrom;
  [[nodiscard]] detail::MovedFrom::Answer is_moved_from() const noexcept {
    return detail::MovedFrom::answer(detail::MovedFrom::is(worker_));
  }

  template <class F>
  static Inner start(F&& f) {
    using Decayed = std::decay_t<F>;
    using Needs =
        derive::Needs<derive::Requirement<rules::place::callable<rules::place::worker>, traits::Send, Decayed>,
                      derive::Requirement<rules::place::callable<rules::place::worker>, traits::Static, Decayed>>;
    constexpr bool callable = std::is_invocable_v<Decayed, StopToken>;
    static_assert(callable, "fearless::thread::Worker: the function cannot be called with a StopToken");
    FEARLESS_DETAIL_REQUIRE(Needs);
    if constexpr (callable && Needs::granted) {
      return Inner(Arc<thread_detail::NothingShared>::make(), thread_detail::RunAlone<Decayed>{std::forward<F>(f)});
    }
    detail::fatal("fearless::thread::Worker: refused");
  }

  Inner worker_;
};

template <class F>
Worker(F) -> Worker<void>;

}  // namespace thread

// Why: it consists of an Arc and a JoinHandle.
template <>
struct rules::row<thread::Worker<void>> : rules::row<thread::JoinHandle<void>> {};
template <class S>
struct rules::row<thread::Worker<S>> {
  static constexpr auto send = if_send<Arc<S>>;
  static constexpr auto sync = if_sync<Arc<S>>;
  static constexpr auto static_ = if_static<Arc<S>>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
