// SPDX-License-Identifier: MIT
// Extensions of compilers: arrays of length 0 or without a length, and other types that the traits of <type_traits> do
// not know. The answer for an array without elements is that of its element type, or a refusal if the compiler does not
// show the array.
#pragma GCC diagnostic ignored "-Wpedantic"
#if !defined(__clang__)  // GCC warns of a std::va_list wherever it is an argument of a template
#pragma GCC diagnostic ignored "-Wattributes"
#endif
#include <cstdarg>
#include <memory>
#include <string>
#include <vector>

#include <fearless/marker.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>

#include "answers.hpp"

namespace {

using fearless::NotSend, fearless::Rc, fearless::Send, fearless::Static, fearless::Sync, fearless::ThreadSafe;

using test::answers, test::refused, test::fine;
template <class... T>
constexpr bool values = ((Send<T> && Sync<T> && Static<T> && !ThreadSafe<T>) && ...);

__extension__ typedef int* Pointers[0];
__extension__ typedef int* PointersInRows[0][3];
__extension__ typedef int* PointersInNoRows[3][0];
__extension__ typedef NotSend Markers[0];
__extension__ typedef int Numbers[0];
__extension__ typedef int NumbersInRows[3][0];
__extension__ typedef const int Constants[0];
static_assert(refused<Pointers, PointersInRows, PointersInNoRows, const Pointers> && Static<Pointers>);
static_assert(!Send<Markers> && !Send<const Markers> && Sync<Markers>);
static_assert(values<Numbers, NumbersInRows> && ThreadSafe<Constants>);

struct Header {
  int count;
};
struct Table : Header {
  __extension__ int* entries[0];
};
struct Marked : Header {
  __extension__ NotSend marker[0];
};
struct Open : Header {
  __extension__ int* entries[];
};
static_assert(refused<Table, Open> && !Send<Marked> && answers<Marked>);

// Behind other members, between them and before them.
template <class T>
struct Last {
  int n;
  __extension__ T last[0];
};
template <class T>
struct LastOpen {
  int n;
  __extension__ T last[];
};
template <class T>
struct LastOfText {
  std::string text;
  __extension__ T last[0];
};
template <class T>
struct OpenBehindText {
  std::string text;
  __extension__ T last[];
};
template <class T>
struct BehindArray {
  int n[2];
  __extension__ T last[0];
};
template <class T>
struct TwoLast {
  std::string text;
  __extension__ char none[0];
  __extension__ T last[0];
};
template <class T>
struct First {
  __extension__ T first[0];
  std::string text;
};
template <class T>
struct Between {
  std::string text;
  __extension__ T between[0];
  int n[2];
};
template <class T>
struct BehindEight {
  long a, b, c, d, e, f, g, h;
  __extension__ T last[0];
};
template <class T>
struct BehindReference {
  const std::string& text;
  __extension__ T last[];
};
static_assert(fine<Last<char>, LastOpen<char>, LastOfText<char>, OpenBehindText<char>, BehindArray<int>>);
static_assert(fine<TwoLast<int>, BehindEight<int>> && Sync<BehindReference<int>> && !Static<BehindReference<int>>);
static_assert(answers<First<char>> && answers<Between<char>>);
template <class T>
constexpr bool none_passes = refused<Last<T>, LastOpen<T>, LastOfText<T>, OpenBehindText<T>, BehindArray<T>, TwoLast<T>,
                                     First<T>, Between<T>, BehindEight<T>, BehindReference<T>>;
static_assert(none_passes<int*> && none_passes<const char*> && none_passes<void* const>);
static_assert(refused<Last<Rc<int>>, LastOfText<Rc<int>>, BehindArray<Rc<int>>, First<Rc<int>>, Between<Rc<int>>>);
static_assert(!Send<Last<NotSend>> && !Send<LastOpen<NotSend>> && !Send<LastOfText<NotSend>> &&
              !Send<OpenBehindText<NotSend>> && !Send<First<NotSend>> && !Send<Between<NotSend>>);
struct OnlyOne {
  __extension__ int* first[0];
  int n;
};
struct OnlyCharacters {
  __extension__ char first[0];
};
struct Final final {
  std::string text;
  __extension__ int* last[0];
};
class Private {
  [[maybe_unused]] char n_;
  __extension__ int* last_[0];
};
struct HoldsTable {
  Table tables[2];
  std::string text;
};
union Either {
  int n;
  __extension__ int* last[0];
};
static_assert(refused<OnlyOne, Final, Private, HoldsTable, Either> && answers<OnlyCharacters>);
// Arrays that have a length, but whose elements have no size; and classes that hold them.
struct Rows {
  int n;
  __extension__ int* rows[3][0];
};
struct RowsOfText {
  std::string text;
  __extension__ int* rows[3][0];
};
struct NoRows {
  int n;
  __extension__ int* rows[0][3];
};
struct OnlyPointers {
  __extension__ int* pointers[0];
};
struct HoldsOnes {
  int n;
  OnlyPointers ones[3];
};
struct HoldsOnesFirst {
  OnlyPointers ones[2][2];
  int n;
};
struct HoldsOnesAndText {
  std::string text;
  int n;
  OnlyPointers ones[3];
};
struct HoldsRows {
  long n;
  Rows rows;
};
struct RowsOfNumbers {
  int n;
  __extension__ int rows[3][0];
};
static_assert(refused<Rows, RowsOfText, NoRows, OnlyPointers, HoldsOnes, HoldsOnesFirst, HoldsOnesAndText, HoldsRows>);
static_assert(refused<int* [3][0], Rows[2], OnlyPointers[0], OnlyPointers[3]> && answers<RowsOfNumbers>);
// A final class, from which none is derived; and a class with more elements than probes are tried.
template <class T>
struct FinalOpen final {
  int n;
  __extension__ T last[];
};
template <class T>
struct FinalOpenBehindText final {
  std::string text;
  __extension__ T last[];
};
template <class T>
struct FinalFirst final {
  __extension__ T first[0];
  std::string text;
};
template <class T>
struct OpenBehindMany {
  int many[2000];
  __extension__ T last[];
};
static_assert(refused<FinalOpen<int*>, FinalOpenBehindText<int*>, FinalFirst<int*>, OpenBehindMany<int*>>);
static_assert(answers<FinalOpen<int>> && answers<FinalOpenBehindText<int>> && answers<OpenBehindMany<int>>);

// Several arrays of length 0 in a row, beside members that are hard to count.
struct InRows {
  double a[3][0];
  int b;
  int& c;
  int* d[0][4];
};
struct BitsInRows {
  mutable bool a : 1;
  mutable int* b[4];
  struct {
    mutable int c : 3;
  } d[0][2];
};
static_assert(refused<InRows, BitsInRows> && !Static<InRows>);

// `va_list` leads to the arguments of a variadic function.
struct Arguments {
  std::va_list list;
};
struct DerivedArguments : Arguments {
  int n;
};
class PrivateArguments {
  std::va_list list_;
};
struct ManyArguments {
  int n;
  std::va_list list[2];
};
struct ToArguments {
  std::va_list& list;
};
static_assert(refused<std::va_list, const std::va_list, std::va_list[2], std::va_list*, Arguments, ManyArguments>);
static_assert(refused<DerivedArguments, PrivateArguments, ToArguments> && !Send<std::va_list&>);

// An array without a length accepts what the arrays before it leave over. Their elements must not be counted as
// members.
struct LengthlessBehindArray {
  int n;
  int (&reference)[1];
  int numbers[5];
  __extension__ char text[];
};
struct LengthlessRowsBehindArray {
  int n;
  int&& reference;
  int numbers[5];
  void (&first)(int);
  void (&second)(int);
  __extension__ char text[][2];
};
struct LengthlessBehindPointers {
  int (&reference)[1];
  int* pointers[5];
  __extension__ char text[];
};
struct LengthlessBehindText {
  std::string text;
  int numbers[5];
  std::string texts[2];
  __extension__ char last[];
};
static_assert(refused<LengthlessBehindArray, LengthlessRowsBehindArray, LengthlessBehindPointers>);
static_assert(fine<LengthlessBehindText>);

// A compiler's own number types are values.
__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 UnsignedWide;
__extension__ typedef _Complex double Complex;
__extension__ typedef _Complex int ComplexNumber;
using Numbers4 = int __attribute__((vector_size(16)));
using Numbers1 = signed char __attribute__((vector_size(1)));
using Fractions8 = double __attribute__((vector_size(64)));
static_assert(values<Wide, UnsignedWide, Complex, ComplexNumber, Numbers4, Numbers1, Fractions8, char8_t>);
#if defined(__SIZEOF_FLOAT128__)
__extension__ typedef __float128 Quadruple;
static_assert(values<Quadruple>);
#endif
#if !defined(__clang__)
typedef float Decimal32 __attribute__((mode(SD)));
typedef float Decimal64 __attribute__((mode(DD)));
typedef float Decimal128 __attribute__((mode(TD)));
static_assert(values<Decimal32, Decimal64, Decimal128>);
#if __GNUC__ >= 13
__extension__ typedef __bf16 Brain;
static_assert(values<_Float16, _Float32, _Float64, _Float128, _Float32x, _Float64x, Brain>);
#endif
#endif

// An array without a length after empty classes only, or after a class whose data are in its bases: GCC accepts no
// class that is derived from one.
struct EmptyThenAny {
  struct Empty {
  } empty;
  int* pointers[];
};
struct TwoEmptyThenAny {
  struct First {
  } first;
  struct Second {
  } second;
  const int* pointers[];
};
struct OneThenAny {
  char one;
  int* pointers[];
};
static_assert(refused<EmptyThenAny, TwoEmptyThenAny, OneThenAny>);
struct HasData {
  std::vector<int> numbers;
};
struct DataInBase : HasData {};
template <class First, class Last>
struct ThenOpen {
  First first;
  Last last[];
};
template <class First, class Last>
struct ThenOpenFinal final {
  First first;
  Last last[];
};
template <class First>
constexpr bool precedes_open =
    fine<ThenOpen<First, int>, ThenOpenFinal<First, int>> &&
    refused<ThenOpen<First, int*>, ThenOpenFinal<First, int*>> && !Send<ThenOpen<First, NotSend>> &&
    !Send<ThenOpenFinal<First, NotSend>> && Sync<ThenOpen<First, NotSend>>;
static_assert(precedes_open<std::vector<int>> && precedes_open<std::string> && precedes_open<std::vector<std::string>>);
static_assert(precedes_open<EmptyThenAny::Empty> && precedes_open<HasData> && precedes_open<DataInBase>);
static_assert(precedes_open<char> && precedes_open<std::string[2]>);
static_assert(refused<ThenOpen<std::shared_ptr<int>, int>, ThenOpen<std::shared_ptr<int>, int*>>);

}  // namespace
