// SPDX-License-Identifier: MIT
// Classes that Rc and Arc own in the tests of what they have in common, and the shape of the handles.
#pragma once

#include "support/canary.hpp"
#include "threads/rc_arc/rc_arc.hpp"

namespace {

struct Shape {
  virtual int area() const = 0;
  virtual ~Shape() = default;
};
struct Named {
  virtual const char* name() const { return "named"; }  // its destructor is not virtual
  long padding = 0;

 protected:
  ~Named() = default;
};
struct Square final : Shape, Named, Canary {
  explicit Square(int s) : Canary(s) {}
  int area() const override { return id * id; }
  const char* name() const override { return "square"; }
};

struct alignas(64) Wide {
  int value = 0;
};

struct MoveOnly {
  explicit MoveOnly(int v) : value(v) {}
  MoveOnly(MoveOnly&&) noexcept = default;
  int value;
};

struct ThrowsWhenMade {
  ThrowsWhenMade() { throw std::runtime_error("made"); }
};
struct ThrowsWhenMoved {
  ThrowsWhenMoved() = default;
  ThrowsWhenMoved(const ThrowsWhenMoved&) { throw std::runtime_error("moved"); }
  int value = 7;
};

template <class Family>
struct Node {
  int value;
  std::optional<HandleOf<Family, Node>> next;
};
template <class Family>
struct Tree {
  std::vector<HandleOf<Family, Tree>> kids;
  WeakOf<Family, Tree> parent;
};
template <class Family>
struct Incomplete;
template <class Family>
struct HoldsIncomplete {
  std::optional<HandleOf<Family, Incomplete<Family>>> value;
  WeakOf<Family, Incomplete<Family>> weak;
};
template <class Family>
struct Incomplete {
  HoldsIncomplete<Family> self;
};

}  // namespace

template <>
struct fearless::rules::row<Shape> : EverythingButThreadSafe {};
template <>
struct fearless::rules::row<Named> : EverythingButThreadSafe {};
template <>
struct fearless::rules::row<Square> : EverythingButThreadSafe {};
template <>
struct fearless::rules::row<Wide> : EverythingButThreadSafe {};
template <>
struct fearless::rules::row<MoveOnly> : EverythingButThreadSafe {};
template <>
struct fearless::rules::row<ThrowsWhenMade> : EverythingButThreadSafe {};
template <>
struct fearless::rules::row<ThrowsWhenMoved> : EverythingButThreadSafe {};
template <class Family>
struct fearless::rules::row<Tree<Family>> : EverythingButThreadSafe {};
template <class Family>
struct fearless::rules::row<Node<Family>> : EverythingButThreadSafe {};

namespace {

template <class R>
concept HasDeref = requires(R&& r) { *std::forward<R>(r); };
template <class R>
concept HasArrow = requires(R&& r) { std::forward<R>(r).operator->(); };
template <class R>
concept CanMakeMut = requires(R& r) { r.make_mut(); };
template <class R>
concept CanIntoInner = requires(R& r) { std::move(r).into_inner(); };
template <class R>
concept CanTryUnwrap = requires(R& r) { std::move(r).try_unwrap(); };

template <class Family>
struct Facts {
  template <class T>
  using Of = HandleOf<Family, T>;
  static_assert(sizeof(Of<int>) == sizeof(void*) && sizeof(Of<Shape>) == sizeof(void*), "a handle is one pointer");
  static_assert(!std::is_trivially_copyable_v<Of<int>> && !std::is_aggregate_v<Of<int>>);
  static_assert(!std::is_default_constructible_v<Of<int>> && std::is_nothrow_move_constructible_v<Of<int>>);
  static_assert(std::is_same_v<decltype(*std::declval<Of<int>&>()), const int&>);
  static_assert(std::is_convertible_v<Of<Square>, Of<Shape>> && !std::is_convertible_v<Of<Shape>, Of<Square>>);
  static_assert(!std::is_convertible_v<Of<int>, Of<long>> && !std::is_convertible_v<int, Of<int>>);
  static_assert(HasDeref<Of<int>&> && !HasDeref<Of<int>> && !HasDeref<const Of<int>>);
  static_assert(HasArrow<const Of<int>&> && !HasArrow<Of<int>> && !HasArrow<const Of<int>>);
  static_assert(CanMakeMut<Of<int>> && !CanMakeMut<Of<MoveOnly>> && CanIntoInner<Of<MoveOnly>>);
  static_assert(!CanMakeMut<Of<Shape>> && !CanIntoInner<Of<Shape>> && !CanTryUnwrap<Of<Shape>>, "would slice");
  static_assert(CanIntoInner<Of<Square>>, "a final class cannot be sliced");
};
template struct Facts<OfRc>;
template struct Facts<OfArc>;

}  // namespace
