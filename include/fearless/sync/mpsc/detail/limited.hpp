// SPDX-License-Identifier: MIT
// The channel whose bound is too large for a ring: an unbounded channel and a count of the values in it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/sleepers.hpp>
#include <fearless/sync/mpsc/detail/carried.hpp>
#include <fearless/sync/mpsc/detail/ends.hpp>
#include <fearless/sync/mpsc/detail/list.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace fearless::mpsc::mpsc_detail {

template <class S>
class Limited {
 public:
  Limited(Ends& ends, std::size_t bound) noexcept : list_(ends), bound_(bound) {}

  // Takes the value if the result is Done. Throws std::bad_alloc, and changes nothing then.
  template <class Stop = NoStop>
  [[nodiscard]] Sent send(S& value, const Deadline& deadline, const Stop& stop = {}) {
    while (!reserve()) {
      if (list_.is_closed()) return Sent::Disconnected;
      if (deadline.is_now()) return Sent::TooLate;
      if (Stopping<Stop>::requested(stop)) return Sent::Stopped;
      const auto ready = [this] { return size_.load(std::memory_order_seq_cst) < bound_ || list_.is_closed(); };
      if (!spinning_.wait(0, deadline, ready) && !senders_.sleep(deadline, ready, stop) && !ready()) {
        return Sent::TooLate;
      }
    }
    Reservation reservation{*this};
    if (!list_.send(value)) return Sent::Disconnected;
    reservation.kept = true;
    return Sent::Done;
  }

  void wake_receiver() noexcept { list_.wake_receiver(); }

  template <class R, class Use, class None, class Stop = NoStop>
  R receive(const Deadline& deadline, Use&& use, None&& none, const Stop& stop = {}) {
    if constexpr (is_boxed<S>) {
      return list_.template receive<R>(deadline, std::forward<Use>(use), std::forward<None>(none), stop);
    } else {
      return list_.template receive<R>(
          deadline,
          [&](S&& value) -> R {
            const Reservation given_back{*this};
            return use(std::move(value));
          },
          std::forward<None>(none), stop);
    }
  }

  [[nodiscard]] bool arrived() noexcept { return list_.arrived(); }
  [[nodiscard]] bool is_ready() noexcept { return list_.is_ready(); }
  [[nodiscard]] bool begin_watch(Signal& signal) { return list_.begin_watch(signal); }
  void end_watch() noexcept { list_.end_watch(); }

  void release(std::uint64_t) noexcept {
    // Sequentially consistent: Sleepers requires it.
    size_.fetch_sub(1, std::memory_order_seq_cst);
    senders_.wake_one();
  }

  // A sleeping sender sees that the list is closed: the sender counted itself and then checked the list, and this
  // function closes the list and then checks the count.
  void close() noexcept {
    list_.close();
    senders_.wake_all();
  }

 private:
  // A reservation for one value, which the destructor gives back unless it is kept.
  struct Reservation {
    Limited& channel;
    bool kept = false;

    ~Reservation() {
      if (!kept) channel.release(0);
    }
  };

  [[nodiscard]] bool reserve() noexcept {
    std::size_t size = size_.load(std::memory_order_relaxed);
    while (size < bound_) {
      if (size_.compare_exchange_weak(size, size + 1, std::memory_order_relaxed)) return true;
    }
    return false;
  }

  List<S> list_;
  const std::size_t bound_;
  std::byte apart_[cache_line]{};
  std::atomic<std::size_t> size_{0};
  Spinning spinning_;
  detail::Sleepers senders_;
};

}  // namespace fearless::mpsc::mpsc_detail
