// SPDX-License-Identifier: MIT
// A body that a macro puts behind a list of captures, and that only the library can call: with a key.
#pragma once

#include <type_traits>
#include <utility>

namespace fearless::detail {

// The first template parameter of such a body, which no call deduces. So behind the body, which ends the macro's
// expression, there cannot be a call: what it returned would pass for the body, and the captures for what it holds.
// (Its name is what a compiler says then.)
enum class ToCallItAtOncePutAllOfItInParentheses { key };
inline constexpr auto key = ToCallItAtOncePutAllOfItInParentheses::key;

template <class Body, class... A>
concept BodyCallable = requires(Body& body, A&&... args) { body.template operator()<key>(std::forward<A>(args)...); };

// A coroutine's class says so.
template <class R>
concept CoroutineResult = requires { typename std::remove_cvref_t<R>::promise_type; };

template <class Body, class... A>
constexpr decltype(auto) call_body(Body& body, A&&... args) {
  static_assert(
      !CoroutineResult<decltype(body.template operator()<key>(std::forward<A>(args)...))>,
      "fearless: the body of this closure returns a coroutine, which may go on when the closure is gone: give "
      "what it needs to a function that is a coroutine, as arguments by value");
  return body.template operator()<key>(std::forward<A>(args)...);
}

}  // namespace fearless::detail

// Clang alone warns of an init-capture named like a structured binding, and of one that the body does not read.
#if defined(__clang__)
#define FEARLESS_DETAIL_QUIET_BEGIN                                                 \
  _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wshadow\"") \
      _Pragma("clang diagnostic ignored \"-Wunused-lambda-capture\"")               \
          _Pragma("clang diagnostic ignored \"-Wunused-but-set-variable\"")
#define FEARLESS_DETAIL_QUIET_END _Pragma("clang diagnostic pop")
#else
#define FEARLESS_DETAIL_QUIET_BEGIN
#define FEARLESS_DETAIL_QUIET_END
#endif
