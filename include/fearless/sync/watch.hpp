// SPDX-License-Identifier: MIT
// Channels for a value that changes. Receivers see the newest value and wait for the next; they may miss values in
// between.
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
#include <fearless/sync/mpsc/error.hpp>

#include <atomic>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>

namespace fearless {

namespace rules::place {

struct watch_value {
  static constexpr const char* text = "fearless::watch::channel: the value";
};

}  // namespace rules::place

namespace watch {

using mpsc::RecvError;
using mpsc::RecvStopError;
using mpsc::RecvTimeoutError;
using mpsc::SendError;

template <class T>
class Receiver;

namespace watch_detail {

template <class T>
class Shared {
 public:
  explicit Shared(T&& first) : value_(std::move(first)) {}

  // Calls f(value) while no other thread accesses the value.
  template <class F>
  decltype(auto) with(F&& f) {
    const std::lock_guard lock(mutex_);
    return std::invoke(std::forward<F>(f), value_);
  }
  // The same, but afterwards notifies the waiting threads, even if `f` threw and may have changed the value in part.
  template <class F>
  void modify(F&& f) {
    const Tell tell{*this};
    with(std::forward<F>(f));
  }

  // The version of the value, an even number that grows with each change, and whether it is the last version.
  struct Version {
    std::uint64_t number;
    bool is_last;
  };
  [[nodiscard]] Version version() const noexcept {
    const std::uint64_t now = version_.load(std::memory_order_acquire);
    return {now & ~last, (now & last) != 0};
  }
  // Waits while the version is `seen` and is not the last. Returns false if the deadline has passed, or a stop was
  // requested.
  template <class Stop = fearless::detail::NoStop>
  bool wait_for_change(std::uint64_t seen, const fearless::detail::Deadline& deadline, const Stop& stop = {}) noexcept {
    const auto wake = [this]() noexcept { ring(); };
    return fearless::detail::sleep_unless_stopped(stop, wake, [&] {
      for (bool in_time = true;;) {
        // The version changes, or the stop is requested, before the bell rings. So either it is seen here, or the bell
        // is no longer `heard`.
        const std::uint32_t heard = bell_.load(std::memory_order_acquire);
        if (version_.load(std::memory_order_acquire) != seen) return true;
        if (!in_time || fearless::detail::Stopping<Stop>::requested(stop)) return false;
        in_time = fearless::detail::futex_wait(bell_, heard, deadline);
      }
    });
  }

  [[nodiscard]] std::size_t receivers() const noexcept { return receivers_.load(std::memory_order_acquire); }
  void add_sender() noexcept { senders_.fetch_add(1, std::memory_order_relaxed); }
  void add_receiver() noexcept { receivers_.fetch_add(1, std::memory_order_relaxed); }
  void remove_sender() noexcept {
    if (senders_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    version_.fetch_or(last, std::memory_order_release);
    ring();
  }
  void remove_receiver() noexcept { receivers_.fetch_sub(1, std::memory_order_acq_rel); }

 private:
  struct Tell {
    Shared& shared;
    ~Tell() { shared.tell(); }
  };
  void tell() noexcept {
    version_.fetch_add(2, std::memory_order_release);
    ring();
  }
  // Wakes the receivers that wait.
  void ring() noexcept {
    bell_.fetch_add(1, std::memory_order_release);
    fearless::detail::futex_wake_all(bell_);
  }

  static constexpr std::uint64_t last = 1;

  fearless::detail::RawMutex mutex_;
  std::atomic<std::uint64_t> version_{0};
  fearless::detail::FutexWord bell_{0};
  std::atomic<std::size_t> senders_{0};
  std::atomic<std::size_t> receivers_{0};
  T value_;
};

// A share of the state that is counted, either as a sender or as a receiver.
template <class T, void (Shared<T>::*Add)() noexcept, void (Shared<T>::*Remove)() noexcept>
class Share {
 public:
  explicit Share(std::shared_ptr<Shared<T>> shared) noexcept : shared_(std::move(shared)) { (shared_.get()->*Add)(); }
  Share(Share&&) noexcept = default;
  Share(const Share& other) noexcept : Share(other.shared_) {}
  Share& operator=(Share other) noexcept {
    shared_.swap(other.shared_);
    return *this;
  }
  ~Share() {
    if (shared_ != nullptr) (shared_.get()->*Remove)();
  }
  [[nodiscard]] const std::shared_ptr<Shared<T>>& get() const noexcept { return shared_; }

 private:
  std::shared_ptr<Shared<T>> shared_;
};
template <class T>
using SenderShare = Share<T, &Shared<T>::add_sender, &Shared<T>::remove_sender>;
template <class T>
using ReceiverShare = Share<T, &Shared<T>::add_receiver, &Shared<T>::remove_receiver>;

template <class T>
using ValueNeeds = derive::Needs<derive::Requirement<rules::place::watch_value, traits::Send, T>,
                                 derive::Requirement<rules::place::watch_value, traits::Static, T>>;

}  // namespace watch_detail

/// A sending end of a `watch::channel`. Cloning it creates another sender, and several threads may use one sender at
/// once. Using a moved-from sender is an error that debug builds report. tokio: `watch::Sender`.
/// \snippet reference/channels.cpp watch
template <class T>
class Sender {
 public:
  /// For `channel` only.
  explicit Sender(watch_detail::SenderShare<T> share) noexcept : share_(std::move(share)) {}
  Sender(Sender&&) noexcept = default;
  Sender& operator=(Sender&&) noexcept = default;
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;
  ~Sender() = default;

  /// Returns another sender of the same channel.
  [[nodiscard]] Sender clone() const { return Sender(watch_detail::SenderShare<T>(share_)); }

  /// Replaces the value, and notifies every receiver. If there is no receiver, the error gives the new value back, and
  /// the old one stays. Throws what assigning the value throws. tokio: `watch::Sender::send`.
  Result<void, SendError<T>> send(T value) const {
    if (shared().receivers() == 0) return Result<void, SendError<T>>(unexpect, SendError<T>{std::move(value)});
    send_replace(std::move(value));
    return {};
  }
  /// Replaces the value, whether or not there is a receiver, and returns the old one. tokio: `send_replace`.
  T send_replace(T value) const {
    shared().modify([&](T& now) {
      using std::swap;
      swap(now, value);
    });
    return value;
  }
  /// Changes the value by `f(T&)`, while no other thread accesses it. Receivers are notified, even if `f` throws. `f`
  /// must not use this channel. tokio: `send_modify`.
  template <class F>
    requires std::invocable<F&, T&>
  void send_modify(F f) const {
    shared().modify([&](T& now) { std::invoke(f, now); });
  }

  /// Returns a new receiver, for which the current value counts as seen. tokio: `watch::Sender::subscribe`.
  [[nodiscard]] Receiver<T> subscribe() const { return Receiver<T>(watch_detail::ReceiverShare<T>(share_.get())); }
  /// Returns the number of receivers. tokio: `receiver_count`.
  [[nodiscard]] std::size_t receiver_count() const noexcept { return shared().receivers(); }

 private:
  friend struct fearless::detail::MovedFrom;
  [[nodiscard]] fearless::detail::MovedFrom::Answer is_moved_from() const noexcept {
    return fearless::detail::MovedFrom::answer(share_.get() == nullptr);
  }
  watch_detail::Shared<T>& shared() const {
    FEARLESS_ASSERT(share_.get() != nullptr, "fearless::watch::Sender: used after it was moved from");
    return *share_.get();
  }

  watch_detail::SenderShare<T> share_;
};

/// A receiving end of a `watch::channel`. It stores the version of the value that it has seen. One thread at a time
/// uses it; cloning it creates another. tokio: `watch::Receiver`.
/// \snippet reference/channels.cpp watch
template <class T>
class Receiver {
 public:
  /// For `channel` and `Sender::subscribe` only.
  explicit Receiver(watch_detail::ReceiverShare<T> share) noexcept
      : share_(std::move(share)), seen_(share_.get()->version().number) {}
  Receiver(Receiver&&) noexcept = default;
  Receiver& operator=(Receiver&&) noexcept = default;
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;
  ~Receiver() = default;

  /// Returns another receiver of the same channel, which has seen the same version as this one. tokio:
  /// `watch::Receiver::clone`.
  [[nodiscard]] Receiver clone() const {
    Receiver copy{watch_detail::ReceiverShare<T>(share_)};
    copy.seen_ = seen_;
    return copy;
  }

  /// Returns `f(const T&)` for the newest value, while no other thread changes it. The value counts as seen. `f` must
  /// not use this channel, and must not return a reference to the value. tokio: `borrow_and_update`.
  template <class F>
    requires std::invocable<F&, const T&>
  auto with(F f) {
    static_assert(!std::is_reference_v<std::invoke_result_t<F&, const T&>>,
                  "fearless::watch::Receiver::with: the value may change when the call is over; return a copy");
    return shared().with([&](T& now) -> std::invoke_result_t<F&, const T&> {
      seen_ = shared().version().number;
      return std::invoke(f, std::as_const(now));
    });
  }
  /// Returns a copy of the newest value, which counts as seen.
  [[nodiscard]] T get()
    requires std::copy_constructible<T>
  {
    return with([](const T& now) { return now; });
  }

  /// Returns whether the value has changed since it was seen. tokio: `has_changed`.
  [[nodiscard]] bool has_changed() const noexcept { return shared().version().number != seen_; }

  /// Waits until the value has changed since it was seen; the change then counts as seen. The error means that all
  /// senders are gone and the value has not changed since. tokio: `watch::Receiver::changed`.
  Result<void, RecvError> changed() {
    shared().wait_for_change(seen_, fearless::detail::Deadline::never());
    if (!take_change()) return Result<void, RecvError>(unexpect);
    return {};
  }
  /// The same as `changed`, for at most `span` (of any length).
  template <class Rep, class Period>
  Result<void, RecvTimeoutError> changed_timeout(const std::chrono::duration<Rep, Period>& span) {
    if (!shared().wait_for_change(seen_, fearless::detail::Deadline::after(span))) {
      return Result<void, RecvTimeoutError>(unexpect, RecvTimeoutError::Timeout);
    }
    if (!take_change()) return Result<void, RecvTimeoutError>(unexpect, RecvTimeoutError::Disconnected);
    return {};
  }
  /// The same as `changed`, until a stop is requested through `stop`, which is of a type that `mpsc::Receiver::recv`
  /// takes. A change that is there is taken even after a stop was requested.
  template <fearless::detail::StopsWaits Stop>
  Result<void, RecvStopError> changed(const Stop& stop) {
    if (!shared().wait_for_change(seen_, fearless::detail::Deadline::never(), stop)) {
      return Result<void, RecvStopError>(unexpect, RecvStopError::Stopped);
    }
    if (!take_change()) return Result<void, RecvStopError>(unexpect, RecvStopError::Disconnected);
    return {};
  }

 private:
  bool take_change() noexcept {
    const std::uint64_t now = shared().version().number;
    return std::exchange(seen_, now) != now;
  }

  friend struct fearless::detail::MovedFrom;
  [[nodiscard]] fearless::detail::MovedFrom::Answer is_moved_from() const noexcept {
    return fearless::detail::MovedFrom::answer(share_.get() == nullptr);
  }
  watch_detail::Shared<T>& shared() const {
    FEARLESS_ASSERT(share_.get() != nullptr, "fearless::watch::Receiver: used after it was moved from");
    return *share_.get();
  }

  watch_detail::ReceiverShare<T> share_;
  std::uint64_t seen_;
};

/// Creates a channel whose value is `first`: `auto [tx, rx] = watch::channel(Config{});`. Returns its two ends. Throws
/// std::bad_alloc and what moving `first` throws. Refuses to compile unless `T` is Send and Static and an object type
/// that can be moved. tokio: `watch::channel`.
template <class T>
[[nodiscard]] std::pair<Sender<T>, Receiver<T>> channel(T first) {
  using Needs = watch_detail::ValueNeeds<T>;
  FEARLESS_DETAIL_BEGIN_REFUSAL
  static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
  FEARLESS_DETAIL_END_REFUSAL
  if constexpr (Needs::granted) {
    auto shared = std::make_shared<watch_detail::Shared<T>>(std::move(first));
    Sender<T> sender{watch_detail::SenderShare<T>(shared)};
    return {std::move(sender), Receiver<T>(watch_detail::ReceiverShare<T>(std::move(shared)))};
  }
  fearless::detail::fatal("fearless::watch::channel: refused");
}

}  // namespace watch

// Why if T is Send: one thread at a time accesses the value, under a lock.
template <class T>
struct rules::row<watch::Sender<T>> {
  static constexpr auto send = if_send<Element<T>>;
  static constexpr auto sync = if_send<Element<T>>;
  static constexpr auto static_ = if_static<Element<T>>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
// Why Sync: a const receiver only tells whether there is a change, and can be cloned.
template <class T>
struct rules::row<watch::Receiver<T>> : row<watch::Sender<T>> {};

}  // namespace fearless
