// SPDX-License-Identifier: MIT
// FEARLESS_MOVE_FN(a, b)(parameters) { … } and FEARLESS_COPY_FN: FEARLESS_MOVE and FEARLESS_COPY for closures with
// parameters.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/keyed_body.hpp>
#include <fearless/detail/bridge/for_each_name.hpp>
#include <fearless/move.hpp>
#include <fearless/std/kinds.hpp>

#include <type_traits>
#include <utility>

namespace fearless {

/// The class of the objects that `FEARLESS_MOVE_FN` and `FEARLESS_COPY_FN` create: a callable that owns one object of
/// each of the types `T`, and has the parameters of its body.
///
/// It can be moved, and copied if every `T` can. A call may change the owned objects, so a const object cannot be
/// called.
/// \snippet reference/tasks.cpp move_fn
template <class Body, class... T>
class MoveFn {
 public:
  /// For the macros only. `Body` must be a closure whose captures are exactly one `T` each, by value.
  constexpr explicit MoveFn(detail::Owned<T...> /*captures*/, Body&& body) : body_(std::move(body)) {}

  /// Runs the body with `args` and returns its result.
  template <class... A>
    requires detail::BodyCallable<Body, A...>
  constexpr decltype(auto) operator()(A&&... args) {
    return detail::call_body(body_, std::forward<A>(args)...);
  }

 private:
  Body body_;
};

// Why the named variables decide: the macro makes them the only captures, and states the type of each.
template <class Body, class... T>
struct rules::row<MoveFn<Body, T...>> : kind::memberwise<T...> {};

namespace detail {

// The names before a body with parameters, in the form that FEARLESS_MOVE uses.
template <class Names>
struct WithParameters {};
template <class Names>
constexpr WithParameters<Names> with_parameters(Names /*names*/) {
  return {};
}

template <class Body, class... Name>
constexpr auto operator->*(WithParameters<MovedNames<Name...>> /*names*/, Body body) {
  check_moved<Name...>();
  return MoveFn<Body, typename Name::type...>({}, std::move(body));
}
template <class Body, class... T>
constexpr MoveFn<Body, T...> operator->*(WithParameters<Copies<T...>> /*names*/, Body body) {
  return MoveFn<Body, T...>({}, std::move(body));
}

}  // namespace detail
}  // namespace fearless

/// FEARLESS_MOVE for a closure with parameters, which are written in parentheses between the names and the body (or its
/// `-> int`). Rust: `move |n| { … }`.
///
///     fearless::SendFn<void(int)> on_number = FEARLESS_MOVE_FN(tx)(int n) { tx.send(n).unwrap(); };
///
/// Everything else is as for FEARLESS_MOVE, except that a body which returns the type of a coroutine is refused,
/// whether or not it is a coroutine.
//
// How: `mutable` has to be written after the parameters. So the expansion ends with the name of a macro that takes the
// parameters as its arguments. If they are missing, the compiler's error shows that name.
#define FEARLESS_MOVE_FN(...) \
  FEARLESS_DETAIL_CLOSURE_FN(moved, FEARLESS_DETAIL_MOVED_NAME, FEARLESS_DETAIL_MOVED, __VA_ARGS__)

/// FEARLESS_COPY for a closure with parameters, just as FEARLESS_MOVE_FN is FEARLESS_MOVE for one. Rust:
/// `let a = a.clone(); move |n| { … }`.
#define FEARLESS_COPY_FN(...) \
  FEARLESS_DETAIL_CLOSURE_FN(copied, FEARLESS_DETAIL_COPIED_NAME, FEARLESS_DETAIL_COPIED, __VA_ARGS__)

#define FEARLESS_DETAIL_CLOSURE_FN(names, named, capture, ...)                                         \
  ::fearless::detail::with_parameters(                                                                 \
      ::fearless::detail::names(FEARLESS_DETAIL_LIST(named __VA_OPT__(, ) __VA_ARGS__)))               \
          ->*[FEARLESS_DETAIL_QUIET_BEGIN FEARLESS_DETAIL_LIST(capture __VA_OPT__(, ) __VA_ARGS__)     \
                 FEARLESS_DETAIL_QUIET_END]<::fearless::detail::ToCallItAtOncePutAllOfItInParentheses> \
                 fearless_parameters_have_to_stand_behind_the_names
#define fearless_parameters_have_to_stand_behind_the_names(...) (__VA_ARGS__) mutable
