// SPDX-License-Identifier: MIT
// Whether this compiler has proved that a type has a trait. A choice between two implementations must ask this instead
// of the trait.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/marker.hpp>

namespace fearless::detail {

// If Clang checks a file before GCC compiles it (docs/check-with-clang.md), GCC grants every trait to a class that it
// cannot inspect. A refusal may be left to Clang in this way. A choice may not: GCC would choose an implementation that
// Clang did not choose and so did not check. So a trait that was granted without a check counts as no here. A class
// behind an indirection that would have to be opened counts as no as well, because it may lead to a class that cannot
// be inspected.
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
