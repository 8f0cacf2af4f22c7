// SPDX-License-Identifier: MIT
// examples/book/message_passing.cpp with a race: the producer would keep a hold on what it has sent.
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>

#include <memory>
#include <string>
#include <utility>

using fearless::Arc;
using fearless::Rc;
namespace mpsc = fearless::mpsc;

void shared_message() {
#ifdef CASE_shared_message
  // error: cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  auto [tx, rx] = mpsc::channel<Rc<std::string>>();
#else
  auto [tx, rx] = mpsc::channel<Arc<std::string>>();
  Arc<std::string> kept(std::string("hello"));  // both may read it
  tx.send(kept).unwrap();
#endif
}

void pointer_message() {
#ifdef CASE_pointer_message
  // error: cannot be sent to another thread
  // error: a raw pointer may alias data of another thread
  // blames: this block
  auto [tx, rx] = mpsc::channel<std::string*>();
#else
  auto [tx, rx] = mpsc::channel<std::unique_ptr<std::string>>();
  tx.send(std::make_unique<std::string>("hello")).unwrap();
#endif
}
