// SPDX-License-Identifier: MIT
// The rows of <ios>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <ios>

#include <fearless/std/shared/mbstate.ipp>
#include <fearless/std/shared/streams.ipp>

namespace fearless::rules {

// Why: its copies share an immutable text, with a synchronised reference count.
template <>
struct row<std::ios_base::failure> : kind::value {};

// Why: it keeps the standard streams alive, with a synchronised count.
template <>
struct row<std::ios_base::Init> : kind::stateless {};

}  // namespace fearless::rules
