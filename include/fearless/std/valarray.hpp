// SPDX-License-Identifier: MIT
// The rows of <valarray>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <valarray>

namespace fearless::rules {

// Why: it owns its elements.
template <class T>
struct row<std::valarray<T>> : kind::owner<Element<T>> {};

// Why: it consists of three numbers.
template <>
struct row<std::slice> : kind::value {};

namespace because {
struct copies_of_a_gslice_count_themselves_without_synchronisation {
  static constexpr const char* text = "copies of a gslice may share a count that is not synchronised";
  static constexpr const char* help = "send the numbers it is made of";
  static constexpr const char* anchor = "gslice";
};
}  // namespace because

// Why: with libstdc++ its copies share their numbers, with a reference count that is not synchronised.
template <>
struct row<std::gslice> : kind::never_because<because::copies_of_a_gslice_count_themselves_without_synchronisation> {};

// Why: it refers to elements of a valarray.
template <class T>
struct row<std::slice_array<T>> : kind::view<T> {};
template <class T>
struct row<std::gslice_array<T>> : kind::view<T> {};
template <class T>
struct row<std::mask_array<T>> : kind::view<T> {};
template <class T>
struct row<std::indirect_array<T>> : kind::view<T> {};

}  // namespace fearless::rules
