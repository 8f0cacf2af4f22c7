// SPDX-License-Identifier: MIT
// A function body that a macro places after a list of captures. Only the library can call it, because a call needs a
// key.
#pragma once

#include <type_traits>
#include <utility>

namespace fearless::detail {

// The first template parameter of such a body. No call deduces it, so no ordinary call can follow the body at the end
// of the macro's expression. Otherwise the result of such a call would be taken for the body, and the captures for what
// the result holds. (A compiler that reports the failed call shows the name of this enum.)
enum class ToCallItAtOncePutAllOfItInParentheses { key };
inline constexpr auto key = ToCallItAtOncePutAllOfItInParentheses::key;

template <class Body, class... A>
concept BodyCallable = requires(Body& body, A&&... args) { body.template operator()<key>(std::forward<A>(args)...); };

// A class is the result of a coroutine if it has a promise_type.
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
