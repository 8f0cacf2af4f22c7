// SPDX-License-Identifier: MIT
// Classes with private members, described with Boost.Describe.
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

// --- incomplete lists ---

class Forgotten {
  SPECIAL_MEMBERS(Forgotten);

 private:
  int a;
  fearless::Rc<int> rc;
  BOOST_DESCRIBE_CLASS(Forgotten, (), (), (), (a))
};
static_assert(!is_sync_v<Forgotten> && is_static_v<Forgotten> == seen_anyway);
static_assert(bad_list_because<Forgotten, because::the_list_of_its_members_is_incomplete>() && !is_send_v<Forgotten>);
class ForgottenFirst {
  SPECIAL_MEMBERS(ForgottenFirst);

 private:
  fearless::Rc<int> rc;
  int a;
  int b;
  BOOST_DESCRIBE_CLASS(ForgottenFirst, (), (), (), (a, b))
};
static_assert(bad_list_because<ForgottenFirst, because::the_list_of_its_members_is_incomplete>() &&
              !is_send_v<ForgottenFirst>);
class ForgottenLast {
  SPECIAL_MEMBERS(ForgottenLast);

 private:
  fearless::Box<int> a;
  fearless::Rc<int> rc;
  BOOST_DESCRIBE_CLASS(ForgottenLast, (), (), (), (a))
};
static_assert(bad_list_because<ForgottenLast, because::the_list_of_its_members_is_incomplete>() &&
              !is_send_v<ForgottenLast>);
class ForgottenBetween {
  SPECIAL_MEMBERS(ForgottenBetween);

 private:
  int* a;
  fearless::Rc<int> rc;
  long double b;
  BOOST_DESCRIBE_CLASS(ForgottenBetween, (), (), (), (a, b))
};
static_assert(!is_send_v<ForgottenBetween>);
class ForgottenInWidePadding {
  SPECIAL_MEMBERS(ForgottenInWidePadding);

 private:
  long a;
  fearless::Rc<int> rc;
  long double b;
  BOOST_DESCRIBE_CLASS(ForgottenInWidePadding, (), (), (), (a, b))
};
static_assert(bad_list_because<ForgottenInWidePadding, because::the_list_of_its_members_is_incomplete>() &&
              !is_send_v<ForgottenInWidePadding>);
class ForgottenAll {
  SPECIAL_MEMBERS(ForgottenAll);

 private:
  fearless::Rc<int> rc;
  BOOST_DESCRIBE_CLASS(ForgottenAll, (), (), (), ())
};
static_assert(bad_list_because<ForgottenAll, because::the_list_of_its_members_is_incomplete>() &&
              !is_send_v<ForgottenAll>);
class ForgottenBehindEmpty {
  SPECIAL_MEMBERS(ForgottenBehindEmpty);

 private:
  [[no_unique_address]] Empty empty;
  fearless::Rc<int> rc;
  BOOST_DESCRIBE_CLASS(ForgottenBehindEmpty, (), (), (), (empty))
};
static_assert(bad_list_because<ForgottenBehindEmpty, because::the_list_of_its_members_is_incomplete>() &&
              !is_send_v<ForgottenBehindEmpty>);
class ForgottenInAlignment {
  SPECIAL_MEMBERS(ForgottenInAlignment);

 private:
  int a;
  fearless::Rc<int> rc;
  alignas(64) int b;
  BOOST_DESCRIBE_CLASS(ForgottenInAlignment, (), (), (), (a, b))
};
static_assert(bad_list_because<ForgottenInAlignment, because::the_list_of_its_members_is_incomplete>() &&
              !is_send_v<ForgottenInAlignment>);
struct ForgottenOfAggregate {
  char a;
  char b;
  int c;
};
BOOST_DESCRIBE_STRUCT(ForgottenOfAggregate, (), (a, c))
static_assert(bad_list_because<ForgottenOfAggregate, because::the_list_of_its_members_is_incomplete>() &&
              is_send_v<ForgottenOfAggregate> == seen_anyway);

class NotListable {
  SPECIAL_MEMBERS(NotListable);

 private:
  int a;
  Empty& reference;
  BOOST_DESCRIBE_CLASS(NotListable, (), (), (), (a))
};
static_assert(bad_list_because<NotListable, because::the_list_of_its_members_is_incomplete>() &&
              is_send_v<NotListable> == seen_anyway);
class WithBits {
  SPECIAL_MEMBERS(WithBits);

 private:
  int bits : 20;
  int a;
  BOOST_DESCRIBE_CLASS(WithBits, (), (), (), (a))
};
static_assert(bad_list_because<WithBits, because::the_list_of_its_members_is_incomplete>() &&
              is_send_v<WithBits> == seen_anyway);

// --- lists with too many entries ---

class Twice {
  SPECIAL_MEMBERS(Twice);

 private:
  int a;
  int b;
  BOOST_DESCRIBE_CLASS(Twice, (), (), (), (a, a))
};
static_assert(bad_list_because<Twice, because::the_list_of_its_members_names_one_twice>() &&
              is_send_v<Twice> == seen_anyway);
class Derived : public PlainAggregate {
  SPECIAL_MEMBERS(Derived);
  BOOST_DESCRIBE_CLASS(Derived, (), (value, other), (), ())
};
static_assert(bad_list_because<Derived, because::the_list_of_its_members_names_one_of_a_base>() &&
              is_send_v<Derived> == seen_anyway);
class Alternatives {
  SPECIAL_MEMBERS(Alternatives);

 private:
  union {
    long number;
    double fraction;
  };
  BOOST_DESCRIBE_CLASS(Alternatives, (), (), (), (number, fraction))
};
static_assert(is_send_v<Alternatives> == seen_anyway);  // both are numbers
class OneAlternative {
  SPECIAL_MEMBERS(OneAlternative);

 private:
  union {
    short number;
    int* pointer;
  };
  BOOST_DESCRIBE_CLASS(OneAlternative, (), (), (), (number))
};
static_assert(!is_send_v<OneAlternative>);

// --- shapes that are complete ---

class Shapes {
  SPECIAL_MEMBERS(Shapes);
  char a;
  [[no_unique_address]] Empty empty;
  short b;

 private:
  long double c;
  bool d;
  volatile int e;
  int PlainAggregate::* f;
  void (*g)();
  BOOST_DESCRIBE_CLASS(Shapes, (), (a, empty, b), (), (c, d, e, f, g))
};
// If the members cannot be counted, the wide padding before a long double might hold a pointer.
#if FEARLESS_DETAIL_DUMPS_STRUCTS || defined(__cpp_impl_reflection)
static_assert(is_send_v<Shapes>);
#else
static_assert(!is_send_v<Shapes>);
#endif

class NoAddress : Empty {
  SPECIAL_MEMBERS(NoAddress);

 private:
  struct Other {};
  [[no_unique_address]] Other other;
  int number;
  Empty empty;
  BOOST_DESCRIBE_CLASS(NoAddress, (Empty), (), (), (other, number, empty))
};
static_assert(is_send_v<NoAddress>);

// The user's declaration takes precedence.
class Promised {
  SPECIAL_MEMBERS(Promised);

 private:
  int* pointer;
  BOOST_DESCRIBE_CLASS(Promised, (), (), (), (pointer))
};

}  // namespace describe_facts

FEARLESS_UNSAFE_SEND(describe_facts::Promised);
static_assert(fearless::is_send_v<describe_facts::Promised> && !fearless::is_sync_v<describe_facts::Promised>);

namespace {

class Unlinked {  // without linkage
 public:
  Unlinked() {}
  Unlinked(const Unlinked&) {}
  ~Unlinked() {}

 private:
  int a = 0;
  long b = 0;
  BOOST_DESCRIBE_CLASS(Unlinked, (), (), (), (a, b))
};
static_assert(fearless::is_send_v<Unlinked>);
class UnlinkedForgotten {
 public:
  UnlinkedForgotten() {}
  UnlinkedForgotten(const UnlinkedForgotten&) {}
  ~UnlinkedForgotten() {}
  [[maybe_unused]] int* b = nullptr;

 private:
  int a = 0;
  BOOST_DESCRIBE_CLASS(UnlinkedForgotten, (), (), (), (a))
};
static_assert(!fearless::is_send_v<UnlinkedForgotten>);

}  // namespace
