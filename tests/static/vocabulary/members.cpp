// SPDX-License-Identifier: MIT
// FEARLESS_MEMBERS, FEARLESS_BASES and FEARLESS_BASES_AND_MEMBERS: classes with private members, opened on every
// compiler.
#include <fearless/members.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

namespace {

using namespace fearless;

// --- The types of the members decide.

class Plain {
 public:
  explicit Plain(int);

 private:
  std::string name_;
  int count_;
  std::vector<int> values_;
  FEARLESS_MEMBERS(name_, count_, values_)
};
static_assert(is_send_v<Plain> && is_sync_v<Plain> && is_static_v<Plain> && !is_thread_safe_v<Plain>);

class HoldsRc {
 public:
  explicit HoldsRc(int);

 private:
  std::string name_;
  Rc<int> count_;
  FEARLESS_MEMBERS(name_, count_);  // a semicolon behind it does no harm
};
static_assert(!is_send_v<HoldsRc> && !is_sync_v<HoldsRc> && is_static_v<HoldsRc>);

class HoldsReference {
 public:
  explicit HoldsReference(int&);

 private:
  int& target_;
  FEARLESS_MEMBERS(target_)
};
static_assert(!is_send_v<HoldsReference> && !is_static_v<HoldsReference>);

// --- A `mutable` member is recognised, even if it is a bit-field.

class MutableString {
 public:
  explicit MutableString(int);

 private:
  std::string name_;
  mutable std::string cached_;
  FEARLESS_MEMBERS(name_, cached_)
};
static_assert(is_send_v<MutableString> && !is_sync_v<MutableString>);

class MutableAtomic {
 public:
  explicit MutableAtomic(int);

 private:
  std::string name_;
  mutable std::atomic<int> uses_;
  FEARLESS_MEMBERS(name_, uses_)
};
static_assert(is_send_v<MutableAtomic> && is_sync_v<MutableAtomic>);

template <bool Mutable>
class Bits;
template <>
class Bits<false> {
 public:
  explicit Bits(int);

 private:
  std::string name_;
  unsigned flags_ : 3;
  FEARLESS_MEMBERS(name_, flags_)
};
template <>
class Bits<true> {
 public:
  explicit Bits(int);

 private:
  std::string name_;
  mutable unsigned flags_ : 3;
  FEARLESS_MEMBERS(name_, flags_)
};
static_assert(is_send_v<Bits<false>> && is_sync_v<Bits<false>>);
static_assert(is_send_v<Bits<true>> && !is_sync_v<Bits<true>>);

// --- In every place where a class may be defined.

class Outer {
  class Inner {
   public:
    explicit Inner(int);

   private:
    std::string name_;
    int count_[3];
    FEARLESS_MEMBERS(name_, count_)
  };

 public:
  explicit Outer(int);

 private:
  Inner inner_;
  std::unique_ptr<Inner> other_;
  FEARLESS_MEMBERS(inner_, other_)
};
static_assert(is_send_v<Outer> && is_static_v<Outer>);

template <class T>
class Template {
 public:
  explicit Template(T);

 private:
  T value_;
  std::string name_;
  FEARLESS_MEMBERS(value_, name_)
};
static_assert(is_send_v<Template<int>> && !is_send_v<Template<Rc<int>>>);
static_assert(is_send_v<Template<Plain>> && !is_send_v<Template<HoldsRc>>);

class Recursive {
 public:
  explicit Recursive(int);

 private:
  std::vector<Recursive> children_;
  std::unique_ptr<Recursive> next_;
  FEARLESS_MEMBERS(children_, next_)
};
static_assert(is_send_v<Recursive>);

[[maybe_unused]] void local_class() {
  class Local {
   public:
    explicit Local(int);

   private:
    std::string name_;
    int count_;
    FEARLESS_MEMBERS(name_, count_)
  };
  static_assert(is_send_v<Local> && is_sync_v<Local>);
}

class Nothing {
 public:
  explicit Nothing(int);
  FEARLESS_MEMBERS()
};
static_assert(is_send_v<Nothing> && is_sync_v<Nothing>);

// --- Classes that a list does not open.

// A class whose structured bindings its own `get` answers may show fewer of its members there than it has. The list then
// needs another proof.
class ShowsOne {
 public:
  explicit ShowsOne(int);

 private:
  int shown_;
  Rc<int> hidden_;
  FEARLESS_MEMBERS(shown_)
  template <std::size_t, class T>
  friend constexpr auto& get(T& t) {
    return t.shown_;
  }
};
class ShowsOneOfTwo {
 public:
  explicit ShowsOneOfTwo(int);

 private:
  int shown_;
  int hidden_;
  FEARLESS_MEMBERS(shown_, hidden_)
};
class ShowsNone {
 public:
  explicit ShowsNone(int);

 private:
  Rc<int> hidden_;
  FEARLESS_MEMBERS()
};
// The same of a class that is derived from it, in which the engine looks for members if the list is empty.
class ShowsOneBehind {
 public:
  explicit ShowsOneBehind(int);

 private:
  Rc<int> hidden_;
  FEARLESS_MEMBERS()
};

}  // namespace
template <>
struct std::tuple_size<ShowsOne> : std::integral_constant<std::size_t, 1> {};
template <>
struct std::tuple_element<0, ShowsOne> {
  using type = int;
};
template <>
struct std::tuple_size<const ShowsOneOfTwo> : std::integral_constant<std::size_t, 1> {};
template <>
struct std::tuple_size<ShowsNone> : std::integral_constant<std::size_t, 1> {};
template <class T>
  requires(std::is_base_of_v<ShowsOneBehind, T> && !std::is_same_v<ShowsOneBehind, T>)
struct std::tuple_size<T> : std::integral_constant<std::size_t, 1> {};
template <class T>
  requires(std::is_base_of_v<ShowsOneBehind, T> && !std::is_same_v<ShowsOneBehind, T>)
struct std::tuple_element<0, T> {
  using type = int;
};
template <std::size_t, class T>
  requires std::is_base_of_v<ShowsOneBehind, T>
constexpr auto& get(T& t) {
  return t.member;
}
namespace {
static_assert(!is_send_v<ShowsOne> && !is_sync_v<ShowsOne>);
static_assert(is_send_v<ShowsOneOfTwo> && is_sync_v<ShowsOneOfTwo>);
static_assert(!is_send_v<ShowsNone> && !is_send_v<ShowsOneBehind>);

// Raw storage may hold any object, even if it is listed.
class RawStorage {
 public:
  RawStorage();
  ~RawStorage();

 private:
  alignas(8) std::byte storage_[8];
  FEARLESS_MEMBERS(storage_)
};
static_assert(!is_send_v<RawStorage>);

// The list of a base does not apply to a derived class.
class Derived : public Plain {
 public:
  explicit Derived(int);

 private:
  Rc<int> count_;
};
static_assert(!is_send_v<Derived>);

// --- Bases.

class Interface {
 public:
  virtual ~Interface() = default;
  virtual void run() = 0;
  FEARLESS_MEMBERS()
};
class Implementation : public Interface {
 public:
  explicit Implementation(int);
  void run() override {}

 private:
  std::string name_;
  int count_;
  unsigned flags_ : 3;
  FEARLESS_MEMBERS(name_, count_, flags_)
};
class ImplementationWithRc : public Interface {
 public:
  explicit ImplementationWithRc(int);
  void run() override {}

 private:
  std::string name_;
  Rc<int> count_;
  FEARLESS_MEMBERS(name_, count_)
};

class WithData {
 public:
  virtual ~WithData() = default;

 private:
  std::string name_;
  FEARLESS_MEMBERS(name_)
};
class BehindData : public WithData {
 public:
  explicit BehindData(int);

 private:
  std::vector<int> values_;
  mutable std::string cached_;
  FEARLESS_MEMBERS(values_, cached_)
};
class Incomplete : public WithData {
 public:
  explicit Incomplete(int);

 private:
  std::vector<int> values_;
  Rc<int> not_listed_;
  FEARLESS_MEMBERS(values_)
};
// A member that is not listed here fits into the padding.
class SmallOneNotListed : public WithData {
 public:
  explicit SmallOneNotListed(int);

 private:
  int count_;
  NotSend not_listed_;
  FEARLESS_MEMBERS(count_)
};
class PrivateBase : WithData {
 public:
  explicit PrivateBase(int);

 private:
  std::vector<int> values_;
  FEARLESS_MEMBERS(values_)
};

struct Uncopyable {
  Uncopyable() = default;
  Uncopyable(const Uncopyable&) = delete;
  Uncopyable& operator=(const Uncopyable&) = delete;
};
class DerivesUncopyable : Uncopyable {
 public:
  explicit DerivesUncopyable(int);

 private:
  std::string name_;
  int count_;
  FEARLESS_MEMBERS(name_, count_)
};

struct Marked : NotSend {};
class DerivesMarked : Marked {
 public:
  explicit DerivesMarked(int);

 private:
  std::string name_;
  FEARLESS_MEMBERS(name_)
};

class TwoBases : public Interface, public WithData {
 public:
  explicit TwoBases(int);
  void run() override {}

 private:
  std::string name_;
  FEARLESS_MEMBERS(name_)
};
// One base is not named, and one of the named classes is no direct base.
class OneBaseNamed : public Interface, public Marked {
 public:
  explicit OneBaseNamed(int);
  void run() override {}

 private:
  std::string name_;
  FEARLESS_MEMBERS(name_)
};
class GrandchildNamed : public DerivesMarked {
 public:
  explicit GrandchildNamed(int);

 private:
  std::string name_;
  FEARLESS_MEMBERS(name_)
};

// A base that is a specialisation of a template need not be named.
template <class T>
class Crtp {
 public:
  void call();
  FEARLESS_MEMBERS()
};
class DerivesCrtp : public Crtp<DerivesCrtp> {
 public:
  explicit DerivesCrtp(int);

 private:
  std::string name_;
  int count_;
  FEARLESS_MEMBERS(name_, count_)
};
static_assert(is_send_v<DerivesCrtp> && is_sync_v<DerivesCrtp>);
template <class T>
class TemplateOfCrtp : public Crtp<TemplateOfCrtp<T>> {
 public:
  explicit TemplateOfCrtp(int);

 private:
  T value_;
  FEARLESS_MEMBERS(value_)
};
static_assert(is_send_v<TemplateOfCrtp<int>> && !is_send_v<TemplateOfCrtp<Rc<int>>>);

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

// A virtual base has no place that a constant could be, which is a refusal and no error.
class VirtualBase : public virtual WithData {
 public:
  explicit VirtualBase(int);

 private:
  std::vector<int> values_;
  FEARLESS_BASES_AND_MEMBERS((WithData), values_)
};
static_assert(!is_send_v<VirtualBase> && !is_sync_v<VirtualBase>);

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
