// SPDX-License-Identifier: MIT
// Remarks: how a compile-time evaluation records what it has found, for the overloads that __builtin_dump_struct calls.
#pragma once

#include <fearless/derive/members/dump_struct.hpp>

#if FEARLESS_DETAIL_DUMPS_STRUCTS

#include <fearless/derive/members/count/tables.hpp>

namespace fearless::derive {

// A remark is friend injection (stateful metaprogramming): the instantiation of MakeRemark defines a friend function
// that Remark only declares, and its return type records a list of types. An overload that the builtin calls can only
// answer one bit (by its noexcept), so types are passed on in this way. A remark also persists if the builtin fails at
// a later field, such as one whose class deletes `operator&`. (While a remark may still be made, it is looked up in a
// requires-expression: the compiler would cache the result of a concept.)
template <class Subject, auto... What>
struct Remark {
  friend consteval auto found(Remark);
};
template <class Remark, class... Found>
struct MakeRemark {
  friend consteval auto found(Remark) { return TypeList<Found...>{}; }
  static constexpr bool done = true;
};
template <class Remark>
concept Made = requires { found(Remark{}); };

}  // namespace fearless::derive

#endif
