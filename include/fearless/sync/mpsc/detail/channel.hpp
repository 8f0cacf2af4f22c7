// SPDX-License-Identifier: MIT
// What the two ends of a channel share, and how each end holds its part.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/wait/deadline.hpp>
#include <fearless/sync/mpsc/detail/carried.hpp>
#include <fearless/sync/mpsc/detail/ends.hpp>
#include <fearless/sync/mpsc/detail/limited.hpp>
#include <fearless/sync/mpsc/detail/list.hpp>
#include <fearless/sync/mpsc/detail/rendezvous.hpp>
#include <fearless/sync/mpsc/detail/ring.hpp>

#include <cstddef>
#include <exception>
#include <memory>
#include <type_traits>
#include <utility>

namespace fearless::mpsc::detail {

enum class Kind : unsigned char { Unbounded, Bounded, HugeBound, Rendezvous };

template <class T>
struct Channel {
  explicit Channel(Kind k) noexcept : kind(k) {}

  Ends ends;
  const Kind kind;
  [[no_unique_address]] Returned<Carried<T>> returned;
};

template <class T, template <class> class Queue>
struct ChannelWith final : Channel<T> {
  template <class... Args>
  explicit ChannelWith(Kind k, const Args&... args) : Channel<T>(k), queue(this->ends, args...) {}

  Queue<Carried<T>> queue;
};

// Both throw std::bad_alloc. The first sender and the receiver take the channel over. (Inlined, they would have g++
// warn of what `visit` does to a channel of another kind than the one that it sees made.)
template <class T>
[[gnu::noinline]] Channel<T>* make_unbounded() {
  return new ChannelWith<T, List>(Kind::Unbounded);
}
template <class T>
[[gnu::noinline]] Channel<T>* make_bounded(std::size_t bound) {
  if (bound == 0) return new ChannelWith<T, Rendezvous>(Kind::Rendezvous);
  if (!Ring<Carried<T>>::fits(bound)) return new ChannelWith<T, Limited>(Kind::HugeBound, bound);
  return new ChannelWith<T, Ring>(Kind::Bounded, bound);
}

// What `f` returns for the channel as the class that it is.
template <class T, class F>
decltype(auto) visit_bounded(Channel<T>& channel, F&& f) {
  if (channel.kind == Kind::Bounded) return f(static_cast<ChannelWith<T, Ring>&>(channel));
  if (channel.kind == Kind::Rendezvous) return f(static_cast<ChannelWith<T, Rendezvous>&>(channel));
  return f(static_cast<ChannelWith<T, Limited>&>(channel));
}
template <class T, class F>
decltype(auto) visit(Channel<T>& channel, F&& f) {
  if (channel.kind == Kind::Unbounded) return f(static_cast<ChannelWith<T, List>&>(channel));
  return visit_bounded(channel, f);
}

template <class T>
[[nodiscard]] Sent send_unbounded(Channel<T>& channel, Carried<T>& value) {
  return static_cast<ChannelWith<T, List>&>(channel).queue.send(value) ? Sent::Done : Sent::Disconnected;
}
template <class T>
[[nodiscard]] Sent send_bounded(Channel<T>& channel, Carried<T>& value, const Deadline& deadline) {
  return visit_bounded(channel, [&](auto& c) { return c.queue.send(value, deadline); });
}

// Has `send` send what is made of `from`; if that is not done, returns `failure` of the reason and the value.
template <class T, class Result, class From, class Send, class Failure>
Result send_made_of(From&& from, const Send& send, const Failure& failure) {
  if constexpr (!moves_unboxed<T>) {
    Boxed<T> boxed{std::make_unique<typename Boxed<T>::Box>(std::forward<From>(from))};
    const Sent sent = send(boxed);
    return sent == Sent::Done ? Result() : failure(sent, std::move(boxed.box->value));
  } else if constexpr (std::is_lvalue_reference_v<From>) {
    T copy(from);
    return send_made_of<T, Result>(std::move(copy), send, failure);
  } else {
    const Sent sent = send(from);
    return sent == Sent::Done ? Result() : failure(sent, std::forward<From>(from));
  }
}

// A boxed value on its way to the receiver: back in the channel, as the next, if it could not be moved out of its box.
template <class T>
class Delivery {
 public:
  Delivery(Channel<T>& channel, Boxed<T>& boxed) noexcept : channel_(channel), boxed_(boxed) {}
  Delivery(const Delivery&) = delete;
  Delivery& operator=(const Delivery&) = delete;
  ~Delivery() {
    if (std::uncaught_exceptions() > exceptions_) {
      channel_.returned.put(std::move(boxed_));
    } else {
      visit(channel_, [&](auto& c) { c.queue.release(boxed_.box->room); });
    }
  }

 private:
  Channel<T>& channel_;
  Boxed<T>& boxed_;
  const int exceptions_ = std::uncaught_exceptions();
};

// What `use` returns for the next value, which is destroyed then; or `none` for why there is none.
template <class R, class T, class Use, class None, class Stop = NoStop>
R receive(Channel<T>& channel, const Deadline& deadline, const Use& use, const None& none, const Stop& stop = {}) {
  if constexpr (moves_unboxed<T>) {
    return visit(channel, [&](auto& c) -> R { return c.queue.template receive<R>(deadline, use, none, stop); });
  } else {
    Boxed<T> boxed;
    Arrival arrival = Arrival::Value;
    if (!channel.returned.empty()) {
      boxed = channel.returned.take();
    } else {
      const auto take = [&](Boxed<T>&& carried) {
        boxed = std::move(carried);
        return Arrival::Value;
      };
      const auto why = [](Arrival reason) { return reason; };
      arrival = visit(channel, [&](auto& c) { return c.queue.template receive<Arrival>(deadline, take, why, stop); });
    }
    if (arrival != Arrival::Value) return none(arrival);
    const Delivery<T> delivery(channel, boxed);
    return use(std::move(boxed.box->value));
  }
}

// Whether it is worth while to receive without waiting. (To receive then waits for a value that is on its way.)
template <class T>
bool has_arrived(Channel<T>& channel) {
  if constexpr (!moves_unboxed<T>) {
    if (!channel.returned.empty()) return true;
  }
  return visit(channel, [](auto& c) { return c.queue.arrived(); });
}

// One side is done with the channel.
template <class T>
void leave(Channel<T>& channel) noexcept {
  if (channel.ends.leave()) visit(channel, [](auto& c) { delete &c; });
}

// A sender's share of the channel: counted, so that the receiver learns when the last one goes.
template <class T>
class SenderHandle {
 public:
  // Takes over the count of one that a new channel begins with.
  explicit SenderHandle(Channel<T>& channel) noexcept : channel_(&channel) {}
  SenderHandle(const SenderHandle& other) noexcept : channel_(other.channel_) {
    if (channel_ != nullptr) channel_->ends.add_sender();
  }
  SenderHandle(SenderHandle&& other) noexcept : channel_(std::exchange(other.channel_, nullptr)) {}
  SenderHandle& operator=(SenderHandle other) noexcept {
    std::swap(channel_, other.channel_);
    return *this;
  }
  ~SenderHandle() {
    if (channel_ == nullptr || !channel_->ends.remove_sender()) return;
    visit(*channel_, [](auto& c) { c.queue.wake_receiver(); });
    leave(*channel_);
  }

  [[nodiscard]] Channel<T>* get() const noexcept { return channel_; }

 private:
  Channel<T>* channel_;
};

// The receiver's share of the channel.
template <class T>
class ReceiverHandle {
 public:
  explicit ReceiverHandle(Channel<T>& channel) noexcept : channel_(&channel) {}
  ReceiverHandle(ReceiverHandle&& other) noexcept : channel_(std::exchange(other.channel_, nullptr)) {}
  ReceiverHandle& operator=(ReceiverHandle&& other) noexcept {
    ReceiverHandle taken(std::move(other));
    std::swap(channel_, taken.channel_);
    return *this;
  }
  // Gives every sender that waits its value back, and destroys what is queued.
  ~ReceiverHandle() {
    if (channel_ == nullptr) return;
    visit(*channel_, [](auto& c) { c.queue.close(); });
    if constexpr (!moves_unboxed<T>) {
      while (!channel_->returned.empty()) static_cast<void>(channel_->returned.take());
    }
    leave(*channel_);
  }

  [[nodiscard]] Channel<T>* get() const noexcept { return channel_; }

 private:
  Channel<T>* channel_;
};

// Stands in the ends of a channel for a T that cannot travel, so that their types can be named all the same.
struct NotAMessage {};

template <class T>
inline constexpr bool is_message =
    std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T> && !std::is_volatile_v<T>;

template <class T>
using Payload = std::conditional_t<is_message<T>, T, NotAMessage>;

}  // namespace fearless::mpsc::detail
