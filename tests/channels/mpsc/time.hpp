// SPDX-License-Identifier: MIT
// Waiting for a message for a limited time.
#pragma once

#include "channels/mpsc/mpsc.hpp"

namespace {

TEST(Mpsc, TryRecvStates) {
  auto [tx, rx] = mpsc::channel<int>();
  EXPECT_EQ(rx.try_recv().error(), TryRecvError::Empty);
  tx.send(1).unwrap();
  EXPECT_EQ(rx.try_recv().unwrap(), 1);
  EXPECT_EQ(rx.try_recv().error(), TryRecvError::Empty);
  gone(std::move(tx));
  EXPECT_EQ(rx.try_recv().error(), TryRecvError::Disconnected);
}

TEST(Mpsc, RecvTimeoutPasses) {
  auto [tx, rx] = mpsc::channel<int>();
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(rx.recv_timeout(5ms).error(), RecvTimeoutError::Timeout);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 5ms);
  EXPECT_EQ(rx.recv_deadline(std::chrono::steady_clock::now() + 2ms).error(), RecvTimeoutError::Timeout);
  EXPECT_EQ(rx.recv_deadline(std::chrono::system_clock::now() + 2ms).error(), RecvTimeoutError::Timeout);
  tx.send(1).unwrap();
  EXPECT_EQ(rx.recv_timeout(5ms).unwrap(), 1);
}

// A clock that the test sets, and that counts who looks at it.
struct SetClock {
  using rep = std::int64_t;
  using period = std::nano;
  using duration = std::chrono::nanoseconds;
  using time_point = std::chrono::time_point<SetClock>;
  static constexpr bool is_steady = false;
  static inline std::atomic<rep> time{0};
  static inline std::atomic<int> looks{0};

  static time_point now() noexcept {
    ++looks;
    return time_point(duration(time.load()));
  }
  static void start() {
    time = 0;
    looks = 0;
  }
  static void wait_for_looks(int wanted) {
    while (looks < wanted) std::this_thread::yield();
  }
};

template <class Ends>
void recv_deadline_follows_its_clock(const Ends& ends) {
  const auto& [tx, rx] = ends;
  // It is set forward while the receiver waits: the hour is over.
  SetClock::start();
  std::thread forward([] {
    SetClock::wait_for_looks(2);
    SetClock::time = std::chrono::nanoseconds(1h).count();
  });
  EXPECT_EQ(rx.recv_deadline(SetClock::time_point(1h)).error(), RecvTimeoutError::Timeout);
  forward.join();
  // It stands still: the millisecond is not over, however long it takes.
  SetClock::start();
  std::thread late([&sender = tx] {
    SetClock::wait_for_looks(20);
    sender.send(1).unwrap();
  });
  EXPECT_EQ(rx.recv_deadline(SetClock::time_point(1ms)).unwrap(), 1);
  late.join();
}

TEST(Mpsc, RecvDeadlineFollowsAClockThatIsSet) {
  recv_deadline_follows_its_clock(mpsc::channel<int>());
  recv_deadline_follows_its_clock(mpsc::sync_channel<int>(0));
  recv_deadline_follows_its_clock(mpsc::sync_channel<int>(2));
  recv_deadline_follows_its_clock(mpsc::sync_channel<int>(std::size_t{1} << 40));
}

TEST(Mpsc, RecvDeadlineIsNotEarlyByTheWallClock) {
  auto [tx, rx] = mpsc::channel<int>();
  const auto moment = std::chrono::system_clock::now() + 3ms;
  EXPECT_EQ(rx.recv_deadline(moment).error(), RecvTimeoutError::Timeout);
  EXPECT_GE(std::chrono::system_clock::now(), moment);
}

TEST(Mpsc, RecvTimeoutOfNothingLooksOnce) {
  auto [tx, rx] = mpsc::channel<int>();
  EXPECT_EQ(rx.recv_timeout(0s).error(), RecvTimeoutError::Timeout);
  EXPECT_EQ(rx.recv_timeout(-1h).error(), RecvTimeoutError::Timeout);
  EXPECT_EQ(rx.recv_timeout(std::chrono::duration<double>::min()).error(), RecvTimeoutError::Timeout);
  EXPECT_EQ(rx.recv_deadline(std::chrono::steady_clock::time_point::min()).error(), RecvTimeoutError::Timeout);
}

TEST(Mpsc, TheLargestTimeoutDoesNotOverflow) {
  auto [tx, rx] = mpsc::channel<int>();
  const auto with_one = [&sender = tx](auto receive) {
    std::thread t([&sender] { sender.send(3).unwrap(); });
    EXPECT_EQ(receive().unwrap(), 3);
    t.join();
  };
  with_one([&r = rx] { return r.recv_timeout(std::chrono::nanoseconds::max()); });
  with_one([&r = rx] { return r.recv_timeout(std::chrono::hours::max()); });
  with_one([&r = rx] { return r.recv_timeout(std::chrono::duration<double>::max()); });
  with_one(
      [&r = rx] { return r.recv_timeout(std::chrono::duration<double>(std::numeric_limits<double>::infinity())); });
  with_one([&r = rx] { return r.recv_deadline(std::chrono::steady_clock::time_point::max()); });
  with_one([&r = rx] {
    return r.recv_deadline(std::chrono::time_point<std::chrono::system_clock, std::chrono::hours>::max());
  });
}

TEST(Mpsc, RecvTimeoutIsWokenByTheDisconnect) {
  auto [tx, rx] = mpsc::channel<int>();
  std::thread t([](mpsc::Sender<int> sender) { gone(std::move(sender)); }, std::move(tx));
  EXPECT_EQ(rx.recv_timeout(1h).error(), RecvTimeoutError::Disconnected);
  t.join();
}

}  // namespace
