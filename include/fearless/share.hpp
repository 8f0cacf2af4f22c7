// SPDX-License-Identifier: MIT
// FEARLESS_SHARE(a, b)(parameters) { … }: a closure that borrows the variables that it names and can name no others,
// which every compiler checks.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/keyed_body.hpp>
#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/bridge/for_each_name.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/proved.hpp>
#include <fearless/std/kinds.hpp>

#include <type_traits>
#include <utility>

namespace fearless {

namespace detail {

// Whether a body may change the variable of type T that it shares with other threads. This must be proved for T; if the
// compiler can only trust, the body gets a const reference. (The target of a reference may be an object of a derived
// class, so that is checked, too.)
template <class T>
consteval bool may_be_shared_to_write() {
  if constexpr (has_trait<traits::Send, T&>)
    return proved_thread_safe<T>;
  else
    return false;
}

// Returns the variable as the body sees it.
template <class T>
constexpr auto& share(T& variable, const char* who, const char* file, int line) noexcept {
  check_not_moved_from(variable, who, file, line);
  if constexpr (may_be_shared_to_write<T>())
    return variable;
  else
    return static_cast<std::add_const_t<T>&>(variable);
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

/// An expression that creates a callable which borrows the named variables and members. Its body sees them under the
/// same names: as `T&` if the `T` is ThreadSafe (a Mutex, an atomic), otherwise as `const T&`. The names are followed
/// by the parameters, if any, and the body, which can name no other local variable and not `this`. There may be at most
/// 64 names. Rust: a closure that borrows by `&`.
///
///     thread::scope([&](thread::Scope& s) { s.spawn(FEARLESS_SHARE(words, total) { total += words.size(); }); });
///     auto is_known = FEARLESS_SHARE(words)(const std::string& word) -> bool { return words.contains(word); };
///
/// The callable is Send and Sync if the `T` of every `const T&` is Sync, so `thread::scope` and `scope_all` accept it
/// on every compiler. It borrows, so it is not Static and must not outlive the objects that it names. If a named handle
/// of the library was moved from, the program ends with a message, in every build.
///
/// Refuses to compile: a name that is not a variable, a body that names any other local variable or writes through a
/// `const T&`, a body that is called at once without parentheses around the whole expression, and a body that returns a
/// coroutine.
#define FEARLESS_SHARE(...)                                                                                         \
  ::fearless::detail::borrowed(FEARLESS_DETAIL_LIST(FEARLESS_DETAIL_SHARED __VA_OPT__(, ) __VA_ARGS__))             \
          ->*[FEARLESS_DETAIL_QUIET_BEGIN FEARLESS_DETAIL_LIST(FEARLESS_DETAIL_BORROWED __VA_OPT__(, ) __VA_ARGS__) \
                 FEARLESS_DETAIL_QUIET_END]<::fearless::detail::ToCallItAtOncePutAllOfItInParentheses>
// NOLINTBEGIN(bugprone-macro-parentheses): a capture's name cannot stand in parentheses
#define FEARLESS_DETAIL_SHARED(name) \
  ::fearless::detail::share(((void)name, name), "FEARLESS_SHARE: `" #name "`", __FILE__, __LINE__)
#define FEARLESS_DETAIL_BORROWED(name) &name = FEARLESS_DETAIL_SHARED(name)
// NOLINTEND(bugprone-macro-parentheses)
