// SPDX-License-Identifier: MIT
// The rows of <bitset>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <bitset>

namespace fearless::rules {

// Why: it owns its bits. Several bits share a word, so writing different bits races.
template <std::size_t N>
struct row<std::bitset<N>> : kind::value {};

}  // namespace fearless::rules
