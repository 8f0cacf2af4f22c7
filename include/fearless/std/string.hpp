// SPDX-License-Identifier: MIT
// The rows of <string>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <string>

#include <fearless/std/shared/allocator.ipp>
#include <fearless/std/shared/char_traits.ipp>
#include <fearless/std/shared/contiguous_iterator.ipp>

namespace fearless::rules {

// Why: it owns its characters.
template <class C, class Traits, class A>
struct row<std::basic_string<C, Traits, A>> : kind::container<A, detail::Allocates<C>, Element<C>> {};

}  // namespace fearless::rules
