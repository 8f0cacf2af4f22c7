// SPDX-License-Identifier: MIT
// What one writes without a library of queues: a deque under a lock, and condition variables to wait on.
#pragma once

#include "channel_rows.hpp"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <iterator>
#include <memory>
#include <utility>

namespace bench {

// `Kit` has a Mutex, a Lock (taken by its constructor), and a Condition with wait(lock, predicate), notify_one and
// notify_all.
template <class Kit, class T>
class LockedQueue {
  using Lock = typename Kit::Lock;

 public:
  static constexpr std::size_t unbounded = static_cast<std::size_t>(-1);

  explicit LockedQueue(std::size_t bound = unbounded) : bound_(bound) {}

  void send(T value) {
    {
      Lock lock(mutex_);
      room_.wait(lock, [this] { return values_.size() < std::max<std::size_t>(bound_, 1); });
      values_.push_back(std::move(value));
      const std::size_t mine = ++sent_;
      if (bound_ == 0) {
        arrived_.notify_one();
        taken_.wait(lock, [this, mine] { return received_ >= mine; });
        return;
      }
    }
    arrived_.notify_one();
  }

  T recv() {
    Lock lock(mutex_);
    arrived_.wait(lock, [this] { return !values_.empty(); });
    T value = std::move(values_.front());
    values_.pop_front();
    ++received_;
    if (bound_ != unbounded) room_.notify_one();
    if (bound_ == 0) taken_.notify_all();
    return value;
  }

  template <class V>
  std::size_t recv_many(V& values, std::size_t limit) {
    Lock lock(mutex_);
    arrived_.wait(lock, [this] { return !values_.empty(); });
    const std::size_t count = std::min(limit, values_.size());
    const auto end = values_.begin() + static_cast<std::ptrdiff_t>(count);
    values.insert(values.end(), std::make_move_iterator(values_.begin()), std::make_move_iterator(end));
    values_.erase(values_.begin(), end);
    received_ += count;
    if (bound_ != unbounded) room_.notify_all();
    return count;
  }

 private:
  const std::size_t bound_;
  typename Kit::Mutex mutex_;
  typename Kit::Condition arrived_;
  typename Kit::Condition room_;
  typename Kit::Condition taken_;  // a rendezvous: the sender stays until its message was received
  std::deque<T> values_;
  std::size_t sent_ = 0;
  std::size_t received_ = 0;
};

template <class Kit>
struct LockedChannels {
  static constexpr bool rendezvous = true;
  template <class T>
  static auto unbounded() {
    return shared<LockedQueue<Kit, T>>();
  }
  template <class T>
  static auto bounded(std::size_t bound) {
    return shared<LockedQueue<Kit, T>>(bound);
  }
};

}  // namespace bench
