// SPDX-License-Identifier: MIT
// A source of members from outside the engine: a list by the user, or by a library such as Boost.Hana.
#pragma once

#include <fearless/derive/members/count/tables.hpp>

namespace fearless::derive {

// The members of T as they were listed. A bridge specialises it, with the static member
//   members()  TypeList of the declared types, bases included; or Never with the reason why the list is not accepted,
//              for example because it is incomplete
// and, if the list states which members are `mutable`, with
//   members_of_const()  the same as in a const T, where only `mutable` members and references lack the const
// The primary template is not defined: it means that there is no list.
template <class T>
struct Listing;

template <class T>
concept Listed = requires { Listing<T>::members(); };

}  // namespace fearless::derive
