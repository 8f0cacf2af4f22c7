// SPDX-License-Identifier: MIT
// The state that the two ends of a channel share, and the share of each end.
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

namespace fearless::mpsc::mpsc_detail {

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

// Both throw std::bad_alloc. The first sender and the receiver take over the ownership of the channel. (They are not
// inlined, because g++ would otherwise warn about the branch of `visit` for the kind of channel that is not created
// here.)
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

// Returns what `f` returns for the channel, cast to its actual class.
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
template <class T, class Stop = NoStop>
[[nodiscard]] Sent send_bounded(Channel<T>& channel, Carried<T>& value, const Deadline& deadline,
                                const Stop& stop = {}) {
  return visit_bounded(channel, [&](auto& c) { return c.queue.send(value, deadline, stop); });
}

// Calls `send` with a value made from `from`. If the value is not sent, returns `failure` with the reason and the
// value.
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

// A boxed value that is being handed to the receiver. If it could not be moved out of its box, it goes back into the
// channel and is received next.
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

// Returns what `use` returns for the next value, which is then destroyed. If there is no value, returns what `none`
// returns for the reason.
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

// Whether receiving without waiting is likely to succeed. (Receiving then waits for a value whose sender has taken its
// slot.)
template <class T>
bool has_arrived(Channel<T>& channel) {
  if constexpr (!moves_unboxed<T>) {
    if (!channel.returned.empty()) return true;
  }
  return visit(channel, [](auto& c) { return c.queue.arrived(); });
}

// One side gives up the channel.
template <class T>
void leave(Channel<T>& channel) noexcept {
  if (channel.ends.leave()) visit(channel, [](auto& c) { delete &c; });
}

// A sender's share of the channel. The shares are counted, so that the receiver is notified when the last sender is
// gone.
template <class T>
class SenderHandle {
 public:
  // Takes over the initial count of one of a new channel.
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
  // Gives its value back to every sender that waits, and destroys the queued values.
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

// Replaces a T that cannot be sent, so that the types of the ends can be named without a second error.
struct NotAMessage {};

template <class T>
inline constexpr bool is_message =
    std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T> && !std::is_volatile_v<T>;

template <class T>
using Payload = std::conditional_t<is_message<T>, T, NotAMessage>;

}  // namespace fearless::mpsc::mpsc_detail
