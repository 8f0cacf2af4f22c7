// SPDX-License-Identifier: MIT
// The rows of <barrier>, where the library has it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#if __has_include(<barrier>)
#include <barrier>
#endif

#ifdef __cpp_lib_barrier
namespace fearless::rules {

// Why: every use of it is synchronised; its completion function runs on the thread that arrives last.
template <class Completion>
struct row<std::barrier<Completion>> {
  static constexpr auto send = if_send<Completion>;
  static constexpr auto sync = if_send<Completion>;
  static constexpr auto static_ = if_static<Completion>;
  static constexpr auto thread_safe = if_send<Completion>;
};

}  // namespace fearless::rules
#endif
