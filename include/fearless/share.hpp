// SPDX-License-Identifier: MIT
// FEARLESS_SHARE(a, b)(parameters) { … }: a closure that borrows the variables that it names and can name no others,
// which every compiler checks.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/keyed_body.hpp>
#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/borrow/shared_as.hpp>
#include <fearless/macros/share.hpp>
#include <fearless/marker.hpp>
#include <fearless/std/kinds.hpp>

#include <type_traits>
#include <utility>

namespace fearless {

namespace detail {

// Returns the variable as the body sees it.
template <class T>
constexpr SharedAs<T>& share(T& variable, const char* who, const char* file, int line) noexcept {
  check_not_moved_from(variable, who, file, line);
  return variable;
}

// The types of the references that a body captures, between the two halves of the macro.
template <class... Reference>
struct Borrowed {};
template <class... T>
constexpr Borrowed<T&...> borrowed(T&... /*variables*/) noexcept {
  return {};
}

}  // namespace detail

/// The class of the objects that `FEARLESS_SHARE` creates: a callable that holds references of exactly the types
/// `Reference`. It can be copied, and several threads may call one object at the same time if every reference is Send.
/// It is never Static, unless it names nothing.
/// \snippet reference/tasks.cpp share
template <class Body, class... Reference>
class Share {
 public:
  /// The list of the captures.
  using Captures = detail::Borrowed<Reference...>;

  /// For the macro only. `Body` must be a closure whose captures are exactly one `Reference` each.
  constexpr explicit Share(Captures /*captures*/, Body&& body) : body_(std::move(body)) {}

  /// Runs the body with `args` and returns its result.
  template <class... A>
    requires detail::BodyCallable<const Body, A...>
  constexpr decltype(auto) operator()(A&&... args) const {
    return detail::call_body(body_, std::forward<A>(args)...);
  }

 private:
  Body body_;
};

// Why the references decide: the macro makes them the only captures, and they are never assigned.
template <class Body, class... Reference>
struct rules::row<Share<Body, Reference...>> : kind::memberwise<Reference...> {};

namespace detail {

template <class... Reference, class Body>
constexpr Share<Body, Reference...> operator->*(Borrowed<Reference...> references, Body body) {
  return Share<Body, Reference...>(references, std::move(body));
}

}  // namespace detail
}  // namespace fearless
