// SPDX-License-Identifier: MIT
// Iteration over the messages of a Receiver.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/attributes.hpp>
#include <fearless/detail/wait/stopping.hpp>
#include <fearless/marker.hpp>

#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

namespace fearless {

namespace rules::because {

/// The reason why an iteration over a Receiver must stay on its thread.
struct it_borrows_a_receiver {
  static constexpr const char* text = "it borrows a Receiver, from which only one thread may receive";
  static constexpr const char* help = "send the fearless::mpsc::Receiver itself";
  static constexpr const char* anchor = "receiver";
};

}  // namespace rules::because

namespace mpsc {

template <class T>
class Receiver;

namespace mpsc_detail {

using detail::NoStop;

// A position in the sequence of messages and, once it was asked for, the message there. It is an input iterator whose
// end is std::default_sentinel. It receives as late as possible, when it is read or compared with the end. So nothing
// is lost if an algorithm increments it without reading, as std::views::take does in its last step.
template <class T, bool Waits, class Stop = NoStop>
class MessageIterator {
 public:
  using value_type = T;
  using difference_type = std::ptrdiff_t;

  explicit MessageIterator(const Receiver<T>& receiver, const Stop& stop = {}) noexcept
      : receiver_(&receiver), stop_(stop) {}

  [[nodiscard]] T& operator*() const& FEARLESS_LIFETIMEBOUND { return *message(); }
  [[nodiscard]] T* operator->() const& FEARLESS_LIFETIMEBOUND { return &*message(); }
  // A temporary iterator is destroyed together with its message, so the message is returned by value.
  [[nodiscard]] T operator*() const&& { return std::move(*message()); }
  T* operator->() const&& = delete;
  MessageIterator& operator++() {
    step();
    return *this;
  }
  void operator++(int) { step(); }
  [[nodiscard]] friend bool operator==(const MessageIterator& it, std::default_sentinel_t) { return it.is_at_end(); }

 private:
  [[nodiscard]] bool is_at_end() const {
    if (message_) return false;
    if (!ended_) {
      receiver_->receive_into(message_, Waits, stop_);
      if (message_) return false;
      ended_ = true;
    }
    return true;
  }
  // The message at this position, or none at the end. If receiving it throws, it has not been received.
  std::optional<T>& message() const {
    if (!message_) [[unlikely]]
      receive_unasked();
    return message_;
  }
  // Not inlined, because a loop compares with the end first.
  [[gnu::noinline]] void receive_unasked() const { receiver_->receive_into(message_, Waits, stop_); }
  // A message that nobody asked for is received all the same, because it is at the position that this iterator leaves.
  void step() { message().reset(); }

  const Receiver<T>* receiver_;
  [[no_unique_address]] Stop stop_;
  // The elements of a range are as mutable through a const iterator as through another one.
  mutable std::optional<T> message_;
  mutable bool ended_ = false;
};

template <class T, bool Waits, class Stop = NoStop>
class Messages {
 public:
  explicit Messages(const Receiver<T>& receiver, const Stop& stop = {}) : receiver_(&receiver), stop_(stop) {}
  [[nodiscard]] MessageIterator<T, Waits, Stop> begin() const {
    return MessageIterator<T, Waits, Stop>(*receiver_, stop_);
  }
  [[nodiscard]] static std::default_sentinel_t end() noexcept { return {}; }

 private:
  const Receiver<T>* receiver_;
  [[no_unique_address]] Stop stop_;
};

}  // namespace mpsc_detail

/// The messages of a receiver. It waits for each, until all senders are gone. Rust: `std::sync::mpsc::Iter`.
template <class T>
using Iter = mpsc_detail::Messages<T, true>;

/// The messages of a receiver that have arrived. It does not wait. Rust: `std::sync::mpsc::TryIter`.
template <class T>
using TryIter = mpsc_detail::Messages<T, false>;

/// The messages of a receiver. It waits for each, until all senders are gone, or a stop was requested through a token
/// of type `Stop` and no message is there. Rust has no counterpart.
template <class T, class Stop>
using StopIter = mpsc_detail::Messages<T, true, Stop>;

}  // namespace mpsc

// Why none: they hold a pointer to a Receiver, which is on the stack of one thread.
template <class T, bool Waits, class Stop>
struct rules::row<mpsc::mpsc_detail::Messages<T, Waits, Stop>> {
  static constexpr auto send = never<because::it_borrows_a_receiver>;
  static constexpr auto sync = never<because::it_borrows_a_receiver>;
  static constexpr auto static_ = never<because::it_borrows_a_receiver>;
  static constexpr auto thread_safe = never<because::it_borrows_a_receiver>;
};
template <class T, bool Waits, class Stop>
struct rules::row<mpsc::mpsc_detail::MessageIterator<T, Waits, Stop>>
    : row<mpsc::mpsc_detail::Messages<T, Waits, Stop>> {};

}  // namespace fearless
