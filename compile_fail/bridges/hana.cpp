// SPDX-License-Identifier: MIT
// A refused member of a Boost.Hana Struct is called by the name that Hana knows.
#include <fearless/hana.hpp>
#include <fearless/rc.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/thread.hpp>

#include <boost/hana/define_struct.hpp>

#include <utility>

class Account {
 public:
  Account(int number, const fearless::Rc<int>& owner) : number_(number), owner_(owner) {}

  BOOST_HANA_DEFINE_STRUCT(Account, (int, number_), (fearless::Rc<int>, owner_));
};
class SafeAccount {
 public:
  SafeAccount(int number, fearless::Arc<int> owner) : number_(number), owner_(std::move(owner)) {}

  BOOST_HANA_DEFINE_STRUCT(SafeAccount, (int, number_), (fearless::Arc<int>, owner_));
};

void member(const Account& account, const SafeAccount& safe) {
#ifdef CASE_member
  // error: argument 1, `Account`, cannot be sent to another thread
  // error: its `owner_` is `fearless::Rc<int>`, which is never Send: its reference count is not atomic
  // error: help: share it with fearless::Arc<int>
  // blames: this block
  (void)fearless::thread::spawn([](const Account&) {}, account);
#else
  (void)account;
  (void)fearless::thread::spawn([](const SafeAccount&) {}, safe);
#endif
}
