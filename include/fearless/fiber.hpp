// SPDX-License-Identifier: MIT
// Fibers on threads (M:N), based on Boost.Fiber: a fiber that waits in this library lets other fibers of its thread
// run.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/detail/process.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/fiber/carrier.hpp>
#include <fearless/fiber/detail/job.hpp>
#include <fearless/fiber/detail/scheduler.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/result.hpp>
#include <fearless/thread.hpp>
#include <fearless/thread/current.hpp>
#include <fearless/thread/detail/call.hpp>
#include <fearless/thread/detail/packet.hpp>
#include <fearless/thread/panic.hpp>
#include <fearless/thread/stop_token.hpp>

#include <memory>
#include <system_error>
#include <type_traits>
#include <utility>

namespace fearless {

namespace rules::because {

/// The reason why a LocalJoinHandle must stay on its thread.
struct its_fiber_shares_data_with_this_thread {
  static constexpr const char* text = "the fiber's result need not be Send, and stays on the carrier that runs it";
  static constexpr const char* help = "start the fiber with fearless::fiber::spawn_on, whose handle is Send";
  static constexpr const char* anchor = "result";
};

}  // namespace rules::because

namespace rules::place {
struct fiber_spawn_local {
  static constexpr const char* text = "fearless::fiber::spawn_local";
};
struct fiber_spawn_on {
  static constexpr const char* text = "fearless::fiber::spawn_on";
};
}  // namespace rules::place

namespace fiber {

/// Returns whether the caller is a fiber and not a thread.
[[nodiscard]] inline bool is_fiber() noexcept { return fiber_detail::scheduler_of_this_thread != nullptr; }

namespace fiber_detail {

// The common part of the handles of both kinds of fibers.
template <class R>
class Handle {
 public:
  /// For functions that start fibers only.
  Handle(std::shared_ptr<Packet<R>> packet, const CarrierState* carrier) noexcept
      : packet_(std::move(packet)), carrier_(carrier) {}
  Handle(Handle&&) noexcept = default;
  Handle& operator=(Handle&&) noexcept = default;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() = default;

  /// Waits until the fiber has ended. Returns its result, or the exception that ended it. If its carrier was stopped
  /// before the fiber ended, or belongs to the parent of this forked process, it returns a Panic that says so. May be
  /// called once: a second call throws std::system_error (invalid_argument). If a fiber joins itself, it throws
  /// std::system_error (resource_deadlock_would_occur). tokio: `JoinHandle`, awaited.
  typename Packet<R>::Outcome join() {
    if (packet_ == nullptr) {
      detail::raise(
          std::system_error(std::make_error_code(std::errc::invalid_argument), "fearless::fiber: joined already"));
    }
    if (packet_->thread()->id() == fearless::thread::id()) {
      detail::raise(std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur),
                                      "fearless::fiber: a fiber cannot join itself"));
    }
    // In a forked child, only the carrier whose fiber has forked goes on.
    const bool goes_on = process_ == detail::this_process() || carrier_ == CarrierState::of_this_thread();
    if (goes_on) packet_->wait_until_finished();
    return std::exchange(packet_, nullptr)->take();
  }

  /// Returns whether the fiber has ended, so that `join` will not wait. It is also true after `join`. tokio:
  /// `JoinHandle::is_finished`.
  [[nodiscard]] bool is_finished() const noexcept { return packet_ == nullptr || packet_->is_finished(); }

  /// Returns the fiber as a Thread, which is what `thread::current` returns in it, for example to unpark it. Must not
  /// be called after `join`.
  [[nodiscard]] fearless::thread::Thread thread() const noexcept {
    FEARLESS_ASSERT(packet_ != nullptr, "fearless::fiber: the handle of a fiber was used after it was joined");
    return fearless::thread::Thread(packet_->thread());
  }

 private:
  std::shared_ptr<Packet<R>> packet_;
  const CarrierState* carrier_;  // only compared: the carrier may be gone
  unsigned process_ = detail::this_process();
};

template <class R, class F, class... Args>
auto make_call(F&& f, Args&&... args) {
  return Call<R, std::decay_t<F>, std::decay_t<Args>...>::make(std::forward<F>(f), std::forward<Args>(args)...);
}

}  // namespace fiber_detail

/// The handle to join a fiber of any carrier. It is move-only. If it is destroyed, the fiber continues, and an
/// exception that nobody joins is written to stderr. tokio: `task::JoinHandle`.
/// \snippet reference/fibers.cpp carrier
template <class R>
class JoinHandle : public fiber_detail::Handle<R> {
 public:
  using fiber_detail::Handle<R>::Handle;
};

/// The handle to join a fiber of the same carrier, whose result need not be Send; so the handle is not Send. tokio:
/// `task::JoinHandle` of `spawn_local`.
/// \snippet reference/fibers.cpp local
template <class R>
class LocalJoinHandle : public fiber_detail::Handle<R> {
 public:
  using fiber_detail::Handle<R>::Handle;
};

/// Starts a fiber on the carrier of the calling fiber. It runs when the calling fiber waits, ends or yields, and calls
/// `f(args…)`, with copies made here (or moved from rvalues), as thread::spawn does. Two fibers of one carrier never
/// run at the same time. So nothing has to be Send, and they may share an Rc. But whenever this fiber waits, others may
/// change an object that is not Sync. Returns a handle to join the fiber.
///
/// Throws what copying throws, std::bad_alloc, and std::system_error (operation_not_permitted) on a thread that is not
/// a carrier. Refuses to compile unless `f`, every argument and the result are Static, because the fiber may outlive
/// the one that started it. tokio: `task::spawn_local`.
template <class F, class... Args>
LocalJoinHandle<typename thread::thread_detail::Call<
    rules::place::fiber_spawn_local, thread::thread_detail::May::OutliveItOnThisThread, F, Args...>::Result>
spawn_local(F&& f, Args&&... args) {
  using Call = thread::thread_detail::Call<rules::place::fiber_spawn_local,
                                           thread::thread_detail::May::OutliveItOnThisThread, F, Args...>;
  FEARLESS_DETAIL_REQUIRE_CALL(Call);
  if constexpr (Call::granted) {
    fiber_detail::Scheduler* const scheduler = fiber_detail::scheduler_of_this_thread;
    if (scheduler == nullptr) {
      detail::raise(std::system_error(std::make_error_code(std::errc::operation_not_permitted),
                                      "fearless::fiber::spawn_local: this thread is no carrier"));
    }
    auto call = fiber_detail::make_call<typename Call::Result>(std::forward<F>(f), std::forward<Args>(args)...);
    scheduler->start(call);
    return LocalJoinHandle<typename Call::Result>(std::move(call), fiber_detail::CarrierState::of_this_thread());
  }
  detail::fatal("fearless::fiber::spawn_local: refused");
}

/// Starts a fiber on `carrier`, from any thread or fiber, with copies of `f` and `args` made here. Returns a handle to
/// join the fiber. If the carrier is stopped, or belongs to the parent of this forked process, the fiber does not run,
/// and `join` returns a Panic that says so.
///
/// Throws what copying throws, and std::bad_alloc. Refuses to compile unless `f`, every argument and the result are
/// Send and Static, as thread::spawn does: only fibers of one carrier can share an Rc. tokio: `Handle::spawn`.
template <class F, class... Args>
JoinHandle<typename thread::thread_detail::Call<rules::place::fiber_spawn_on,
                                                thread::thread_detail::May::OutliveTheirMaker, F, Args...>::Result>
spawn_on(const Carrier& carrier, F&& f, Args&&... args) {
  using Call = thread::thread_detail::Call<rules::place::fiber_spawn_on, thread::thread_detail::May::OutliveTheirMaker,
                                           F, Args...>;
  FEARLESS_DETAIL_REQUIRE_CALL(Call);
  if constexpr (Call::granted) {
    auto call = fiber_detail::make_call<typename Call::Result>(std::forward<F>(f), std::forward<Args>(args)...);
    fiber_detail::CarrierState& state = CarrierAccess::state(carrier);
    state.post(call);
    return JoinHandle<typename Call::Result>(std::move(call), &state);
  }
  detail::fatal("fearless::fiber::spawn_on: refused");
}

/// Returns the token that tells a fiber that its carrier shall stop. Pass it to `recv`, `iter` and
/// `Condvar::wait_while`, or wait for it. Throws std::system_error (operation_not_permitted) on a thread that is not a
/// carrier. tokio: dropping a task at its next `await`, which C++ cannot do.
[[nodiscard]] inline thread::StopToken stop_token() {
  fiber_detail::CarrierState* const carrier = fiber_detail::CarrierState::of_this_thread();
  if (carrier == nullptr) {
    detail::raise(std::system_error(std::make_error_code(std::errc::operation_not_permitted),
                                    "fearless::fiber::stop_token: this thread is no carrier"));
  }
  return thread::StopToken(carrier->stop_state());
}

}  // namespace fiber

// Why always: `spawn_on` has checked that the result may cross threads, as `thread::spawn` does.
template <class R>
struct rules::row<fiber::JoinHandle<R>> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

// Why not: joining or destroying it on another thread would move a result there that need not be Send.
template <class R>
struct rules::row<fiber::LocalJoinHandle<R>> {
  static constexpr auto send = never<because::its_fiber_shares_data_with_this_thread>;
  static constexpr auto sync = never<because::its_fiber_shares_data_with_this_thread>;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::its_fiber_shares_data_with_this_thread>;
};

}  // namespace fearless
