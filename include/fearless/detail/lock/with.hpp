// SPDX-License-Identifier: MIT
// What a lock requires of a function that it calls with the value it guards.
#pragma once

#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>

#include <type_traits>

namespace fearless::detail {

// What is said of a result that is not Static: nothing of threads, which it need not meet.
inline constexpr const char* result_of_with_refused = "would be used without the lock";
inline constexpr const char* result_of_with_help =
    "return a value, or use what it refers to inside the function, as long as the lock is held";

// What `with(f)` of a lock requires where f is called with a T&, and what it returns. `Place` names the result.
template <class Place, class F, class T>
struct With {
  using Result = void;
  static constexpr bool callable = false;
  static constexpr bool granted = false;
};
template <class Place, class F, class T>
  requires std::is_invocable_v<F, T&>
struct With<Place, F, T> {
  static constexpr bool callable = true;
  using Answer = std::invoke_result_t<F, T&>;
  using Needs = derive::Needs<derive::Requirement<Place, traits::Static, Answer>>;
  static constexpr bool granted = Needs::granted;
  using Result = std::conditional_t<granted, Answer, void>;
};

}  // namespace fearless::detail
