// SPDX-License-Identifier: MIT
// The reason why a locale, and a class that holds one, are not Send.
#pragma once

#include <fearless/std/kinds.hpp>

namespace fearless::rules {

namespace because {
struct a_locale_shares_facets_of_hidden_types {
  static constexpr const char* text = "a locale shares facets, which may be of any class";
  static constexpr const char* help =
      "make it in the thread that uses it, or promise std::locale if no facet of your own is in it";
  static constexpr const char* anchor = "locale";
};
}  // namespace because

}  // namespace fearless::rules
