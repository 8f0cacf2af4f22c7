// SPDX-License-Identifier: MIT
// FEARLESS_MOVE(a, b) { … }: a closure that owns the variables that it names and can name no others, which every
// compiler checks. FEARLESS_COPY owns copies.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/keyed_body.hpp>
#include <fearless/detail/borrow/local_variable.hpp>
#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/bridge/for_each_name.hpp>
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
    return Move<Body, T...>(owned, std::move(body));
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

/// An expression that moves the named local variables into a callable. The callable owns them as values (a reference or
/// a const variable becomes an object of its own), and its body sees them under the same names, as mutable lvalues. The
/// body can name no other local variable and not `this`. Its result type is deduced, or written as in
/// `FEARLESS_MOVE(a) -> int { … }`. There may be at most 64 names. Rust: `move || { … }`.
///
///     auto job = thread::spawn(FEARLESS_MOVE(tx, n) { tx.send(n).unwrap(); });
///
/// If a named handle of the library (an Arc, a Sender, …) was moved from, for example in the previous round of a loop,
/// the program ends with a message, in every build.
///
/// Refuses to compile: a name that is not a variable, a member of the enclosing class, a variable with static storage
/// that is not const, a const variable of a type that can only be moved, a body that names any other local variable, a
/// body that is called at once without parentheses around the whole expression, and a coroutine as the body, which
/// would outlive the objects that it owns.
//
// How: the names are init-captures, since parameters would shadow the outer variables. The parameter `...` is there
// because the language does not allow a coroutine with a C-style variadic parameter list. (The cast in `(void)name`
// makes an assignment in place of a name ill-formed.)
#define FEARLESS_MOVE(...) \
  FEARLESS_DETAIL_CLOSURE(moved, FEARLESS_DETAIL_MOVED_NAME, FEARLESS_DETAIL_MOVED, __VA_ARGS__)

/// FEARLESS_MOVE with copies: the callable owns a copy of each named variable, or the result of its `clone()` if it has
/// to be cloned, such as a Box. So the expression may be evaluated repeatedly in a loop. It may also name members,
/// which are copied out of `*this` at once. Everything else is as for FEARLESS_MOVE. Rust:
/// `let a = a.clone(); move || { … }`.
///
///     for (int i = 0; i < 4; ++i) workers.push_back(thread::spawn(FEARLESS_COPY(counter, i) { counter->add(i); }));
///
/// Throws what copying throws. Refuses to compile: a variable that can be neither copied nor cloned, and what
/// FEARLESS_MOVE refuses, except members and variables with static storage.
#define FEARLESS_COPY(...) \
  FEARLESS_DETAIL_CLOSURE(copied, FEARLESS_DETAIL_COPIED_NAME, FEARLESS_DETAIL_COPIED, __VA_ARGS__)

#define FEARLESS_DETAIL_CLOSURE(names, named, capture, ...)                                        \
  ::fearless::detail::names(FEARLESS_DETAIL_LIST(named __VA_OPT__(, ) __VA_ARGS__))                \
          ->*[FEARLESS_DETAIL_QUIET_BEGIN FEARLESS_DETAIL_LIST(capture __VA_OPT__(, ) __VA_ARGS__) \
                  FEARLESS_DETAIL_QUIET_END](::fearless::detail::OfBody = {}, ...) mutable
// NOLINTBEGIN(bugprone-macro-parentheses): `(name)` would be another expression to decltype
#define FEARLESS_DETAIL_COPIED_NAME(name) ::std::type_identity<::std::decay_t<decltype((void)name, name)>>()
#define FEARLESS_DETAIL_MOVED_NAME(name)                                                   \
  ::fearless::detail::named<::std::decay_t<decltype((void)name, name)>, decltype((name))>( \
      [&] { ::fearless::detail::refer_to(name); })
// NOLINTEND(bugprone-macro-parentheses)
#define FEARLESS_DETAIL_MOVED(name) \
  name = ::fearless::detail::unless_moved_from(::std::move(name), "FEARLESS_MOVE: `" #name "`", __FILE__, __LINE__)
#define FEARLESS_DETAIL_COPIED(name) \
  name = ::fearless::detail::copy_of(name, "FEARLESS_COPY: `" #name "`", __FILE__, __LINE__)
