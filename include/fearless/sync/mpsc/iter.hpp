// SPDX-License-Identifier: MIT
// Iteration over the messages of a Receiver.
#pragma once

#include <fearless/detail/attributes.hpp>
#include <fearless/marker.hpp>

#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

namespace fearless {

namespace because {

/// Why an iteration over a Receiver stays where it is.
struct it_borrows_a_receiver {
  static constexpr const char* text = "it borrows a Receiver, from which only one thread may receive";
  static constexpr const char* help = "send the fearless::mpsc::Receiver itself";
  static constexpr const char* anchor = "receiver";
};

}  // namespace because

namespace mpsc {

template <class T>
class Receiver;

namespace detail {

// The message last received, and how to get the next: an input iterator, whose end is std::default_sentinel.
template <class T, bool Waits>
class MessageIterator {
 public:
  using value_type = T;
  using difference_type = std::ptrdiff_t;

  explicit MessageIterator(const Receiver<T>& receiver) : receiver_(&receiver) { next(); }

  [[nodiscard]] T& operator*() const& FEARLESS_LIFETIMEBOUND { return *message_; }
  [[nodiscard]] T* operator->() const& FEARLESS_LIFETIMEBOUND { return &*message_; }
  // With a temporary goes its message: that is given by value.
  [[nodiscard]] T operator*() const&& { return std::move(*message_); }
  T* operator->() const&& = delete;
  MessageIterator& operator++() {
    next();
    return *this;
  }
  void operator++(int) { next(); }
  [[nodiscard]] friend bool operator==(const MessageIterator& it, std::default_sentinel_t) {
    return !it.message_.has_value();
  }

 private:
  void next() {
    message_.reset();
    receiver_->receive_into(message_, Waits);
  }

  const Receiver<T>* receiver_;
  mutable std::optional<T> message_;  // a range's elements are as mutable through a const iterator as through another
};

template <class T, bool Waits>
class Messages {
 public:
  explicit Messages(const Receiver<T>& receiver) : receiver_(&receiver) {}
  [[nodiscard]] MessageIterator<T, Waits> begin() const { return MessageIterator<T, Waits>(*receiver_); }
  [[nodiscard]] static std::default_sentinel_t end() noexcept { return {}; }

 private:
  const Receiver<T>* receiver_;
};

}  // namespace detail

/// The messages of a receiver, waiting for each, until every sender is gone. Rust: `std::sync::mpsc::Iter`.
template <class T>
using Iter = detail::Messages<T, true>;

/// The messages of a receiver that are there, without waiting. Rust: `std::sync::mpsc::TryIter`.
template <class T>
using TryIter = detail::Messages<T, false>;

}  // namespace mpsc

// Why none of it: they hold a pointer to a Receiver on the stack of one thread.
template <class T, bool Waits>
struct row<mpsc::detail::Messages<T, Waits>> {
  static constexpr auto send = never<because::it_borrows_a_receiver>;
  static constexpr auto sync = never<because::it_borrows_a_receiver>;
  static constexpr auto static_ = never<because::it_borrows_a_receiver>;
  static constexpr auto thread_safe = never<because::it_borrows_a_receiver>;
};
template <class T, bool Waits>
struct row<mpsc::detail::MessageIterator<T, Waits>> : row<mpsc::detail::Messages<T, Waits>> {};

}  // namespace fearless
