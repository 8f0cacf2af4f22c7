// SPDX-License-Identifier: MIT
// FEARLESS_MOVE(a, b) { … }: a closure that owns what it names and can name
// nothing else, checked on every compiler.
#pragma once

#include <type_traits>
#include <utility>

#include <fearless/marker.hpp>

namespace fearless {

namespace detail {

// The types of the variables a body owns, between the two halves of
// FEARLESS_MOVE.
template <class... T>
struct Owned {};

// The parameter by which the body is known again.
struct OfBody {};

// Whether Body is the closure that FEARLESS_MOVE writes, and not what it returned when it was called at once.
template <class Body, class Call>
inline constexpr bool is_call_of_body = false;
template <class Body, class R>
inline constexpr bool is_call_of_body<Body, R (Body::*)(OfBody, ...)> = true;
template <class Body, class R>
inline constexpr bool is_call_of_body<Body, R (Body::*)(OfBody, ...) noexcept> = true;
template <class Body>
concept MoveBody = is_call_of_body<Body, decltype(&Body::operator())>;

// Whether Body has no way, or one, to be called. (Of a closure with an error in it, g++ says that it has several.)
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

/// What `FEARLESS_MOVE` makes: a callable without parameters that owns one
/// object of each of the types `T`.
///
/// It can be moved, and copied if every `T` can. Calling it may change what it
/// owns, so it is not callable when const.
template <class Body, class... T>
class Move {
 public:
  /// For FEARLESS_MOVE alone: `Body` must be a closure whose captures are
  /// exactly one `T` each, by value.
  constexpr explicit Move(detail::Owned<T...> /*captures*/, Body&& body)
    requires detail::MoveBody<Body>
      : body_(std::move(body)) {}

  /// Runs the body.
  constexpr decltype(auto) operator()() { return body_(); }

 private:
  Body body_;
};

// Why the named variables decide: the macro lists them as the only captures,
// and says of what type each one is.
template <class Body, class... T>
struct row<Move<Body, T...>> {
  static constexpr auto send = if_send<T...>;
  static constexpr auto sync = if_sync<T...>;
  static constexpr auto static_ = if_static<T...>;
  static constexpr auto thread_safe = if_thread_safe<T...>;
};

namespace detail {

template <class Body, class... T>
constexpr auto operator->*(Owned<T...> owned, Body body) {
  constexpr bool is_a_result = HasOneCall<Body> ? !MoveBody<Body> : HasNoCall<Body>;
  static_assert(!is_a_result,
                "FEARLESS_MOVE: behind the names there is to be a body and nothing more: to call it at once, put it in "
                "parentheses, (FEARLESS_MOVE(a) { ... })()");
  if constexpr (MoveBody<Body>) {
    return Move<Body, T...>(owned, std::move(body));
  } else {
    return body;
  }
}

}  // namespace detail
}  // namespace fearless

/// Rust's `move || { … }`: an expression that moves the named local variables into a callable, which owns them (as
/// values: a reference or a const variable becomes an object of its own) and shows them to the body under the same
/// names, as mutable lvalues. The body can name no other local variable and not `this`; its result type is deduced, or
/// written `FEARLESS_MOVE(a) -> int { … }`. At most 64 names.
///
///     auto job = thread::spawn(FEARLESS_MOVE(tx, n) { tx.send(n).unwrap(); });
///
/// Refuses to compile: a name that is no variable, a const variable of a type that can only be moved, a body that names
/// any other local variable, a body that is called at once without parentheses around the whole, and a coroutine as the
/// body, which would outlive what it owns.
//
// How: the names are init-captures, since parameters would shadow the outer variables. The parameter `...` is there
// because the language allows no coroutine to have one. (`(void)name` is no expression for an assignment.)
#define FEARLESS_MOVE(...)                                                                                 \
  ::fearless::detail::Owned<FEARLESS_DETAIL_LIST(FEARLESS_DETAIL_OWNED_TYPE __VA_OPT__(, ) __VA_ARGS__)>{} \
          ->*[FEARLESS_DETAIL_QUIET_BEGIN FEARLESS_DETAIL_LIST(FEARLESS_DETAIL_OWNED_CAPTURE __VA_OPT__(   \
                 , ) __VA_ARGS__) FEARLESS_DETAIL_QUIET_END](::fearless::detail::OfBody = {}, ...) mutable

// NOLINTNEXTLINE(bugprone-macro-parentheses): `(name)` would be another expression to decltype
#define FEARLESS_DETAIL_OWNED_TYPE(name) ::std::decay_t<decltype((void)name, name)>
#define FEARLESS_DETAIL_OWNED_CAPTURE(name) name = ::std::move(name)

// FEARLESS_DETAIL_LIST(m, a, b, …) is `m(a), m(b), …`: each rescan of EXPAND lets STEP call itself once more.
#define FEARLESS_DETAIL_LIST(m, ...) __VA_OPT__(FEARLESS_DETAIL_EXPAND64(FEARLESS_DETAIL_LIST_STEP(m, __VA_ARGS__)))
#define FEARLESS_DETAIL_LIST_STEP(m, first, ...) \
  m(first) __VA_OPT__(, FEARLESS_DETAIL_LIST_AGAIN FEARLESS_DETAIL_PARENS(m, __VA_ARGS__))
#define FEARLESS_DETAIL_LIST_AGAIN() FEARLESS_DETAIL_LIST_STEP
#define FEARLESS_DETAIL_PARENS ()
#define FEARLESS_DETAIL_EXPAND64(...) \
  FEARLESS_DETAIL_EXPAND16(FEARLESS_DETAIL_EXPAND16(FEARLESS_DETAIL_EXPAND16(FEARLESS_DETAIL_EXPAND16(__VA_ARGS__))))
#define FEARLESS_DETAIL_EXPAND16(...) \
  FEARLESS_DETAIL_EXPAND4(FEARLESS_DETAIL_EXPAND4(FEARLESS_DETAIL_EXPAND4(FEARLESS_DETAIL_EXPAND4(__VA_ARGS__))))
#define FEARLESS_DETAIL_EXPAND4(...) \
  FEARLESS_DETAIL_EXPAND1(FEARLESS_DETAIL_EXPAND1(FEARLESS_DETAIL_EXPAND1(FEARLESS_DETAIL_EXPAND1(__VA_ARGS__))))
#define FEARLESS_DETAIL_EXPAND1(...) __VA_ARGS__

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
