// SPDX-License-Identifier: MIT
// FEARLESS_BASES_AND_MEMBERS: both lists inside the class, where FEARLESS_BASES cannot stand, and lists that are wrong.
#pragma once

#include "bases.hpp"

namespace {

// --- FEARLESS_BASES_AND_MEMBERS: both lists inside the class.

class BothLists : public Interface, WithData {
 public:
  explicit BothLists(int);
  void run() override {}

 private:
  std::string name_;
  FEARLESS_BASES_AND_MEMBERS((Interface, WithData), name_)
};
static_assert(is_send_v<BothLists> && is_sync_v<BothLists> && is_static_v<BothLists>);
class BothListsWithRc : public Interface {
 public:
  explicit BothListsWithRc(int);
  void run() override {}

 private:
  Rc<int> count_;
  FEARLESS_BASES_AND_MEMBERS((Interface), count_)
};
static_assert(!is_send_v<BothListsWithRc> && is_static_v<BothListsWithRc>);
// A base decides, too, also one of a class that adds no member.
class DerivesRc : public BothListsWithRc {
 public:
  explicit DerivesRc(int);
  FEARLESS_BASES_AND_MEMBERS((BothListsWithRc))
};
static_assert(!is_send_v<DerivesRc> && is_static_v<DerivesRc>);
class DerivesBothLists final : public BothLists {
 public:
  explicit DerivesBothLists(int);
  FEARLESS_BASES_AND_MEMBERS((BothLists))
};
static_assert(is_send_v<DerivesBothLists> && is_sync_v<DerivesBothLists>);

// Where FEARLESS_BASES cannot stand: in a private class, and in a template.
class HasPrivateClass {
 public:
  explicit HasPrivateClass(int);

 private:
  struct Base {
    long uses = 0;
  };
  class Inner : public Base {
   public:
    explicit Inner(int);

   private:
    int* count_;
    FEARLESS_BASES_AND_MEMBERS((Base), count_)
  };
  class Good : public Base {
   public:
    explicit Good(int);

   private:
    long count_;
    FEARLESS_BASES_AND_MEMBERS((Base), count_)
  };
  template <bool>
  friend struct Private;
};
template <bool Which>
struct Private {
  using type = HasPrivateClass::Inner;
};
template <>
struct Private<true> {
  using type = HasPrivateClass::Good;
};
static_assert(is_send_v<Private<true>::type> && is_sync_v<Private<true>::type>);
static_assert(!is_send_v<Private<false>::type> && is_static_v<Private<false>::type>);
template <class T>
class Policy : private T {
 public:
  explicit Policy(int);

 private:
  std::string name_;
  FEARLESS_BASES_AND_MEMBERS((T), name_)
};
static_assert(is_send_v<Policy<Uncopyable>> && is_sync_v<Policy<Uncopyable>>);
static_assert(!is_send_v<Policy<Marked>> && is_sync_v<Policy<Marked>>);

// A derived class without a list is not opened by that of its base, and one with only a list of members does not take
// over the bases of its base.
class NoListItself : public BothLists {
 public:
  explicit NoListItself(int);

 private:
  Rc<int> count_;
};
static_assert(!is_send_v<NoListItself>);
class OnlyMembers : public BothLists {
 public:
  explicit OnlyMembers(int);

 private:
  Rc<int> count_;
  FEARLESS_MEMBERS(count_)
};
static_assert(!is_send_v<OnlyMembers>);

// Lists that are wrong.
class BothListsIncomplete : public WithData {
 public:
  explicit BothListsIncomplete(int);

 private:
  std::vector<int> values_;
  Rc<int> not_listed_;
  FEARLESS_BASES_AND_MEMBERS((WithData), values_)
};
static_assert(!is_send_v<BothListsIncomplete>);

class OtherBaseNamed : public Marked {
 public:
  explicit OtherBaseNamed(int);

 private:
  std::string name_;
  FEARLESS_BASES_AND_MEMBERS((Uncopyable), name_)
};
static_assert(!is_send_v<OtherBaseNamed>);

// A virtual base has no place that a constant could be, which is a refusal and no error. (With reflection, the list is
// not needed.)
class VirtualBase : public virtual WithData {
 public:
  explicit VirtualBase(int);

 private:
  std::vector<int> values_;
  FEARLESS_BASES_AND_MEMBERS((WithData), values_)
};
static_assert(is_send_v<VirtualBase> == FEARLESS_DETAIL_REFLECTS && is_sync_v<VirtualBase> == FEARLESS_DETAIL_REFLECTS);

// Clang counts the members by a builtin that takes the address of a member with a base, which its class may forbid.
struct Unaddressable : WithData {
  Unaddressable();
  void operator&() const = delete;
  mutable int more;
};
struct HoldsUnaddressable : Uncopyable {
  Unaddressable member;
  std::string name;
  FEARLESS_BASES_AND_MEMBERS((Uncopyable), member, name)
};
}  // namespace
template <>
struct std::tuple_size<HoldsUnaddressable> : std::integral_constant<std::size_t, 1> {};
namespace {
static_assert(is_send_v<HoldsUnaddressable> == FEARLESS_DETAIL_REFLECTS && !is_sync_v<HoldsUnaddressable>);

}  // namespace

FEARLESS_BASES(Implementation, Interface);
FEARLESS_BASES(ImplementationWithRc, Interface);
FEARLESS_BASES(BehindData, WithData);
FEARLESS_BASES(Incomplete, WithData);
FEARLESS_BASES(SmallOneNotListed, WithData);
FEARLESS_BASES(PrivateBase, WithData);
FEARLESS_BASES(DerivesUncopyable, Uncopyable);
FEARLESS_BASES(DerivesMarked, Marked);
FEARLESS_BASES(TwoBases, Interface, WithData);
FEARLESS_BASES(OneBaseNamed, Interface);
FEARLESS_BASES(GrandchildNamed, Marked);

static_assert(is_send_v<Interface> && is_send_v<Implementation> && is_sync_v<Implementation>);
static_assert(!is_send_v<ImplementationWithRc>);
static_assert(is_send_v<BehindData> && is_static_v<BehindData> && !is_sync_v<BehindData>);
static_assert(!is_send_v<Incomplete> && !is_send_v<SmallOneNotListed>);
static_assert(is_send_v<PrivateBase> && is_sync_v<PrivateBase>);
static_assert(is_send_v<DerivesUncopyable> && is_sync_v<DerivesUncopyable>);
static_assert(!is_send_v<DerivesMarked> && is_sync_v<DerivesMarked>);
static_assert(is_send_v<TwoBases> && is_sync_v<TwoBases>);
static_assert(!is_send_v<OneBaseNamed> && !is_send_v<GrandchildNamed>);

// Two classes may be spelled alike, since a local class is spelled without its function. Naming one is not naming the
// other.
inline auto local_base() {
  struct Base {};
  return Base();
}
inline auto marked_local_base() {
  struct Base : NotSend {};
  return Base();
}
using LocalBase = decltype(local_base());
using MarkedLocalBase = decltype(marked_local_base());
inline auto derived_local_base() {
  struct Base : LocalBase, NotSend {};
  return Base();
}
using DerivedLocalBase = decltype(derived_local_base());
struct AlsoOfLocalBase : LocalBase {
  int number;
};
class OfBoth : LocalBase, MarkedLocalBase {
 public:
  OfBoth();
  FEARLESS_BASES_AND_MEMBERS((LocalBase), number_)

 private:
  int number_;
};
class OfDerived : DerivedLocalBase {
 public:
  OfDerived();
  FEARLESS_BASES_AND_MEMBERS((LocalBase), number_)

 private:
  int number_;
};
class OfOne final : LocalBase {
 public:
  OfOne();
  FEARLESS_BASES_AND_MEMBERS((LocalBase), number_, also_)

 private:
  int number_;
  AlsoOfLocalBase also_;
};
template <int>
struct NumberedBase {};
class OfFive final : NumberedBase<1>, NumberedBase<2>, NumberedBase<3>, NumberedBase<4>, AlsoOfLocalBase {
 public:
  OfFive();
  FEARLESS_BASES_AND_MEMBERS((NumberedBase<4>, NumberedBase<1>, NumberedBase<2>, NumberedBase<3>, AlsoOfLocalBase),
                             number_)

 private:
  int number_;
};
class OfFiveAndMarked final : NumberedBase<1>, NumberedBase<2>, NumberedBase<3>, NumberedBase<4>, NotSend {
 public:
  OfFiveAndMarked();
  FEARLESS_BASES_AND_MEMBERS((NumberedBase<4>, NumberedBase<1>, NumberedBase<2>, NumberedBase<3>), number_)

 private:
  int number_;
};
static_assert(!is_send_v<OfBoth> && !is_send_v<OfDerived> && is_send_v<OfOne>);
static_assert(is_send_v<OfFive> && is_sync_v<OfFive> && !is_send_v<OfFiveAndMarked>);
