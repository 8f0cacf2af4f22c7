// SPDX-License-Identifier: MIT
// The requirements on a callable and its arguments that are passed to an executor of Boost.Asio.
#pragma once

#include <fearless/home/detail/calls.hpp>

#include <type_traits>
#include <utility>

namespace fearless::asio::asio_detail {

// Like thread::thread_detail::Call, but the result stays on the thread that creates it.
template <class Place, class F, class... Args>
struct Handed {
  static constexpr bool takes_lvalue = thread::thread_detail::takes_lvalue<std::decay_t<F>, std::decay_t<Args>...>;
  static constexpr bool callable = false;
  static constexpr bool copied = false;
  static constexpr bool granted = false;
  using Needs = derive::Needs<>;
};
template <class Place, class F, class... Args>
  requires std::is_invocable_v<std::decay_t<F>, std::decay_t<Args>...>
struct Handed<Place, F, Args...> {
  static constexpr bool takes_lvalue = false;
  static constexpr bool callable = true;
  static constexpr bool copied =
      std::is_constructible_v<std::decay_t<F>, F> && (std::is_constructible_v<std::decay_t<Args>, Args> && ...);
  using Returned = std::invoke_result_t<std::decay_t<F>, std::decay_t<Args>...>;
  using Needs = std::conditional_t<copied, home::home_detail::PartsNeeds<Place, F, Args...>, derive::Needs<>>;
  static constexpr bool granted = copied && Needs::granted;
};

}  // namespace fearless::asio::asio_detail
