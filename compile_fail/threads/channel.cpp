// SPDX-License-Identifier: MIT
// What channels refuse: a message crosses from one thread to another.
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

using fearless::Arc;
using fearless::Rc;
namespace mpsc = fearless::mpsc;

void rc() {
#ifdef CASE_rc
  // error: cannot be sent to another thread
  // error: channel
  // error: message
  // error: fearless::Rc<int>
  // error: count is not atomic
  // blames: this block
  auto [tx, rx] = mpsc::channel<Rc<int>>();
#else
  auto [tx, rx] = mpsc::channel<Arc<int>>();
#endif
}

void sync_rc() {
#ifdef CASE_sync_rc
  // error: cannot be sent to another thread
  // error: message
  // error: fearless::Rc<int>
  // error: count is not atomic
  // blames: this block
  auto [tx, rx] = mpsc::sync_channel<Rc<int>>(1);
#else
  auto [tx, rx] = mpsc::sync_channel<Arc<int>>(1);
#endif
}

struct Message {
  int id;
  std::vector<Rc<int>> parts;
};
struct SafeMessage {
  int id;
  std::vector<Arc<int>> parts;
};
void rc_in_an_aggregate() {
#ifdef CASE_rc_in_an_aggregate
  // error: cannot be sent to another thread
  // error: Message
  // error: std::vector<fearless::Rc<int>
  // error: count is not atomic
  // blames: this block
  auto [tx, rx] = mpsc::channel<Message>();
#else
  auto [tx, rx] = mpsc::channel<SafeMessage>();
#endif
}

// A message may be received after its sender is gone.
void string_view() {
#ifdef CASE_string_view
  // error: borrows what may die before the thread does
  // error: string_view
  // error: view borrows what may die first
  // blames: this block
  auto [tx, rx] = mpsc::channel<std::string_view>();
#else
  auto [tx, rx] = mpsc::channel<std::string>();
#endif
}

void sync_string_view() {
#ifdef CASE_sync_string_view
  // error: borrows what may die before the thread does
  // error: string_view
  // error: view borrows what may die first
  // blames: this block
  auto [tx, rx] = mpsc::sync_channel<std::string_view>(1);
#else
  auto [tx, rx] = mpsc::sync_channel<std::string>(1);
#endif
}

void raw_pointer() {
#ifdef CASE_raw_pointer
  // error: cannot be sent to another thread
  // error: a pointer to characters may lead to text of another thread
  // blames: this block
  auto [tx, rx] = mpsc::channel<const char*>();
#else
  auto [tx, rx] = mpsc::channel<std::string>();
#endif
}

void guard() {
#ifdef CASE_guard
  // error: cannot be sent to another thread
  // error: fearless::MutexGuard<int>
  // error: lock is released by the thread that took it
  // blames: this block
  auto [tx, rx] = mpsc::channel<fearless::MutexGuard<int>>();
#else
  auto [tx, rx] = mpsc::channel<Arc<fearless::Mutex<int>>>();
#endif
}

void reference() {
#ifdef CASE_reference
  // error: T must be an object type that can be moved
  // blames: this block
  auto [tx, rx] = mpsc::channel<int&>();
#else
  auto [tx, rx] = mpsc::channel<int>();
#endif
}

struct Fixed {
  Fixed() = default;
  Fixed(Fixed&&) = delete;
};
void cannot_be_moved() {
#ifdef CASE_cannot_be_moved
  // error: T must be an object type that can be moved
  // blames: this block
  auto [tx, rx] = mpsc::sync_channel<Fixed>(1);
#else
  auto [tx, rx] = mpsc::sync_channel<std::unique_ptr<Fixed>>(1);
#endif
}

// There is one receiver: a copy would compete for the messages.
void copied_receiver(mpsc::Receiver<int> rx) {
#ifdef CASE_copied_receiver
  // error: deleted
  // error: Receiver
  // blames: this block
  auto other = rx;
#else
  auto other = std::move(rx);
#endif
}

// Several threads may not receive from one Receiver at once.
void shared_receiver(mpsc::Receiver<int> rx) {
#ifdef CASE_shared_receiver
  // error: cannot be shared between threads
  // error: fearless::mpsc::Receiver<int>
  // error: only one thread may receive
  // blames: this block
  auto shared = Arc(std::move(rx));
#else
  auto shared = Arc(fearless::Mutex(std::move(rx)));
#endif
}

// An iterator that receives from a receiver that is gone already.
void begin_of_a_temporary() {
#ifdef CASE_begin_of_a_temporary
  // error: deleted
  // error: begin
  // blames: this block
  auto it = mpsc::channel<int>().second.begin();
#else
  auto [tx, rx] = mpsc::channel<int>();
  auto it = rx.begin();
#endif
  ++it;
}
void begin_of_a_temporary_range(mpsc::Receiver<int> rx) {
#ifdef CASE_begin_of_a_temporary_range
  // error: deleted
  // error: begin
  // blames: this block
  auto it = std::move(rx).into_iter().begin();
#else
  auto range = std::move(rx).into_iter();
  auto it = range.begin();
#endif
  ++it;
}

// The message goes with its iterator.
int reference_to_a_message(const mpsc::Receiver<int>& rx) {
#ifdef CASE_reference_to_a_message
  // error(GNU): cannot bind non-const lvalue reference
  // error(Clang): cannot bind to a temporary
  // blames: this block
  int& number = *rx.begin();
#else
  auto it = rx.begin();
  int& number = *it;
#endif
  return number;
}

// A range over a receiver that is gone already.
void iter_of_a_temporary() {
#ifdef CASE_iter_of_a_temporary
  // error: deleted
  // error: iter
  // blames: this block
  mpsc::channel<int>().second.iter();
#else
  auto [tx, rx] = mpsc::channel<int>();
  (void)rx.iter();
#endif
}
