// SPDX-License-Identifier: MIT
// Aggregates with bases: empty ones, markers, bases with members, and bases of bases.
#pragma once

#include "members.hpp"

namespace {

// Bases.
struct Base {
  int number;
};
struct PointerBase {
  int* pointer;
};
struct EmptyBase {};
struct NotSendBase : NotSend {};
struct DerivedPlain : Base {
  int more;
};
struct DerivedPointer : PointerBase {
  int more;
};
struct DerivedString : Base {
  std::string more;
};
struct DerivedMarker : NotSendBase {
  int more;
};
struct DerivedOfEmpty : EmptyBase {
  std::string more;
};
struct DerivedOfTwo : EmptyBase, Base {};
struct GreedyBase : Greedy {
  int more;
};
static_assert(Send<DerivedPlain> && Static<DerivedPlain>);  // plain bits, whatever its bases
static_assert(!Send<DerivedPointer> && !Send<DerivedMarker>);
#if !defined(__clang__) || __clang_major__ >= 17  // 16 makes no constant of an object with an empty base
static_assert(Send<DerivedOfTwo>);
#endif
static_assert(!Send<DerivedMarker[2]>);
constexpr bool bases_have_an_answer = Send<DerivedString> || Send<GreedyBase> || Sync<DerivedPlain>;
static_assert(bases_have_an_answer || !bases_have_an_answer);

// An empty base is listed with the members. A base with members is listed if the class adds none.
struct OfEmptyAndPointer : EmptyBase {
  std::string a;
  int* b;
};
struct OfEmptyAndReference : EmptyBase {
  const std::string& a;
  int b;
};
struct OfEmptyAndMutable : EmptyBase {
  mutable int a;
};
struct OfEmptyAndArray : EmptyBase {
  std::string a[2];
  int b;
};
struct OfEmptyAndItself : EmptyBase {
  EmptyBase a;
  std::string b;
};
struct OfTwoEmpty : EmptyBase, Empty {
  std::string a;
};
struct OfNotSync : NotSync {
  std::string a;
};
struct OnlyStrings : Strings {};
struct OnlyPointer : Pointer {};
struct OnlyMutable : Mutable {};
struct OfOnlyStrings : OnlyStrings {};
struct HidesMember {
  [[no_unique_address]] EmptyBase a;
};
struct OfHidden : HidesMember {
  std::string b;
};
struct RefusedBase : NotSend, EmptyBase {  // of which a base would pass
  int* a;
};
struct OfRefusedBase : RefusedBase {};
struct OfRefusedEmpty : NotSendBase {};
struct OfTwoBases : Base, Strings {};
struct OfTwoBasesAndPointer : Pointer, Strings {};
static_assert(all<DerivedOfEmpty> && none<OfEmptyAndPointer> && all<OfEmptyAndArray>);
static_assert(Send<OfEmptyAndReference> && Sync<OfEmptyAndReference> && !Static<OfEmptyAndReference>);
static_assert(Send<OfEmptyAndMutable> && !Sync<OfEmptyAndMutable>);
static_assert(Send<OfNotSync> && !Sync<OfNotSync> && Sync<DerivedMarker>);
static_assert(all<OnlyStrings> && all<OfOnlyStrings> && none<OnlyPointer> && Send<OnlyMutable> && !Sync<OnlyMutable>);
static_assert(none<OfTwoBasesAndPointer> && none<OfRefusedBase> && !Send<OfRefusedEmpty> && Sync<OfRefusedEmpty>);
// More members without a default than bytes.
template <int>
struct EmptyOf {
  constexpr explicit EmptyOf(int) {}
};
struct EmptyOfNotSend : NotSend {
  explicit EmptyOfNotSend(int) {}
};
struct OfNoSize {
  [[no_unique_address]] EmptyOf<0> a;
  [[no_unique_address]] EmptyOfNotSend b;
  [[no_unique_address]] EmptyOf<1> c;
};
static_assert(sizeof(OfNoSize) < 3 && !Send<OfNoSize>);

// A base of a member is no base of the class itself.
struct HoldsDerived {
  OnlyStrings a;
};
struct HoldsDerivedAndMore {
  int a;
  OfEmptyAndArray b;
};
struct HoldsDerivedPointer {
  std::string a;
  OnlyPointer b;
};
// An array without a default behind a base.
struct References {
  const std::string& a;
};
struct OfEmptyAndReferences : EmptyBase {
  References a[2];
  const int& b;
};
struct OfEmptyReferencesAndPointer : EmptyBase {
  References a[2];
  int* b;
};
struct OfMarkerAndReferences : NotSendBase {
  References a[2];
};
struct OfTwoAndReferences : EmptyBase, NotSendBase {
  References a[2];
};
struct OfPointerAndReferences : PointerBase {
  References a[2];
};
// If a probe could initialise the base of a base with braces left out, the base itself would be miscounted.
struct OfEmptyWithPointer : EmptyBase {
  int* pointer;
};
struct OfHiddenPointerAndReferences : OfEmptyWithPointer {
  References a[2];
  std::string b, c;
};
static_assert(none<OfHiddenPointerAndReferences> && none<OfEmptyReferencesAndPointer>);
static_assert(Send<OfEmptyAndReferences> && Sync<OfEmptyAndReferences>);
static_assert(!Send<OfMarkerAndReferences> && !Send<OfTwoAndReferences> && none<OfPointerAndReferences>);
static_assert(all<HoldsDerived> && all<HoldsDerivedAndMore> && none<HoldsDerivedPointer>);
constexpr bool all_bases_have_an_answer =
    Send<OfHidden> || Send<OfEmptyAndItself> || Send<OfTwoEmpty> || Send<OfTwoBases>;
static_assert(all_bases_have_an_answer || !all_bases_have_an_answer);

}  // namespace
