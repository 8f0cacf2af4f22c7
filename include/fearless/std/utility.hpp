// SPDX-License-Identifier: MIT
// The rows of <utility>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <utility>

#include <fearless/std/shared/pair.ipp>

namespace fearless::rules {

// Why: it holds nothing.
template <>
struct row<std::in_place_t> : kind::stateless {};
template <>
struct row<std::piecewise_construct_t> : kind::stateless {};

// Why: it holds nothing.
template <class T>
struct row<std::in_place_type_t<T>> : kind::stateless {};
template <std::size_t I>
struct row<std::in_place_index_t<I>> : kind::stateless {};

// Why: it holds nothing: its numbers are part of its type.
template <class T, T... I>
struct row<std::integer_sequence<T, I...>> : kind::stateless {};

}  // namespace fearless::rules
