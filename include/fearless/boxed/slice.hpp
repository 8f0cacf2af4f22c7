// SPDX-License-Identifier: MIT
// Box<T[]>: a sequence of values on the heap with one owner, which are const if their owner is.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/boxed.hpp>
#include <fearless/detail/comparison.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/counted/slice.hpp>
#include <fearless/detail/ranges.hpp>
#include <fearless/marker.hpp>
#include <fearless/std/kinds.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace fearless {

/// A sequence of values on the heap with one owner. A const Box gives access to them as `const T`. Their number does
/// not change. A Box is a pointer and a length. If the Box is only a member, `T` may be incomplete. A moved-from Box
/// may only be assigned or destroyed (checked in debug and hardened builds). Send, Sync and Static if `T` is. Rust:
/// `Box<[T]>`.
/// \snippet reference/owners.cpp box_slice
template <class T>
class [[nodiscard]] Box<T[]> {
  static_assert(std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T> && !std::is_volatile_v<T>,
                "fearless::Box<T[]>: T must be an object type that is no array and not const");

 public:
  using element_type = T[];
  using value_type = T;

  /// An empty sequence, without an allocation. Rust: `Box::default`.
  Box() noexcept : data_(nothing()) {}

  /// Returns `size` values, each `T()`. Throws what `T()` throws, or std::bad_alloc; nothing leaks then.
  [[nodiscard]] static Box make(std::size_t size) {
    return made(size, [] { return T(); });
  }
  /// Returns `size` copies of `value`. Throws what copying throws, or std::bad_alloc. Rust:
  /// `vec![value; size].into_boxed_slice()`.
  [[nodiscard]] static Box make(std::size_t size, const T& value) {
    return made(size, [&value]() -> const T& { return value; });
  }
  /// Returns the values of `range`, copied; they are moved if `range` is an rvalue that owns them, such as a
  /// std::vector. Throws what copying or moving throws, or std::bad_alloc. Rust: `Box::from(vec)`, `Box::from_iter`.
  template <std::ranges::input_range Range>
    requires std::constructible_from<T, detail::TakenOf<Range>>
  [[nodiscard]] static Box from(Range&& range) {
    if constexpr (std::ranges::forward_range<Range>) {
      return made(static_cast<std::size_t>(std::ranges::distance(range)),
                  detail::next_of(range, detail::OwnsItsValues<Range>{}));
    } else {
      std::vector<T> values;
      for (auto&& value : range) values.emplace_back(std::forward<decltype(value)>(value));
      return from(std::move(values));
    }
  }
  /// Returns copies of the values from `first` up to `last`. Throws what copying throws, or std::bad_alloc.
  template <std::input_iterator Iterator, std::sentinel_for<Iterator> Sentinel>
    requires std::constructible_from<T, std::iter_reference_t<Iterator>>
  [[nodiscard]] static Box from(Iterator first, Sentinel last) {
    return from(std::ranges::subrange(std::move(first), std::move(last)));
  }
  /// Returns copies of the values in the list: `Box<int[]>::from({1, 2, 3})`. Throws what copying throws, or
  /// std::bad_alloc. Rust: `Box::from([1, 2, 3])`.
  [[nodiscard]] static Box from(std::initializer_list<T> values)
    requires std::copy_constructible<T>
  {
    return made(values.size(), [next = values.begin()]() mutable -> const T& { return *next++; });
  }

  Box(Box&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  /// The old values are destroyed last, when this Box already holds the new ones.
  Box& operator=(Box&& other) noexcept {
    Box(std::move(other)).swap(*this);
    return *this;
  }
  ~Box() {
    static_assert(sizeof(T) > 0, "fearless::Box<T[]>: T must be complete where the Box is destroyed");
    if (size_ == 0) return;
    std::destroy_n(data_, size_);
    std::allocator<T>().deallocate(data_, size_);
  }

  /// Returns a Box with copies of the values. Throws what copying throws, or std::bad_alloc. Rust: `Box::clone`.
  [[nodiscard]] Box clone() const
    requires std::copy_constructible<T>
  {
    return from(get());
  }

  /// Returns the values, as const if the Box is const. Refuses to compile for a temporary, with which they are
  /// destroyed.
  [[nodiscard]] std::span<T> get() & noexcept FEARLESS_LIFETIMEBOUND { return {data(), size_}; }
  [[nodiscard]] std::span<const T> get() const& noexcept FEARLESS_LIFETIMEBOUND { return {data(), size_}; }
  void get() const&& = delete;
  /// Returns one of the values. The index must be valid, which is checked only in debug and hardened builds.
  [[nodiscard]] T& operator[](std::size_t i) & noexcept FEARLESS_LIFETIMEBOUND { return at(i); }
  [[nodiscard]] const T& operator[](std::size_t i) const& noexcept FEARLESS_LIFETIMEBOUND { return at(i); }
  const T& operator[](std::size_t) const&& = delete;
  [[nodiscard]] T* begin() & noexcept FEARLESS_LIFETIMEBOUND { return data(); }
  [[nodiscard]] T* end() & noexcept FEARLESS_LIFETIMEBOUND { return data() + size_; }
  [[nodiscard]] const T* begin() const& noexcept FEARLESS_LIFETIMEBOUND { return data(); }
  [[nodiscard]] const T* end() const& noexcept FEARLESS_LIFETIMEBOUND { return data() + size_; }
  const T* begin() const&& = delete;
  const T* end() const&& = delete;
  [[nodiscard]] std::size_t size() const noexcept { return static_cast<void>(data()), size_; }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }

  /// Returns the values, moved into a std::vector; the moved-from values stay in the Box. If this throws, the Box still
  /// owns the values. Rust: `<[T]>::into_vec`, which moves nothing.
  [[nodiscard]] std::vector<T> into_vec() && {
    return std::vector<T>(std::make_move_iterator(data()), std::make_move_iterator(data() + size_));
  }

  /// Compare the values one by one. Each operator exists only if `T` has it. Rust: `PartialEq`, `PartialOrd`.
  template <class U = T>
    requires detail::EqualityComparable<U>
  [[nodiscard]] friend bool operator==(const Box& a, const Box& b) {
    return detail::equal(a.get(), b.get());
  }
  template <class U = T>
  [[nodiscard]] friend auto operator<=>(const Box& a, const Box& b) -> detail::ThreeWayResult<U> {
    return detail::compare(a.get(), b.get());
  }

  void swap(Box& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
  }
  friend void swap(Box& a, Box& b) noexcept { a.swap(b); }

 private:
  Box(T* data, std::size_t size) noexcept : data_(data), size_(size) {}

  template <class Make>
  static Box made(std::size_t size, Make make) {
    if (size == 0) return Box();
    return Box(detail::Slice<T>(size, std::move(make)).release(), size);
  }

  // The address of an empty sequence, which distinguishes it from a moved-from Box.
  static T* nothing() noexcept {
    alignas(T) static std::byte place[1];
    return reinterpret_cast<T*>(place);
  }

  T* data() const noexcept {
    FEARLESS_ASSERT(data_ != nullptr, "fearless::Box<T[]>: used after it was moved from");
    return data_;
  }
  T& at(std::size_t i) const noexcept {
    FEARLESS_ASSERT(i < size(), "fearless::Box<T[]>: the index is out of range");
    return data()[i];
  }

  T* data_;
  std::size_t size_ = 0;
};

// Why: a Box owns its values, each of which is exactly a T, and hands them out as const if the Box itself is const.
template <class T>
struct rules::row<Box<T[]>> : kind::owner<Element<T>> {};

}  // namespace fearless

/// The hash of the values. Rust: `Box<[T]>: Hash`.
template <class T>
  requires std::is_default_constructible_v<std::hash<T>>
struct std::hash<fearless::Box<T[]>> {
  std::size_t operator()(const fearless::Box<T[]>& values) const { return fearless::detail::hash_of(values.get()); }
};
