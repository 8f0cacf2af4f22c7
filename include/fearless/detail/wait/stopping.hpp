// SPDX-License-Identifier: MIT
// The interface of a stop token, with which another thread can ask a wait to end.
#pragma once

#include <concepts>

namespace fearless::detail {

// A token that can end a wait has a specialisation of this template with
// - `requested(token)`: whether the wait shall end;
// - `Waking<F>`, constructed from a token and an `F`: it calls the F once when the end is requested, on the thread that
//   requests it. If the request came earlier, the constructor calls the F. The F must not throw. The destructor waits
//   for a running call.
//
// A thread that is going to sleep first makes sure that the F can end its sleep, then constructs the Waking, and then
// sleeps. So no request is missed: the constructor of the Waking handles an earlier request, and the F a later one.
template <class Token>
struct Stopping;

template <class Token>
concept StopsWaits = requires(const Token& token) {
  { Stopping<Token>::requested(token) } -> std::same_as<bool>;
};

// The token of a wait that nobody asks to end.
struct NoStop {};

template <>
struct Stopping<NoStop> {
  static constexpr bool requested(NoStop /*never*/) noexcept { return false; }
  template <class F>
  struct Waking {
    constexpr Waking(NoStop /*never*/, const F& /*wake*/) noexcept {}
  };
};

// Calls `sleep`, which `wake` can end.
template <class Token, class F, class Sleep>
decltype(auto) sleep_unless_stopped(const Token& token, const F& wake, Sleep&& sleep) {
  [[maybe_unused]] const typename Stopping<Token>::template Waking<F> waking(token, wake);
  return sleep();
}

}  // namespace fearless::detail
