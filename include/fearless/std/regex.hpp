// SPDX-License-Identifier: MIT
// The rows of <regex>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <regex>

#include <fearless/std/shared/allocator.ipp>
#include <fearless/std/shared/contiguous_iterator.ipp>
#include <fearless/std/shared/locale_reason.ipp>

namespace fearless::rules {

// Why: it holds a locale.
template <class C>
struct row<std::regex_traits<C>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};

// Why: it holds its traits and their locale, and its copies share them.
template <class C, class Traits>
struct row<std::basic_regex<C, Traits>> : kind::sharer<Traits, typename Traits::locale_type> {};

// Why: it consists of two iterators and a flag that records whether they matched.
template <class I>
struct row<std::sub_match<I>> : kind::owner<I> {};

// Why: it owns matches, which are iterators.
template <class I, class A>
struct row<std::match_results<I, A>> : kind::container<A, detail::Allocates<std::sub_match<I>>, I> {};

// Why: it holds matches, and refers to a regular expression.
template <class I, class C, class Traits>
struct row<std::regex_iterator<I, C, Traits>> : kind::view<const std::basic_regex<C, Traits>, I> {};
template <class I, class C, class Traits>
struct row<std::regex_token_iterator<I, C, Traits>> : kind::view<const std::basic_regex<C, Traits>, I> {};

// Why: its copies share an immutable text, with a synchronised reference count.
template <>
struct row<std::regex_error> : kind::value {};

}  // namespace fearless::rules
