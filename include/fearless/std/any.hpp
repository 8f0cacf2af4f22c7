// SPDX-License-Identifier: MIT
// The rows of <any>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <any>

namespace fearless::rules {

namespace because {
struct an_any_hides_what_it_holds {
  static constexpr const char* text = "a std::any hides what it holds";
  static constexpr const char* help = "use std::variant, or fearless::Box of the type";
  static constexpr const char* anchor = "any";
};
}  // namespace because

// Why: the type of the value that it holds is hidden, and so is what that value refers to.
template <>
struct row<std::any> : kind::never_because<because::an_any_hides_what_it_holds> {};

// Why: it has no state; only its type carries information.
template <>
struct row<std::bad_any_cast> : kind::value {};

}  // namespace fearless::rules
