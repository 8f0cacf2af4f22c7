// SPDX-License-Identifier: MIT
// The rows of <span>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <span>

#include <fearless/std/shared/contiguous_iterator.ipp>

namespace fearless::rules {

namespace because {

/// The remedy for a std::span whose elements would be written by two threads.
struct what_a_span_lends {
  static constexpr const char* help =
      "give each thread of a scope a part of its own, for (auto& part : fearless::chunks_mut(v, n)) "
      "(fearless/lend.hpp); for reading take std::span<const %T>; or move the elements in, as a std::vector";
  static constexpr const char* anchor = "span";
};

}  // namespace because

// Why: it gives access to every element, as a reference does.
template <class T, std::size_t N>
struct row<std::span<T, N>> : kind::view<T> {
  using lent = because::what_a_span_lends;
};

}  // namespace fearless::rules
