// SPDX-License-Identifier: MIT
// A small program that uses the package: threads, a channel and something shared.
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/thread.hpp>

#include "other.hpp"

int main() {
  const auto offset = fearless::Arc<int>::make(18);
  auto [tx, rx] = fearless::mpsc::channel<int>();
  auto worker = fearless::thread::spawn(send_sum, tx.clone(), offset);
  tx.send(*offset).unwrap();
  const int received = rx.recv().unwrap() + rx.recv().unwrap();
  return worker.join().has_value() && received == 42 ? 0 : 1;
}
