// SPDX-License-Identifier: MIT
// Which answer applies to a type: the first that is there of the user's word, the language's table, a row and the
// members.
#pragma once

#include <fearless/derive/decide/open.hpp>
#include <fearless/derive/decide/surface.hpp>

namespace fearless::derive {

// The whole rule, of which only the surface is looked at where that is enough.
template <class Trait, class T, class OnSurface>
struct WholeRule {
  using type = OnSurface;
};
#if FEARLESS_DETAIL_ONLY_READS
// A tool whose compiler cannot look into classes, and which makes no program.
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
