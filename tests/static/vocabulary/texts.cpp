// SPDX-License-Identifier: MIT
// The text of a refusal compiles, whatever the type: a concept that is not satisfied makes it here.
#include <fearless/boxed.hpp>
#include <fearless/members.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/thread.hpp>

#include <cstddef>

namespace {

using fearless::Rc;
using fearless::Send;
using fearless::Sync;
using fearless::ThreadSafe;

// The arguments of a template may live in raw storage; they precede the members, and are none.
template <class T>
struct StaticVector {
  alignas(T) std::byte data[4][sizeof(T)];
  std::size_t size = 0;
  ~StaticVector() {}
};
static_assert(!Send<StaticVector<int*>> && !Send<StaticVector<Rc<int>>>);
template <class T>
struct StaticList : StaticVector<int> {
  T* first;
};
static_assert(!Send<StaticList<int>>);

// No reference can be bound to a volatile member that is a bit-field or in a packed class.
struct VolatileBits {
  volatile int bits : 3;
  int* pointer;
};
struct VolatileBitsLast {
  volatile int numbers[2];
  int* pointer;
  const volatile unsigned long long bits : 40;
};
struct __attribute__((packed)) PackedVolatile {
  char letter;
  volatile int* pointer;
  volatile long number;
};
struct BehindVolatileBits : VolatileBits {
  int* another;
};
static_assert(!Send<VolatileBits> && !ThreadSafe<VolatileBits> && !Send<VolatileBitsLast>);
static_assert(!Send<PackedVolatile> && !ThreadSafe<PackedVolatile> && !Send<BehindVolatileBits>);
struct HasData {
  int data;
};
class ListsVolatileBits : HasData {
 public:
  explicit ListsVolatileBits(int);

 private:
  volatile int bits_ : 3;
  int* pointer_;
  FEARLESS_BASES_AND_MEMBERS((HasData), bits_, pointer_)
};
static_assert(!Send<ListsVolatileBits> && !ThreadSafe<ListsVolatileBits>);

// Nor can the address be taken of a member whose class forbids it.
struct Unaddressable {
  int* pointer;
  void operator&() const = delete;
};
struct HoldsUnaddressable {
  int number;
  Unaddressable member;
};
static_assert(!Send<Unaddressable> && !Send<HoldsUnaddressable>);

// The path to what is refused may lead back to where it began.
struct LeadsBack {
  template <class Value>
  constexpr LeadsBack(Value&& value) : bits(static_cast<Value&&>(value)) {}
  int bits : 1;
  fearless::Box<LeadsBack> next;
};
constexpr bool leads_back[]{Send<LeadsBack>, Sync<LeadsBack>, fearless::Static<LeadsBack>, ThreadSafe<LeadsBack>};
static_assert(!leads_back[3]);

}  // namespace
