// SPDX-License-Identifier: MIT
// Channels: many senders, one receiver, first in, first out.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/stopping.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/result.hpp>
#include <fearless/sync/mpsc/detail/channel.hpp>
#include <fearless/sync/mpsc/error.hpp>
#include <fearless/sync/mpsc/iter.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace fearless {

namespace rules::because {

/// The reason why a Receiver is not Sync.
struct only_one_thread_may_receive {
  static constexpr const char* text = "only one thread may receive from it at a time";
  static constexpr const char* help =
      "give it to one thread, or share it as a fearless::Mutex<fearless::mpsc::Receiver>";
  static constexpr const char* anchor = "receiver";
};

}  // namespace rules::because

namespace rules::place {

struct channel_message {
  static constexpr const char* text = "fearless::mpsc::channel: a message";
};
struct sync_channel_message {
  static constexpr const char* text = "fearless::mpsc::sync_channel: a message";
};

}  // namespace rules::place

namespace mpsc {

namespace detail {

// The requirements on a message: the thread that receives it may be another one, and may outlive the sender.
template <class Place, class T>
using MessageNeeds =
    derive::Needs<derive::Requirement<Place, traits::Send, T>, derive::Requirement<Place, traits::Static, T>>;

}  // namespace detail

/// A sending end of a `channel`. Copying it creates another sender, and several threads may use one sender at once.
/// When the last sender is destroyed, the channel is closed. Using a moved-from sender is an error that debug builds
/// report. Rust: `std::sync::mpsc::Sender`.
/// \snippet reference/channels.cpp sender
template <class T>
class Sender {
  using Value = detail::Payload<T>;

 public:
  /// For `channel` only.
  explicit Sender(detail::SenderHandle<Value> handle) noexcept : handle_(std::move(handle)) {}

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
    return detail::send_made_of<Value, Result<void, SendError<Value>>>(
        std::forward<From>(from), [this](auto& carried) { return detail::send_unbounded(channel(), carried); },
        [](detail::Sent, Value&& value) {
          return Result<void, SendError<Value>>(unexpect, SendError<Value>{std::move(value)});
        });
  }
  template <class From>
  Result<void, TrySendError<Value>> try_send_made_of(From&& from) const {
    using Error = TrySendError<Value>;
    return detail::send_made_of<Value, Result<void, Error>>(
        std::forward<From>(from), [this](auto& carried) { return detail::send_unbounded(channel(), carried); },
        [](detail::Sent, Value&& value) {
          return Result<void, Error>(unexpect, Error::Disconnected, std::move(value));
        });
  }

  friend struct fearless::detail::MovedFrom;
  [[nodiscard]] fearless::detail::MovedFrom::Answer is_moved_from() const noexcept {
    return fearless::detail::MovedFrom::answer(handle_.get() == nullptr);
  }

  detail::Channel<Value>& channel() const {
    FEARLESS_ASSERT(handle_.get() != nullptr, "fearless::mpsc::Sender: used after it was moved from");
    return *handle_.get();
  }

  detail::SenderHandle<Value> handle_;
};

/// A sending end of a `sync_channel`, which holds a bounded number of messages, so that sending may wait for room. It
/// is copied and shared like a Sender. Rust: `std::sync::mpsc::SyncSender`.
/// \snippet reference/channels.cpp sync_sender
template <class T>
class SyncSender {
  using Value = detail::Payload<T>;

 public:
  /// For `sync_channel` only.
  explicit SyncSender(detail::SenderHandle<Value> handle) noexcept : handle_(std::move(handle)) {}

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
    return send_made_of_before(detail::Deadline::after(span), std::move(value));
  }
  template <class Rep, class Period>
  Result<void, SendTimeoutError<Value>> send_timeout(const Value& value,
                                                     const std::chrono::duration<Rep, Period>& span) const
    requires std::copy_constructible<Value>
  {
    return send_made_of_before(detail::Deadline::after(span), value);
  }

 private:
  template <class From>
  Result<void, SendError<Value>> send_made_of(From&& from) const {
    return send_before<Result<void, SendError<Value>>>(
        detail::Deadline::never(), std::forward<From>(from), [](detail::Sent, Value&& value) {
          return Result<void, SendError<Value>>(unexpect, SendError<Value>{std::move(value)});
        });
  }
  template <class From>
  Result<void, TrySendError<Value>> try_send_made_of(From&& from) const {
    using Error = TrySendError<Value>;
    return send_before<Result<void, Error>>(
        detail::Deadline::now(), std::forward<From>(from), [](detail::Sent sent, Value&& value) {
          return Result<void, Error>(unexpect, sent == detail::Sent::TooLate ? Error::Full : Error::Disconnected,
                                     std::move(value));
        });
  }
  template <class From>
  Result<void, SendTimeoutError<Value>> send_made_of_before(const detail::Deadline& deadline, From&& from) const {
    using Error = SendTimeoutError<Value>;
    return send_before<Result<void, Error>>(deadline, std::forward<From>(from), [](detail::Sent sent, Value&& value) {
      return Result<void, Error>(unexpect, sent == detail::Sent::TooLate ? Error::Timeout : Error::Disconnected,
                                 std::move(value));
    });
  }
  template <class R, class From, class Failure>
  R send_before(const detail::Deadline& deadline, From&& from, const Failure& failure) const {
    return detail::send_made_of<Value, R>(
        std::forward<From>(from), [&](auto& carried) { return detail::send_bounded(channel(), carried, deadline); },
        failure);
  }

  friend struct fearless::detail::MovedFrom;
  [[nodiscard]] fearless::detail::MovedFrom::Answer is_moved_from() const noexcept {
    return fearless::detail::MovedFrom::answer(handle_.get() == nullptr);
  }

  detail::Channel<Value>& channel() const {
    FEARLESS_ASSERT(handle_.get() != nullptr, "fearless::mpsc::SyncSender: used after it was moved from");
    return *handle_.get();
  }

  detail::SenderHandle<Value> handle_;
};

template <class T>
class IntoIter;

/// The receiving end of a channel. There is only one; it can be moved to the thread that receives, and one thread at a
/// time uses it. Destroying it destroys the queued messages, and gives its value back to every sender that waits. If
/// moving a value out throws, the value stays the first in the channel. Rust: `std::sync::mpsc::Receiver`.
/// \snippet reference/channels.cpp sender
template <class T>
class Receiver {
  using Value = detail::Payload<T>;

 public:
  /// For `channel` and `sync_channel` only.
  explicit Receiver(detail::ReceiverHandle<Value> handle) noexcept : handle_(std::move(handle)) {}
  Receiver(Receiver&&) noexcept = default;
  /// Gives up the current channel, as destroying the receiver would.
  Receiver& operator=(Receiver&& other) noexcept = default;
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;
  ~Receiver() = default;

  /// Waits for a value and returns it. The error means that all senders are gone and every message was received. Throws
  /// what moving the value throws. Rust: `Receiver::recv`.
  [[nodiscard]] Result<Value, RecvError> recv() const {
    using Received = Result<Value, RecvError>;
    return detail::receive<Received>(
        channel(), detail::Deadline::never(), [](Value&& value) { return Received(std::in_place, std::move(value)); },
        [](detail::Arrival) { return Received(unexpect); });
  }

  /// Returns a value if there is one, without waiting. Rust: `Receiver::try_recv`.
  [[nodiscard]] Result<Value, TryRecvError> try_recv() const {
    return recv_before<TryRecvError>(detail::Deadline::now(), TryRecvError::Empty);
  }

  /// Waits for a value for at most `span` (of any length). Rust: `Receiver::recv_timeout`.
  template <class Rep, class Period>
  [[nodiscard]] Result<Value, RecvTimeoutError> recv_timeout(const std::chrono::duration<Rep, Period>& span) const {
    return recv_before<RecvTimeoutError>(detail::Deadline::after(span), RecvTimeoutError::Timeout);
  }

  /// Waits for a value until `moment`, a time point of any clock. If the clock is adjusted meanwhile, it waits until
  /// the clock shows that time; if the clock is set forward, this takes effect within a quarter of a second. Rust:
  /// `Receiver::recv_deadline` (unstable), whose clock cannot be adjusted.
  template <class Clock, class Duration>
  [[nodiscard]] Result<Value, RecvTimeoutError> recv_deadline(
      const std::chrono::time_point<Clock, Duration>& moment) const {
    return recv_before<RecvTimeoutError>(detail::Deadline::at(moment), RecvTimeoutError::Timeout);
  }

  /// Waits for a value until a stop is requested through `stop`, which is a `thread::StopToken` or a `std::stop_token`
  /// (with fearless/std/stop_token.hpp). So a Worker that sleeps here ends when its owner is destroyed. If a message is
  /// there, it is returned even after a stop was requested, so that nothing is lost;
  /// `std::condition_variable_any::wait` likewise checks its condition once more. The error tells whether it was
  /// stopped or all senders are gone. Rust has no counterpart.
  template <fearless::detail::StopsWaits Stop>
  [[nodiscard]] Result<Value, RecvStopError> recv(const Stop& stop) const {
    return recv_before<RecvStopError>(detail::Deadline::never(), RecvStopError::Stopped, stop);
  }

  /// Waits for a value, and appends it to `values` together with the values that have arrived by then, at most `limit`
  /// in total. Returns their number. The number is 0 if all senders are gone and every message was received, or if
  /// `limit` is 0. If appending a value throws, that value stays the first in the channel. Rust has no counterpart in
  /// std; tokio: `Receiver::recv_many`.
  std::size_t recv_many(std::vector<Value>& values, std::size_t limit) const {
    std::size_t count = 0;
    for (; count < limit && (count == 0 || detail::has_arrived(channel())); ++count) {
      // A value that is moved after it has left the channel needs space in the vector that is reserved already.
      if (values.size() == values.capacity()) values.reserve(values.size() + values.size() / 2 + 1);
      const bool received = detail::receive<bool>(
          channel(), count == 0 ? detail::Deadline::never() : detail::Deadline::now(),
          [&](Value&& value) { return values.push_back(std::move(value)), true; },
          [](detail::Arrival) { return false; });
      if (!received) break;
    }
    return count;
  }

  /// Returns a range over the values that owns the receiver: `for (auto& v : std::move(rx).into_iter())`. Rust:
  /// `Receiver::into_iter`.
  [[nodiscard]] IntoIter<T> into_iter() && { return IntoIter<T>(std::move(*this)); }

  /// Returns a range over the values. It waits for each value, until all senders are gone: `for (auto& v : rx.iter())`.
  /// A value is received when the iterator is read, compared with the end, or incremented past it. Rust:
  /// `Receiver::iter`.
  [[nodiscard]] Iter<Value> iter() const& FEARLESS_LIFETIMEBOUND { return Iter<Value>(*this); }
  void iter() const&& = delete;

  /// Returns a range over the values. It waits for each value, until all senders are gone, or a stop was requested
  /// through `stop` (of a type that `recv` takes) and no message is there. Messages that are there are returned first.
  /// If other threads continue to send, that may be more messages; to leave earlier, check `stop` in the loop. Rust has
  /// no counterpart.
  template <fearless::detail::StopsWaits Stop>
  [[nodiscard]] StopIter<Value, Stop> iter(const Stop& stop) const& FEARLESS_LIFETIMEBOUND {
    return StopIter<Value, Stop>(*this, stop);
  }
  template <fearless::detail::StopsWaits Stop>
  void iter(const Stop& stop) const&& = delete;

  /// Returns a range over the values that are there, without waiting. A value is received when `iter` would receive it.
  /// Rust: `Receiver::try_iter`.
  [[nodiscard]] TryIter<Value> try_iter() const& FEARLESS_LIFETIMEBOUND { return TryIter<Value>(*this); }
  void try_iter() const&& = delete;

  /// Make `for (auto& v : rx)` use the range of `iter()`. Refuses to compile for a temporary, with which the receiver
  /// is destroyed.
  [[nodiscard]] detail::MessageIterator<Value, true> begin() const& FEARLESS_LIFETIMEBOUND {
    return detail::MessageIterator<Value, true>(*this);
  }
  void begin() const&& = delete;
  [[nodiscard]] static std::default_sentinel_t end() noexcept { return {}; }

 private:
  template <class, bool, class>
  friend class detail::MessageIterator;

  template <class Error, class Stop = detail::NoStop>
  Result<Value, Error> recv_before(const detail::Deadline& deadline, Error in_vain, const Stop& stop = {}) const {
    using Received = Result<Value, Error>;
    return detail::receive<Received>(
        channel(), deadline, [](Value&& value) { return Received(std::in_place, std::move(value)); },
        [&](detail::Arrival why) {
          return Received(unexpect, why == detail::Arrival::Disconnected ? Error(Error::Disconnected) : in_vain);
        },
        stop);
  }

  template <class Stop>
  void receive_into(std::optional<Value>& place, bool waits, const Stop& stop) const {
    detail::receive<void>(
        channel(), waits ? detail::Deadline::never() : detail::Deadline::now(),
        [&](Value&& value) { place.emplace(std::move(value)); }, [](detail::Arrival) {}, stop);
  }

  friend struct fearless::detail::MovedFrom;
  [[nodiscard]] fearless::detail::MovedFrom::Answer is_moved_from() const noexcept {
    return fearless::detail::MovedFrom::answer(handle_.get() == nullptr);
  }

  detail::Channel<Value>& channel() const {
    FEARLESS_ASSERT(handle_.get() != nullptr, "fearless::mpsc::Receiver: used after it was moved from");
    return *handle_.get();
  }

  detail::ReceiverHandle<Value> handle_;
};

/// The messages of a receiver that it owns. It waits for each, until all senders are gone. Rust:
/// `std::sync::mpsc::IntoIter`.
/// \snippet reference/channels.cpp into_iter
template <class T>
class IntoIter {
 public:
  /// For `Receiver::into_iter` only.
  explicit IntoIter(Receiver<T> receiver) noexcept : receiver_(std::move(receiver)) {}
  [[nodiscard]] auto begin() const& FEARLESS_LIFETIMEBOUND { return receiver_.begin(); }
  void begin() const&& = delete;
  [[nodiscard]] static std::default_sentinel_t end() noexcept { return {}; }

 private:
  Receiver<T> receiver_;
};

/// Creates a channel without a bound: `auto [tx, rx] = mpsc::channel<T>();`. Returns its two ends. Throws
/// std::bad_alloc. The move operations and the destructor of a message may use the channel. But a move that is
/// `noexcept` must not wait there for a later message, or for the capacity of its own message (docs/channels.md).
/// Refuses to compile unless `T` is Send and Static and an object type that can be moved. Rust:
/// `std::sync::mpsc::channel`, which accepts any `T` and refuses to send the ends.
template <class T>
[[nodiscard]] std::pair<Sender<T>, Receiver<T>> channel() {
  constexpr bool can_travel = detail::is_message<T> && std::is_move_constructible_v<detail::Payload<T>>;
  static_assert(
      can_travel,
      "fearless::mpsc::channel<T>: T must be an object type that can be moved: no reference, void, array or const T");
  if constexpr (can_travel) {
    using Needs = detail::MessageNeeds<rules::place::channel_message, T>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
    if constexpr (Needs::granted) {
      detail::Channel<T>& channel = *detail::make_unbounded<T>();
      return {Sender<T>(detail::SenderHandle<T>(channel)), Receiver<T>(detail::ReceiverHandle<T>(channel))};
    }
  }
  fearless::detail::fatal("fearless::mpsc::channel: refused");
}

/// Creates a channel that holds at most `bound` messages. A sender waits for room; with a bound of 0 it waits for the
/// receiver itself (a rendezvous). Returns the two ends. Throws std::bad_alloc. Refuses to compile as `channel` does.
/// Rust: `std::sync::mpsc::sync_channel`.
template <class T>
[[nodiscard]] std::pair<SyncSender<T>, Receiver<T>> sync_channel(std::size_t bound) {
  constexpr bool can_travel = detail::is_message<T> && std::is_move_constructible_v<detail::Payload<T>>;
  static_assert(can_travel,
                "fearless::mpsc::sync_channel<T>: T must be an object type that can be moved: no reference, void, "
                "array or const T");
  if constexpr (can_travel) {
    using Needs = detail::MessageNeeds<rules::place::sync_channel_message, T>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
    if constexpr (Needs::granted) {
      detail::Channel<T>& channel = *detail::make_bounded<T>(bound);
      return {SyncSender<T>(detail::SenderHandle<T>(channel)), Receiver<T>(detail::ReceiverHandle<T>(channel))};
    }
  }
  fearless::detail::fatal("fearless::mpsc::sync_channel: refused");
}

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

// Why not Sync: with several receiving threads, receiving would need an order among them that this channel does not
// keep.
template <class T>
struct rules::row<mpsc::Receiver<T>> {
  static constexpr auto send = if_send<Element<T>>;
  static constexpr auto sync = never<because::only_one_thread_may_receive>;
  static constexpr auto static_ = if_static<Element<T>>;
  static constexpr auto thread_safe = never<because::only_one_thread_may_receive>;
};

// Why: it owns a Receiver.
template <class T>
struct rules::row<mpsc::IntoIter<T>> : row<mpsc::Receiver<T>> {};

}  // namespace fearless
