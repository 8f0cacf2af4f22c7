// SPDX-License-Identifier: MIT
// Base classes of aggregates, whatever their constructors accept and whatever members stand beside them. Each class has
// the right answer, or is refused if the compiler cannot prove one.
#include <memory>
#include <string>
#include <vector>

#include <fearless/marker.hpp>
#include <fearless/std/memory.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/vector.hpp>

namespace {

using fearless::NotSend, fearless::NotSync, fearless::Send, fearless::Static, fearless::Sync;

// All four questions compile, whatever the answers are.
template <class T>
constexpr bool answers =
    (fearless::is_send_v<T> + fearless::is_sync_v<T> + fearless::is_static_v<T> + fearless::is_thread_safe_v<T>) >= 0;
template <class... T>
constexpr bool all_answer = (answers<T> && ...);

struct Empty {};
struct OtherEmpty {};
enum class Mode : unsigned char { off, on };
struct Slot {
  Slot(int) {}
  int v = 0;
};
struct NoAddress {
  NoAddress();
  NoAddress* operator&() const = delete;
  std::string text;
};

struct NoAddressAtAll {
  NoAddressAtAll();
  NoAddressAtAll* operator&() const volatile = delete;
};

// Members whose fields are hard to show, behind each kind of base.
template <class Base>
struct BeforeBits : Base {
  Slot slots[2];
  Mode mode : 1;
};
template <class Base>
struct BeforeBitsAlone : Base {
  Mode mode : 1;
};
template <class Base>
struct BeforeNoAddress : Base {
  NoAddress member;
};
template <class Base>
struct BeforeNoAddressAtAll : Base {
  NoAddressAtAll member;
};
template <class Base>
struct BeforeString : Base {
  std::string member;
};
template <class Base>
struct BeforeReferences : Base {
  const std::string& first;
  Slot slots[2];
};
template <class Base>
struct Alone : Base {};
template <class Base>
struct BehindEmpty : Empty, Base {};
template <class Base>
struct BeforeEmpty : Base, Empty {};
template <class Base>
struct BehindEmptyWithInt : Empty, Base {
  int more;
};
template <class Base>
struct Nested : Alone<Base> {
  std::string text;
};
template <class Base>
struct Long : Base {
  std::string members[20];
};
template <class Base>
struct Last final : Base {
  Mode mode : 1;
};

template <class Base>
constexpr bool never_sent =
    !Send<BeforeBits<Base>> && !Send<BeforeBitsAlone<Base>> && !Send<BeforeNoAddress<Base>> &&
    !Send<BeforeNoAddressAtAll<Base>> && !Send<BeforeString<Base>> && !Send<BeforeReferences<Base>> &&
    !Send<Alone<Base>> && !Send<BehindEmpty<Base>> && !Send<BeforeEmpty<Base>> && !Send<BehindEmptyWithInt<Base>> &&
    !Send<Nested<Base>> && !Send<Long<Base>> && !Send<Last<Base>>;
template <class Base>
constexpr bool never_shared =
    !Sync<BeforeBits<Base>> && !Sync<BeforeBitsAlone<Base>> && !Sync<BeforeNoAddress<Base>> &&
    !Sync<BeforeNoAddressAtAll<Base>> && !Sync<BeforeString<Base>> && !Sync<BeforeReferences<Base>> &&
    !Sync<Alone<Base>> && !Sync<BehindEmpty<Base>> && !Sync<BeforeEmpty<Base>> && !Sync<BehindEmptyWithInt<Base>> &&
    !Sync<Nested<Base>> && !Sync<Long<Base>> && !Sync<Last<Base>>;

// Bases whose constructors reject objects that convert to them, accept any type, or accept a type under a condition.
template <int>
struct Root {};
struct Refuses : NotSend {
  Refuses() = default;
  Refuses(const Refuses&);
  template <class U>
  Refuses(U&&) = delete;
};
struct RefusesByValue : NotSend {
  RefusesByValue();
  RefusesByValue(const RefusesByValue&);
  template <class U>
  RefusesByValue(U) = delete;
};
struct TakesAnything : NotSend {
  TakesAnything();
  template <class U>
  TakesAnything(U&&);
};
struct TakesByConst : NotSend {
  TakesByConst();
  template <class U>
  TakesByConst(const U&);
};
struct TakesNumbers : NotSend {
  TakesNumbers();
  template <class U>
    requires(std::is_convertible_v<U, int>)
  TakesNumbers(U&&);
};
struct TakesNumbersRefusesOthers : NotSend {
  TakesNumbersRefusesOthers();
  template <class U>
    requires(std::is_convertible_v<U, int>)
  TakesNumbersRefusesOthers(U&&);
  template <class U>
    requires(!std::is_convertible_v<U, int>)
  TakesNumbersRefusesOthers(U&&) = delete;
};
// The base of the base has the trait that the base lacks.
struct TakesItsRoot : Root<0> {
  TakesItsRoot();
  template <class U>
    requires(std::is_convertible_v<U, Root<0>>)
  TakesItsRoot(U&&);
  NotSend marker;
};
struct TakesTheRest : NotSend {
  TakesTheRest();
  TakesTheRest(...);
};
struct TakesExplicitly : NotSend {
  explicit TakesExplicitly(int);
};
struct TakesNothing : NotSend {
  TakesNothing() = delete;
};
struct StaysWhereItIs : NotSend {
  StaysWhereItIs();
  StaysWhereItIs(StaysWhereItIs&&) = delete;
};
struct ConstexprForwarding : NotSend {
  ConstexprForwarding();
  template <class U>
  constexpr ConstexprForwarding(U&& u) : text(static_cast<U&&>(u)) {}
  std::string text;
};
struct ConditionallyNoexcept : NotSend {
  ConditionallyNoexcept();
  template <class U>
    requires(!std::is_class_v<std::remove_cvref_t<U>>)
  ConditionallyNoexcept(U&& u) noexcept(noexcept(std::string(static_cast<U&&>(u))));
};
struct OwnBits : NotSend {
  Mode mode : 1;
};
struct Large : NotSend {
  int numbers[100];
};
struct HoldsMarker {
  [[no_unique_address]] NotSend marker;
};
template <class Derived>
struct Curious : NotSend {};
struct OfCurious : Curious<OfCurious> {
  Slot slots[2];
  Mode mode : 1;
};
static_assert(!Send<OfCurious>);
static_assert(never_sent<NotSend> && never_sent<Refuses> && never_sent<RefusesByValue> && never_sent<TakesAnything>);
static_assert(never_sent<TakesByConst> && never_sent<TakesNumbers> && never_sent<TakesNumbersRefusesOthers>);
static_assert(never_sent<TakesItsRoot> && never_sent<TakesTheRest> && never_sent<TakesExplicitly>);
static_assert(never_sent<StaysWhereItIs> && never_sent<ConstexprForwarding> && never_sent<ConditionallyNoexcept>);
static_assert(never_sent<OwnBits> && never_sent<Large> && never_sent<HoldsMarker> && never_sent<TakesNothing>);

struct OwnPointer {
  int* pointer;
};
struct OwnMutable {
  mutable int counter;
};
static_assert(never_sent<OwnPointer> && never_shared<OwnPointer> && never_shared<OwnMutable> && never_shared<NotSync>);

// A class with one base and members of its own has a trait if both have it.
struct Plain {
  Plain();
  Plain(const Plain&);
  template <class U>
  Plain(U&&) = delete;
};
}  // namespace
FEARLESS_UNSAFE_SEND(Plain);
FEARLESS_UNSAFE_SYNC(Plain);
namespace {
template <class Base>
constexpr bool passes = Send<BeforeString<Base>> && Sync<BeforeString<Base>> && Send<Alone<Base>> &&
                        Sync<Alone<Base>> && Send<Long<Base>> && Sync<Long<Base>>;
static_assert(passes<Empty> && passes<Alone<Empty>> && passes<Root<0>>);
#if defined(__clang__) || defined(__cpp_impl_reflection)
static_assert(Send<BeforeBits<Empty>> && Sync<BeforeBits<Empty>> && Send<BeforeNoAddress<Empty>>);
static_assert(passes<Plain> && Send<BeforeBits<Plain>> && Send<Last<Plain>>);
#endif
// A base that has a trait under a condition, or that leads back to the class.
struct Node;
struct Links {
  std::vector<std::unique_ptr<Node>> links;
};
struct Node : Links {};
struct BadNode;
struct BadLinks {
  std::vector<std::unique_ptr<BadNode>> links;
  int* pointer;
};
struct BadNode : BadLinks {};
static_assert(Send<Node> && !Send<BadNode> && !Sync<BadNode>);

static_assert(all_answer<BeforeNoAddressAtAll<Empty>, BeforeBits<Empty>, BeforeBits<Links>, BehindEmpty<OtherEmpty>,
                         BehindEmptyWithInt<OtherEmpty>, BehindEmpty<OwnBits>, Long<OwnPointer>>);

}  // namespace
