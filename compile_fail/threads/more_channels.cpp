// SPDX-License-Identifier: MIT
// What the channels beyond Rust's std refuse, and the permits of a semaphore.
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/broadcast.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/oneshot.hpp>
#include <fearless/sync/semaphore.hpp>
#include <fearless/sync/watch.hpp>
#include <fearless/thread.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using fearless::Arc;
using fearless::Rc;
using fearless::Semaphore;
namespace broadcast = fearless::broadcast;
namespace mpsc = fearless::mpsc;
namespace oneshot = fearless::oneshot;
namespace watch = fearless::watch;

void select_of_nothing(const mpsc::Receiver<int>& rx) {
#ifdef CASE_select_of_nothing
  // error: fearless::mpsc::select: name at least one receiver
  // blames: this block
  (void)mpsc::try_select();
#else
  (void)mpsc::try_select(rx);
#endif
}

void select_of_a_sender(const mpsc::Sender<int>& tx, const mpsc::Receiver<int>& rx,
                        const std::vector<mpsc::Receiver<int>>& more) {
#ifdef CASE_select_of_a_sender
  // error: no matching function for call to
  // blames: this block
  (void)mpsc::select(rx, tx);
#else
  (void)tx;
  (void)mpsc::select(rx, rx);
  (void)mpsc::select(more);
#endif
}

void oneshot_rc() {
#ifdef CASE_oneshot_rc
  // error: fearless::oneshot::channel: the message, `fearless::Rc<int>`, cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  auto [tx, rx] = oneshot::channel<Rc<int>>();
#else
  auto [tx, rx] = oneshot::channel<Arc<int>>();
#endif
}

void oneshot_borrow() {
#ifdef CASE_oneshot_borrow
  // error: fearless::oneshot::channel: the message
  // error: a view borrows what may die first
  // blames: this block
  auto [tx, rx] = oneshot::channel<std::string_view>();
#else
  auto [tx, rx] = oneshot::channel<std::string>();
#endif
}

void oneshot_reference() {
#ifdef CASE_oneshot_reference
  // error: fearless::oneshot::channel<T>: T must be an object type that can be moved
  // blames: this block
  auto [tx, rx] = oneshot::channel<int&>();
#else
  auto [tx, rx] = oneshot::channel<int>();
#endif
}

void watch_rc() {
#ifdef CASE_watch_rc
  // error: fearless::watch::channel: the value, `fearless::Rc<int>`, cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  auto [tx, rx] = watch::channel(Rc<int>::make(1));
#else
  auto [tx, rx] = watch::channel(Arc<int>::make(1));
#endif
}

void watch_reference(watch::Receiver<int> rx) {
#ifdef CASE_watch_reference
  // error: fearless::watch::Receiver::with: the value may change when the call is over; return a copy
  // blames: this block
  (void)rx.with([](const int& n) -> const int& { return n; });
#else
  (void)rx.with([](const int& n) { return n; });
#endif
}

void broadcast_rc() {
#ifdef CASE_broadcast_rc
  // error: fearless::broadcast::channel: a message, `fearless::Rc<int>`, cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  auto [tx, rx] = broadcast::channel<Rc<int>>(4);
#else
  auto [tx, rx] = broadcast::channel<Arc<int>>(4);
#endif
}

void broadcast_move_only() {
#ifdef CASE_broadcast_move_only
  // error: T must be an object type that can be copied
  // blames: this block
  auto [tx, rx] = broadcast::channel<std::unique_ptr<int>>(4);
#else
  auto [tx, rx] = broadcast::channel<Arc<int>>(4);
#endif
}

void use(fearless::SemaphorePermit) {}
void use_owned(fearless::OwnedSemaphorePermit) {}
void permit(const Arc<Semaphore>& semaphore) {
#ifdef CASE_permit
  // error: argument 1, `fearless::SemaphorePermit`
  // error: it points to its semaphore, which has to outlive it
  // blames: this block
  fearless::thread::spawn(use, semaphore->acquire()).join().value();
#else
  fearless::thread::spawn(use_owned, Semaphore::acquire_owned(semaphore.clone())).join().value();
#endif
}
