// SPDX-License-Identifier: MIT
// The channel whose bound is too large for a ring: an unbounded one, and a count of what is in it.
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

namespace fearless::mpsc::detail {

template <class S>
class Limited {
 public:
  Limited(Ends& ends, std::size_t bound) noexcept : list_(ends), bound_(bound) {}

  // Takes the value, if the result is Done. Throws std::bad_alloc, and has done nothing then.
  [[nodiscard]] Sent send(S& value, const Deadline& deadline) {
    while (!reserve()) {
      if (list_.is_closed()) return Sent::Disconnected;
      if (deadline.is_now()) return Sent::TooLate;
      const auto ready = [this] { return size_.load(std::memory_order_seq_cst) < bound_ || list_.is_closed(); };
      if (!spinning_.wait(0, deadline, ready) && !senders_.sleep(deadline, ready) && !ready()) return Sent::TooLate;
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

  void release(std::uint64_t) noexcept {
    // Sequentially consistent: see Sleepers.
    size_.fetch_sub(1, std::memory_order_seq_cst);
    senders_.wake_one();
  }

  // A sender that sleeps on finds the list closed: it counted itself and then looked, here it is the other way round.
  void close() noexcept {
    list_.close();
    senders_.wake_all();
  }

 private:
  // Room for one value, given back unless it is kept.
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
  fearless::detail::Sleepers senders_;
};

}  // namespace fearless::mpsc::detail
