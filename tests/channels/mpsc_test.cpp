// SPDX-License-Identifier: MIT
// Tests of mpsc::channel, named after the behaviours that Rust's suite for it checks. They are in mpsc/, and compiled
// at once, because what they include takes longer than they do.

#include "channels/mpsc/ends.hpp"
#include "channels/mpsc/iterating.hpp"
#include "channels/mpsc/messages.hpp"
#include "channels/mpsc/time.hpp"

namespace {

// Static facts, as rustc answers them.
static_assert(fearless::is_send_v<mpsc::Sender<int>> && fearless::is_sync_v<mpsc::Sender<int>>);
static_assert(!fearless::is_send_v<mpsc::Sender<int*>> && !fearless::is_sync_v<mpsc::Sender<int*>>);
static_assert(!fearless::is_thread_safe_v<mpsc::Sender<int>>);
static_assert(fearless::is_static_v<mpsc::Sender<int>> && !fearless::is_static_v<mpsc::Sender<int&>>);
static_assert(fearless::is_send_v<mpsc::Receiver<int>> && !fearless::is_sync_v<mpsc::Receiver<int>>);
static_assert(!fearless::is_send_v<mpsc::Receiver<int*>> && !fearless::is_thread_safe_v<mpsc::Receiver<int>>);
static_assert(!fearless::is_send_v<mpsc::Iter<int>> && !fearless::is_sync_v<mpsc::Iter<int>>);
static_assert(fearless::is_send_v<mpsc::SendError<int>> && !fearless::is_send_v<mpsc::SendError<int*>>);
static_assert(!fearless::is_send_v<mpsc::TrySendError<int*>>);
static_assert(fearless::is_send_v<mpsc::RecvError> && fearless::is_sync_v<mpsc::TryRecvError>);

// The types can be named for any T.
static_assert(sizeof(mpsc::Sender<void>) > 0 && sizeof(mpsc::Receiver<int&>) > 0 && sizeof(mpsc::Sender<int[3]>) > 0);
static_assert(sizeof(mpsc::Receiver<const int>) > 0 && sizeof(mpsc::SyncSender<void()>) > 0);

// The shape.

static_assert(std::is_copy_constructible_v<mpsc::Sender<MoveOnly>> && std::is_copy_assignable_v<mpsc::Sender<int>>);
static_assert(!std::is_copy_constructible_v<mpsc::Receiver<int>> &&
              std::is_nothrow_move_constructible_v<mpsc::Receiver<int>>);
static_assert(std::input_iterator<decltype(std::declval<const mpsc::Receiver<MoveOnly>&>().begin())>);
static_assert(std::ranges::input_range<mpsc::Iter<MoveOnly>> && std::ranges::input_range<mpsc::TryIter<int>>);
static_assert(std::ranges::input_range<mpsc::Receiver<int>> && std::ranges::input_range<mpsc::IntoIter<MoveOnly>>);
static_assert(std::ranges::viewable_range<mpsc::Receiver<int>&> && std::ranges::viewable_range<mpsc::IntoIter<int>>);
// No iterator into what is about to go, and no reference to what goes with its iterator.
template <class R>
concept begins = requires(R&& r) { static_cast<R&&>(r).begin(); };
static_assert(begins<mpsc::Receiver<int>&> && begins<const mpsc::Receiver<int>&> && begins<const mpsc::IntoIter<int>&>);
static_assert(!begins<mpsc::Receiver<int>> && !begins<mpsc::IntoIter<int>> && !begins<const mpsc::IntoIter<int>>);
template <class R>
using iterator_of = decltype(std::declval<R&>().begin());
template <class I>
concept has_arrow = requires(I&& i) { static_cast<I&&>(i).operator->(); };
static_assert(std::is_same_v<decltype(*std::declval<iterator_of<mpsc::Receiver<int>>&>()), int&>);
static_assert(std::is_same_v<decltype(*std::declval<const iterator_of<mpsc::Receiver<int>>&>()), int&>);
static_assert(std::is_same_v<decltype(*std::declval<iterator_of<mpsc::Receiver<int>>>()), int>);
static_assert(std::is_same_v<decltype(*std::declval<const iterator_of<mpsc::Receiver<int>>>()), int>);
static_assert(has_arrow<iterator_of<mpsc::TryIter<int>>&> && !has_arrow<iterator_of<mpsc::TryIter<int>>> &&
              !has_arrow<const iterator_of<mpsc::TryIter<int>>>);
template <class R>
concept iterable = requires(R&& r) { static_cast<R&&>(r).iter(); };
static_assert(iterable<const mpsc::Receiver<int>&> && !iterable<mpsc::Receiver<int>>);
template <class S, class V>
concept sends = requires(const S& s, V&& v) { s.send(static_cast<V&&>(v)); };
static_assert(sends<mpsc::Sender<MoveOnly>, MoveOnly> && !sends<mpsc::Sender<MoveOnly>, MoveOnly&>);
static_assert(sends<mpsc::Sender<std::string>, const std::string&>);

}  // namespace
