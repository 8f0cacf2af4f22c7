// SPDX-License-Identifier: MIT
// examples/book/multiple_producers.cpp with a race: consumers that compete, and producers that share a sender wrongly.
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <functional>
#include <utility>

using fearless::Arc;
using fearless::Mutex;
using fearless::Rc;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

void shared_sender(mpsc::Sender<int> tx) {
#ifdef CASE_shared_sender
  Rc shared(std::move(tx));
  // error: cannot be sent to another thread
  // error: fearless::Rc<fearless::mpsc::Sender<int>
  // error: count is not atomic
  // blames: this block
  (void)thread::spawn([](Rc<mpsc::Sender<int>> mine) { mine->send(1).unwrap(); }, shared);
#else
  (void)thread::spawn([](mpsc::Sender<int> mine) { mine.send(1).unwrap(); }, tx.clone());
#endif
}

void two_consumers(mpsc::Receiver<int> rx) {
#ifdef CASE_two_consumers
  // error: cannot be shared between threads
  // error: fearless::mpsc::Receiver<int>
  // error: only one thread may receive
  // blames: this block
  Arc shared(std::move(rx));
#else
  Arc shared(Mutex(std::move(rx)));
  using Shared = Arc<Mutex<mpsc::Receiver<int>>>;
  (void)thread::spawn([](Shared mine) { (void)mine->with([](auto& receiver) { return receiver.recv(); }); }, shared);
#endif
}
