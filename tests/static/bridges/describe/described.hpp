// SPDX-License-Identifier: MIT
// What a description says of a class: members of every access, what they hold, mutable members, and bases.
#pragma once

#include <fearless/describe.hpp>

#include <boost/describe/class.hpp>

#include <fearless/boxed.hpp>
#include <fearless/rc.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>

#include <string_view>

namespace describe_facts {

using fearless::is_send_v;
using fearless::is_static_v;
using fearless::is_sync_v;
using fearless::is_thread_safe_v;
template <class T, class R>
constexpr bool refused_because =
    std::is_same_v<typename fearless::derive::Explanation<fearless::traits::Send, T>::reason, R>;
// Whether a wrong list is detected. The class is then refused, unless reflection is available, which needs no list.
constexpr bool seen_anyway = FEARLESS_DETAIL_REFLECTS;
template <class T, class R>
consteval bool bad_list_because() {
  if constexpr (seen_anyway)
    return std::is_same_v<decltype(fearless::derive::Listing<T>::members()), fearless::rules::Never<R>>;
  else
    return refused_because<T, R>;
}
namespace because = fearless::rules::because;

// Every class here has a constructor and a destructor of its own: no aggregate, not trivially copyable.
#define SPECIAL_MEMBERS(C) \
 public:                   \
  C();                     \
  C(const C&);             \
  ~C()

// --- members of every access ---

class Job {
  SPECIAL_MEMBERS(Job);
  int priority;
  static inline int count = 0;
  void run() {}

 protected:
  fearless::Box<int> state;

 private:
  double cost;
  fearless::Arc<int> shared;
  const char letters[5];
  int table[2][3];
  BOOST_DESCRIBE_CLASS(Job, (), (priority, count, run), (state), (cost, shared, letters, table))
};
static_assert(is_send_v<Job> && is_static_v<Job> && !is_thread_safe_v<Job>);
static_assert(fearless::derive::Listing<Job>::names()[0] == std::string_view("priority"));
static_assert(fearless::derive::Listing<Job>::names().size() == 6);

class HoldsRc {
  SPECIAL_MEMBERS(HoldsRc);

 private:
  int number;
  fearless::Rc<int> rc;
  BOOST_DESCRIBE_CLASS(HoldsRc, (), (), (), (number, rc))
};
static_assert(!is_send_v<HoldsRc> && !is_sync_v<HoldsRc> && is_static_v<HoldsRc>);
static_assert(refused_because<HoldsRc, because::count_is_not_atomic>);

class HoldsPointers {
  SPECIAL_MEMBERS(HoldsPointers);

 private:
  int* pointer;
  BOOST_DESCRIBE_CLASS(HoldsPointers, (), (), (), (pointer))
};
static_assert(!is_send_v<HoldsPointers> && !is_sync_v<HoldsPointers>);

class Nothing {
  SPECIAL_MEMBERS(Nothing);
  BOOST_DESCRIBE_CLASS(Nothing, (), (), (), ())
};
static_assert(is_send_v<Nothing> && is_sync_v<Nothing> && is_thread_safe_v<Nothing>);

// --- what is nested ---

struct Jobs {  // an aggregate of described classes
  Job first;
  Job more[3];
};
static_assert(is_send_v<Jobs>);
struct BadJobs {
  Job first;
  HoldsRc bad;
};
static_assert(!is_send_v<BadJobs>);

class Queue {
  SPECIAL_MEMBERS(Queue);

 private:
  Jobs jobs;
  BOOST_DESCRIBE_CLASS(Queue, (), (), (), (jobs))
};
static_assert(is_send_v<Queue>);
class BadQueue {
  SPECIAL_MEMBERS(BadQueue);

 private:
  BadJobs jobs;
  BOOST_DESCRIBE_CLASS(BadQueue, (), (), (), (jobs))
};
static_assert(!is_send_v<BadQueue>);

class Node {  // recursive
  SPECIAL_MEMBERS(Node);

 private:
  int value;
  fearless::Box<Node> next;
  BOOST_DESCRIBE_CLASS(Node, (), (), (), (value, next))
};
static_assert(is_send_v<Node>);
class BadNode {
  SPECIAL_MEMBERS(BadNode);

 private:
  fearless::Rc<int> value;
  fearless::Box<BadNode> next;
  BOOST_DESCRIBE_CLASS(BadNode, (), (), (), (value, next))
};
static_assert(!is_send_v<BadNode>);

template <class T>
class Stack {
 public:
  Stack();
  Stack(const Stack&);
  ~Stack();

 private:
  T* top_of(int);
  T elements[4];
  int size;
  BOOST_DESCRIBE_CLASS(Stack, (), (), (), (elements, size))
};
static_assert(is_send_v<Stack<int>> && is_send_v<Stack<Job>> && !is_send_v<Stack<fearless::Rc<int>>>);
static_assert(is_send_v<Stack<Stack<int>>> && !is_send_v<Stack<Stack<HoldsRc>>>);

// --- Sync: a mutable member would not show ---

class Constants {
  SPECIAL_MEMBERS(Constants);

 private:
  const int a;
  const double b;
  BOOST_DESCRIBE_CLASS(Constants, (), (), (), (a, b))
};
static_assert(is_sync_v<Constants>);
class Locked {
  SPECIAL_MEMBERS(Locked);

 private:
  mutable fearless::Mutex<int> mutex;
  const int limit;
  BOOST_DESCRIBE_CLASS(Locked, (), (), (), (mutex, limit))
};
static_assert(is_sync_v<Locked>);
class Cached {
  SPECIAL_MEMBERS(Cached);

 private:
  int value;
  mutable int cache;
  BOOST_DESCRIBE_CLASS(Cached, (), (), (), (value, cache))
};
static_assert(is_send_v<Cached> && !is_sync_v<Cached>);
class Plain {
  SPECIAL_MEMBERS(Plain);

 private:
  int value;
  int other;
  BOOST_DESCRIBE_CLASS(Plain, (), (), (), (value, other))
};
#if FEARLESS_DETAIL_DUMPS_STRUCTS
static_assert(is_sync_v<Plain>);  // the compiler shows that none is mutable
#elif !defined(__cpp_impl_reflection)
static_assert(!is_sync_v<Plain>);
static_assert(std::is_same_v<fearless::derive::Explanation<fearless::traits::Sync, Plain>::reason,
                             because::a_mutable_member_would_not_show>);
#endif
struct PlainAggregate {
  int value;
  int other;
};
BOOST_DESCRIBE_STRUCT(PlainAggregate, (), (value, other))
static_assert(is_send_v<PlainAggregate> && is_sync_v<PlainAggregate>);
struct CachedAggregate {
  int value;
  mutable int cache;
};
BOOST_DESCRIBE_STRUCT(CachedAggregate, (), (value, cache))
static_assert(is_send_v<CachedAggregate> && !is_sync_v<CachedAggregate>);

// --- bases ---

class Shape {
 public:
  virtual ~Shape();
  virtual double area() const = 0;

 private:
  int id;
  BOOST_DESCRIBE_CLASS(Shape, (), (), (), (id))
};
static_assert(is_send_v<Shape>);
class Circle : public Shape {
 public:
  double area() const override;

 private:
  char layer;  // lies in the padding of Shape
  double radius;
  BOOST_DESCRIBE_CLASS(Circle, (Shape), (), (), (layer, radius))
};
static_assert(is_send_v<Circle>);
struct Empty {};
class Many : Empty, protected Circle, private HoldsPointers {
  SPECIAL_MEMBERS(Many);
  int more;
  BOOST_DESCRIBE_CLASS(Many, (Empty, Circle, HoldsPointers), (more), (), ())
};
static_assert(!is_send_v<Many>);
class Two : Plain, Job {
  SPECIAL_MEMBERS(Two);
  BOOST_DESCRIBE_CLASS(Two, (Plain, Job), (), (), ())
};
static_assert(is_send_v<Two>);

class RcShape : public Shape {
 public:
  double area() const override;

 private:
  fearless::Rc<int> rc;
  BOOST_DESCRIBE_CLASS(RcShape, (Shape), (), (), (rc))
};
static_assert(!is_send_v<RcShape>);
class BaseNotDescribed : public HoldsRc {
  SPECIAL_MEMBERS(BaseNotDescribed);

 private:
  int more;
  BOOST_DESCRIBE_CLASS(BaseNotDescribed, (), (), (), (more))
};
static_assert(bad_list_because<BaseNotDescribed, because::the_list_of_its_members_is_incomplete>() &&
              !is_send_v<BaseNotDescribed>);
class MarkedByBase : fearless::NotSend {
  SPECIAL_MEMBERS(MarkedByBase);

 private:
  int more;
  BOOST_DESCRIBE_CLASS(MarkedByBase, (), (), (), (more))
};
static_assert(bad_list_because<MarkedByBase, because::the_list_of_its_members_is_incomplete>() &&
              !is_send_v<MarkedByBase>);
class VirtualBase : virtual Plain {
  SPECIAL_MEMBERS(VirtualBase);

 private:
  int more;
  BOOST_DESCRIBE_CLASS(VirtualBase, (Plain), (), (), (more))
};
static_assert(bad_list_because<VirtualBase, because::a_virtual_base_cannot_be_placed>() &&
              is_send_v<VirtualBase> == seen_anyway);

class Inherits : public Plain {};  // not described itself: the description of Plain is not its own
static_assert(!fearless::derive::Listed<Inherits>);

}  // namespace describe_facts
