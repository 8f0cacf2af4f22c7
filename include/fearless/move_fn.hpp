// SPDX-License-Identifier: MIT
// FEARLESS_MOVE_FN(a, b)(parameters) { … } and FEARLESS_COPY_FN: FEARLESS_MOVE and FEARLESS_COPY for closures with
// parameters.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/keyed_body.hpp>
#include <fearless/macros/move_fn.hpp>
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
