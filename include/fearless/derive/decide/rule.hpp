// SPDX-License-Identifier: MIT
// The rule for a type: the first source that has an answer. The sources are the user's declaration, the table for the
// language's own types, a row, and the members.
#pragma once

#include <fearless/derive/decide/open.hpp>
#include <fearless/derive/decide/surface.hpp>

namespace fearless::derive {

// The whole rule. If the surface has an answer, the class is not opened.
template <class Trait, class T, class OnSurface>
struct WholeRule {
  using type = OnSurface;
};
#if FEARLESS_DETAIL_ONLY_READS
// For a tool whose compiler cannot inspect classes and produces no program (detail/language.hpp).
template <class Trait, class T>
struct WholeRule<Trait, T, Open> {
  using type = Always;
};
#else
template <class Trait, class T>
struct WholeRule<Trait, T, Open> : OpenRule<Trait, T> {};
#endif
template <class Trait, class T>
using Rule = typename WholeRule<Trait, T, SurfaceRule<Trait, T>>::type;

}  // namespace fearless::derive
