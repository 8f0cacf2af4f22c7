// SPDX-License-Identifier: MIT
// Sender and SyncSender: the sending ends of channels.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/stopping.hpp>
#include <fearless/marker.hpp>
#include <fearless/result.hpp>
#include <fearless/sync/mpsc/detail/channel.hpp>
#include <fearless/sync/mpsc/error.hpp>

#include <chrono>
#include <concepts>
#include <utility>

namespace fearless {
namespace mpsc {

/// A sending end of a `channel`. Copying it creates another sender, and several threads may use one sender at once.
/// When the last sender is destroyed, the channel is closed. Using a moved-from sender is an error that debug builds
/// report. Rust: `std::sync::mpsc::Sender`.
/// \snippet reference/channels.cpp sender
template <class T>
class Sender {
  using Value = mpsc_detail::Payload<T>;

 public:
  /// For `channel` only.
  explicit Sender(mpsc_detail::SenderHandle<Value> handle) noexcept : handle_(std::move(handle)) {}

  /// Returns another sender of the same channel. Rust: `Sender::clone`.
  [[nodiscard]] Sender clone() const { return *this; }

  /// Sends `value` without waiting. If the receiver is gone, the error gives the value back. Success does not guarantee
  /// that the value will be received. Throws std::bad_alloc, and what moving the value throws; the channel is then
  /// unchanged, and `value` is as its move left it. Rust: `Sender::send`.
  Result<void, SendError<Value>> send(Value&& value) const { return send_made_of(std::move(value)); }
  Result<void, SendError<Value>> send(const Value& value) const
    requires std::copy_constructible<Value>
  {
    return send_made_of(value);
  }

  /// The same as `send`, with the name and the error of `SyncSender::try_send`. The channel is never full. In Rust,
  /// only bounded channels have it.
  Result<void, TrySendError<Value>> try_send(Value&& value) const { return try_send_made_of(std::move(value)); }
  Result<void, TrySendError<Value>> try_send(const Value& value) const
    requires std::copy_constructible<Value>
  {
    return try_send_made_of(value);
  }

 private:
  template <class From>
  Result<void, SendError<Value>> send_made_of(From&& from) const {
    return mpsc_detail::send_made_of<Value, Result<void, SendError<Value>>>(
        std::forward<From>(from), [this](auto& carried) { return mpsc_detail::send_unbounded(channel(), carried); },
        [](mpsc_detail::Sent, Value&& value) {
          return Result<void, SendError<Value>>(unexpect, SendError<Value>{std::move(value)});
        });
  }
  template <class From>
  Result<void, TrySendError<Value>> try_send_made_of(From&& from) const {
    using Error = TrySendError<Value>;
    return mpsc_detail::send_made_of<Value, Result<void, Error>>(
        std::forward<From>(from), [this](auto& carried) { return mpsc_detail::send_unbounded(channel(), carried); },
        [](mpsc_detail::Sent, Value&& value) {
          return Result<void, Error>(unexpect, Error::Disconnected, std::move(value));
        });
  }

  friend struct detail::MovedFrom;
  [[nodiscard]] detail::MovedFrom::Answer is_moved_from() const noexcept {
    return detail::MovedFrom::answer(handle_.get() == nullptr);
  }

  mpsc_detail::Channel<Value>& channel() const {
    FEARLESS_ASSERT(handle_.get() != nullptr, "fearless::mpsc::Sender: used after it was moved from");
    return *handle_.get();
  }

  mpsc_detail::SenderHandle<Value> handle_;
};

/// A sending end of a `sync_channel`, which holds a bounded number of messages, so that sending may wait for room. It
/// is copied and shared like a Sender. Rust: `std::sync::mpsc::SyncSender`.
/// \snippet reference/channels.cpp sync_sender
template <class T>
class SyncSender {
  using Value = mpsc_detail::Payload<T>;

 public:
  /// For `sync_channel` only.
  explicit SyncSender(mpsc_detail::SenderHandle<Value> handle) noexcept : handle_(std::move(handle)) {}

  /// Returns another sender of the same channel. Rust: `SyncSender::clone`.
  [[nodiscard]] SyncSender clone() const { return *this; }

  /// Sends `value`, and waits as long as the channel is full; with a bound of 0, it waits until the receiver has taken
  /// the value. If the receiver is gone, or goes while this waits, the error gives the value back. Throws as
  /// `Sender::send` does. Rust: `SyncSender::send`.
  Result<void, SendError<Value>> send(Value&& value) const { return send_made_of(std::move(value)); }
  Result<void, SendError<Value>> send(const Value& value) const
    requires std::copy_constructible<Value>
  {
    return send_made_of(value);
  }

  /// Sends `value`, and waits for room until a stop is requested through `stop`, which is of a type that
  /// `Receiver::recv` takes. So a Worker that waits here ends when its owner, which has the receiver, is destroyed. If
  /// there is room, the value is sent even after a stop was requested. The error gives the value back, and tells
  /// whether it was stopped or the receiver is gone. Throws as `Sender::send` does. Rust has no counterpart.
  template <detail::StopsWaits Stop>
  Result<void, SendStopError<Value>> send(Value&& value, const Stop& stop) const {
    return send_made_of_unless(stop, std::move(value));
  }
  template <detail::StopsWaits Stop>
  Result<void, SendStopError<Value>> send(const Value& value, const Stop& stop) const
    requires std::copy_constructible<Value>
  {
    return send_made_of_unless(stop, value);
  }

  /// Sends `value` without waiting. With a bound of 0, this succeeds only if the receiver is waiting at that moment.
  /// The error gives the value back. Throws as `Sender::send` does. Rust: `SyncSender::try_send`.
  Result<void, TrySendError<Value>> try_send(Value&& value) const { return try_send_made_of(std::move(value)); }
  Result<void, TrySendError<Value>> try_send(const Value& value) const
    requires std::copy_constructible<Value>
  {
    return try_send_made_of(value);
  }

  /// Sends `value`, and waits for at most `span` (of any length). The error gives the value back. Throws as
  /// `Sender::send` does. Rust: `mpmc::Sender::send_timeout` (unstable).
  template <class Rep, class Period>
  Result<void, SendTimeoutError<Value>> send_timeout(Value&& value,
                                                     const std::chrono::duration<Rep, Period>& span) const {
    return send_made_of_before(mpsc_detail::Deadline::after(span), std::move(value));
  }
  template <class Rep, class Period>
  Result<void, SendTimeoutError<Value>> send_timeout(const Value& value,
                                                     const std::chrono::duration<Rep, Period>& span) const
    requires std::copy_constructible<Value>
  {
    return send_made_of_before(mpsc_detail::Deadline::after(span), value);
  }

 private:
  template <class From>
  Result<void, SendError<Value>> send_made_of(From&& from) const {
    return send_before<Result<void, SendError<Value>>>(
        mpsc_detail::Deadline::never(), std::forward<From>(from), [](mpsc_detail::Sent, Value&& value) {
          return Result<void, SendError<Value>>(unexpect, SendError<Value>{std::move(value)});
        });
  }
  template <class From>
  Result<void, TrySendError<Value>> try_send_made_of(From&& from) const {
    using Error = TrySendError<Value>;
    return send_before<Result<void, Error>>(
        mpsc_detail::Deadline::now(), std::forward<From>(from), [](mpsc_detail::Sent sent, Value&& value) {
          return Result<void, Error>(unexpect, sent == mpsc_detail::Sent::TooLate ? Error::Full : Error::Disconnected,
                                     std::move(value));
        });
  }
  template <class From>
  Result<void, SendTimeoutError<Value>> send_made_of_before(const mpsc_detail::Deadline& deadline, From&& from) const {
    using Error = SendTimeoutError<Value>;
    return send_before<Result<void, Error>>(
        deadline, std::forward<From>(from), [](mpsc_detail::Sent sent, Value&& value) {
          return Result<void, Error>(
              unexpect, sent == mpsc_detail::Sent::TooLate ? Error::Timeout : Error::Disconnected, std::move(value));
        });
  }
  template <class Stop, class From>
  Result<void, SendStopError<Value>> send_made_of_unless(const Stop& stop, From&& from) const {
    using Error = SendStopError<Value>;
    return send_before<Result<void, Error>>(
        mpsc_detail::Deadline::never(), std::forward<From>(from),
        [](mpsc_detail::Sent sent, Value&& value) {
          return Result<void, Error>(
              unexpect, sent == mpsc_detail::Sent::Stopped ? Error::Stopped : Error::Disconnected, std::move(value));
        },
        stop);
  }
  template <class R, class From, class Failure, class Stop = mpsc_detail::NoStop>
  R send_before(const mpsc_detail::Deadline& deadline, From&& from, const Failure& failure,
                const Stop& stop = {}) const {
    return mpsc_detail::send_made_of<Value, R>(
        std::forward<From>(from),
        [&](auto& carried) { return mpsc_detail::send_bounded(channel(), carried, deadline, stop); }, failure);
  }

  friend struct detail::MovedFrom;
  [[nodiscard]] detail::MovedFrom::Answer is_moved_from() const noexcept {
    return detail::MovedFrom::answer(handle_.get() == nullptr);
  }

  mpsc_detail::Channel<Value>& channel() const {
    FEARLESS_ASSERT(handle_.get() != nullptr, "fearless::mpsc::SyncSender: used after it was moved from");
    return *handle_.get();
  }

  mpsc_detail::SenderHandle<Value> handle_;
};

}  // namespace mpsc

// Why if T is Send: sending moves a T to another thread, and no reference to a T is handed out.
template <class T>
struct rules::row<mpsc::Sender<T>> {
  static constexpr auto send = if_send<Element<T>>;
  static constexpr auto sync = if_send<Element<T>>;
  static constexpr auto static_ = if_static<Element<T>>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
template <class T>
struct rules::row<mpsc::SyncSender<T>> : row<mpsc::Sender<T>> {};

}  // namespace fearless
