// SPDX-License-Identifier: MIT
// Remarks, by which what __builtin_dump_struct calls tells types.
#pragma once

#include <fearless/derive/members/dump_struct.hpp>

#if FEARLESS_DETAIL_DUMPS_STRUCTS

#include <fearless/derive/members/count/tables.hpp>

namespace fearless::derive {

// What was found out is kept by defining a function that was only declared. So types can be told, where an answer is
// one bit; and what was told before the builtin failed, as it does at a field whose address its class refuses, is not
// lost. (Whether something was told is asked in a requires-expression as long as it may still be: a concept would be
// remembered.)
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
