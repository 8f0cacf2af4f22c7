// SPDX-License-Identifier: MIT
// The rows of <tuple>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <tuple>

namespace fearless::rules {

// Why: it consists of its elements, which are assigned one by one.
template <class... T>
struct row<std::tuple<T...>> : kind::memberwise<T...> {};

}  // namespace fearless::rules
