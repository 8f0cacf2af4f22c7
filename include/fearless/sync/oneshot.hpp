// SPDX-License-Identifier: MIT
// Channels for a single message, which one thread sends and another waits for.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/stopping.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/result.hpp>
#include <fearless/sync/mpsc/error.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace fearless {

namespace rules::place {

struct oneshot_message {
  static constexpr const char* text = "fearless::oneshot::channel: the message";
};

}  // namespace rules::place

namespace oneshot {

using mpsc::RecvError;
using mpsc::RecvStopError;
using mpsc::RecvTimeoutError;
using mpsc::SendError;
using mpsc::TryRecvError;

namespace oneshot_detail {

// The state that both ends share. Each end makes one last change of `state_`, and the end that comes second frees the
// whole.
template <class T>
inline constexpr bool is_message = std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T> &&
                                   !std::is_volatile_v<T> && std::is_move_constructible_v<T>;
// If T cannot be sent, this type replaces it. The refusal has been reported already, so there should be no second
// error.
struct NotAMessage {};
template <class T>
using Payload = std::conditional_t<is_message<T>, T, NotAMessage>;

template <class T>
class Shared {
 public:
  Shared() noexcept {}
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;
  ~Shared() {
    if (has_value_) value_.~T();
  }

  // The last operation of the sender. Returns false if the receiver is gone; the value then stays in `from`. Throws
  // what moving throws, and changes nothing then.
  template <class From>
  bool send(From&& from) {
    ::new (static_cast<void*>(std::addressof(value_))) T(std::forward<From>(from));
    has_value_ = true;
    return finish(sent);
  }
  // Called if the sender is destroyed without sending.
  void close_sender() noexcept { finish(abandoned); }

  // Returns the state once it is final, or `empty` if the deadline has passed or a stop was requested.
  template <class Stop = fearless::detail::NoStop>
  std::uint32_t wait(const fearless::detail::Deadline& deadline, const Stop& stop = {}) noexcept {
    const auto wake = [this]() noexcept { rouse(); };
    return fearless::detail::sleep_unless_stopped(stop, wake, [&]() -> std::uint32_t {
      std::uint32_t now = state_.load(std::memory_order_acquire);
      while (now == empty || now == asleep) {
        if (deadline.is_now()) return empty;
        if (now == empty && !state_.compare_exchange_weak(now, asleep, std::memory_order_acquire)) {
          continue;
        }
        if (fearless::detail::Stopping<Stop>::requested(stop)) return empty;
        const bool in_time = fearless::detail::futex_wait(state_, asleep, deadline);
        now = state_.load(std::memory_order_acquire);
        if (!in_time && now == asleep) return empty;
      }
      return now;
    });
  }
  // May be called after `wait` returned `sent`. If moving throws, the value stays here.
  T take() {
    T value = std::move(value_);
    state_.store(abandoned, std::memory_order_relaxed);
    return value;
  }
  // The value that a sender may have stored here and nobody received.
  T& value() noexcept { return value_; }

  // The last operation of the receiver.
  void close_receiver() noexcept {
    std::uint32_t now = state_.load(std::memory_order_relaxed);
    while ((now == empty || now == asleep) &&
           !state_.compare_exchange_weak(now, closed, std::memory_order_acq_rel, std::memory_order_relaxed)) {
    }
  }
  [[nodiscard]] bool is_closed() const noexcept { return state_.load(std::memory_order_acquire) == closed; }

  // Returns true for the second end, which has to free this object.
  [[nodiscard]] bool release() noexcept { return ends_.fetch_sub(1, std::memory_order_acq_rel) == 1; }

  static constexpr std::uint32_t empty = 0;
  static constexpr std::uint32_t asleep = 1;     // the receiver waits
  static constexpr std::uint32_t sent = 2;       // the value is stored here
  static constexpr std::uint32_t abandoned = 3;  // no value is stored here, and none will be
  static constexpr std::uint32_t closed = 4;     // the receiver is gone

 private:
  bool finish(std::uint32_t how) noexcept {
    std::uint32_t now = state_.load(std::memory_order_acquire);
    do {
      if (now == closed) return false;
    } while (!state_.compare_exchange_weak(now, how, std::memory_order_acq_rel, std::memory_order_acquire));
    // This end still owns its share of the object, so the word exists and can be woken.
    if (now == asleep) fearless::detail::futex_wake_one(state_);
    return true;
  }

  // Wakes the receiver, if it waits, so that it looks whether it shall stop. The word is written even if it keeps its
  // value: a receiver that changes it later sees the request.
  void rouse() noexcept {
    std::uint32_t now = state_.load(std::memory_order_relaxed);
    while (now == empty || now == asleep) {
      if (!state_.compare_exchange_weak(now, empty, std::memory_order_release, std::memory_order_relaxed)) continue;
      if (now == asleep) fearless::detail::futex_wake_one(state_);
      return;
    }
  }

  fearless::detail::FutexWord state_{empty};
  std::atomic<std::uint32_t> ends_{2};
  bool has_value_ = false;  // used by the sender only, until `state_` shows that a value was sent
  union {
    T value_;
  };
};

// The deleter of an end's share.
template <class T>
struct Release {
  void operator()(Shared<T>* shared) const noexcept {
    if (shared->release()) delete shared;
  }
};
template <class T>
using Share = std::unique_ptr<Shared<T>, Release<T>>;

template <class T>
using MessageNeeds = derive::Needs<derive::Requirement<rules::place::oneshot_message, traits::Send, T>,
                                   derive::Requirement<rules::place::oneshot_message, traits::Static, T>>;

}  // namespace oneshot_detail

/// The sending end of a `oneshot::channel`. It sends one message. If it is destroyed without sending, the receiver
/// learns that no message will come. Using a moved-from sender is an error that debug builds report. Rust:
/// `std::sync::oneshot::Sender` (unstable); tokio: `oneshot::Sender`.
/// \snippet reference/channels.cpp oneshot
template <class T>
class Sender {
  using Value = oneshot_detail::Payload<T>;

 public:
  /// For `channel` only.
  explicit Sender(oneshot_detail::Share<Value> shared) noexcept : shared_(std::move(shared)) {}
  Sender(Sender&&) noexcept = default;
  /// Gives up the current channel, as destroying the sender would.
  Sender& operator=(Sender&& other) noexcept {
    if (this != &other) {
      give_up();
      shared_ = std::move(other.shared_);
    }
    return *this;
  }
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;
  ~Sender() { give_up(); }

  /// Sends `value` without waiting, and uses up the sender: `std::move(tx).send(value)`. If the receiver is gone, the
  /// error gives the value back. Throws what moving the value throws; the sender is then unchanged. Rust:
  /// `Sender::send`.
  Result<void, SendError<Value>> send(Value value) && {
    FEARLESS_ASSERT(shared_ != nullptr, "fearless::oneshot::Sender: used after it was moved from");
    if (shared_->send(std::move(value))) {
      shared_.reset();
      return {};
    }
    const oneshot_detail::Share<Value> shared = std::move(shared_);
    return Result<void, SendError<Value>>(unexpect, SendError<Value>{std::move(shared->value())});
  }

  /// Returns whether the receiver is gone, so that sending would fail. tokio: `oneshot::Sender::is_closed`.
  [[nodiscard]] bool is_closed() const noexcept {
    FEARLESS_ASSERT(shared_ != nullptr, "fearless::oneshot::Sender: used after it was moved from");
    return shared_->is_closed();
  }

 private:
  friend struct fearless::detail::MovedFrom;
  [[nodiscard]] fearless::detail::MovedFrom::Answer is_moved_from() const noexcept {
    return fearless::detail::MovedFrom::answer(shared_ == nullptr);
  }
  void give_up() noexcept {
    if (shared_ != nullptr) shared_->close_sender();
  }

  oneshot_detail::Share<Value> shared_;
};

/// The receiving end of a `oneshot::channel`. One thread at a time uses it. Destroying it destroys a message that
/// nobody received. Once the message was received, the channel is closed, and receiving again returns an error. Rust:
/// `std::sync::oneshot::Receiver` (unstable); tokio: `oneshot::Receiver`.
/// \snippet reference/channels.cpp oneshot
template <class T>
class Receiver {
  using Value = oneshot_detail::Payload<T>;

 public:
  /// For `channel` only.
  explicit Receiver(oneshot_detail::Share<Value> shared) noexcept : shared_(std::move(shared)) {}
  Receiver(Receiver&&) noexcept = default;
  /// Gives up the current channel, as destroying the receiver would.
  Receiver& operator=(Receiver&& other) noexcept {
    if (this != &other) {
      give_up();
      shared_ = std::move(other.shared_);
    }
    return *this;
  }
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;
  ~Receiver() { give_up(); }

  /// Waits for the message, and returns it. The error means that none will come: the sender is gone, or the message was
  /// received already. If moving the message throws, it stays in the channel. Rust: `Receiver::recv`.
  [[nodiscard]] Result<Value, RecvError> recv() {
    if (shared().wait(fearless::detail::Deadline::never()) != shared_->sent) return Result<Value, RecvError>(unexpect);
    return Result<Value, RecvError>(std::in_place, shared_->take());
  }
  /// Returns the message if it is there, without waiting. Rust: `Receiver::try_recv`.
  [[nodiscard]] Result<Value, TryRecvError> try_recv() {
    return recv_before<TryRecvError>(fearless::detail::Deadline::now(), TryRecvError::Empty);
  }
  /// Waits for the message for at most `span` (of any length). Rust: `Receiver::recv_timeout`.
  template <class Rep, class Period>
  [[nodiscard]] Result<Value, RecvTimeoutError> recv_timeout(const std::chrono::duration<Rep, Period>& span) {
    return recv_before<RecvTimeoutError>(fearless::detail::Deadline::after(span), RecvTimeoutError::Timeout);
  }
  /// Waits for the message until `moment`, a time point of any clock. Rust: `Receiver::recv_deadline`.
  template <class Clock, class Duration>
  [[nodiscard]] Result<Value, RecvTimeoutError> recv_deadline(const std::chrono::time_point<Clock, Duration>& moment) {
    return recv_before<RecvTimeoutError>(fearless::detail::Deadline::at(moment), RecvTimeoutError::Timeout);
  }
  /// Waits for the message until a stop is requested through `stop`, which is of a type that `mpsc::Receiver::recv`
  /// takes. A message that is there is returned even after a stop was requested.
  template <fearless::detail::StopsWaits Stop>
  [[nodiscard]] Result<Value, RecvStopError> recv(const Stop& stop) {
    return recv_before<RecvStopError>(fearless::detail::Deadline::never(), RecvStopError::Stopped, stop);
  }

 private:
  template <class Error, class Stop = fearless::detail::NoStop>
  Result<Value, Error> recv_before(const fearless::detail::Deadline& deadline, Error in_vain, const Stop& stop = {}) {
    const std::uint32_t found = shared().wait(deadline, stop);
    if (found == shared_->sent) return Result<Value, Error>(std::in_place, shared_->take());
    return Result<Value, Error>(unexpect, found == shared_->empty ? in_vain : Error(Error::Disconnected));
  }
  oneshot_detail::Shared<Value>& shared() const {
    FEARLESS_ASSERT(shared_ != nullptr, "fearless::oneshot::Receiver: used after it was moved from");
    return *shared_;
  }
  friend struct fearless::detail::MovedFrom;
  [[nodiscard]] fearless::detail::MovedFrom::Answer is_moved_from() const noexcept {
    return fearless::detail::MovedFrom::answer(shared_ == nullptr);
  }
  void give_up() noexcept {
    if (shared_ != nullptr) shared_->close_receiver();
  }

  oneshot_detail::Share<Value> shared_;
};

/// Creates a channel for one message: `auto [tx, rx] = oneshot::channel<T>();`. Returns its two ends. Throws
/// std::bad_alloc. Refuses to compile unless `T` is Send and Static and an object type that can be moved. Rust:
/// `std::sync::oneshot::channel` (unstable).
template <class T>
[[nodiscard]] std::pair<Sender<T>, Receiver<T>> channel() {
  static_assert(oneshot_detail::is_message<T>,
                "fearless::oneshot::channel<T>: T must be an object type that can be moved: no reference, void, array "
                "or const T");
  if constexpr (oneshot_detail::is_message<T>) {
    using Needs = oneshot_detail::MessageNeeds<T>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
    if constexpr (Needs::granted) {
      auto* const shared = new oneshot_detail::Shared<T>;
      return {Sender<T>(oneshot_detail::Share<T>(shared)), Receiver<T>(oneshot_detail::Share<T>(shared))};
    }
  }
  fearless::detail::fatal("fearless::oneshot::channel: refused");
}

}  // namespace oneshot

// Why if T is Send: the message is moved to another thread, and no reference to it is handed out.
template <class T>
struct rules::row<oneshot::Sender<T>> {
  static constexpr auto send = if_send<Element<T>>;
  static constexpr auto sync = if_send<Element<T>>;  // a const sender only tells whether the receiver is gone
  static constexpr auto static_ = if_static<Element<T>>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
// Why Sync if the sender is: a const receiver has no operations.
template <class T>
struct rules::row<oneshot::Receiver<T>> : row<oneshot::Sender<T>> {};

}  // namespace fearless
