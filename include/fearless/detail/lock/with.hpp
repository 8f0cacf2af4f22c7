// SPDX-License-Identifier: MIT
// The requirements of a lock on a function that it calls with the guarded value.
#pragma once

#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>

#include <type_traits>

namespace fearless::detail {

// The message for a result that is not Static. It does not mention threads, because the result need not reach another
// one.
inline constexpr const char* result_of_with_refused = "would be used without the lock";
inline constexpr const char* result_of_with_help =
    "return a value, or use what it refers to inside the function, as long as the lock is held";

// The requirements of `with(f)` of a lock, which calls f with a T&, and the type that it returns. `Place` names the
// result in messages.
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
