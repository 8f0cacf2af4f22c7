// SPDX-License-Identifier: MIT
// Types that lead back to themselves. They have a trait unless a type with the answer *never* can be reached, as with
// Rust's auto traits.
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fearless/boxed.hpp>
#include <fearless/marker.hpp>
#include <fearless/std.hpp>

namespace {

using fearless::Box, fearless::NotSend, fearless::Send, fearless::Static, fearless::Sync;

struct List {
  int value;
  std::unique_ptr<List> next;
};
struct Tree {
  std::string name;
  std::vector<Tree> children;
  std::map<std::string, Tree> named;
};
struct BoxedList {
  int value;
  std::optional<Box<BoxedList>> next;
};
static_assert(Send<List> && Static<List> && !Sync<List>);  // unique_ptr's const is shallow
static_assert(Send<Tree> && Sync<Tree> && Static<Tree>);
static_assert(Send<BoxedList> && Sync<BoxedList> && Static<BoxedList>);

struct BadList {
  std::unique_ptr<BadList> next;
  NotSend marker;
};
struct BadTree {
  std::vector<BadTree> children;
  const std::string& name;
};
static_assert(!Send<BadList> && !Static<BadTree> && Send<BadTree>);

// Mutual recursion: no answer may depend on which class was asked about first.
struct Right;
struct Left {
  std::vector<Right> rights;
};
struct Right {
  std::unique_ptr<Left> left;
};
struct BadRight;
struct BadLeft {
  std::vector<BadRight> rights;
  std::string name;
};
struct BadRight {
  std::unique_ptr<BadLeft> left;
  int* pointer;
};
struct BadRight2;
struct BadLeft2 {
  std::vector<BadRight2> rights;
  std::string name;
};
struct BadRight2 {
  std::unique_ptr<BadLeft2> left;
  int* pointer;
};
static_assert(Send<Left> && Send<Right> && !Sync<Left> && !Sync<Right>);
static_assert(!Send<BadLeft> && !Send<BadRight>);
static_assert(!Send<BadRight2> && !Send<BadLeft2>);

// One path may lead to a type twice, with different questions; and to two types whose names are printed alike.
struct Counted {
  mutable int uses;
  std::string text;
};
struct SentAndShared {
  std::unique_ptr<Counted> mine;
  const Counted& shared;
};
struct Shared {
  std::unique_ptr<Tree> mine;
  const Tree& shared;
};
static_assert(!Send<SentAndShared> && Send<Shared>);
template <class A, class B>
struct Both {
  std::vector<A> first;
  std::vector<B> second;
};
[[maybe_unused]] void twins() {
  auto fine = [] {
    struct Twin {
      int a;
    };
    return Twin();
  };
  auto bad = [] {
    struct Twin {
      NotSend a;
    };
    return Twin();
  };
  using Fine = decltype(fine());
  using Bad = decltype(bad());
  static_assert(Send<Both<Fine, Fine>> && !Send<Both<Fine, Bad>> && !Send<Both<Bad, Fine>>);
  (void)fine, (void)bad;
}

// Deep nesting that ends.
template <class T>
struct Wrap {
  std::vector<T> inside;
};
template <class T>
using Wrap4 = Wrap<Wrap<Wrap<Wrap<T>>>>;
static_assert(Send<Wrap4<Wrap4<Wrap4<List>>>> && !Send<Wrap4<Wrap4<Wrap4<BadList>>>>);

// A class that is incomplete behind an indirection is refused, unless the user has declared something for it.
struct Hidden;
struct Pimpl {
  Pimpl();
  ~Pimpl();
  std::unique_ptr<Hidden> hidden;
};
struct HoldsHidden {
  std::unique_ptr<Hidden> b;
};
struct Opaque;
}  // namespace
FEARLESS_UNSAFE_SEND(Opaque);
namespace {
static_assert(!Send<Pimpl> && !Send<std::unique_ptr<Hidden>> && !Send<std::unique_ptr<std::optional<Hidden>>>);
static_assert(!Send<HoldsHidden>);
static_assert(Send<Opaque> && Send<std::vector<Opaque>>);

// A template that expands without end, and long paths that end.
template <class T>
struct Grows {
  std::unique_ptr<Grows<Grows<T>>> next;
};
template <int N>
struct Counts {
  std::unique_ptr<Counts<N + 1>> next;
};
template <int N>
struct Ring {
  std::unique_ptr<Ring<(N + 1) % 90>> next;
};
template <int N>
struct Chain {
  std::unique_ptr<Chain<N - 1>> next;
};
template <>
struct Chain<0> {
  NotSend marker;
};
template <class T>
struct Bush {
  T value;
  std::vector<Bush<T>> twigs;
  std::unique_ptr<std::optional<Bush<T>>> other;
};
struct Planted {
  Bush<std::unique_ptr<Planted>> bush;
};
static_assert(Send<Bush<std::string>> && !Send<Bush<int*>> && Send<Planted> && Static<Planted>);
struct Haunted {
  fearless::PhantomData<Haunted> itself;
  std::vector<Haunted> others;
};
static_assert(Send<Haunted> && Sync<Haunted>);
// The question whether a probe initialises it leads to the constructors of an optional of it, and so to the same
// question.
struct Refers {
  const std::optional<Refers>& to;
};
struct RefersBesideArray {
  const std::optional<RefersBesideArray>& to;
  std::vector<int> more[2];
};
struct RefersBehindArray {
  std::vector<int> more[2];
  const std::optional<RefersBehindArray>& to;
  const int& last;
};
static_assert(Send<Refers> && Sync<fearless::Box<Refers>> && Send<RefersBesideArray> && Send<RefersBehindArray>);
static_assert(!Send<Grows<int>> && !Send<Counts<0>>);
static_assert(Send<Ring<0>> && Send<Ring<50>>);
static_assert(!Send<Chain<90>> && Static<Chain<90>>);

}  // namespace
