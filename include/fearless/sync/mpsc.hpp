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

/// Why a Receiver is not Sync.
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

// What is asked of a message: who receives it may be on another thread, and outlive the sender.
template <class Place, class T>
using MessageNeeds =
    derive::Needs<derive::Requirement<Place, traits::Send, T>, derive::Requirement<Place, traits::Static, T>>;

}  // namespace detail

/// The sending end of a `channel`. It is copied to have more senders, and every copy may be used by several threads at
/// once. The channel closes when the last is gone. Using one that was moved from is an error that debug builds report.
/// Rust: `std::sync::mpsc::Sender`.
template <class T>
class Sender {
  using Value = detail::Payload<T>;

 public:
  /// For `channel` alone.
  explicit Sender(detail::SenderHandle<Value> handle) noexcept : handle_(std::move(handle)) {}

  /// Another sender of the same channel. Rust: `Sender::clone`.
  [[nodiscard]] Sender clone() const { return *this; }

  /// Sends `value` without waiting. The error, if the receiver is gone, gives it back; but success does not mean that
  /// it will be received. Throws what making room for it and moving it throw: then `value` is as its move left it, and
  /// the channel unchanged. Rust: `Sender::send`.
  Result<void, SendError<Value>> send(Value&& value) const { return send_made_of(std::move(value)); }
  Result<void, SendError<Value>> send(const Value& value) const
    requires std::copy_constructible<Value>
  {
    return send_made_of(value);
  }

  /// The same as `send`, under the name and with the error of `SyncSender::try_send`: it is never full. Rust has it for
  /// bounded channels only.
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

/// The sending end of a `sync_channel`, which holds a bounded number of messages: sending may wait for room. Copied and
/// shared like a Sender. Rust: `std::sync::mpsc::SyncSender`.
template <class T>
class SyncSender {
  using Value = detail::Payload<T>;

 public:
  /// For `sync_channel` alone.
  explicit SyncSender(detail::SenderHandle<Value> handle) noexcept : handle_(std::move(handle)) {}

  /// Another sender of the same channel. Rust: `SyncSender::clone`.
  [[nodiscard]] SyncSender clone() const { return *this; }

  /// Sends `value`, waiting as long as the channel is full; with a bound of 0, until the receiver has taken it. The
  /// error gives it back if the receiver is gone, or goes while this waits. Throws as `Sender::send` does. Rust:
  /// `SyncSender::send`.
  Result<void, SendError<Value>> send(Value&& value) const { return send_made_of(std::move(value)); }
  Result<void, SendError<Value>> send(const Value& value) const
    requires std::copy_constructible<Value>
  {
    return send_made_of(value);
  }

  /// Sends `value` without waiting: with a bound of 0, only if the receiver waits for it right now. The error gives it
  /// back. Rust: `SyncSender::try_send`.
  Result<void, TrySendError<Value>> try_send(Value&& value) const { return try_send_made_of(std::move(value)); }
  Result<void, TrySendError<Value>> try_send(const Value& value) const
    requires std::copy_constructible<Value>
  {
    return try_send_made_of(value);
  }

  /// Sends `value`, waiting for at most `span` (of any length). The error gives it back. Rust has it for `mpmc::Sender`
  /// only (unstable).
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

/// The receiving end of a channel: there is one, it can be moved to the thread that receives, and one thread uses it at
/// a time. Destroying it destroys what is queued, and gives every sender that waits its value back. If moving a value
/// out throws, the value stays the first in the channel. Rust: `std::sync::mpsc::Receiver`.
template <class T>
class Receiver {
  using Value = detail::Payload<T>;

 public:
  /// For `channel` and `sync_channel` alone.
  explicit Receiver(detail::ReceiverHandle<Value> handle) noexcept : handle_(std::move(handle)) {}
  Receiver(Receiver&&) noexcept = default;
  /// Gives up the channel held so far as destroying the receiver would.
  Receiver& operator=(Receiver&& other) noexcept = default;
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;
  ~Receiver() = default;

  /// Waits for a value. The error says that every sender is gone and everything sent was received. Rust:
  /// `Receiver::recv`.
  [[nodiscard]] Result<Value, RecvError> recv() const {
    using Received = Result<Value, RecvError>;
    return detail::receive<Received>(
        channel(), detail::Deadline::never(), [](Value&& value) { return Received(std::in_place, std::move(value)); },
        [](detail::Arrival) { return Received(unexpect); });
  }

  /// A value if there is one. Rust: `Receiver::try_recv`.
  [[nodiscard]] Result<Value, TryRecvError> try_recv() const {
    return recv_before<TryRecvError>(detail::Deadline::now(), TryRecvError::Empty);
  }

  /// Waits for a value, for at most `span` (of any length). Rust: `Receiver::recv_timeout`.
  template <class Rep, class Period>
  [[nodiscard]] Result<Value, RecvTimeoutError> recv_timeout(const std::chrono::duration<Rep, Period>& span) const {
    return recv_before<RecvTimeoutError>(detail::Deadline::after(span), RecvTimeoutError::Timeout);
  }

  /// Waits for a value until `moment`, of any clock; if the clock is set meanwhile, until it shows that moment (which,
  /// where it was set forward, is noticed after a quarter of a second at the latest). Rust: `Receiver::recv_deadline`
  /// (unstable), whose clock cannot be set.
  template <class Clock, class Duration>
  [[nodiscard]] Result<Value, RecvTimeoutError> recv_deadline(
      const std::chrono::time_point<Clock, Duration>& moment) const {
    return recv_before<RecvTimeoutError>(detail::Deadline::at(moment), RecvTimeoutError::Timeout);
  }

  /// Waits for a value until a stop is requested of `stop`, a `thread::StopToken` or a `std::stop_token` (with
  /// fearless/std/stop_token.hpp): so a Worker that sleeps here ends when its owner goes. A message that is there is
  /// given even if a stop was requested, as `std::condition_variable_any::wait` looks at its condition once more;
  /// nothing is lost. The error says whether it was stopped or every sender is gone. Rust has no counterpart.
  template <fearless::detail::StopsWaits Stop>
  [[nodiscard]] Result<Value, RecvStopError> recv(const Stop& stop) const {
    return recv_before<RecvStopError>(detail::Deadline::never(), RecvStopError::Stopped, stop);
  }

  /// Waits for a value, and appends it to `values` together with those that are there by then, `limit` at most. Returns
  /// how many: 0 if every sender is gone and everything sent was received, or if `limit` is 0. If appending throws, the
  /// value in question stays the first in the channel. Rust has no counterpart in std; tokio: `Receiver::recv_many`.
  std::size_t recv_many(std::vector<Value>& values, std::size_t limit) const {
    std::size_t count = 0;
    for (; count < limit && (count == 0 || detail::has_arrived(channel())); ++count) {
      // A value that is moved once it has left the channel needs a place that is there already.
      if (values.size() == values.capacity()) values.reserve(values.size() + values.size() / 2 + 1);
      const bool received = detail::receive<bool>(
          channel(), count == 0 ? detail::Deadline::never() : detail::Deadline::now(),
          [&](Value&& value) { return values.push_back(std::move(value)), true; },
          [](detail::Arrival) { return false; });
      if (!received) break;
    }
    return count;
  }

  /// A range over the values, which owns the receiver: `for (auto& v : std::move(rx).into_iter())`. Rust:
  /// `Receiver::into_iter`.
  [[nodiscard]] IntoIter<T> into_iter() && { return IntoIter<T>(std::move(*this)); }

  /// A range over the values, waiting for each, until every sender is gone: `for (auto& v : rx.iter())`. A value is
  /// received when it is read, or compared with the end, or passed over. Rust: `Receiver::iter`.
  [[nodiscard]] Iter<Value> iter() const& FEARLESS_LIFETIMEBOUND { return Iter<Value>(*this); }
  void iter() const&& = delete;

  /// A range over the values, waiting for each, until every sender is gone, or a stop was requested of `stop` (as
  /// `recv` takes it) and no message is there. What was sent before the stop is given first, and while others go on
  /// sending that may be more: who wants to leave earlier asks `stop` in the loop. Rust has no counterpart.
  template <fearless::detail::StopsWaits Stop>
  [[nodiscard]] StopIter<Value, Stop> iter(const Stop& stop) const& FEARLESS_LIFETIMEBOUND {
    return StopIter<Value, Stop>(*this, stop);
  }
  template <fearless::detail::StopsWaits Stop>
  void iter(const Stop& stop) const&& = delete;

  /// A range over the values that are there, without waiting. A value is received as by `iter`. Rust:
  /// `Receiver::try_iter`.
  [[nodiscard]] TryIter<Value> try_iter() const& FEARLESS_LIFETIMEBOUND { return TryIter<Value>(*this); }
  void try_iter() const&& = delete;

  /// What `for (auto& v : rx)` needs: the range of `iter()`. Not of a temporary, with which the receiver goes.
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

/// The messages of a receiver that it owns, waiting for each, until every sender is gone. Rust:
/// `std::sync::mpsc::IntoIter`.
template <class T>
class IntoIter {
 public:
  /// For `Receiver::into_iter` alone.
  explicit IntoIter(Receiver<T> receiver) noexcept : receiver_(std::move(receiver)) {}
  [[nodiscard]] auto begin() const& FEARLESS_LIFETIMEBOUND { return receiver_.begin(); }
  void begin() const&& = delete;
  [[nodiscard]] static std::default_sentinel_t end() noexcept { return {}; }

 private:
  Receiver<T> receiver_;
};

/// A new channel that holds as many messages as are sent: `auto [tx, rx] = mpsc::channel<T>();`. Throws std::bad_alloc.
/// A message's moves and destructor may use the channel; but a move that is `noexcept` must not wait there for what
/// comes behind its own message, or for that one's room (docs/channels.md). Refuses to compile unless `T` is Send and
/// Static and an object type that can be moved. Rust: `std::sync::mpsc::channel`, which accepts any `T` and refuses to
/// send the ends.
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

/// A new channel that holds at most `bound` messages: a sender waits for room, and with 0 for the receiver itself (a
/// rendezvous). Throws std::bad_alloc. Refuses to compile as `channel` does. Rust: `std::sync::mpsc::sync_channel`.
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

// Why if T is Send: sending from a thread moves a T out of it; nothing hands a T out by reference.
template <class T>
struct rules::row<mpsc::Sender<T>> {
  static constexpr auto send = if_send<Element<T>>;
  static constexpr auto sync = if_send<Element<T>>;
  static constexpr auto static_ = if_static<Element<T>>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
template <class T>
struct rules::row<mpsc::SyncSender<T>> : row<mpsc::Sender<T>> {};

// Why not Sync: receiving keeps no order among several receivers, and needs none with one.
template <class T>
struct rules::row<mpsc::Receiver<T>> {
  static constexpr auto send = if_send<Element<T>>;
  static constexpr auto sync = never<because::only_one_thread_may_receive>;
  static constexpr auto static_ = if_static<Element<T>>;
  static constexpr auto thread_safe = never<because::only_one_thread_may_receive>;
};

// Why: it is the Receiver that it owns.
template <class T>
struct rules::row<mpsc::IntoIter<T>> : row<mpsc::Receiver<T>> {};

}  // namespace fearless
