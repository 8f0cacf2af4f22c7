// SPDX-License-Identifier: MIT
// The rows of <scoped_allocator>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <scoped_allocator>

#include <fearless/std/shared/allocator.ipp>

namespace fearless::rules {

// Why: it consists of its allocators.
template <class Outer, class... Inner>
struct row<std::scoped_allocator_adaptor<Outer, Inner...>> : kind::owner<Outer, Inner...> {};

}  // namespace fearless::rules
