// SPDX-License-Identifier: MIT
// The examples that the reference shows for channels.
#include <fearless/std.hpp>
#include <fearless/sync/broadcast.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/oneshot.hpp>
#include <fearless/sync/watch.hpp>
#include <fearless/thread.hpp>
#include <fearless/worker.hpp>

#include <chrono>
#include <cstdio>
#include <string>
#include <utility>

using namespace fearless;
using namespace std::chrono_literals;

void sender() {
  // [sender]
  auto [tx, rx] = mpsc::channel<int>();  // a Sender<int> and a Receiver<int>
  auto other = thread::spawn([](const mpsc::Sender<int>& to) { to.send(1).unwrap(); }, tx);  // one more sender
  tx.send(2).unwrap();
  drop(std::move(tx));  // or the loop would wait for this sender
  int sum = 0;
  for (const int number : rx) sum += number;
  std::printf("%d\n", sum);
  // [sender]
  other.join().unwrap();
}

void sync_sender() {
  // [sync_sender]
  auto [tx, rx] = mpsc::sync_channel<int>(1);  // room for one message
  tx.send(1).unwrap();
  if (const auto sent = tx.try_send(2); !sent) {  // a TrySendError
    std::printf("%s, %d comes back\n", sent.error().is_full() ? "full" : "nobody receives", sent.error().value);
  }
  if (const auto sent = tx.send_timeout(3, 1ms); !sent) {  // a SendTimeoutError
    std::printf("%s\n", sent.error().is_timeout() ? "still full" : "nobody receives");
  }
  // [sync_sender]
  (void)rx;
}

void send_error() {
  // [send_error]
  auto [tx, rx] = mpsc::channel<std::string>();
  drop(std::move(rx));
  if (const auto sent = tx.send("nobody receives"); !sent) {
    const mpsc::SendError<std::string>& error = sent.error();
    std::printf("%s comes back\n", error.value.c_str());
  }
  // [send_error]
}

void receive() {
  // [recv_error]
  auto [tx, rx] = mpsc::channel<int>();
  const mpsc::TryRecvError now = rx.try_recv().error();
  const mpsc::RecvTimeoutError later = rx.recv_timeout(1ms).error();
  std::printf("%s, %s\n", now == mpsc::TryRecvError::Empty ? "empty" : "ended",
              later == mpsc::RecvTimeoutError::Timeout ? "still empty" : "ended");
  drop(std::move(tx));
  const Result<int, mpsc::RecvError> last = rx.recv();
  std::printf("%s\n", last ? "a message" : "every sender is gone");
  // [recv_error]
}

void recv_stop() {
  auto [tx, rx] = mpsc::channel<int>();
  struct Wait {
    mpsc::Receiver<int> rx;
    void operator()(const thread::StopToken& stop) const {
      // [recv_stop]
      const Result<int, mpsc::RecvStopError> received = rx.recv(stop);
      if (!received && received.error() == mpsc::RecvStopError::Stopped) std::printf("stopped\n");
      // [recv_stop]
    }
  };
  {
    const thread::Worker<void> worker(Wait{std::move(rx)});
  }
  (void)tx;
}

void send_stop() {
  auto [tx, rx] = mpsc::sync_channel<int>(1);
  struct Fill {
    mpsc::SyncSender<int> tx;
    void operator()(const thread::StopToken& stop) const {
      for (int number = 0;; ++number) {
        // [send_stop]
        const Result<void, mpsc::SendStopError<int>> sent = tx.send(number, stop);
        if (!sent && sent.error().is_stopped()) return;  // sent.error().value is the number
        // [send_stop]
      }
    }
  };
  {
    const thread::Worker<void> worker(Fill{std::move(tx)});
    std::printf("%d\n", rx.recv().unwrap());
  }  // nobody receives any more
}

void into_iter() {
  // [into_iter]
  auto [tx, rx] = mpsc::channel<int>();
  tx.send(1).unwrap();
  drop(std::move(tx));
  mpsc::IntoIter<int> messages = std::move(rx).into_iter();  // owns the receiver
  for (const int number : messages) std::printf("%d\n", number);
  // [into_iter]
}

void several() {
  // [select]
  auto [numbers_tx, numbers] = mpsc::channel<int>();
  auto [words_tx, words] = mpsc::channel<std::string>();
  words_tx.send("a word").unwrap();
  switch (mpsc::select(numbers, words)) {  // waits until one of them is ready
    case 0:
      std::printf("%d\n", numbers.recv().unwrap());
      break;
    case 1:
      std::printf("%s\n", words.recv().unwrap().c_str());
      break;
  }
  // [select]
}

void one() {
  // [oneshot]
  auto [tx, rx] = oneshot::channel<std::string>();  // a oneshot::Sender and a oneshot::Receiver
  auto other = thread::spawn([](oneshot::Sender<std::string> to) { (void)std::move(to).send("once"); }, std::move(tx));
  std::printf("%s\n", rx.recv().unwrap().c_str());
  // [oneshot]
  other.join().unwrap();
}

void newest() {
  // [watch]
  auto [tx, rx] = watch::channel(std::string("starting"));  // a watch::Sender and a watch::Receiver
  auto other = thread::spawn([](watch::Sender<std::string> to) { to.send("ready").unwrap(); }, std::move(tx));
  while (rx.get() != "ready") rx.changed().unwrap();  // waits for a change
  std::printf("%s\n", rx.get().c_str());
  // [watch]
  other.join().unwrap();
}

void every() {
  // [broadcast]
  auto [tx, first] = broadcast::channel<int>(2);  // keeps two messages for receivers that are late
  broadcast::Receiver<int> second = tx.subscribe();
  for (int i = 1; i <= 3; ++i) (void)tx.send(i).unwrap();
  if (const auto received = first.recv(); !received) {
    const broadcast::RecvError error = received.error();
    std::printf("%llu missed\n", static_cast<unsigned long long>(error.missed()));
  }
  std::printf("%d\n", first.recv().unwrap());
  // [broadcast]
  (void)second;
}

int main() {
  sender();
  sync_sender();
  send_error();
  receive();
  recv_stop();
  send_stop();
  into_iter();
  several();
  one();
  newest();
  every();
}

// prints:
//   3
//   full, 2 comes back
//   still full
//   nobody receives comes back
//   empty, still empty
//   every sender is gone
//   stopped
//   0
//   1
//   a word
//   once
//   ready
//   1 missed
//   2
