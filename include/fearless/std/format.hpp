// SPDX-License-Identifier: MIT
// The rows of <format>, where the library has it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#if __has_include(<format>)
#include <format>
#endif

#ifdef __cpp_lib_format
namespace fearless::rules {

namespace because {
struct arguments_of_a_format_hide_what_they_refer_to {
  static constexpr const char* text = "the arguments of a format hide what they refer to";
  static constexpr const char* help = "format the text, and send that";
  static constexpr const char* anchor = "format-arguments";
};
}  // namespace because

// Why: it refers to arguments of hidden types.
template <class Context>
struct row<std::basic_format_arg<Context>>
    : kind::never_because<because::arguments_of_a_format_hide_what_they_refer_to> {};
template <class Context>
struct row<std::basic_format_args<Context>>
    : kind::never_because<because::arguments_of_a_format_hide_what_they_refer_to> {};
template <class Out, class C>
struct row<std::basic_format_context<Out, C>>
    : kind::never_because<because::arguments_of_a_format_hide_what_they_refer_to> {};

// Why: it reads a format string that it does not own.
template <class C>
struct row<std::basic_format_parse_context<C>> : kind::view<const C> {};
template <class C, class... Args>
struct row<std::basic_format_string<C, Args...>> : kind::view<const C> {};

// Why: its copies share an immutable text, with a synchronised reference count.
template <>
struct row<std::format_error> : kind::value {};

}  // namespace fearless::rules
#endif
