// SPDX-License-Identifier: MIT
// The rows of <span>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <span>

#include <fearless/std/shared/contiguous_iterator.ipp>

namespace fearless::rules {

// Why: it gives access to every element, as a reference does.
template <class T, std::size_t N>
struct row<std::span<T, N>> : kind::view<T> {};

}  // namespace fearless::rules
