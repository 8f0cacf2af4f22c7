// SPDX-License-Identifier: MIT
// Channels, hammered.
#pragma once

#include "threads/stress/stress.hpp"

namespace {

template <class Tx>
int send_all(const Tx& tx, int sender) {
  for (int i = 0; i < each; ++i) {
    if (!tx.send(Item(sender, i)).has_value()) return i;
  }
  return each;
}

template <class Tx>
void everything_arrives(std::pair<Tx, mpsc::Receiver<Item>> ends, int way) {
  auto [tx, rx] = std::move(ends);
  std::vector<thread::JoinHandle<int>> handles;
  for (int s = 0; s < senders; ++s) {
    handles.push_back(thread::spawn([](const Tx& mine, int sender) { return send_all(mine, sender); }, tx.clone(), s));
  }
  fearless::drop(std::move(tx));
  InOrder seen;
  switch (way % 4) {
    case 0:
      for (const auto& item : rx) seen.see(item);
      break;
    case 1:
      for (std::vector<Item> some; rx.recv_many(some, 7) != 0; some.clear()) {
        for (const auto& item : some) seen.see(item);
      }
      break;
    case 2:
      for (;;) {
        const auto item = rx.recv_timeout(20us);
        if (item.has_value()) {
          seen.see(*item);
        } else if (item.error() == mpsc::RecvTimeoutError::Disconnected) {
          break;
        }
      }
      break;
    default:
      for (;;) {
        const auto item = rx.try_recv();
        if (item.has_value()) {
          seen.see(*item);
        } else if (item.error() == mpsc::TryRecvError::Disconnected) {
          break;
        }
      }
  }
  for (auto& handle : handles) EXPECT_EQ(handle.join().value(), each);
  EXPECT_EQ(seen.count, senders * each);
  EXPECT_EQ(seen.wrong, 0);
}

// The receiver goes while the senders send: who is told that a value was sent may not have it back, and nothing leaks.
template <class Tx>
void the_receiver_goes(std::pair<Tx, mpsc::Receiver<Item>> ends, int after) {
  auto [tx, rx] = std::move(ends);
  std::vector<thread::JoinHandle<int>> handles;
  for (int s = 0; s < senders; ++s) {
    handles.push_back(thread::spawn([](const Tx& mine, int sender) { return send_all(mine, sender); }, tx.clone(), s));
  }
  fearless::drop(std::move(tx));
  InOrder seen;
  for (int i = 0; i < after; ++i) seen.see(rx.recv().value());
  fearless::drop(std::move(rx));
  int sent = 0;
  for (auto& handle : handles) sent += handle.join().value();
  EXPECT_GE(sent, seen.count);
  EXPECT_EQ(seen.wrong, 0);
}

TEST_F(Stress, Channel) {
  repeat([](int n) { everything_arrives(mpsc::channel<Item>(), n); });
}
TEST_F(Stress, ChannelWhoseReceiverGoes) {
  repeat([](int n) { the_receiver_goes(mpsc::channel<Item>(), n % 90); });
}
TEST_F(Stress, SyncChannel) {
  repeat([](int n) { everything_arrives(mpsc::sync_channel<Item>(n % 3 == 0 ? 16 : 1), n); });
}
TEST_F(Stress, SyncChannelWhoseReceiverGoes) {
  repeat([](int n) { the_receiver_goes(mpsc::sync_channel<Item>(1 + static_cast<std::size_t>(n % 2)), n % 90); });
}
TEST_F(Stress, Rendezvous) {
  repeat([](int n) { everything_arrives(mpsc::sync_channel<Item>(0), n); });
}
TEST_F(Stress, RendezvousWhoseReceiverGoes) {
  repeat([](int n) { the_receiver_goes(mpsc::sync_channel<Item>(0), n % 90); });
}

// Sends with and without a limit of time, of values that are sent again until they are: none is lost or doubled.
TEST_F(Stress, SyncChannelWithImpatientSenders) {
  repeat([](int n) {
    auto [tx, rx] = mpsc::sync_channel<Item>(static_cast<std::size_t>(n % 3));
    std::vector<thread::JoinHandle<void>> handles;
    for (int s = 0; s < senders; ++s) {
      handles.push_back(thread::spawn(
          [](const mpsc::SyncSender<Item>& mine, int sender) {
            for (int i = 0; i < each; ++i) {
              Item item(sender, i);
              for (;;) {
                if (i % 2 == 0) {
                  auto sent = mine.send_timeout(std::move(item), 5us);
                  if (sent.has_value()) break;
                  item = std::move(sent.error().value);
                } else {
                  auto sent = mine.try_send(std::move(item));
                  if (sent.has_value()) break;
                  item = std::move(sent.error().value);
                  thread::yield_now();
                }
              }
            }
          },
          tx.clone(), s));
    }
    fearless::drop(std::move(tx));
    InOrder seen;
    for (const auto& item : rx) seen.see(item);
    for (auto& handle : handles) handle.join().value();
    EXPECT_EQ(seen.count, senders * each);
    EXPECT_EQ(seen.wrong, 0);
  });
}

}  // namespace
