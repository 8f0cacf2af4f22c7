// SPDX-License-Identifier: MIT
// A second translation unit with the same headers: nothing in them may be defined twice.
#include "other.hpp"

#include <fearless/thread.hpp>

void send_sum(fearless::mpsc::Sender<int> tx, fearless::Arc<int> number) {
  // A thread started by a thread, whose result comes back.
  auto helper = fearless::thread::spawn([](fearless::Arc<int> mine) { return *mine + 6; }, number);
  tx.send(helper.join().unwrap()).unwrap();
}
