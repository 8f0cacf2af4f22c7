// SPDX-License-Identifier: MIT
// The rows of <string_view>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <string_view>

#include <fearless/std/shared/char_traits.ipp>

namespace fearless::rules {

// Why: it reads characters that it does not own.
template <class C, class Traits>
struct row<std::basic_string_view<C, Traits>> : kind::view<const C> {};

}  // namespace fearless::rules
