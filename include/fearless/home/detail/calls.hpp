// SPDX-License-Identifier: MIT
// The tasks that are posted to an object's home, and the requirements on their content.
#pragma once

#include <fearless/home/answer.hpp>
#include <fearless/home/detail/house.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/sync/oneshot.hpp>
#include <fearless/thread/detail/call.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace fearless {

namespace rules::place {

struct home_make {
  static constexpr const char* text = "fearless::Home::make_on";
};
struct remote_tell {
  static constexpr const char* text = "fearless::Remote::tell";
};
struct remote_ask {
  static constexpr const char* text = "fearless::Remote::ask";
};
struct remote_then {
  static constexpr const char* text = "fearless::Remote::then";
};
struct home_object {
  static constexpr const char* text = "fearless::Home::make_on: the object";
};
struct home_executor {
  static constexpr const char* text = "fearless::Home::make_on: the executor";
};

}  // namespace rules::place

namespace home::home_detail {

template <class Place, class F, class... Args, std::size_t... I>
auto parts_needs(std::index_sequence<I...>) {
  return derive::Needs<derive::Requirement<rules::place::callable<Place>, traits::Send, F>,
                       derive::Requirement<rules::place::callable<Place>, traits::Static, F>,
                       derive::Requirement<rules::place::argument<Place, I + 1>, traits::Send, Args>...,
                       derive::Requirement<rules::place::argument<Place, I + 1>, traits::Static, Args>...>{};
}
template <class Place, class F, class... Args>
using PartsNeeds =
    decltype(parts_needs<Place, std::decay_t<F>, std::decay_t<Args>...>(std::index_sequence_for<Args...>{}));

// A call `f(T&, args…)`. If the result is requested, it crosses back to the caller.
template <class Place, bool asks, class T, class F, class... Args>
struct CallAtHome {
  static constexpr bool takes_lvalue = thread::thread_detail::takes_lvalue<std::decay_t<F>, T&, std::decay_t<Args>...>;
  static constexpr bool callable = false;
  static constexpr bool copied = false;
  static constexpr bool granted = false;
  using Result = void;
  using Needs = derive::Needs<>;
};
template <class Place, bool asks, class T, class F, class... Args>
  requires std::is_invocable_v<std::decay_t<F>, T&, std::decay_t<Args>...>
struct CallAtHome<Place, asks, T, F, Args...> {
  static constexpr bool takes_lvalue = false;
  static constexpr bool callable = true;
  static constexpr bool copied =
      std::is_constructible_v<std::decay_t<F>, F> && (std::is_constructible_v<std::decay_t<Args>, Args> && ...);
  using Returned = std::conditional_t<asks, std::invoke_result_t<std::decay_t<F>, T&, std::decay_t<Args>...>, void>;
  using Result = std::decay_t<Returned>;
  using Parts = PartsNeeds<Place, F, Args...>;
  using Back = derive::Needs<derive::Requirement<rules::place::result<Place>, traits::Static, Returned>,
                             derive::Requirement<rules::place::result<Place>, traits::Send, Returned>>;
  using Needs = std::conditional_t<!copied, derive::Needs<>, std::conditional_t<Parts::holds, Back, Parts>>;
  static constexpr bool granted = copied && Parts::granted && Back::granted;
};

// On a loop of several threads, the object may cross from one thread to another between two calls.
template <class T, class E, class... Args, std::size_t... I>
auto make_needs(std::index_sequence<I...>) {
  using Executor = derive::Needs<derive::Requirement<rules::place::home_executor, traits::Send, E>,
                                 derive::Requirement<rules::place::home_executor, traits::Sync, E>,
                                 derive::Requirement<rules::place::home_executor, traits::Static, E>>;
  using Made = derive::Needs<
      derive::Requirement<rules::place::argument<rules::place::home_make, I + 1>, traits::Send, Args>...,
      derive::Requirement<rules::place::argument<rules::place::home_make, I + 1>, traits::Static, Args>...>;
  if constexpr (!Executor::holds) {
    return Executor{};
  } else if constexpr (!E::one_thread && Made::holds) {
    return derive::Needs<derive::Requirement<rules::place::home_object, traits::Send, T>>{};
  } else {
    return Made{};
  }
}
template <class T, class E, class... Args>
using MakeNeeds = decltype(make_needs<T, E, std::decay_t<Args>...>(std::index_sequence_for<Args...>{}));

template <class T, class E>
using SharedHouse = std::shared_ptr<House<T, E>>;

// Constructs the object. If this task is dropped, there will be no object.
template <class T, class E, class... Args>
class Making {
 public:
  template <class... From>
  explicit Making(SharedHouse<T, E> house, From&&... from)
      : house_(std::move(house)), parts_(std::forward<From>(from)...) {}
  Making(Making&&) = default;
  Making& operator=(Making&&) = delete;
  Making(const Making&) = delete;
  Making& operator=(const Making&) = delete;
  ~Making() {
    if (house_ != nullptr) house_->close();
  }

  void operator()() {
    const auto house = std::move(house_);
    const PinForCall<T, E> pin(*house);
    if (!pin) return;
    auto panic = run_caught([&] { std::apply([&](Args&... args) { house->make(std::move(args)...); }, parts_); });
    if (!panic) return;
    house->close();
    house->failed(*std::move(panic));
  }

 private:
  SharedHouse<T, E> house_;
  std::tuple<Args...> parts_;
};

template <class T, class E>
class Ending {
 public:
  explicit Ending(SharedHouse<T, E> house) noexcept : house_(std::move(house)) {}
  Ending(Ending&&) noexcept = default;
  Ending& operator=(Ending&&) = delete;
  Ending(const Ending&) = delete;
  Ending& operator=(const Ending&) = delete;
  ~Ending() {
    if (house_ != nullptr) house_->end_unseen();
  }

  void operator()() noexcept { std::exchange(house_, nullptr)->end(); }

 private:
  SharedHouse<T, E> house_;
};

template <class T, class E, class F, class... Args>
struct Telling {
  SharedHouse<T, E> house;
  Parts<F, Args...> parts;

  void operator()() {
    const PinForCall<T, E> pin(*house);
    if (!pin) return;
    auto panic = run_caught([&] {
      house->with_value([&](T& value) { static_cast<void>(parts(value)); });
      parts.clear();
    });
    if (panic) house->failed(*std::move(panic));
  }
};

// The answer is sent after the function and its arguments have been destroyed.
template <class R, class T, class E, class F, class... Args>
struct Asking {
  SharedHouse<T, E> house;
  Parts<F, Args...> parts;
  oneshot::Sender<Outcome<R>> sender;

  void operator()() {
    std::optional<Outcome<R>> outcome;
    {
      const PinForCall<T, E> pin(*house);
      if (!pin) return;
      auto panic = run_caught([&] {
        house->with_value([&](T& value) {
          if constexpr (std::is_void_v<R>) {
            parts(value);
            outcome.emplace(house, Result<R, Panic>());
          } else {
            outcome.emplace(house, Result<R, Panic>(std::in_place, parts(value)));
          }
        });
        parts.clear();
      });
      if (panic) outcome.emplace(house, Result<R, Panic>(unexpect, *std::move(panic)));
    }
    // If nobody waits for it any more, the outcome comes back, and its destructor passes a panic to the handler.
    if (!outcome) return;
    auto panic = run_caught([&] { static_cast<void>(std::move(sender).send(*std::move(outcome))); });
    if (panic) house->failed(*std::move(panic));
  }
};

}  // namespace home::home_detail
}  // namespace fearless
