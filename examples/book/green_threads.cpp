// SPDX-License-Identifier: MIT
// Six green threads on two threads: those of one thread share an Rc, and send what they have counted to the main
// thread. (An Rc that went to the other thread would not compile: compile_fail/bridges/fiber.cpp.)
#include <fearless/cell.hpp>
#include <fearless/fiber.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/thread.hpp>

#include <cstdio>
#include <string>

namespace fiber = fearless::fiber;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;
using fearless::Cell;
using fearless::Rc;

// One of three fibers that take turns.
void count(Rc<Cell<int>> total, int by) {
  for (int i = 0; i < 10; ++i) {
    total->set(total->get() + by);
    thread::yield_now();
  }
}

// [beside]
// The first fiber of a carrier starts the others beside itself.
void count_together(std::string name, mpsc::Sender<std::string> results) {
  const auto total = Rc<Cell<int>>::make(0);
  auto ones = fiber::spawn_local(count, total.clone(), 1);
  auto tens = fiber::spawn_local(count, total.clone(), 10);
  ones.join().unwrap();
  tens.join().unwrap();
  results.send(name + ": " + std::to_string(total->get())).unwrap();
}
// [/beside]

int main() {
  const fiber::Carrier first;
  const fiber::Carrier second;
  auto [tx, rx] = mpsc::channel<std::string>();

  auto a = fiber::spawn_on(first, count_together, std::string("first"), tx);
  a.join().unwrap();
  auto b = fiber::spawn_on(second, count_together, std::string("second"), std::move(tx));
  b.join().unwrap();

  for (const auto& result : rx) std::printf("%s\n", result.c_str());
}

// prints:
//   first: 110
//   second: 110
