// SPDX-License-Identifier: MIT
// FEARLESS_UNSAFE_WARN_ONLY: a refused call compiles, with a warning that says what the error would say.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/marker.hpp>

// FEARLESS_UNSAFE_WARN_ONLY is a macro that a project defines for translation units that are not converted yet. In
// these units, a call that lacks a trait is accepted with a warning (docs/adopting.md). What a type is does not change:
// the concepts, `is_send_v` and the like answer as ever.
//
// Units with and without the macro may be linked together. A call that is accepted has the same machine code in both. A
// call that would be refused is instantiated only where the macro is defined, since elsewhere it does not compile.
#if defined(FEARLESS_UNSAFE_WARN_ONLY)
#define FEARLESS_DETAIL_WARNS_ONLY true
#else
#define FEARLESS_DETAIL_WARNS_ONLY false
#endif

#if FEARLESS_DETAIL_WARNS_ONLY

namespace fearless::derive {
template <class Requirement>
struct Printed;
}  // namespace fearless::derive

// A compiler shows no warning of a header that it considers a system header, as all headers in /usr/include are. The
// line after the pragma ends that for this file, so that the warning is never lost. (It would be a warning itself if it
// stood in a file of the user.)
#pragma GCC system_header
# 33 "fearless/marker/warn_only.hpp"
// The pragma also overrides options such as -Werror and -Wno-unused-result.
#pragma GCC diagnostic push
#if defined(__clang__)
#pragma GCC diagnostic warning "-Wdeprecated-declarations"
#else
#pragma GCC diagnostic warning "-Wunused-result"
#endif

namespace fearless::rules {

/// The `Refusal` of a requirement that is not met, where FEARLESS_UNSAFE_WARN_ONLY is defined.
template <class Requirement>
struct unmet {};

// A compiler's warning about this function has its name, and so the text of the refusal. Clang gives no name if a
// result is not used. GCC 15 and newer warn only once that a place uses what is deprecated.
template <class Refusal>
#if defined(__clang__)
[[deprecated("fearless refuses this, and FEARLESS_UNSAFE_WARN_ONLY lets it pass")]]
#else
[[nodiscard("fearless refuses this, and FEARLESS_UNSAFE_WARN_ONLY lets it pass")]]
#endif
constexpr bool only_warned() {
  return true;
}

// Not in the initialiser below: g++ does not warn there.
template <class Requirement>
consteval bool warned() {
  only_warned<typename derive::Printed<Requirement>::type>();
  return true;
}
template <class Requirement>
inline constexpr bool accepted<unmet<Requirement>> = warned<Requirement>();

}  // namespace fearless::rules

#pragma GCC diagnostic pop
#endif
