// SPDX-License-Identifier: MIT
// The language's own types, row by row of the table in docs/architecture.md.
#include <cstddef>

#include <fearless/marker.hpp>

namespace {

using fearless::Send, fearless::Static, fearless::Sync, fearless::ThreadSafe;

enum class Colour { red };
enum Old { one };
struct Owner {
  int value;
  void run();
};

template <class... T>
constexpr bool plain_values = ((Send<T> && Sync<T> && Static<T> && !ThreadSafe<T>) && ...);
static_assert(plain_values<int, bool, char, double, long double, unsigned long long, wchar_t, char8_t>);
static_assert(plain_values<Colour, Old, std::nullptr_t, std::byte>);
static_assert(plain_values<void (*)(), int (*)(Owner&), void (*)() noexcept, int Owner::*, void (Owner::*)()>);
static_assert(plain_values<void, void(), int(Owner&)>);
static_assert(plain_values<void (&)(), int (&&)()>);
__extension__ using Wide = __int128;
static_assert(plain_values<Wide, __attribute__((vector_size(16))) int>);

template <class... T>
constexpr bool raw_pointers = ((!Send<T> && !Sync<T> && Static<T> && !ThreadSafe<T>) && ...);
static_assert(raw_pointers<int*, const int*, void*, int**, void (**)(), Owner*, int (*)[3], volatile int*>);

// Send and Sync of a reference require an object that several threads may modify at the same time; of a const
// reference, one that they may read at the same time.
static_assert(!Send<int&> && !Sync<int&> && !Static<int&> && !ThreadSafe<int&>);
static_assert(!Send<int&&> && !Sync<int&&> && !Static<int&&>);
static_assert(Send<const int&> && Sync<const int&> && !Static<const int&> && ThreadSafe<const int&>);
static_assert(!Send<int* const&> && !Sync<int* const&>);
static_assert(!Send<volatile int&>);

static_assert(Send<const int> && Sync<const int> && Static<const int> && ThreadSafe<const int>);
static_assert(Send<volatile int> && Sync<volatile int> && !ThreadSafe<volatile int>);
static_assert(Sync<const volatile int> && ThreadSafe<const volatile int>);
static_assert(!Send<int* const> && !ThreadSafe<int* const>);

static_assert(Send<int[3]> && Sync<int[3]> && Static<int[3]> && !ThreadSafe<int[3]> && ThreadSafe<const int[3]>);
static_assert(Send<int[]> && Send<int[2][3]> && !Send<int* [3]> && !Sync<int* [2][3]>);

// The markers.
using fearless::NotSend, fearless::NotSync, fearless::PhantomData;
static_assert(!Send<NotSend> && Sync<NotSend> && Static<NotSend>);
static_assert(Send<NotSync> && !Sync<NotSync> && Static<NotSync> && !ThreadSafe<NotSync>);
static_assert(!Send<PhantomData<int&>> && !Sync<PhantomData<int&>> && !Static<PhantomData<int&>>);
static_assert(Send<PhantomData<int>> && Sync<PhantomData<int>> && Static<PhantomData<int>>);
static_assert(!ThreadSafe<PhantomData<int>> && ThreadSafe<PhantomData<const int>>);

}  // namespace
