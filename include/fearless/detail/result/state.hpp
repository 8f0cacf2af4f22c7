// SPDX-License-Identifier: MIT
// The content of a Result: a tl::expected whose copy, move and assignment are defined here. The functions of
// tl::expected end the program if those of the value throw and, in builds without exceptions, copy where they should
// move.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include <tl/expected.hpp>

namespace fearless::detail {

template <class T, class E>
class ResultState {
  // Whether the trait holds for the value, if there can be one, and for the error.
  template <template <class> class Trait>
  static constexpr bool both =
      std::conditional_t<std::is_void_v<T>, std::true_type, Trait<T>>::value && Trait<E>::value;
  static constexpr bool moves_quietly = both<std::is_nothrow_move_constructible>;
  static constexpr bool assigns_quietly = moves_quietly && both<std::is_nothrow_move_assignable>;

 protected:
  using State = tl::expected<T, E>;

  constexpr ResultState() = default;
  template <class... Args>
  constexpr explicit ResultState(std::in_place_t, Args&&... args) : state_(std::forward<Args>(args)...) {}
  ~ResultState() = default;

 public:
  // Each of these functions is trivial or deleted if that of tl::expected is.
  constexpr ResultState(const ResultState& other) = default;
  constexpr ResultState(const ResultState& other)
    requires(both<std::is_copy_constructible> && !std::is_trivially_copy_constructible_v<State>)
      : state_(made(other.state_)) {}
  constexpr ResultState(ResultState&& other) = default;
  constexpr ResultState(ResultState&& other) noexcept(moves_quietly)
    requires(both<std::is_move_constructible> && !std::is_trivially_move_constructible_v<State>)
      : state_(made(std::move(other.state_))) {}
  // If both sides hold a value, or both an error, it is assigned. Otherwise the old content stays until the new one has
  // replaced it.
  constexpr ResultState& operator=(const ResultState& other) = default;
  constexpr ResultState& operator=(const ResultState& other)
    requires(both<std::is_copy_constructible> && both<std::is_copy_assignable> &&
             !std::is_trivially_copy_assignable_v<State>)
  {
    if (state_.has_value() == other.state_.has_value()) {
      assign(other.state_);
    } else {
      replace(made(other.state_));
    }
    return *this;
  }
  constexpr ResultState& operator=(ResultState&& other) = default;
  constexpr ResultState& operator=(ResultState&& other) noexcept(assigns_quietly)
    requires(both<std::is_move_constructible> && both<std::is_move_assignable> &&
             !std::is_trivially_move_assignable_v<State>)
  {
    if (state_.has_value() == other.state_.has_value()) {
      assign(std::move(other.state_));
    } else {
      replace(std::move(other.state_));
    }
    return *this;
  }

 protected:
  // Replaces the content by that of `with`. If moving it throws, the old content stays.
  constexpr void replace(State&& with) {
    if constexpr (moves_quietly) {
      std::destroy_at(&state_);
      construct(std::move(with));
    } else {
      struct Restore {
        ResultState& self;
        State old;
        bool needed = true;
        constexpr ~Restore() {
          if (needed) self.construct(std::move(old));
        }
      } restore{*this, made(std::move(state_))};
      std::destroy_at(&state_);
      construct(std::move(with));
      restore.needed = false;
    }
  }

  State state_;

 private:
  template <class From>
  static constexpr State made(From&& from) {
    if (!from.has_value()) return State(tl::unexpect, std::forward<From>(from).error());
    if constexpr (std::is_void_v<T>) {
      return State();
    } else {
      return State(tl::in_place, *std::forward<From>(from));
    }
  }

  constexpr void construct(State&& from) {
    if (!from.has_value()) {
      std::construct_at(&state_, tl::unexpect, std::move(from).error());
    } else if constexpr (std::is_void_v<T>) {
      std::construct_at(&state_);
    } else {
      std::construct_at(&state_, tl::in_place, *std::move(from));
    }
  }

  template <class From>
  constexpr void assign(From&& from) {
    if (!from.has_value()) {
      state_.error() = std::forward<From>(from).error();
    } else if constexpr (!std::is_void_v<T>) {
      *state_ = *std::forward<From>(from);
    }
  }
};

}  // namespace fearless::detail
