// SPDX-License-Identifier: MIT
// What a channel carries for a value: the value itself, or, if moving it may throw, a box with the value in it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace fearless::mpsc::detail {

// A place in a channel is taken before the value is moved there, and cannot be given back: so nothing may throw then. A
// value whose move may throw is moved into a box first; from there on only the box moves.
template <class T>
struct Boxed {
  struct Box {
    template <class... Args>
    explicit Box(Args&&... args) : value(std::forward<Args>(args)...) {}

    T value;
    std::uint64_t room = 0;  // what to give back to the channel once the value was received
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

// Values that came out of the channel, but not to the receiver, since their moves threw: they are the next to come.
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

// Room for one S. Whoever makes one there destroys it, too.
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

// A value on its way out of its place in the channel, where it is destroyed in the end, as no other code moves it.
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

}  // namespace fearless::mpsc::detail
