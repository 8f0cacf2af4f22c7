// SPDX-License-Identifier: MIT
// What a wait needs of the token with which somebody asks it to end.
#pragma once

#include <concepts>

namespace fearless::detail {

// For a token that a wait may take there is a specialisation with
// - `requested(token)`: whether it shall end;
// - `Waking<F>`, made of a token and an `F`: calls the F, which must not throw, once the end is requested, on the
// thread
//   that requests it, or in its constructor if that was before. Its destructor waits for a call that runs.
//
// A thread that is going to sleep first makes sure that the F ends its sleep, then makes the Waking, then sleeps. So no
// request is missed: one that comes before the Waking is answered by its constructor, a later one by the F.
template <class Token>
struct Stopping;

template <class Token>
concept StopsWaits = requires(const Token& token) {
  { Stopping<Token>::requested(token) } -> std::same_as<bool>;
};

// Of a wait that nobody asks to end.
struct NoStop {};

template <>
struct Stopping<NoStop> {
  static constexpr bool requested(NoStop /*never*/) noexcept { return false; }
  template <class F>
  struct Waking {
    constexpr Waking(NoStop /*never*/, const F& /*wake*/) noexcept {}
  };
};

// Calls `sleep`, which `wake` ends.
template <class Token, class F, class Sleep>
decltype(auto) sleep_unless_stopped(const Token& token, const F& wake, Sleep&& sleep) {
  [[maybe_unused]] const typename Stopping<Token>::template Waking<F> waking(token, wake);
  return sleep();
}

}  // namespace fearless::detail
