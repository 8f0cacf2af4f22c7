// SPDX-License-Identifier: MIT
// JoinHandle: waits for a thread and returns its result.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/detail/wait/parking.hpp>
#include <fearless/marker.hpp>
#include <fearless/result.hpp>
#include <fearless/thread/current.hpp>
#include <fearless/thread/detail/native.hpp>
#include <fearless/thread/detail/packet.hpp>
#include <fearless/thread/panic.hpp>

#include <memory>
#include <system_error>
#include <utility>

#include <pthread.h>

namespace fearless {
namespace thread {
namespace thread_detail {

// Checks what join must report as an error. The check is made here and not by the system, because ThreadSanitizer would
// take a failed pthread_join for a join.
inline void check_join(const Native& native) {
  if (!native.joinable()) {
    detail::raise(
        std::system_error(std::make_error_code(std::errc::invalid_argument), "fearless::thread: joined already"));
  }
  if (native.is_this_thread()) {
    detail::raise(std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur),
                                    "fearless::thread: a thread cannot join itself"));
  }
}

// The common part of all thread handles: a thread, and the packet that will contain its result. `P` is a Packet or a
// class of a scope that derives from it. It defines what happens to a thread whose handle is destroyed without joining.
template <class P>
class Handle {
 public:
  /// For functions that start threads only.
  Handle(Native native, std::shared_ptr<P> packet) noexcept : native_(std::move(native)), packet_(std::move(packet)) {}
  Handle(Handle&&) noexcept = default;
  Handle& operator=(Handle&& other) noexcept {
    Handle taken(std::move(other));
    std::swap(native_, taken.native_);
    packet_.swap(taken.packet_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (native_.joinable()) packet_->abandon(std::move(native_));
  }

  /// Waits until the thread has ended and its thread-local objects are destroyed. Returns its result, or the exception
  /// that ended it (which a scope then does not throw). If there is no result, it returns a Panic that says why: the
  /// thread was cancelled, called pthread_exit, or belongs to the parent of this forked process. May be called once: a
  /// second call throws std::system_error (invalid_argument). If a thread joins itself, it throws std::system_error
  /// (resource_deadlock_would_occur). Rust: `JoinHandle::join`, `ScopedJoinHandle::join`.
  typename P::Outcome join() {
    check_join(native_);
    // A fiber sleeps until the thread has stored its result, so that little is left to wait for.
    if (detail::parker_of_this_thread != nullptr && !native_.is_elsewhere()) [[unlikely]]
      packet_->wait_until_finished();
    native_.join();
    return packet_->take();
  }

  /// Returns whether the thread's function has returned, so that `join` will hardly wait. It is also true in a forked
  /// child, where `join` does not wait. Rust: `JoinHandle::is_finished`, `ScopedJoinHandle::is_finished`.
  [[nodiscard]] bool is_finished() const noexcept { return packet().is_finished() || native_.is_elsewhere(); }

  /// Returns the pthread_t of the thread, for functions that this library does not wrap, such as
  /// pthread_setaffinity_np. It is valid until the thread is joined or the handle is destroyed. C++:
  /// `std::thread::native_handle`; Rust: `JoinHandleExt::as_pthread_t`.
  [[nodiscard]] ::pthread_t native_handle() const noexcept {
    FEARLESS_ASSERT(native_.joinable(), "fearless::thread: native_handle of a thread that was joined, or moved from");
    return native_.native_handle();
  }

  /// Returns a handle to the thread. Rust: `JoinHandle::thread`, `ScopedJoinHandle::thread`.
  [[nodiscard]] Thread thread() const noexcept { return Thread(packet().thread()); }

 private:
  friend struct HandleAccess;
  friend struct detail::MovedFrom;
  [[nodiscard]] detail::MovedFrom::Answer is_moved_from() const noexcept {
    return detail::MovedFrom::answer(packet_ == nullptr);
  }

  const P& packet() const noexcept {
    FEARLESS_ASSERT(packet_ != nullptr, "fearless::thread: the handle of a thread was used after it was moved from");
    return *packet_;
  }

  Native native_;
  std::shared_ptr<P> packet_;
};

// For functions of the library that perform the steps of `join` separately.
struct HandleAccess {
  template <class P>
  static Native& native(Handle<P>& handle) noexcept {
    return handle.native_;
  }
  template <class P>
  static P& packet(Handle<P>& handle) noexcept {
    return *handle.packet_;
  }
};

}  // namespace thread_detail

/// The handle to join a thread. It is move-only. Destroying it, or assigning to it, detaches the thread, which then
/// continues. Rust: `std::thread::JoinHandle`.
/// \snippet reference/threads.cpp join_handle
template <class R>
class JoinHandle : public thread_detail::Handle<thread_detail::Packet<R>> {
 public:
  using thread_detail::Handle<thread_detail::Packet<R>>::Handle;
};

}  // namespace thread

// Why always: a const handle only answers questions, and `spawn` has checked that the result may cross threads.
template <class R>
struct rules::row<thread::JoinHandle<R>> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
