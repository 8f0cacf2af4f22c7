// SPDX-License-Identifier: MIT
// The rows of <initializer_list>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <initializer_list>

namespace fearless::rules {

// Why: it gives access to every element, as a const reference does.
template <class T>
struct row<std::initializer_list<T>> : kind::view<const T> {};

}  // namespace fearless::rules
