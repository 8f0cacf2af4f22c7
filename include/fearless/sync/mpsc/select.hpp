// SPDX-License-Identifier: MIT
// select: waits until one of several receivers has a message.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/lock/deadlock.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/stopping.hpp>
#include <fearless/sync/mpsc/detail/channel.hpp>
#include <fearless/sync/mpsc/receiver.hpp>

#include <chrono>
#include <cstddef>
#include <iterator>
#include <optional>
#include <type_traits>
#include <vector>

namespace fearless::mpsc {

namespace mpsc_detail {

// One of the receivers that a thread waits for, whatever its messages are.
class Watched {
 public:
  template <class T>
  explicit Watched(const Receiver<T>& receiver) : channel_(&receiver.channel()), calls_(&calls_of<Payload<T>>) {}

  // Whether receiving would not wait.
  [[nodiscard]] bool is_ready() const { return calls_->is_ready(channel_); }
  // Returns false if it may be ready.
  [[nodiscard]] bool begin(Signal& signal) const { return calls_->begin(channel_, signal); }
  void end() const noexcept { calls_->end(channel_); }

 private:
  struct Calls {
    bool (*is_ready)(void*);
    bool (*begin)(void*, Signal&);
    void (*end)(void*) noexcept;
  };
  template <class T>
  static bool look(void* place) {
    auto& channel = *static_cast<Channel<T>*>(place);
    if constexpr (!moves_unboxed<T>) {
      if (!channel.returned.empty()) return true;
    }
    return visit(channel, [](auto& c) { return c.queue.is_ready(); });
  }
  template <class T>
  static bool begin_watch(void* place, Signal& signal) {
    return visit(*static_cast<Channel<T>*>(place), [&](auto& c) { return c.queue.begin_watch(signal); });
  }
  template <class T>
  static void end_watch(void* place) noexcept {
    visit(*static_cast<Channel<T>*>(place), [](auto& c) { c.queue.end_watch(); });
  }
  template <class T>
  static constexpr Calls calls_of{look<T>, begin_watch<T>, end_watch<T>};

  void* channel_;
  const Calls* calls_;
};

// The first `count` of the receivers at `watched` tell a signal, as long as this object lives.
class Watching {
 public:
  explicit Watching(const Watched* watched) noexcept : watched_(watched) {}
  Watching(const Watching&) = delete;
  Watching& operator=(const Watching&) = delete;
  ~Watching() {
    while (count_ != 0) watched_[--count_].end();
  }
  // Returns whether none of them may be ready.
  [[nodiscard]] bool begin(std::size_t count, Signal& signal) {
    while (count_ != count) {
      if (!watched_[count_].begin(signal)) return false;
      ++count_;
    }
    return true;
  }

 private:
  const Watched* watched_;
  std::size_t count_ = 0;
};

// The index of one that is ready, or `count` if none is. The search begins behind the one that this thread found last,
// so that a busy channel does not keep the others waiting.
inline std::size_t find_ready(const Watched* watched, std::size_t count) {
  static thread_local constinit std::size_t last = 0;
  for (std::size_t i = 1; i <= count; ++i) {
    const std::size_t at = (last + i) % count;
    if (watched[at].is_ready()) return last = at;
  }
  return count;
}

// Waits until one of them is ready. Returns its index, or none if the deadline has passed or a stop was requested.
template <class Stop = NoStop>
std::optional<std::size_t> select_of(const Watched* watched, std::size_t count, const Deadline& deadline,
                                     const Stop& stop = {}) {
  const auto stopped = [&] { return Stopping<Stop>::requested(stop); };
  static thread_local constinit Spinning spinning;
  for (Snoozing snoozing;;) {
    if (const std::size_t found = find_ready(watched, count); found != count) return found;
    if (deadline.left().count() <= 0 || stopped()) return std::nullopt;
    const auto ready = [&] {
      for (std::size_t i = 0; i < count; ++i)
        if (watched[i].is_ready()) return true;
      return stopped();
    };
    if (spinning.wait(0, deadline, ready)) continue;
    Signal signal;
    Watching watching(watched);
    if (!watching.begin(count, signal)) {
      // A sender may have taken a slot that it has yet to fill.
      snoozing.snooze();
      continue;
    }
    const auto interrupt = [&signal]() noexcept { signal.interrupt(); };
    detail::sleep_unless_stopped(stop, interrupt, [&] { signal.sleep(deadline); });
  }
}

template <class R>
inline constexpr bool is_receiver = false;
template <class T>
inline constexpr bool is_receiver<Receiver<T>> = true;
template <class R>
concept Receivers = requires(const R& range) {
  std::end(range);
  requires is_receiver<std::remove_cvref_t<decltype(*std::begin(range))>>;
} && !is_receiver<R>;

template <class Stop, class... T>
std::optional<std::size_t> select_among(const Deadline& deadline, const Stop& stop, const Receiver<T>&... receivers) {
  static_assert(sizeof...(T) != 0,
                "fearless::mpsc::select: name at least one receiver, since nothing else ends the wait");
  if constexpr (sizeof...(T) != 0) {
    const Watched watched[] = {Watched(receivers)...};
    return mpsc_detail::select_of(watched, sizeof...(T), deadline, stop);
  } else {
    return std::nullopt;
  }
}
template <class Stop, Receivers R>
std::optional<std::size_t> select_in(const Deadline& deadline, const Stop& stop, const R& receivers) {
  std::vector<Watched> watched;
  for (const auto& receiver : receivers) watched.emplace_back(receiver);
  if constexpr (std::is_same_v<Stop, NoStop>)
    if (watched.empty() && deadline.is_never()) detail::raise_deadlock("fearless::mpsc::select: there is no receiver");
  return mpsc_detail::select_of(watched.data(), watched.size(), deadline, stop);
}

}  // namespace mpsc_detail

/// Waits until one of the receivers is ready, which means that it has a message, or that all of its senders are gone.
/// Returns its index among the arguments, from 0. Then `recv` on it does not wait. (The exception is a channel with a
/// bound of 0, whose sender may give up in between. A `try_send` there meets a `recv` only, and does not end this
/// wait.) The search begins behind the receiver that this thread found last, so those that are ready take turns.
/// Nothing is received, and the senders pay nothing. Throws std::system_error (resource_deadlock_would_occur) if a
/// receiver is named twice, or if another fiber of this thread waits at it. Refuses to compile without a receiver. Rust
/// has no counterpart in std; crossbeam: `Select::ready`.
/// \snippet reference/channels.cpp select
template <class... T>
[[nodiscard]] std::size_t select(const Receiver<T>&... receivers) {
  return *mpsc_detail::select_among(mpsc_detail::Deadline::never(), mpsc_detail::NoStop{}, receivers...);
}

/// The same for a range of receivers, such as a `std::vector<Receiver<T>>`. Returns the position in the range, from 0.
/// Throws std::bad_alloc, too, and std::system_error (resource_deadlock_would_occur) if the range is empty, since
/// nothing would end the wait. The forms below, which end otherwise, find no receiver in an empty range.
template <mpsc_detail::Receivers R>
[[nodiscard]] std::size_t select(const R& receivers) {
  return *mpsc_detail::select_in(mpsc_detail::Deadline::never(), mpsc_detail::NoStop{}, receivers);
}

/// The same, until a stop is requested through `stop`, which is of a type that `Receiver::recv` takes. The result is
/// empty if a stop was requested and no receiver is ready.
template <detail::StopsWaits Stop, class... T>
[[nodiscard]] std::optional<std::size_t> select(const Stop& stop, const Receiver<T>&... receivers) {
  return mpsc_detail::select_among(mpsc_detail::Deadline::never(), stop, receivers...);
}
template <detail::StopsWaits Stop, mpsc_detail::Receivers R>
[[nodiscard]] std::optional<std::size_t> select(const Stop& stop, const R& receivers) {
  return mpsc_detail::select_in(mpsc_detail::Deadline::never(), stop, receivers);
}

/// `select` without waiting. The result is empty if no receiver is ready. Rust has no counterpart in std; crossbeam:
/// `Select::try_ready`.
template <class... T>
[[nodiscard]] std::optional<std::size_t> try_select(const Receiver<T>&... receivers) {
  return mpsc_detail::select_among(mpsc_detail::Deadline::now(), mpsc_detail::NoStop{}, receivers...);
}
template <mpsc_detail::Receivers R>
[[nodiscard]] std::optional<std::size_t> try_select(const R& receivers) {
  return mpsc_detail::select_in(mpsc_detail::Deadline::now(), mpsc_detail::NoStop{}, receivers);
}

/// `select` for at most `span` (of any length). The result is empty if no receiver was ready in that time. Rust has no
/// counterpart in std; crossbeam: `Select::ready_timeout`.
template <class Rep, class Period, class... T>
[[nodiscard]] std::optional<std::size_t> select_timeout(const std::chrono::duration<Rep, Period>& span,
                                                        const Receiver<T>&... receivers) {
  return mpsc_detail::select_among(mpsc_detail::Deadline::after(span), mpsc_detail::NoStop{}, receivers...);
}
template <class Rep, class Period, mpsc_detail::Receivers R>
[[nodiscard]] std::optional<std::size_t> select_timeout(const std::chrono::duration<Rep, Period>& span,
                                                        const R& receivers) {
  return mpsc_detail::select_in(mpsc_detail::Deadline::after(span), mpsc_detail::NoStop{}, receivers);
}

/// `select` until `moment`, a time point of any clock, which `Receiver::recv_deadline` explains. Rust has no
/// counterpart in std; crossbeam: `Select::ready_deadline`.
template <class Clock, class Duration, class... T>
[[nodiscard]] std::optional<std::size_t> select_deadline(const std::chrono::time_point<Clock, Duration>& moment,
                                                         const Receiver<T>&... receivers) {
  return mpsc_detail::select_among(mpsc_detail::Deadline::at(moment), mpsc_detail::NoStop{}, receivers...);
}
template <class Clock, class Duration, mpsc_detail::Receivers R>
[[nodiscard]] std::optional<std::size_t> select_deadline(const std::chrono::time_point<Clock, Duration>& moment,
                                                         const R& receivers) {
  return mpsc_detail::select_in(mpsc_detail::Deadline::at(moment), mpsc_detail::NoStop{}, receivers);
}

}  // namespace fearless::mpsc
