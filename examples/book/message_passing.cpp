// SPDX-License-Identifier: MIT
// One producer sends messages, the main thread receives them in the order in which they were sent.
#include <fearless/move.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/thread.hpp>

#include <cstdio>
#include <string>

namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

int main() {
  auto [tx, rx] = mpsc::channel<std::string>();

  auto producer = thread::spawn(FEARLESS_MOVE(tx) {
    for (const char* word : {"hello", "from", "the", "thread"}) tx.send(word).unwrap();
  });  // the sender ends with the closure, which closes the channel

  for (const auto& word : rx) std::printf("received: %s\n", word.c_str());
  producer.join().unwrap();

  const auto after = rx.recv();
  std::printf("afterwards: %s\n", after ? after->c_str() : after.error().what());
}

// prints:
//   received: hello
//   received: from
//   received: the
//   received: thread
//   afterwards: receiving on a closed channel
