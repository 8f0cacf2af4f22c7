// SPDX-License-Identifier: MIT
// The conditions of a rule, as in `if_send<T>`. A header with rows needs no other part of the engine.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/derive/answer/obligation.hpp>

namespace fearless {

namespace traits {
using namespace rules;
struct Send;
struct Sync;
struct Static;
struct ThreadSafe;
}  // namespace traits

namespace detail {
// Whether the function that a callable of the class F calls is decided at run time, so that its class tells nothing
// about it. Specialised next to such a class.
template <class F>
inline constexpr bool calls_any_function = false;
}  // namespace detail

/// The condition that every T is Send, for a rule or a declaration.
template <class... T>
inline constexpr rules::IfAll<rules::Obligation<traits::Send, T>...> if_send{};
/// The condition that every T is Sync, for a rule or a declaration.
template <class... T>
inline constexpr rules::IfAll<rules::Obligation<traits::Sync, T>...> if_sync{};
/// The condition that every T is Static, for a rule or a declaration.
template <class... T>
inline constexpr rules::IfAll<rules::Obligation<traits::Static, T>...> if_static{};
/// The condition that every T is ThreadSafe, for a rule or a declaration.
template <class... T>
inline constexpr rules::IfAll<rules::Obligation<traits::ThreadSafe, T>...> if_thread_safe{};

}  // namespace fearless
