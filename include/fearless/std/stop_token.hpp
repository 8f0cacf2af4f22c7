// SPDX-License-Identifier: MIT
// The rows of <stop_token>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/wait/stopping.hpp>
#include <fearless/std/kinds.hpp>

#if __has_include(<stop_token>)
#include <stop_token>
#endif

namespace fearless::rules {

namespace because {
struct its_function_runs_on_the_thread_that_asks_to_stop {
  static constexpr const char* text = "its function runs on the thread that asks to stop";
  static constexpr const char* help = "ask the stop_token instead";
  static constexpr const char* anchor = "stop-callback";
};
}  // namespace because

#ifdef __cpp_lib_jthread
}  // namespace fearless::rules

namespace fearless::detail {
// Condition variables can wait with one.
template <>
struct Stopping<std::stop_token> {
  static bool requested(const std::stop_token& token) noexcept { return token.stop_requested(); }
  template <class F>
  using Waking = std::stop_callback<F>;
};
}  // namespace fearless::detail

namespace fearless::rules {
// Why: it shares a state that is synchronised.
template <>
struct row<std::stop_token> : kind::value {};

// Why: it shares a state that is synchronised.
template <>
struct row<std::stop_source> : kind::value {};

// Why: it holds nothing.
template <>
struct row<std::nostopstate_t> : kind::stateless {};

// Why: its callback may run on another thread, and nothing has checked that it may.
template <class Callback>
struct row<std::stop_callback<Callback>>
    : kind::never_because<because::its_function_runs_on_the_thread_that_asks_to_stop> {};
#endif

}  // namespace fearless::rules
