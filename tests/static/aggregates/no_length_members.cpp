// SPDX-License-Identifier: MIT
// Classes that end in an array without a length, as members: without a name, and in lists.
#pragma GCC diagnostic ignored "-Wpedantic"
#include <cstddef>
#include <string>
#include <tuple>
#include <type_traits>

#include <fearless/marker.hpp>
#include <fearless/members.hpp>
#include <fearless/std.hpp>

#include "answers.hpp"

namespace {

using fearless::NotSend, fearless::Send, fearless::Static, fearless::Sync;

using test::answers, test::refused, test::fine;

struct Header {
  int n;
};
// Classes without a name.
struct OpenUnnamed {
  int n;
  struct {
    std::string text;
    __extension__ int* last[];
  } last;
};
struct OpenUnnamedNumbers {
  int n;
  struct {
    long n;
    __extension__ char last[];
  } last;
};
struct OnlyOpenUnnamed {
  __extension__ int first[0];
  struct {
    __extension__ int* last[];
  } last;
};
static_assert(refused<OpenUnnamed, OnlyOpenUnnamed> && answers<OpenUnnamedNumbers>);
// Nothing but an array without a length beside what the bases hold, or in a member: GCC before 15 accepts such a class
// only behind an array of length 0.
struct Nothing {};
struct DerivedHeader : Header {};
struct OpenBehindHeader {
  __extension__ int first[0];
  struct : Header {
    __extension__ int* last[];
  } last;
};
struct OpenBehindDerivedHeader {
  __extension__ int first[0];
  struct : DerivedHeader {
    __extension__ NotSend last[];
  } last;
};
struct OpenBehindNothing {
  __extension__ int first[0];
  struct : Nothing {
    __extension__ int* last[];
  } last;
};
struct NumbersBehindNothing {
  __extension__ int first[0];
  struct : Nothing {
    __extension__ char last[];
  } last;
};
struct OpenInUnnamed {
  __extension__ int first[0];
  struct {
    struct : Header {
      __extension__ int* last[];
    } last;
  } last;
};
static_assert(refused<OpenBehindHeader, OpenBehindNothing, OpenInUnnamed> && answers<NumbersBehindNothing>);
static_assert(!Send<OpenBehindDerivedHeader> && answers<OpenBehindDerivedHeader>);
struct UnnamedDerived {
  int n;
  struct : DerivedHeader {
  } last;
};
struct UnnamedWithEmptyBase {
  int n;
  struct : Nothing {
    int n;
  } last;
};
static_assert(fine<UnnamedDerived, UnnamedWithEmptyBase>);

// Classes that end in an array without a length, as members and bases of listed ones, whose list the layout proves. GCC
// accepts no member behind them. (Clang accepts none of them as a base.)
#if !defined(__clang__)
class EndsOpen {
  long number_;
  __extension__ int open_[];

 public:
  EndsOpen();
  FEARLESS_MEMBERS(number_, open_)
};
class FinalEndsOpen final {
  int number_;
  __extension__ int open_[];

 public:
  FinalEndsOpen();
  FEARLESS_MEMBERS(number_, open_)
};
class PointerEndsOpen {
  int number_;
  __extension__ int* open_[];

 public:
  PointerEndsOpen();
  FEARLESS_MEMBERS(number_, open_)
};
struct HasLong {
  long number;
};
class UnlistedEndsOpen : HasLong {
  int* pointer_;
  __extension__ int open_[];

 public:
  UnlistedEndsOpen();
};
// A program's std::tuple_size that needs a complete class wherever one is named.
struct HasNoSuchBase {};
}  // namespace
template <class T>
  requires std::is_base_of_v<HasNoSuchBase, T>
struct std::tuple_size<T> : std::integral_constant<std::size_t, 1> {};
namespace {
template <class Last>
class LastEndsOpen : Header {
  int number_;
  Last last_;
  FEARLESS_BASES_AND_MEMBERS((Header), number_, last_)
};
struct HasTwo {
  long numbers[2];
};
template <class Base>
class FromEndsOpen : HasTwo, Base {
  FEARLESS_BASES_AND_MEMBERS((HasTwo, Base))
};
static_assert(Send<EndsOpen>);
static_assert(Send<LastEndsOpen<EndsOpen>> && Send<LastEndsOpen<FinalEndsOpen>>);
static_assert(!Send<LastEndsOpen<PointerEndsOpen>> && !Send<LastEndsOpen<UnlistedEndsOpen>>);
static_assert(!Send<FromEndsOpen<PointerEndsOpen>> && !Send<FromEndsOpen<UnlistedEndsOpen>>);
static_assert(Send<FromEndsOpen<EndsOpen>>);
class LeftOutEndsOpen : Header {
  int* pointer_;
  EndsOpen last_;
  FEARLESS_BASES_AND_MEMBERS((Header), last_)
};
static_assert(!Send<LeftOutEndsOpen>);
// The bytes of a base are without those of its virtual base, at whose place a member may be.
struct HasVirtualBase : virtual Header {
  char small;
};
struct BehindVirtualBase : HasVirtualBase {};
static_assert(fearless::detail::base_size<HasVirtualBase>() == sizeof(void*) + 1);
static_assert(fearless::detail::base_size<BehindVirtualBase>() == sizeof(void*) + 1);
#endif

}  // namespace
