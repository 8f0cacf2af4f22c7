// SPDX-License-Identifier: MIT
// Then: a callback that an object passes to another component, and that runs at the object's home.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/home/detail/calls.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>

#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

namespace fearless {

/// The result of `Remote::then`: a callable for one call, which runs `f(T&, args…, results…)` at the object's home,
/// unless the object has ended by then. It keeps the object alive until it has run or is destroyed. It is move-only,
/// and any thread may call it. An object that stores one of its own callbacks has to give it up in `stop()`; otherwise
/// it would keep itself alive.
/// \snippet reference/homes.cpp then
template <class T, class E, class F, class... Args>
class [[nodiscard]] Then {
 public:
  /// For `Remote::then` only.
  template <class... From>
  explicit Then(const home::home_detail::SharedHouse<T, E>& house, From&&... from)
      : house_(house), pin_(house), parts_(std::in_place, std::forward<From>(from)...) {}
  Then(Then&&) = default;
  Then& operator=(Then&&) = delete;
  Then(const Then&) = delete;
  Then& operator=(const Then&) = delete;
  ~Then() = default;

  /// Runs the function now if this is the object's home and no call of the object is running; otherwise posts it to the
  /// loop. If the object is gone, or on the second call, it does nothing. An exception of the function is passed to the
  /// executor's handler. Throws std::bad_alloc, and what moving the function, its arguments and the results throws; the
  /// function will not run then. Refuses to compile unless the results are Send and Static and the function can be
  /// called with them.
  template <class... R>
  void operator()(R&&... results) {
    constexpr bool callable = std::is_invocable_v<F, T&, Args..., std::decay_t<R>...>;
    static_assert(callable,
                  "fearless::Remote::then: the callable is not callable with a T&, these arguments, and these "
                  "results, each as an rvalue");
    using Needs = Results<R...>;
    FEARLESS_DETAIL_REQUIRE(std::conditional_t<callable, Needs, derive::Needs<>>);
    if constexpr (callable && Needs::granted) {
      const auto house = std::exchange(house_, nullptr);
      if (house == nullptr || pin_.get() == nullptr) return;
      Late<std::decay_t<R>...> late{std::move(pin_), std::move(parts_), {std::forward<R>(results)...}};
      if (house->here() && house->is_idle()) {
        late();
      } else {
        static_cast<void>(house->executor().post(home::home_detail::as_task(std::move(late))));
      }
    }
  }

 private:
  template <class... R>
  using Results = derive::Needs<
      derive::Requirement<rules::place::result<rules::place::remote_then>, traits::Static, std::decay_t<R>>...,
      derive::Requirement<rules::place::result<rules::place::remote_then>, traits::Send, std::decay_t<R>>...>;

  // The pin is destroyed last.
  template <class... R>
  struct Late {
    home::home_detail::Pin<T, E> pin;
    home::home_detail::Parts<F, Args...> parts;
    std::tuple<R...> results;

    void operator()() {
      auto* const house = pin.get();
      auto panic = home::home_detail::run_caught([&] {
        house->with_value([&](T& value) {
          std::apply([&](R&... result) { static_cast<void>(parts(value, std::move(result)...)); }, results);
        });
        parts.clear();
      });
      if (panic) house->failed(*std::move(panic));
    }
  };

  home::home_detail::SharedHouse<T, E> house_;
  home::home_detail::Pin<T, E> pin_;
  home::home_detail::Parts<F, Args...> parts_;
};

// Why always: its content has been checked, the object is used at its home only, and a const Then has no operations.
template <class T, class E, class F, class... Args>
struct rules::row<Then<T, E, F, Args...>> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
