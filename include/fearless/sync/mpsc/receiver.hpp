// SPDX-License-Identifier: MIT
// Receiver: the receiving end of a channel, and IntoIter, which owns one.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/stopping.hpp>
#include <fearless/marker.hpp>
#include <fearless/result.hpp>
#include <fearless/sync/mpsc/detail/channel.hpp>
#include <fearless/sync/mpsc/error.hpp>
#include <fearless/sync/mpsc/iter.hpp>

#include <chrono>
#include <cstddef>
#include <iterator>
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

namespace mpsc {

namespace mpsc_detail {
class Watched;
}

template <class T>
class IntoIter;

/// The receiving end of a channel. There is only one; it can be moved to the thread that receives, and one thread at a
/// time uses it. Destroying it destroys the queued messages, and gives its value back to every sender that waits. If
/// moving a value out throws, the value stays the first in the channel. Rust: `std::sync::mpsc::Receiver`.
/// \snippet reference/channels.cpp sender
template <class T>
class Receiver {
  using Value = mpsc_detail::Payload<T>;

 public:
  /// For `channel` and `sync_channel` only.
  explicit Receiver(mpsc_detail::ReceiverHandle<Value> handle) noexcept : handle_(std::move(handle)) {}
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
    return mpsc_detail::receive<Received>(
        channel(), mpsc_detail::Deadline::never(),
        [](Value&& value) { return Received(std::in_place, std::move(value)); },
        [](mpsc_detail::Arrival) { return Received(unexpect); });
  }

  /// Returns a value if there is one, without waiting. Rust: `Receiver::try_recv`.
  [[nodiscard]] Result<Value, TryRecvError> try_recv() const {
    return recv_before<TryRecvError>(mpsc_detail::Deadline::now(), TryRecvError::Empty);
  }

  /// Waits for a value for at most `span` (of any length). Rust: `Receiver::recv_timeout`.
  template <class Rep, class Period>
  [[nodiscard]] Result<Value, RecvTimeoutError> recv_timeout(const std::chrono::duration<Rep, Period>& span) const {
    return recv_before<RecvTimeoutError>(mpsc_detail::Deadline::after(span), RecvTimeoutError::Timeout);
  }

  /// Waits for a value until `moment`, a time point of any clock. If the clock is adjusted meanwhile, it waits until
  /// the clock shows that time; if the clock is set forward, this takes effect within a quarter of a second. Rust:
  /// `Receiver::recv_deadline` (unstable), whose clock cannot be adjusted.
  template <class Clock, class Duration>
  [[nodiscard]] Result<Value, RecvTimeoutError> recv_deadline(
      const std::chrono::time_point<Clock, Duration>& moment) const {
    return recv_before<RecvTimeoutError>(mpsc_detail::Deadline::at(moment), RecvTimeoutError::Timeout);
  }

  /// Waits for a value until a stop is requested through `stop`, which is a `thread::StopToken` or a `std::stop_token`
  /// (with fearless/std/stop_token.hpp). So a Worker that sleeps here ends when its owner is destroyed. If a message is
  /// there, it is returned even after a stop was requested, so that nothing is lost;
  /// `std::condition_variable_any::wait` likewise checks its condition once more. The error tells whether it was
  /// stopped or all senders are gone. Rust has no counterpart.
  template <detail::StopsWaits Stop>
  [[nodiscard]] Result<Value, RecvStopError> recv(const Stop& stop) const {
    return recv_before<RecvStopError>(mpsc_detail::Deadline::never(), RecvStopError::Stopped, stop);
  }

  /// Waits for a value, and appends it to `values` together with the values that have arrived by then, at most `limit`
  /// in total. Returns their number. The number is 0 if all senders are gone and every message was received, or if
  /// `limit` is 0. If appending a value throws, that value stays the first in the channel. Rust has no counterpart in
  /// std; tokio: `Receiver::recv_many`.
  std::size_t recv_many(std::vector<Value>& values, std::size_t limit) const {
    std::size_t count = 0;
    for (; count < limit && (count == 0 || mpsc_detail::has_arrived(channel())); ++count) {
      // A value that is moved after it has left the channel needs space in the vector that is reserved already.
      if (values.size() == values.capacity()) values.reserve(values.size() + values.size() / 2 + 1);
      const bool received = mpsc_detail::receive<bool>(
          channel(), count == 0 ? mpsc_detail::Deadline::never() : mpsc_detail::Deadline::now(),
          [&](Value&& value) { return values.push_back(std::move(value)), true; },
          [](mpsc_detail::Arrival) { return false; });
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
  template <detail::StopsWaits Stop>
  [[nodiscard]] StopIter<Value, Stop> iter(const Stop& stop) const& FEARLESS_LIFETIMEBOUND {
    return StopIter<Value, Stop>(*this, stop);
  }
  template <detail::StopsWaits Stop>
  void iter(const Stop& stop) const&& = delete;

  /// Returns a range over the values that are there, without waiting. A value is received when `iter` would receive it.
  /// Rust: `Receiver::try_iter`.
  [[nodiscard]] TryIter<Value> try_iter() const& FEARLESS_LIFETIMEBOUND { return TryIter<Value>(*this); }
  void try_iter() const&& = delete;

  /// Make `for (auto& v : rx)` use the range of `iter()`. Refuses to compile for a temporary, with which the receiver
  /// is destroyed.
  [[nodiscard]] mpsc_detail::MessageIterator<Value, true> begin() const& FEARLESS_LIFETIMEBOUND {
    return mpsc_detail::MessageIterator<Value, true>(*this);
  }
  void begin() const&& = delete;
  [[nodiscard]] static std::default_sentinel_t end() noexcept { return {}; }

 private:
  template <class, bool, class>
  friend class mpsc_detail::MessageIterator;

  template <class Error, class Stop = mpsc_detail::NoStop>
  Result<Value, Error> recv_before(const mpsc_detail::Deadline& deadline, Error in_vain, const Stop& stop = {}) const {
    using Received = Result<Value, Error>;
    return mpsc_detail::receive<Received>(
        channel(), deadline, [](Value&& value) { return Received(std::in_place, std::move(value)); },
        [&](mpsc_detail::Arrival why) {
          return Received(unexpect, why == mpsc_detail::Arrival::Disconnected ? Error(Error::Disconnected) : in_vain);
        },
        stop);
  }

  template <class Stop>
  void receive_into(std::optional<Value>& place, bool waits, const Stop& stop) const {
    mpsc_detail::receive<void>(
        channel(), waits ? mpsc_detail::Deadline::never() : mpsc_detail::Deadline::now(),
        [&](Value&& value) { place.emplace(std::move(value)); }, [](mpsc_detail::Arrival) {}, stop);
  }

  friend class mpsc_detail::Watched;
  friend struct detail::MovedFrom;
  [[nodiscard]] detail::MovedFrom::Answer is_moved_from() const noexcept {
    return detail::MovedFrom::answer(handle_.get() == nullptr);
  }

  mpsc_detail::Channel<Value>& channel() const {
    FEARLESS_ASSERT(handle_.get() != nullptr, "fearless::mpsc::Receiver: used after it was moved from");
    return *handle_.get();
  }

  mpsc_detail::ReceiverHandle<Value> handle_;
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

}  // namespace mpsc

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
