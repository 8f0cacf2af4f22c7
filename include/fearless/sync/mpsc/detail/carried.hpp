// SPDX-License-Identifier: MIT
// The form in which a channel carries a value: the value itself or, if moving it may throw, a box that contains it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace fearless::mpsc::mpsc_detail {

// A sender takes a slot before it moves the value there, and it cannot give the slot back. So nothing may throw after
// that. If moving a value may throw, the value is first moved into a box; from then on only the box is moved.
template <class T>
struct Boxed {
  struct Box {
    template <class... Args>
    explicit Box(Args&&... args) : value(std::forward<Args>(args)...) {}

    T value;
    std::uint64_t room = 0;  // what to return to the channel's capacity once the value was received
    std::unique_ptr<Box> next;
  };
  std::unique_ptr<Box> box;
};

template <class T>
inline constexpr bool moves_unboxed = std::is_nothrow_move_constructible_v<T>;
template <class T>
using Carried = std::conditional_t<moves_unboxed<T>, T, Boxed<T>>;

template <class>
inline constexpr bool is_boxed = false;
template <class T>
inline constexpr bool is_boxed<Boxed<T>> = true;

// Values that have left the channel but did not reach the receiver, because moving them threw an exception. They are
// received next.
template <class S>
class Returned {};
template <class T>
class Returned<Boxed<T>> {
 public:
  [[nodiscard]] bool empty() const noexcept { return first_ == nullptr; }
  void put(Boxed<T> carried) noexcept {
    carried.box->next = std::move(first_);
    first_ = std::move(carried.box);
  }
  [[nodiscard]] Boxed<T> take() noexcept {
    Boxed<T> carried{std::move(first_)};
    first_ = std::move(carried.box->next);
    return carried;
  }

 private:
  std::unique_ptr<typename Boxed<T>::Box> first_;
};

// Storage for one S. The code that constructs the S there also destroys it.
template <class S>
struct Place {
  // NOLINTNEXTLINE(modernize-use-equals-default): the union has none
  Place() noexcept {}
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  // NOLINTNEXTLINE(modernize-use-equals-default): the union has none
  ~Place() {}

  union {
    S value;
  };
};

// A value that is being moved out of its slot, and is destroyed there afterwards. No other code moves it.
template <class S>
class Leaving {
 public:
  explicit Leaving(S& value) noexcept : value_(value) {}
  Leaving(const Leaving&) = delete;
  Leaving& operator=(const Leaving&) = delete;
  ~Leaving() { value_.~S(); }

 private:
  S& value_;
};

}  // namespace fearless::mpsc::mpsc_detail
