// SPDX-License-Identifier: MIT
// The rows of <locale>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <locale>

#include <fearless/std/shared/locale_reason.ipp>

namespace fearless::rules {

// Why: its copies share immutable facets, but a facet may be of a user-defined class with any state.
template <>
struct row<std::locale> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};

// Why: a locale's facet may be of any class derived from it, and is shared.
template <>
struct row<std::locale::facet> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C>
struct row<std::collate<C>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C>
struct row<std::collate_byname<C>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C>
struct row<std::ctype<C>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C>
struct row<std::ctype_byname<C>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C>
struct row<std::messages<C>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C>
struct row<std::messages_byname<C>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C>
struct row<std::numpunct<C>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C>
struct row<std::numpunct_byname<C>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C, bool International>
struct row<std::moneypunct<C, International>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C, bool International>
struct row<std::moneypunct_byname<C, International>>
    : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C, class I>
struct row<std::money_get<C, I>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C, class I>
struct row<std::money_put<C, I>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C, class I>
struct row<std::num_get<C, I>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C, class I>
struct row<std::num_put<C, I>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C, class I>
struct row<std::time_get<C, I>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C, class I>
struct row<std::time_get_byname<C, I>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C, class I>
struct row<std::time_put<C, I>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C, class I>
struct row<std::time_put_byname<C, I>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C, class External, class State>
struct row<std::codecvt<C, External, State>> : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};
template <class C, class External, class State>
struct row<std::codecvt_byname<C, External, State>>
    : kind::never_because<because::a_locale_shares_facets_of_hidden_types> {};

// Why: it is the number of a kind of facet, which only the library reads.
template <>
struct row<std::locale::id> : kind::synchronized {};

// Why: it names numbers and types, and holds nothing.
template <>
struct row<std::ctype_base> : kind::stateless {};
template <>
struct row<std::codecvt_base> : kind::stateless {};
template <>
struct row<std::messages_base> : kind::stateless {};
template <>
struct row<std::money_base> : kind::stateless {};
template <>
struct row<std::time_base> : kind::stateless {};

}  // namespace fearless::rules
