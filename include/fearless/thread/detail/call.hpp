// SPDX-License-Identifier: MIT
// A call on another thread: its type, and what it requires of the callable, the arguments and the result.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace fearless {

namespace rules::place {

// The name of a part of a call for messages, composed at compile time.
struct PartText {
  char text[96] = {};
  std::size_t size = 0;

  constexpr PartText& add(const char* more) {
    while (*more != '\0') text[size++] = *more++;
    return *this;
  }
  constexpr PartText& add_number(std::size_t number) {
    if (number >= 10) add_number(number / 10);
    text[size++] = static_cast<char>('0' + number % 10);
    return *this;
  }
};

/// The callable of `Call`, a class whose `text` is the name of the function.
template <class Call>
struct callable {
  static constexpr PartText whole = PartText{}.add(Call::text).add(": the callable");
  static constexpr const char* text = whole.text;
};
/// Argument `N` of `Call`, counted from 1 after the callable.
template <class Call, std::size_t N>
struct argument {
  static constexpr PartText whole = PartText{}.add(Call::text).add(": argument ").add_number(N);
  static constexpr const char* text = whole.text;
};
/// The result of `Call`.
template <class Call>
struct result {
  static constexpr PartText whole = PartText{}.add(Call::text).add(": the result");
  static constexpr const char* text = whole.text;
};

}  // namespace rules::place

namespace thread::thread_detail {

// Whether F could be called if the arguments were lvalues: then F has a parameter `T&`, to which an rvalue cannot bind.
template <class F, class... Args>
inline constexpr bool takes_lvalue = !std::is_invocable_v<F, Args...> && std::is_invocable_v<F, Args&...>;

// If a thread is joined before the objects that it borrows are destroyed, it need not own everything, so Static is not
// required (Borrow). A fiber on the same thread as its creator passes nothing to another thread, so Send is not
// required (OutliveItOnThisThread). For the result, Static is checked first, because that message is easier to
// understand if the result is a reference.
enum class May { Borrow, OutliveTheirMaker, OutliveItOnThisThread };

template <class Place, May may, class R, class F, class... Args, std::size_t... I>
auto needs(std::index_sequence<I...>) {
  if constexpr (may == May::Borrow) {
    return derive::Needs<derive::Requirement<rules::place::callable<Place>, traits::Send, F>,
                         derive::Requirement<rules::place::argument<Place, I + 1>, traits::Send, Args>...,
                         derive::Requirement<rules::place::result<Place>, traits::Static, R>,
                         derive::Requirement<rules::place::result<Place>, traits::Send, R>>{};
  } else if constexpr (may == May::OutliveItOnThisThread) {
    return derive::Needs<derive::Requirement<rules::place::callable<Place>, traits::Static, F>,
                         derive::Requirement<rules::place::argument<Place, I + 1>, traits::Static, Args>...,
                         derive::Requirement<rules::place::result<Place>, traits::Static, R>>{};
  } else {
    return derive::Needs<derive::Requirement<rules::place::callable<Place>, traits::Send, F>,
                         derive::Requirement<rules::place::callable<Place>, traits::Static, F>,
                         derive::Requirement<rules::place::argument<Place, I + 1>, traits::Send, Args>...,
                         derive::Requirement<rules::place::argument<Place, I + 1>, traits::Static, Args>...,
                         derive::Requirement<rules::place::result<Place>, traits::Static, R>,
                         derive::Requirement<rules::place::result<Place>, traits::Send, R>>{};
  }
}

// A call of `F(Args…)`. The thread owns the callable and each argument, and uses them as rvalues. If the callable does
// not accept the arguments, there is no result type, and void replaces it.
template <class Place, May may, class F, class... Args>
struct Call {
  static constexpr bool takes_lvalue = thread_detail::takes_lvalue<std::decay_t<F>, std::decay_t<Args>...>;
  static constexpr bool callable = false;
  static constexpr bool copied = false;
  static constexpr bool granted = false;
  using Returned = void;
  using Result = void;
  using Needs = derive::Needs<>;
};
template <class Place, May may, class F, class... Args>
  requires std::is_invocable_v<std::decay_t<F>, std::decay_t<Args>...>
struct Call<Place, may, F, Args...> {
  static constexpr bool takes_lvalue = false;
  static constexpr bool callable = true;
  static constexpr bool copied =
      std::is_constructible_v<std::decay_t<F>, F> && (std::is_constructible_v<std::decay_t<Args>, Args> && ...);
  using Returned = std::invoke_result_t<std::decay_t<F>, std::decay_t<Args>...>;
  using Result = std::decay_t<Returned>;
  // (A callable or an argument that cannot be copied is an error already.)
  using Needs = std::conditional_t<copied,
                                   decltype(needs<Place, may, Returned, std::decay_t<F>, std::decay_t<Args>...>(
                                       std::index_sequence_for<Args...>{})),
                                   derive::Needs<>>;
  static constexpr bool granted = copied && Needs::granted;
};

// A callable with its arguments, for one call with each as an rvalue. The call destroys them. If it throws, it does so
// while the stack is unwound, so that the destructors of the objects that they own can detect the exception.
template <class F, class... Args>
class OneCall {
 public:
  template <class... From>
  explicit OneCall(std::in_place_t, From&&... from) : parts_(std::in_place, std::forward<From>(from)...) {}

  decltype(auto) operator()() {
    const Spent spent{*this};
    return std::apply(
        [](F& f, Args&... args) -> decltype(auto) { return std::invoke(std::move(f), std::move(args)...); }, *parts_);
  }

  // Destroys the callable and the arguments, unless a call has done so.
  void clear() noexcept { parts_.reset(); }

 private:
  struct Spent {
    OneCall& call;
    ~Spent() { call.clear(); }
  };

  std::optional<std::tuple<F, Args...>> parts_;
};

}  // namespace thread::thread_detail
}  // namespace fearless

// The first statements of a function that runs its argument on another thread. They give at most one error. `Call` is a
// thread::thread_detail::Call.
#define FEARLESS_DETAIL_REQUIRE_CALL(Call) \
  FEARLESS_DETAIL_REQUIRE_CALLABLE(Call)   \
  FEARLESS_DETAIL_REQUIRE(typename Call::Needs)

// The part of them that is not about traits.
#define FEARLESS_DETAIL_REQUIRE_CALLABLE(Call)                                                                    \
  static_assert(!Call::takes_lvalue,                                                                              \
                "fearless: the callable is not callable with these arguments, each as an rvalue: it takes a T&. " \
                "Take the argument by value and return the result, or share an Arc<Mutex<T>>; or, in a "          \
                "thread::scope, pass std::ref(x), if x is a Mutex or an atomic");                                 \
  static_assert(Call::callable || Call::takes_lvalue,                                                             \
                "fearless: the callable is not callable with these arguments, each as an rvalue");                \
  static_assert(!Call::callable || Call::copied,                                                                  \
                "fearless: the callable or an argument can only be moved: pass it with std::move");
