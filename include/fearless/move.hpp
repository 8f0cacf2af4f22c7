// SPDX-License-Identifier: MIT
// FEARLESS_MOVE(a, b) { … }: a closure that owns the variables that it names and can name no others, which every
// compiler checks. FEARLESS_COPY owns copies.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/keyed_body.hpp>
#include <fearless/detail/borrow/local_variable.hpp>
#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/macros/move.hpp>
#include <fearless/marker.hpp>
#include <fearless/std/kinds.hpp>

#include <type_traits>
#include <utility>

namespace fearless {

namespace detail {

// The types of the variables that a body owns, between the two halves of FEARLESS_MOVE.
template <class... T>
struct Owned {};

// The same, before it is known whether they are allowed: the variables that are moved, with a Name each, and those that
// are copied.
template <class... Name>
struct MovedNames {};
template <class... Name>
constexpr MovedNames<Name...> moved(Name... /*names*/) {
  return {};
}
template <class... T>
struct Copies {};
template <class... T>
constexpr Copies<T...> copied(std::type_identity<T>... /*names*/) {
  return {};
}

// The parameter that identifies the body.
struct OfBody {};

// Whether Body is the closure that FEARLESS_MOVE writes, and not the result of calling it at once.
template <class Body, class Call>
inline constexpr bool is_call_of_body = false;
template <class Body, class R>
inline constexpr bool is_call_of_body<Body, R (Body::*)(OfBody, ...)> = true;
template <class Body, class R>
inline constexpr bool is_call_of_body<Body, R (Body::*)(OfBody, ...) noexcept> = true;
template <class Body>
concept MoveBody = is_call_of_body<Body, decltype(&Body::operator())>;

// Whether Body has no call operator, or exactly one. (If a closure contains an error, g++ behaves as if it had
// several.)
template <class Body>
concept HasOneCall = requires { &Body::operator(); };
struct OneCall {
  void operator()();
};
template <class Body>
struct OneCallBeside : Body, OneCall {};
template <class Body>
concept HasNoCall = !std::is_class_v<Body> || std::is_final_v<Body> || HasOneCall<OneCallBeside<Body>>;

}  // namespace detail

/// The class of the objects that `FEARLESS_MOVE` and `FEARLESS_COPY` create: a callable without parameters that owns
/// one object of each of the types `T`.
///
/// It can be moved, and copied if every `T` can. A call may change the owned objects, so a const object cannot be
/// called.
/// \snippet reference/tasks.cpp move
template <class Body, class... T>
class Move {
 public:
  /// For the macros only. `Body` must be a closure whose captures are exactly one `T` each, by value.
  constexpr explicit Move(detail::Owned<T...> /*captures*/, Body&& body)
    requires detail::MoveBody<Body>
      : body_(std::move(body)) {}

  /// Runs the body and returns its result.
  constexpr decltype(auto) operator()() { return body_(); }

 private:
  Body body_;
};

// Why the named variables decide: the macro makes them the only captures, and states the type of each.
template <class Body, class... T>
struct rules::row<Move<Body, T...>> : kind::memberwise<T...> {};

namespace detail {

// Whether something was written after the body.
template <class Body>
inline constexpr bool is_a_result = HasOneCall<Body> ? !MoveBody<Body> : HasNoCall<Body>;

template <class... T, class Body>
constexpr auto closure_of(Owned<T...> owned, Body&& body) {
  if constexpr (MoveBody<Body>) {
    return Move<Body, T...>(owned, std::forward<Body>(body));
  } else {
    return std::forward<Body>(body);
  }
}

template <class... Name>
constexpr void check_moved() {
  constexpr bool a_member = (Name::is_member || ...);
  constexpr bool a_global = ((Name::is_static && !Name::is_constant) || ...);
  static_assert(!a_member,
                "FEARLESS_MOVE: a name is a member of the enclosing class, out of which it would be moved: name a "
                "local variable, auto x = member_; or copy the member with FEARLESS_COPY(member_)");
  static_assert(a_member || !a_global,
                "FEARLESS_MOVE: a name is a static member or a global variable (or refers to one), out of which it "
                "would be moved: name a local variable, auto x = global; or copy it with FEARLESS_COPY(global)");
}

template <class Body, class... Name>
constexpr auto operator->*(MovedNames<Name...> /*names*/, Body body) {
  static_assert(!is_a_result<Body>,
                "FEARLESS_MOVE: behind the names there is to be a body and nothing more: to call it at once, put it in "
                "parentheses, (FEARLESS_MOVE(a) { ... })()");
  check_moved<Name...>();
  return closure_of(Owned<typename Name::type...>(), std::move(body));
}

template <class Body, class... T>
constexpr auto operator->*(Copies<T...> /*names*/, Body body) {
  static_assert(!is_a_result<Body>,
                "FEARLESS_COPY: behind the names there is to be a body and nothing more: to call it at once, put it in "
                "parentheses, (FEARLESS_COPY(a) { ... })()");
  return closure_of(Owned<T...>(), std::move(body));
}

}  // namespace detail
}  // namespace fearless
