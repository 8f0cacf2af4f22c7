// SPDX-License-Identifier: MIT
// The code of docs/guide/messages.md.
#include <fearless/move.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/thread.hpp>

#include <cstdio>
#include <string>
#include <utility>

namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

int main() {
  {
    // [channel]
    auto [tx, rx] = mpsc::channel<std::string>();
    auto reader = thread::spawn(
        [](mpsc::Sender<std::string> to) {
          for (int line = 1; line <= 3; ++line) to.send("line " + std::to_string(line)).unwrap();
        },
        std::move(tx));
    for (const auto& line : rx) std::printf("%s\n", line.c_str());  // until every sender is gone
    reader.join().unwrap();
    // [/channel]
  }
  {
    // [producers]
    auto [tx, rx] = mpsc::sync_channel<int>(2);  // room for two: send waits while it is full
    auto first = thread::spawn([](mpsc::SyncSender<int> to) { to.send(1).unwrap(); }, tx);  // one more sender
    auto second = thread::spawn([](mpsc::SyncSender<int> to) { to.send(2).unwrap(); }, tx);
    fearless::drop(std::move(tx));  // or the loop would wait for this sender, too
    int sum = 0;
    for (const int number : rx) sum += number;
    // [/producers]
    first.join().unwrap();
    second.join().unwrap();
    std::printf("%d\n", sum);
  }
  {
    // [gone]
    auto [tx, rx] = mpsc::channel<std::string>();
    fearless::drop(std::move(rx));
    if (auto sent = tx.send("nobody is there"); !sent) {
      std::printf("not sent: %s\n", sent.error().value.c_str());  // the message comes back
    }
    // [/gone]
  }
}

// prints:
//   line 1
//   line 2
//   line 3
//   3
//   not sent: nobody is there
