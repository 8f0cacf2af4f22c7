// SPDX-License-Identifier: MIT
// Aggregates that lead back to themselves, also through their first member, and a tuple-like const type.
#pragma once

#include "storage.hpp"

namespace {

// A class may lead back to itself through an argument of a template without a row.
template <class T>
class Id {
 public:
  constexpr explicit Id(int);

 private:
  int value_;
};
struct NamedNode {
  Id<NamedNode> next;
  std::string name;
};
template <class T>
class Pointers {
 public:
  Pointers();
  Pointers(const Pointers&);

 private:
  T* first_;
};
struct PointedTree {
  Pointers<PointedTree> children;
  int value;
};
template <class T>
class Vectors {
 public:
  Vectors();

 private:
  std::vector<T> children_;
};
struct Tree {
  Vectors<Tree> children;
  std::string name;
};
template <class T>
class Crtp {
  int value_ = 0;
};
struct OfItself : Crtp<OfItself> {};
static_assert(answers<NamedNode> && answers<PointedTree> && answers<Tree> && answers<OfItself>);
static_assert(!Send<PointedTree>);
#if (defined(__clang__) && __clang_major__ > 16) || defined(__cpp_impl_reflection)
static_assert(Send<NamedNode> && Send<Tree>);
#endif

// The first member may be a reference to the aggregate's own class. No probe must then initialise the whole aggregate.
struct ChildOf {
  const ChildOf& parent;
  int value;
};
struct OnlyItself {
  const OnlyItself& itself;
};
struct RvalueOfItself {
  const RvalueOfItself&& itself;
  std::string name;
};
struct ArrayOfItself {
  const ArrayOfItself (&all)[2];
  const ArrayOfItself& next;
  int numbers[40];
  std::array<std::string, 2> names;
};
struct ChildOfShared {
  const ChildOfShared& parent;
  int numbers[2];
  Rc<int> hidden;
};
struct MutableChild {
  const MutableChild& parent;
  mutable int value;
};
struct ByItself;
struct HoldsByItself {
  const ByItself& itself;
};
struct ByItself : HoldsByItself {
  int value;
};
static_assert(Send<ChildOf> && Sync<ChildOf> && !Static<ChildOf> && Send<OnlyItself> && !Static<OnlyItself>);
static_assert(Send<RvalueOfItself> && !Static<RvalueOfItself> && Send<ArrayOfItself> && Sync<ArrayOfItself>);
static_assert(refused<ChildOfShared> && !Send<MutableChild> && !Sync<MutableChild> && answers<ByItself>);
// Such a class is refused if the reference is not const: a probe could initialise the whole aggregate.
struct ChildOfMutable {
  ChildOfMutable& parent;
  int value;
};
struct MutableChildOfShared {
  MutableChildOfShared& parent;
  Rc<int> hidden;
};
struct MutableRvalueOfShared {
  MutableRvalueOfShared&& parent;
  Rc<int> hidden;
};
static_assert(answers<ChildOfMutable> && refused<MutableChildOfShared> && refused<MutableRvalueOfShared>);
template <class T>
constexpr bool part_is_whole = std::is_convertible_v<fearless::derive::AnyFirstOf<T>, T> ||
                               std::is_convertible_v<fearless::derive::AnyFirstOf<T>, const volatile T>;
static_assert(!part_is_whole<ChildOf> && !part_is_whole<OnlyItself> && !part_is_whole<ArrayOfItself> &&
              !part_is_whole<ChildOfMutable> && !part_is_whole<MutableRvalueOfShared> && !part_is_whole<ByItself> &&
              !part_is_whole<Reference> && !part_is_whole<ManyFine>);

// Eight members, two of which could be constructed so that they keep a reference to a destroyed object.
struct OfTuplesOfReferences {
  void (*m0)();
  std::tuple<const int&> m1;
  int m2;
  std::unique_ptr<int> m3;
  long m4;
  long m5;
  std::tuple<const int&> m6;
  long m7;
};
static_assert(Send<OfTuplesOfReferences> && sizeof(OfTuplesOfReferences) == 8 * sizeof(long));

}  // namespace

// A structured binding of a const object asks for the std::tuple_size of the const type, which may differ.
struct HijackedWhereConst {
  int open;
  mutable int hidden;
};
template <>
struct std::tuple_size<const HijackedWhereConst> : std::integral_constant<std::size_t, 1> {};
template <std::size_t I>
struct std::tuple_element<I, const HijackedWhereConst> {
  using type = const int;
};
template <std::size_t I>
const int& get(const HijackedWhereConst& object) {
  return object.open;
}
static_assert(Send<HijackedWhereConst> && !Sync<HijackedWhereConst>);
