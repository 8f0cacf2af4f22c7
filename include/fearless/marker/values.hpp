// SPDX-License-Identifier: MIT
// Values with a promise or a proof about them, `unsafe_send`, `unsafe_static` and `StaticStr`; and `drop`.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <cstddef>
#include <type_traits>

#include <fearless/derive/support/utility.hpp>
#include <fearless/detail/attributes.hpp>
#include <fearless/marker/traits.hpp>

namespace fearless {

namespace detail {
// The common part of the wrappers that stand for a promise: a value, and the access to it.
template <class T>
class Wrapped {
 public:
  /// Wraps `value`.
  constexpr explicit Wrapped(T value) : value_(std::move(value)) {}

  /// The value.
  [[nodiscard]] constexpr T& get() & noexcept FEARLESS_LIFETIMEBOUND { return value_; }
  [[nodiscard]] constexpr const T& get() const& noexcept FEARLESS_LIFETIMEBOUND { return value_; }
  /// The value, moved out of a temporary.
  [[nodiscard]] constexpr T get() && { return std::move(value_); }
  void get() const&& = delete;
  /// The value. Deleted for a temporary, because the reference would dangle.
  [[nodiscard]] constexpr T& operator*() & noexcept FEARLESS_LIFETIMEBOUND { return value_; }
  [[nodiscard]] constexpr const T& operator*() const& noexcept FEARLESS_LIFETIMEBOUND { return value_; }
  void operator*() const&& = delete;
  /// The object that the value points at if it is a pointer, otherwise the value's members.
  [[nodiscard]] constexpr auto* operator->() & noexcept FEARLESS_LIFETIMEBOUND { return pointer(value_); }
  [[nodiscard]] constexpr auto* operator->() const& noexcept FEARLESS_LIFETIMEBOUND { return pointer(value_); }
  void operator->() const&& = delete;

 private:
  template <class U>
  static constexpr auto* pointer(U& value) noexcept {
    if constexpr (std::is_pointer_v<U>)
      return value;
    else
      return &value;
  }

  T value_;
};
}  // namespace detail

/// A `T` with the user's unchecked promise that this object may be sent to another thread. It is Send whatever `T` is,
/// and Sync and Static as `T` is. Rust's std has no such wrapper; users write one with an `unsafe impl Send`.
/// \snippet reference/markers.cpp unsafe_send
template <class T>
class UnsafeSend : public detail::Wrapped<T> {
 public:
  using detail::Wrapped<T>::Wrapped;
};
// The wrapper exists for the promise, which the user gave by wrapping the value.
template <class T>
struct rules::row<UnsafeSend<T>> {
  static constexpr auto send = always;
  static constexpr auto sync = if_sync<T>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = never<because::two_threads_writing_it_would_race>;
};

/// Wraps `value`, with the unchecked promise that this object may be sent to another thread. `*w`, `w->` and `w.get()`
/// access it.
template <class T>
[[nodiscard]] constexpr UnsafeSend<std::decay_t<T>> unsafe_send(T&& value) {
  static_assert(!std::is_array_v<std::remove_reference_t<T>>,
                "fearless::unsafe_send: an array would become a pointer: wrap a std::array");
  return UnsafeSend<std::decay_t<T>>(std::forward<T>(value));
}

/// A `T` with the unchecked promise that what this object borrows lives as long as any thread that may have it. It is
/// Static whatever `T` is, and Send and Sync as `T` is. Rust has no such wrapper; users write a transmute to `'static`.
/// \snippet reference/markers.cpp unsafe_static
template <class T>
class UnsafeStatic : public detail::Wrapped<T> {
 public:
  using detail::Wrapped<T>::Wrapped;
};
// As for UnsafeSend.
template <class T>
struct rules::row<UnsafeStatic<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = if_sync<T>;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::two_threads_writing_it_would_race>;
};

/// Wraps `value`, with the unchecked promise that what it borrows outlives every thread that gets it. `*w`, `w->` and
/// `w.get()` access it.
template <class T>
[[nodiscard]] constexpr UnsafeStatic<std::decay_t<T>> unsafe_static(T&& value) {
  static_assert(!std::is_array_v<std::remove_reference_t<T>>,
                "fearless::unsafe_static: an array would become a pointer: wrap a std::array");
  return UnsafeStatic<std::decay_t<T>>(std::forward<T>(value));
}

/// Text that lives as long as the program: a string literal, or a constexpr array of static storage duration. This is
/// checked at compile time. It is Send, Sync and Static, unlike `const char*` and std::string_view. Mirrors Rust's
/// `&'static str`.
/// \snippet reference/markers.cpp static_str
class StaticStr {
 public:
  /// The empty text.
  constexpr StaticStr() noexcept = default;
  /// The text of the literal without the terminating zero. Does not compile for anything but a constant of static
  /// storage duration that ends with a zero.
  template <std::size_t N>
  consteval StaticStr(const char (&literal)[N]) : data_(literal), size_(N - 1) {
    if (literal[N - 1] != '\0') the_array_does_not_end_with_a_zero();
  }

  /// The text, zero-terminated.
  [[nodiscard]] constexpr const char* c_str() const noexcept { return data_; }
  /// The text, zero-terminated.
  [[nodiscard]] constexpr const char* data() const noexcept { return data_; }
  /// The number of characters, without the terminating zero.
  [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
  /// Whether there is no character.
  [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] constexpr const char* begin() const noexcept { return data_; }
  [[nodiscard]] constexpr const char* end() const noexcept { return data_ + size_; }
  /// The text as a std::string_view, which is no longer Static. (This is a template so that the header need not include
  /// the header of that class.)
  template <class View>
    requires(std::is_trivially_copyable_v<View> && std::is_same_v<typename View::value_type, char> &&
             std::is_constructible_v<View, const char*, std::size_t>)
  constexpr operator View() const noexcept {
    return View(data_, size_);
  }

  /// Whether the texts have the same characters.
  friend constexpr bool operator==(StaticStr a, StaticStr b) noexcept {
    if (a.size_ != b.size_) return false;
    for (std::size_t i = 0; i < a.size_; ++i)
      if (a.data_[i] != b.data_[i]) return false;
    return true;
  }

 private:
  // A call of this function is no constant expression, so at compile time it is an error that prints its name. (A
  // `throw` would be one as well, but is not allowed in a build without exceptions.)
  static void the_array_does_not_end_with_a_zero() {}

  const char* data_ = "";
  std::size_t size_ = 0;
};
// The characters are never written to, and live as long as the program.
template <>
struct rules::row<StaticStr> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::two_threads_writing_it_would_race>;
};

/// Destroys `value` now: `drop(std::move(sender))`. Mirrors Rust's `std::mem::drop`.
template <class T>
  requires(!std::is_lvalue_reference_v<T>)
constexpr void drop(T&& value) noexcept(std::is_nothrow_move_constructible_v<T>) {
  [[maybe_unused]] std::remove_cv_t<T> dropped(std::forward<T>(value));
}
/// Deleted, because it would drop a copy: write `drop(std::move(value))`.
template <class T>
void drop(T& value) = delete;

}  // namespace fearless
