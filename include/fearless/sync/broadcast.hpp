// SPDX-License-Identifier: MIT
// Channels in which every receiver gets every message, unless it falls behind by more messages than the channel holds.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/lock/raw_mutex.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/stopping.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/result.hpp>
#include <fearless/std/kinds.hpp>
#include <fearless/sync/mpsc/error.hpp>

#include <atomic>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>
#include <vector>

namespace fearless {

namespace rules::place {

struct broadcast_message {
  static constexpr const char* text = "fearless::broadcast::channel: a message";
};

}  // namespace rules::place

namespace broadcast {

using mpsc::SendError;

/// The error of receiving. `Lagged`: the receiver fell behind and missed `missed()` messages; the next call returns the
/// oldest one that is left. `Empty`: no message is there yet, or none came in time or before a stop was requested.
/// `Closed`: all senders are gone and every message was received. It can be used in a `switch`. tokio:
/// `broadcast::error::RecvError`, `TryRecvError`.
/// \snippet reference/channels.cpp broadcast
class RecvError {
 public:
  /// The possible errors.
  enum class Kind { Closed, Lagged, Empty };
  static constexpr Kind Closed = Kind::Closed;
  static constexpr Kind Lagged = Kind::Lagged;
  static constexpr Kind Empty = Kind::Empty;

  /// The error `kind`; `missed` is the number of missed messages if it is `Lagged`.
  constexpr RecvError(Kind kind, std::uint64_t missed = 0) noexcept : kind_(kind), missed_(missed) {}
  /// Returns which error it is.
  [[nodiscard]] constexpr Kind kind() const noexcept { return kind_; }
  /// Returns which error it is, for a `switch`.
  [[nodiscard]] constexpr operator Kind() const noexcept { return kind_; }
  /// Returns how many messages were missed, if the error is `Lagged`.
  [[nodiscard]] constexpr std::uint64_t missed() const noexcept { return missed_; }
  [[nodiscard]] constexpr const char* what() const noexcept {
    return kind_ == Lagged  ? "receiving too slowly for the channel"
           : kind_ == Empty ? "receiving on an empty channel"
                            : "receiving on a closed channel";
  }

 private:
  Kind kind_;
  std::uint64_t missed_;
};

template <class T>
class Receiver;

namespace broadcast_detail {

// A message is stored once for all receivers, and shared, so that it is copied and destroyed without holding the lock.
template <class T>
using Message = std::shared_ptr<const T>;

template <class T>
class Shared {
 public:
  explicit Shared(std::size_t capacity) : messages_(capacity) {}

  // Returns the number of receivers. If it is 0, the message was not sent.
  std::size_t send(Message<T> message) {
    std::size_t receivers = 0;
    {
      const std::lock_guard lock(mutex_);
      receivers = receivers_;
      if (receivers == 0) return 0;
      messages_[next_ % messages_.size()].swap(message);
      ++next_;
      changes_.fetch_add(1, std::memory_order_relaxed);
    }
    fearless::detail::futex_wake_all(changes_);
    return receivers;
  }

  // Returns the message with the number `at`. If that message has been dropped, `at` is set to the oldest one that is
  // left.
  template <class Stop = fearless::detail::NoStop>
  Result<Message<T>, RecvError> receive(std::uint64_t& at, const fearless::detail::Deadline& deadline,
                                        const Stop& stop = {}) {
    using Received = Result<Message<T>, RecvError>;
    // The word changes, so a receiver that is about to sleep does not.
    const auto nudge = [this]() noexcept {
      changes_.fetch_add(1, std::memory_order_relaxed);
      fearless::detail::futex_wake_all(changes_);
    };
    std::unique_lock lock(mutex_);
    while (at == next_) {
      if (senders_ == 0) return Received(unexpect, RecvError::Closed);
      const std::uint32_t seen = changes_.load(std::memory_order_relaxed);
      lock.unlock();
      const bool in_time = !deadline.is_now() && fearless::detail::sleep_unless_stopped(stop, nudge, [&] {
        return !fearless::detail::Stopping<Stop>::requested(stop) &&
               fearless::detail::futex_wait(changes_, seen, deadline);
      });
      lock.lock();
      if (!in_time && at == next_ && senders_ != 0) return Received(unexpect, RecvError::Empty);
    }
    if (next_ - at > messages_.size()) {
      const std::uint64_t oldest = next_ - messages_.size();
      return Received(unexpect, RecvError::Lagged, oldest - std::exchange(at, oldest));
    }
    return Received(std::in_place, messages_[at++ % messages_.size()]);
  }

  void add_sender() noexcept {
    const std::lock_guard lock(mutex_);
    ++senders_;
  }
  void remove_sender() noexcept {
    {
      const std::lock_guard lock(mutex_);
      if (--senders_ != 0) return;
      changes_.fetch_add(1, std::memory_order_relaxed);
    }
    fearless::detail::futex_wake_all(changes_);
  }
  // Returns the number of the next message.
  std::uint64_t add_receiver() noexcept {
    const std::lock_guard lock(mutex_);
    ++receivers_;
    return next_;
  }
  void remove_receiver() noexcept {
    const std::lock_guard lock(mutex_);
    --receivers_;
  }
  [[nodiscard]] std::size_t receivers() const noexcept {
    const std::lock_guard lock(mutex_);
    return receivers_;
  }

 private:
  mutable fearless::detail::RawMutex mutex_;
  fearless::detail::FutexWord changes_{0};
  std::vector<Message<T>> messages_;
  std::uint64_t next_ = 0;
  std::size_t senders_ = 0;
  std::size_t receivers_ = 0;
};

template <class T>
using MessageNeeds = derive::Needs<derive::Requirement<rules::place::broadcast_message, traits::Send, T>,
                                   derive::Requirement<rules::place::broadcast_message, traits::Sync, T>,
                                   derive::Requirement<rules::place::broadcast_message, traits::Static, T>>;

}  // namespace broadcast_detail

/// A sending end of a `broadcast::channel`. Cloning it creates another sender, and several threads may use one sender
/// at once. Using a moved-from sender is an error that debug builds report. tokio: `broadcast::Sender`.
/// \snippet reference/channels.cpp broadcast
template <class T>
class Sender {
 public:
  /// For `channel` only.
  explicit Sender(std::shared_ptr<broadcast_detail::Shared<T>> shared) noexcept : shared_(std::move(shared)) {
    shared_->add_sender();
  }
  Sender(Sender&&) noexcept = default;
  /// Gives up the current channel, as destroying the sender would.
  Sender& operator=(Sender&& other) noexcept {
    Sender old(std::move(*this));
    shared_ = std::move(other.shared_);
    return *this;
  }
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;
  ~Sender() {
    if (shared_ != nullptr) shared_->remove_sender();
  }

  /// Returns another sender of the same channel. tokio: `broadcast::Sender::clone`.
  [[nodiscard]] Sender clone() const {
    shared();
    return Sender(shared_);
  }

  /// Sends `value` to every receiver that exists now, without waiting; if the channel is full, the oldest message is
  /// dropped. Returns the number of receivers. If there is none, the error gives the value back. Throws std::bad_alloc
  /// and what moving the value throws. tokio: `broadcast::Sender::send`.
  Result<std::size_t, SendError<T>> send(T value) const {
    using Sent = Result<std::size_t, SendError<T>>;
    if (shared().receivers() == 0) return Sent(unexpect, SendError<T>{std::move(value)});
    const auto message = std::make_shared<T>(std::move(value));
    if (const std::size_t receivers = shared_->send(message); receivers != 0) return Sent(std::in_place, receivers);
    return Sent(unexpect, SendError<T>{std::move(*message)});
  }

  /// Returns a new receiver, which gets the messages that are sent from now on. tokio: `broadcast::Sender::subscribe`.
  [[nodiscard]] Receiver<T> subscribe() const {
    shared();
    return Receiver<T>(shared_);
  }
  /// Returns the number of receivers. tokio: `receiver_count`.
  [[nodiscard]] std::size_t receiver_count() const noexcept { return shared().receivers(); }

 private:
  friend struct fearless::detail::MovedFrom;
  [[nodiscard]] fearless::detail::MovedFrom::Answer is_moved_from() const noexcept {
    return fearless::detail::MovedFrom::answer(shared_ == nullptr);
  }
  broadcast_detail::Shared<T>& shared() const {
    FEARLESS_ASSERT(shared_ != nullptr, "fearless::broadcast::Sender: used after it was moved from");
    return *shared_;
  }

  std::shared_ptr<broadcast_detail::Shared<T>> shared_;
};

/// A receiving end of a `broadcast::channel`. One thread at a time uses it. `Sender::subscribe` and `resubscribe`
/// create more. tokio: `broadcast::Receiver`.
/// \snippet reference/channels.cpp broadcast
template <class T>
class Receiver {
 public:
  /// For `channel` and `Sender::subscribe` only.
  explicit Receiver(std::shared_ptr<broadcast_detail::Shared<T>> shared) noexcept
      : shared_(std::move(shared)), next_(shared_->add_receiver()) {}
  Receiver(Receiver&&) noexcept = default;
  /// Gives up the current channel, as destroying the receiver would.
  Receiver& operator=(Receiver&& other) noexcept {
    Receiver old(std::move(*this));
    shared_ = std::move(other.shared_);
    next_ = other.next_;
    return *this;
  }
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;
  ~Receiver() {
    if (shared_ != nullptr) shared_->remove_receiver();
  }

  /// Returns another receiver, which gets the messages that are sent from now on. tokio:
  /// `broadcast::Receiver::resubscribe`.
  [[nodiscard]] Receiver resubscribe() const {
    shared();
    return Receiver(shared_);
  }

  /// Waits for the next message, and returns a copy of it. Errors: see RecvError. Throws what copying throws; the
  /// message counts as received. tokio: `broadcast::Receiver::recv`.
  [[nodiscard]] Result<T, RecvError> recv() { return recv_before(fearless::detail::Deadline::never()); }
  /// Returns a copy of the next message if it is there, without waiting. tokio: `try_recv`.
  [[nodiscard]] Result<T, RecvError> try_recv() { return recv_before(fearless::detail::Deadline::now()); }
  /// Waits for the next message for at most `span` (of any length), and returns a copy of it.
  template <class Rep, class Period>
  [[nodiscard]] Result<T, RecvError> recv_timeout(const std::chrono::duration<Rep, Period>& span) {
    return recv_before(fearless::detail::Deadline::after(span));
  }
  /// Waits for the next message until a stop is requested through `stop`, which is of a type that
  /// `mpsc::Receiver::recv` takes; the error is then `Empty`. A message that is there is returned even after a stop was
  /// requested.
  template <fearless::detail::StopsWaits Stop>
  [[nodiscard]] Result<T, RecvError> recv(const Stop& stop) {
    return recv_before(fearless::detail::Deadline::never(), stop);
  }

 private:
  // If copying throws, the message counts as received all the same, because other receivers share it.
  template <class Stop = fearless::detail::NoStop>
  Result<T, RecvError> recv_before(const fearless::detail::Deadline& deadline, const Stop& stop = {}) {
    auto received = shared().receive(next_, deadline, stop);
    if (!received.has_value()) return Result<T, RecvError>(unexpect, received.error());
    return Result<T, RecvError>(std::in_place, **received);
  }
  friend struct fearless::detail::MovedFrom;
  [[nodiscard]] fearless::detail::MovedFrom::Answer is_moved_from() const noexcept {
    return fearless::detail::MovedFrom::answer(shared_ == nullptr);
  }
  broadcast_detail::Shared<T>& shared() const {
    FEARLESS_ASSERT(shared_ != nullptr, "fearless::broadcast::Receiver: used after it was moved from");
    return *shared_;
  }

  std::shared_ptr<broadcast_detail::Shared<T>> shared_;
  std::uint64_t next_;
};

/// Creates a channel that keeps the newest `capacity` messages (0 has the effect of 1):
/// `auto [tx, rx] = broadcast::channel<T>(16);`. Returns its two ends. Throws std::bad_alloc. Refuses to compile unless
/// `T` can be copied and is Send, Sync (several receivers copy one message) and Static. tokio: `broadcast::channel`.
template <class T>
[[nodiscard]] std::pair<Sender<T>, Receiver<T>> channel(std::size_t capacity) {
  constexpr bool can_travel =
      std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T> && std::copy_constructible<T>;
  static_assert(can_travel,
                "fearless::broadcast::channel<T>: T must be an object type that can be copied: every receiver gets a "
                "copy (send a fearless::Arc of it)");
  if constexpr (can_travel) {
    using Needs = broadcast_detail::MessageNeeds<T>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
    if constexpr (Needs::granted) {
      auto shared = std::make_shared<broadcast_detail::Shared<T>>(capacity == 0 ? 1 : capacity);
      Sender<T> sender(shared);
      return {std::move(sender), Receiver<T>(std::move(shared))};
    }
  }
  fearless::detail::fatal("fearless::broadcast::channel: refused");
}

}  // namespace broadcast

// Why: it holds an enumerator and a number.
template <>
struct rules::row<broadcast::RecvError> : kind::value {};
// Why if T is Send and Sync: several threads copy one message, and any of them may destroy it.
template <class T>
struct rules::row<broadcast::Sender<T>> {
  static constexpr auto send = if_all<Obligation<traits::Send, Element<T>>, Obligation<traits::Sync, Element<T>>>;
  static constexpr auto sync = if_all<Obligation<traits::Send, Element<T>>, Obligation<traits::Sync, Element<T>>>;
  static constexpr auto static_ = if_static<Element<T>>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
// Why Sync: a const receiver can only create another one.
template <class T>
struct rules::row<broadcast::Receiver<T>> : row<broadcast::Sender<T>> {};

}  // namespace fearless
