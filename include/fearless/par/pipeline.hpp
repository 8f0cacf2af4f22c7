// SPDX-License-Identifier: MIT
// A pipeline on oneTBB: values pass through stages, several of them at the same time.
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

// How a stage calls its function: for one value after the other, or for several at a time.
enum class Mode { in_order, serial, parallel };

template <class F, Mode mode>
struct Stage {
  static constexpr Mode called = mode;
  using Function = F;
  // A function that several threads call at once is called as const. The others are called by one thread at a time.
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

// Whether each stage accepts the result of the stage before it and the last one returns nothing; and the requirements
// on the values and the functions.
template <class Value, class... S>
struct Chain;
template <class Value>
struct Chain<Value> {
  static constexpr bool fits = std::is_void_v<Value>;
  template <class... Before>
  using Checks = derive::Needs<Before...>;
};
template <class Callable, class Value, class... S>
struct ChainFrom {
  static constexpr bool fits = false;
  template <class... Before>
  using Checks = derive::Needs<Before...>;
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
  using Checks = derive::Needs<Before...>;
};

// The type that the source returns, without the std::optional around it.
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

// A value that passes through the pipeline; an empty token follows the last value. It is not trivially copyable,
// because oneTBB stores small trivially copyable classes in a union and calls their default constructor there.
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

/// Returns a stage that processes the values one after the other, in the order of the source.
template <class F>
[[nodiscard]] auto in_order(F f) {
  return par_detail::Stage<F, par_detail::Mode::in_order>{std::move(f)};
}
/// Returns a stage that processes the values one after the other, in the order of their arrival.
template <class F>
[[nodiscard]] auto serial(F f) {
  return par_detail::Stage<F, par_detail::Mode::serial>{std::move(f)};
}
/// Returns a stage that processes several values at a time, on several threads.
template <class F>
[[nodiscard]] auto parallel(F f) {
  return par_detail::Stage<F, par_detail::Mode::parallel>{std::move(f)};
}

/// Passes the values that `source` returns through the stages, and returns when the last value has left the last stage.
/// One thread at a time calls `source`, which returns a `std::optional<T>`; an empty one ends the pipeline. Each of
/// `stages` is the result of `in_order`, `serial` or `parallel`. Each accepts the result of the stage before it, and
/// the last one returns nothing. At most `tokens` values are in the pipeline at the same time; if `tokens` is less than
/// 1, std::invalid_argument is thrown. The first exception of a function cancels the rest, and is thrown here;
/// par::Cancelled is thrown if a task beside this call threw. Refuses to compile unless `source`, the functions of
/// `in_order` and `serial` and all values between two stages are Send, and the functions of `parallel`, which are
/// called as const, are Sync. The functions may borrow, because nothing outlives the call. oneTBB: `parallel_pipeline`.
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
    FEARLESS_DETAIL_REQUIRE(std::conditional_t<Chain::fits, Checks, derive::Needs<>>)
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
