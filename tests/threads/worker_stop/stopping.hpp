// SPDX-License-Identifier: MIT
// What the tests of stopped waits share: a token that is stopped at a given moment, and channels of each kind.
#pragma once

#include <fearless/move.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/broadcast.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/oneshot.hpp>
#include <fearless/sync/watch.hpp>
#include <fearless/thread.hpp>
#include <fearless/worker.hpp>

#include <atomic>
#include <cstddef>
#include <deque>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "support/asleep.hpp"

namespace {

using fearless::Arc;
using fearless::Condvar;
using fearless::Mutex;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;
using thread::StopToken;
using thread::Worker;
using State = thread::thread_detail::StopState;

// A token of which a stop is requested at a given moment of a wait, on the very thread that waits; at the latest when
// nothing is left but to sleep. A wait that asks once more after it entered has one moment more.
struct Moment {
  enum When { AtQuestion, BeforeEntering, AfterEntering, AtQuestionAfterEntering };
  When when;
  int question = 0;  // which one; the answer is still no
  std::shared_ptr<State> state = std::make_shared<State>();
  std::shared_ptr<int> questions = std::make_shared<int>(0);
  std::shared_ptr<bool> entered = std::make_shared<bool>(false);

  void reached(When now) const {
    if (when == AtQuestionAfterEntering) {
      *entered = *entered || now == AfterEntering;
      if (now == AtQuestion && *entered) state->request();
      return;
    }
    if (now == when && (now != AtQuestion || (*questions)++ == question)) return state->request();
    if (now == AfterEntering && !state->requested()) state->request();
  }
};

std::vector<Moment> moments() {
  std::vector<Moment> all{{Moment::BeforeEntering}, {Moment::AfterEntering}};
  for (int n = 0; n < 5; ++n) all.push_back({Moment::AtQuestion, n});
  return all;
}
std::vector<Moment> moments_of_a_wait_that_asks_again() {
  auto all = moments();
  all.push_back({Moment::AtQuestionAfterEntering});
  return all;
}

}  // namespace

template <>
struct fearless::detail::Stopping<Moment> {
  static bool requested(const Moment& moment) {
    const bool answer = moment.state->requested();
    moment.reached(Moment::AtQuestion);
    return answer;
  }
  template <class F>
  struct Waking {
    Waking(const Moment& moment, const F& wake) {
      moment.reached(Moment::BeforeEntering);
      inner.emplace(StopToken(moment.state), wake);
      moment.reached(Moment::AfterEntering);
    }
    std::optional<typename Stopping<StopToken>::template Waking<F>> inner;
  };
};

namespace {

using mpsc::RecvStopError;
using mpsc::SendStopError;
static_assert(fearless::is_send_v<SendStopError<int>> && !fearless::is_send_v<SendStopError<int*>>);
static_assert(fearless::is_send_v<RecvStopError> && fearless::is_sync_v<RecvStopError>);
static_assert(fearless::is_send_v<fearless::WaitStopResult> && fearless::is_static_v<fearless::WaitStopResult>);
static_assert(!fearless::is_send_v<mpsc::StopIter<int, StopToken>>);

// One receiver of each kind of channel, beside its sender.
template <class F>
void for_each_channel(F&& f) {
  {
    auto [tx, rx] = mpsc::channel<int>();
    f(tx, rx);
  }
  for (const std::size_t bound : {std::size_t{0}, std::size_t{1}, std::size_t{1} << 40}) {
    auto [tx, rx] = mpsc::sync_channel<int>(bound);
    f(tx, rx);
  }
}

// A full channel of each kind that can be full; and whether a sender asks again whether it shall stop, once it can be
// woken.
template <class T, class F>
void for_each_full_channel(F&& f) {
  for (const std::size_t bound : {std::size_t{0}, std::size_t{1}, std::size_t{3}}) {
    auto [tx, rx] = mpsc::sync_channel<T>(bound);
    for (std::size_t n = 0; n < bound; ++n) tx.send(T()).unwrap();
    f(tx, rx, bound != 0);
  }
  using Channel = mpsc::mpsc_detail::ChannelWith<T, mpsc::mpsc_detail::Limited>;
  auto* const channel = new Channel(mpsc::mpsc_detail::Kind::HugeBound, std::size_t{2});
  const mpsc::SyncSender<T> tx{mpsc::mpsc_detail::SenderHandle<T>(*channel)};
  const mpsc::Receiver<T> rx{mpsc::mpsc_detail::ReceiverHandle<T>(*channel)};
  for (int n = 0; n < 2; ++n) tx.send(T()).unwrap();
  f(tx, rx, true);
}

// Calls `wait` on another thread, and requests the stop once that thread sleeps.
template <class F>
void stop_asleep(const F& wait) {
  const auto state = std::make_shared<State>();
  std::promise<long> id;
  std::thread waiting([&] {
    id.set_value(asleep::this_thread());
    wait(StopToken(state));
  });
  const long thread = id.get_future().get();
  if (asleep::is_told()) asleep::wait_until(thread);
  state->request();
  waiting.join();
}

}  // namespace
