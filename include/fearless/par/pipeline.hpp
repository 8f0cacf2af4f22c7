// SPDX-License-Identifier: MIT
// A pipeline on oneTBB: values go through stages, several of them at the same time.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/bridge/par_kinds.hpp>
#include <fearless/detail/bridge/par_run.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/thread/detail/call.hpp>

#include <oneapi/tbb/parallel_pipeline.h>

#include <concepts>
#include <cstddef>
#include <functional>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace fearless {

namespace rules::place {

struct par_pipeline {
  static constexpr const char* text = "fearless::par::pipeline";
};
/// A value between two stages.
struct par_token {
  static constexpr const char* text = "fearless::par::pipeline: a value between two stages";
};

}  // namespace rules::place

namespace par {

namespace par_detail {

// How a stage calls its function: one value after the other, or several at a time.
enum class Mode { in_order, serial, parallel };

template <class F, Mode mode>
struct Stage {
  static constexpr Mode called = mode;
  using Function = F;
  // A function that several threads call is called as const, and the others one at a time.
  using Callable = std::conditional_t<mode == Mode::parallel, const F&, F&>;
  F f;
};
template <class T>
inline constexpr bool is_stage = false;
template <class F, Mode mode>
inline constexpr bool is_stage<Stage<F, mode>> = true;

inline constexpr oneapi::tbb::filter_mode mode_of(Mode mode) {
  switch (mode) {
    case Mode::in_order:
      return oneapi::tbb::filter_mode::serial_in_order;
    case Mode::serial:
      return oneapi::tbb::filter_mode::serial_out_of_order;
    default:
      return oneapi::tbb::filter_mode::parallel;
  }
}

// Whether each of the stages takes what the one before it returns, and the last one returns nothing; and what is asked
// of the values and the functions.
template <class Value, class... S>
struct Chain;
template <class Value>
struct Chain<Value> {
  static constexpr bool fits = std::is_void_v<Value>;
  template <class... Before>
  using Checks = thread::detail::Verdict<Before...>;
};
template <class Callable, class Value, class... S>
struct ChainFrom {
  static constexpr bool fits = false;
  template <class... Before>
  using Checks = thread::detail::Verdict<Before...>;
};
template <class Place, class F, Mode mode>
using StageRequirement = derive::Requirement<rules::place::callable<Place>,
                                             std::conditional_t<mode == Mode::parallel, traits::Sync, traits::Send>, F>;
template <class Callable, class Value, class... S>
  requires std::invocable<Callable, Value>
struct ChainFrom<Callable, Value, S...> {
  using Next = Chain<std::remove_cvref_t<std::invoke_result_t<Callable, Value>>, S...>;
  static constexpr bool fits = Next::fits;
  template <class... Before>
  using Checks = typename Next::template Checks<Before...>;
};
template <class Value, class F, Mode mode, class... S>
  requires(!std::is_void_v<Value>)
struct Chain<Value, Stage<F, mode>, S...> {
  using From = ChainFrom<typename Stage<F, mode>::Callable, Value, S...>;
  static constexpr bool fits = From::fits;
  template <class... Before>
  using Checks =
      typename From::template Checks<Before..., derive::Requirement<rules::place::par_token, traits::Send, Value>,
                                     StageRequirement<rules::place::par_pipeline, F, mode>>;
};
template <class F, Mode mode, class... S>
struct Chain<void, Stage<F, mode>, S...> {
  static constexpr bool fits = false;
  template <class... Before>
  using Checks = thread::detail::Verdict<Before...>;
};

// What the source returns, without the std::optional in which it does.
template <class Source>
struct SourceOf {};
template <class Source>
  requires requires(Source& source) {
    typename std::remove_cvref_t<decltype(std::invoke(source))>::value_type;
    requires std::same_as<std::remove_cvref_t<decltype(std::invoke(source))>,
                          std::optional<typename std::remove_cvref_t<decltype(std::invoke(source))>::value_type>>;
  }
struct SourceOf<Source> {
  using type = typename std::remove_cvref_t<std::invoke_result_t<Source&>>::value_type;
};

// A value on its way; the one behind the last is empty. Not trivially copyable: oneTBB keeps small classes that are in
// a union, and calls their default constructor there.
template <class T>
struct Token {
  explicit Token(std::optional<T> v) : value(std::move(v)) {}
  Token(Token&& other) : value(std::move(other.value)) {}
  Token& operator=(Token&&) = delete;
  ~Token() {}
  std::optional<T> value;
};

template <class Value, class S, class... Rest>
oneapi::tbb::filter<Token<Value>, void> filters_from(S& stage, Rest&... rest) {
  using Callable = typename S::Callable;
  using Result = std::remove_cvref_t<std::invoke_result_t<Callable, Value>>;
  const auto mode = mode_of(S::called);
  if constexpr (sizeof...(Rest) == 0) {
    return oneapi::tbb::make_filter<Token<Value>, void>(
        mode, [&stage](Token<Value> token) { std::invoke(static_cast<Callable>(stage.f), *std::move(token.value)); });
  } else {
    return oneapi::tbb::make_filter<Token<Value>, Token<Result>>(
               mode,
               [&stage](Token<Value> token) {
                 return Token<Result>(
                     std::optional<Result>(std::invoke(static_cast<Callable>(stage.f), *std::move(token.value))));
               }) &
           par_detail::filters_from<Result>(rest...);
  }
}

}  // namespace par_detail

/// A stage that is given the values one after the other, in the order of the source.
template <class F>
[[nodiscard]] auto in_order(F f) {
  return par_detail::Stage<F, par_detail::Mode::in_order>{std::move(f)};
}
/// A stage that is given the values one after the other, in whichever order they come.
template <class F>
[[nodiscard]] auto serial(F f) {
  return par_detail::Stage<F, par_detail::Mode::serial>{std::move(f)};
}
/// A stage that is given several values at a time, by several threads.
template <class F>
[[nodiscard]] auto parallel(F f) {
  return par_detail::Stage<F, par_detail::Mode::parallel>{std::move(f)};
}

/// Sends what `source` returns through the stages, and returns when the last value has left the last stage. `source` is
/// called on one thread at a time and returns a `std::optional<T>`, whose empty state ends the pipeline; each of
/// `stages` is what `in_order`, `serial` or `parallel` returns, takes what the one before it returned, and the last one
/// returns nothing. At most `tokens` values (at least 1, or std::invalid_argument is thrown) are on their way at the
/// same time. The first exception of a function cancels the rest, and is thrown here; par::Cancelled is thrown if a
/// task beside this call threw. Refuses to compile unless `source`, the functions of `in_order` and `serial` and all
/// values between two stages are Send, and the functions of `parallel`, which are called as const, are Sync. They may
/// borrow: nothing outlives the call. oneTBB: `parallel_pipeline`.
template <class Source, class... S>
  requires(sizeof...(S) >= 1)
void pipeline(std::size_t tokens, Source source, S... stages) {
  constexpr bool is_source = requires { typename par_detail::SourceOf<Source>::type; };
  static_assert(is_source, "fearless::par::pipeline: the source returns a std::optional, which is empty at the end");
  static_assert((par_detail::is_stage<S> && ...),
                "fearless::par::pipeline: a stage is par::in_order(f), par::serial(f) or par::parallel(f)");
  if constexpr (is_source && (par_detail::is_stage<S> && ...)) {
    using Value = typename par_detail::SourceOf<Source>::type;
    using Chain = par_detail::Chain<Value, S...>;
    static_assert(
        Chain::fits,
        "fearless::par::pipeline: each stage takes what the one before it returns, and the last returns void");
    using Checks = typename Chain::template Checks<
        derive::Requirement<rules::place::callable<rules::place::par_pipeline>, traits::Send, Source>>;
    FEARLESS_DETAIL_REQUIRE(
        std::conditional_t<Chain::fits, typename Checks::type, typename fearless::thread::detail::Verdict<>::type>)
    if constexpr (Chain::fits && Checks::granted) {
      if (tokens == 0) fearless::detail::raise(std::invalid_argument("fearless::par::pipeline: no token"));
      par_detail::run([&] {
        oneapi::tbb::parallel_pipeline(tokens, oneapi::tbb::make_filter<void, par_detail::Token<Value>>(
                                                   oneapi::tbb::filter_mode::serial_in_order,
                                                   [&source](oneapi::tbb::flow_control& flow) {
                                                     std::optional<Value> value = std::invoke(source);
                                                     if (!value) flow.stop();
                                                     return par_detail::Token<Value>(std::move(value));
                                                   }) &
                                                   par_detail::filters_from<Value>(stages...));
      });
    }
  }
}

}  // namespace par
}  // namespace fearless
