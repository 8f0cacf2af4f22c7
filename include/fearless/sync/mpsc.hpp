// SPDX-License-Identifier: MIT
// Channels: many senders, one receiver, first in, first out.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/sync/mpsc/detail/channel.hpp>
#include <fearless/sync/mpsc/error.hpp>
#include <fearless/sync/mpsc/iter.hpp>
#include <fearless/sync/mpsc/receiver.hpp>
#include <fearless/sync/mpsc/select.hpp>
#include <fearless/sync/mpsc/sender.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace fearless {

namespace rules::place {

struct channel_message {
  static constexpr const char* text = "fearless::mpsc::channel: a message";
};
struct sync_channel_message {
  static constexpr const char* text = "fearless::mpsc::sync_channel: a message";
};

}  // namespace rules::place

namespace mpsc {

namespace mpsc_detail {

// The requirements on a message: the thread that receives it may be another one, and may outlive the sender.
template <class Place, class T>
using MessageNeeds =
    derive::Needs<derive::Requirement<Place, traits::Send, T>, derive::Requirement<Place, traits::Static, T>>;

}  // namespace mpsc_detail

/// Creates a channel without a bound: `auto [tx, rx] = mpsc::channel<T>();`. Returns its two ends. Throws
/// std::bad_alloc. The move operations and the destructor of a message may use the channel. But a move that is
/// `noexcept` must not wait there for a later message, or for the capacity of its own message (docs/channels.md).
/// Refuses to compile unless `T` is Send and Static and an object type that can be moved. Rust:
/// `std::sync::mpsc::channel`, which accepts any `T` and refuses to send the ends.
template <class T>
[[nodiscard]] std::pair<Sender<T>, Receiver<T>> channel() {
  constexpr bool can_travel = mpsc_detail::is_message<T> && std::is_move_constructible_v<mpsc_detail::Payload<T>>;
  static_assert(
      can_travel,
      "fearless::mpsc::channel<T>: T must be an object type that can be moved: no reference, void, array or const T");
  if constexpr (can_travel) {
    using Needs = mpsc_detail::MessageNeeds<rules::place::channel_message, T>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
    if constexpr (Needs::granted) {
      mpsc_detail::Channel<T>& channel = *mpsc_detail::make_unbounded<T>();
      return {Sender<T>(mpsc_detail::SenderHandle<T>(channel)), Receiver<T>(mpsc_detail::ReceiverHandle<T>(channel))};
    }
  }
  detail::fatal("fearless::mpsc::channel: refused");
}

/// Creates a channel that holds at most `bound` messages. A sender waits for room; with a bound of 0 it waits for the
/// receiver itself (a rendezvous). Returns the two ends. Throws std::bad_alloc. Refuses to compile as `channel` does.
/// Rust: `std::sync::mpsc::sync_channel`.
template <class T>
[[nodiscard]] std::pair<SyncSender<T>, Receiver<T>> sync_channel(std::size_t bound) {
  constexpr bool can_travel = mpsc_detail::is_message<T> && std::is_move_constructible_v<mpsc_detail::Payload<T>>;
  static_assert(can_travel,
                "fearless::mpsc::sync_channel<T>: T must be an object type that can be moved: no reference, void, "
                "array or const T");
  if constexpr (can_travel) {
    using Needs = mpsc_detail::MessageNeeds<rules::place::sync_channel_message, T>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
    if constexpr (Needs::granted) {
      mpsc_detail::Channel<T>& channel = *mpsc_detail::make_bounded<T>(bound);
      return {SyncSender<T>(mpsc_detail::SenderHandle<T>(channel)),
              Receiver<T>(mpsc_detail::ReceiverHandle<T>(channel))};
    }
  }
  detail::fatal("fearless::mpsc::sync_channel: refused");
}

}  // namespace mpsc

}  // namespace fearless
