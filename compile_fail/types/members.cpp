// SPDX-License-Identifier: MIT
// FEARLESS_MEMBERS: the members' names and types in a refusal, and lists that are wrong.
#include <fearless/members.hpp>
#include <fearless/rc.hpp>
#include <fearless/std/string.hpp>
#include <fearless/thread.hpp>

#include <string>
#include <utility>

using namespace fearless;

namespace {

// The refusal names the private member.
template <class Count>
class Session {
 public:
  explicit Session(Count count) : count_(std::move(count)) {}
  void operator()() const {}

 private:
  std::string name_;
  Count count_;
  FEARLESS_MEMBERS(name_, count_)
};
[[maybe_unused]] void a_private_member() {
#ifdef CASE_private_member
  // error: its `count_` is `fearless::Rc<int>`, which is never Send
  // error: its reference count is not atomic
  // blames: this block
  (void)thread::spawn(Session<Rc<int>>(Rc<int>::make(1)));
#else
  thread::spawn(Session<int>(1)).join().unwrap();
#endif
}

// A list with one member too few is an error of the language. (GCC goes on, and refuses the class, too.)
class TooFew {
 public:
  TooFew() = default;
  void operator()() const {}

 private:
  std::string name_;
  int count_ = 0;
#ifdef CASE_too_few
  // error-count: any
  // error(GNU): only 1 name provided for structured binding
  // error(Clang): 2 elements, but only 1 name was provided
  // blames: this block
  FEARLESS_MEMBERS(name_)
#else
  FEARLESS_MEMBERS(name_, count_)
#endif
};
[[maybe_unused]] void too_few() { thread::spawn(TooFew()).join().unwrap(); }

// Names in another order would tell of the wrong member.
class OtherOrder {
 public:
  OtherOrder() = default;
  void operator()() const {}

 private:
  int first_ = 0;
  int second_ = 0;
#ifdef CASE_other_order
  // error: FEARLESS_MEMBERS: list the members in the order in which they are declared
  FEARLESS_MEMBERS(second_, first_)
#else
  FEARLESS_MEMBERS(first_, second_)
#endif
};
[[maybe_unused]] void other_order() { thread::spawn(OtherOrder()).join().unwrap(); }

}  // namespace
