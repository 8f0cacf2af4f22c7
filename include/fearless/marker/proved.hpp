// SPDX-License-Identifier: MIT
// Whether this compiler has seen that a type has a trait: what a choice between two ways has to ask instead of the
// trait.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/marker.hpp>

namespace fearless::detail {

// Where Clang checks a file before g++ compiles it (docs/check-with-clang.md), g++ grants every trait to a class that
// it cannot look into. A refusal may be left to Clang like that; a choice may not, since g++ would choose what Clang
// has not checked. So what was granted unseen counts as no here. A class that is reached through an indirection and
// would have to be opened counts as no there, too, since it may lead to one that cannot be.
#if !FEARLESS_DETAIL_DUMPS_STRUCTS && (defined(FEARLESS_CHECKED_BY_CLANG) || defined(FEARLESS_UNSAFE_TRUST_CLOSURES))
template <class Answer>
inline constexpr bool proved_by = std::is_same_v<Answer, Always>;
template <class Trait, class T>
inline constexpr bool proved = proved_by<derive::Rule<Trait, T>>;
template <class T>
inline constexpr bool proved<derive::Unverified, T> = false;
template <class Trait, class T>
inline constexpr bool proved<Trait, Element<T>> = derive::verdict<Trait, Element<T>> == derive::Verdict::yes;
template <class Trait, class T>
inline constexpr bool proved<Trait, Pointee<T>> = derive::verdict<Trait, Pointee<T>> == derive::Verdict::yes;
template <class... Trait, class... T>
inline constexpr bool proved_by<IfAll<Obligation<Trait, T>...>> = (proved<Trait, T> && ...);
#else
template <class Trait, class T>
inline constexpr bool proved = has_trait<Trait, T>;
#endif

// Whether T is proved to be ThreadSafe.
template <class T>
inline constexpr bool proved_thread_safe = proved<traits::ThreadSafe, T>;

}  // namespace fearless::detail
