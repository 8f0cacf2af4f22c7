// SPDX-License-Identifier: MIT
// Descriptions that miss something or name too much, shapes for which they are complete, and a promise that takes
// precedence.
#pragma once

#include "described.hpp"

namespace describe_facts {

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
// A list that is not accepted says nothing about bytes inside of a member.
class ForgottenBesideBytes {
  SPECIAL_MEMBERS(ForgottenBesideBytes);

 private:
  struct Bytes {
    std::byte all[16];
  };
  int a;
  Bytes bytes;
  BOOST_DESCRIBE_CLASS(ForgottenBesideBytes, (), (), (), (a))
};
static_assert(!is_send_v<ForgottenBesideBytes> && !is_sync_v<ForgottenBesideBytes>);
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
