// SPDX-License-Identifier: MIT
// OnceLock<T>: a container for a value that is stored once, by one of several threads.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/marker.hpp>
#include <fearless/result.hpp>
#include <fearless/sync/once/once.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace fearless {

FEARLESS_DETAIL_BEGIN_MAYBE_EMPTY

/// A container that is empty until a value is stored in it, once. From then on every thread can access the value as
/// `const T`. It is not assignable. Copying copies the value, and so does moving, since another thread may be reading
/// it; moving exists for moving an empty OnceLock to its place. Rust: `std::sync::OnceLock`.
/// \snippet reference/locks.cpp once_lock
template <class T>
class OnceLock {
  static_assert(std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T> && !std::is_volatile_v<T>,
                "fearless::OnceLock<T>: T must be an object type that is no array and not const");

 public:
  using value_type = T;

  /// An empty OnceLock. Rust: `OnceLock::new`.
  constexpr OnceLock() noexcept {}
  /// A OnceLock with `value`. Rust: `OnceLock::from`.
  explicit OnceLock(T value) {
    once_.call_once([&] { value_.emplace(std::move(value)); });
  }
  /// A OnceLock with a copy of the other's value, if there is one. Rust: `OnceLock::clone`.
  OnceLock(const OnceLock& other)
    requires std::is_copy_constructible_v<T>
  {
    if (const T* const theirs = other.peek()) once_.call_once([&] { value_.emplace(*theirs); });
  }
  OnceLock& operator=(const OnceLock&) = delete;
  ~OnceLock() = default;

  /// Returns the value, or null if there is none yet. It does not wait. Rust: `OnceLock::get`.
  [[nodiscard]] const T* get() const& noexcept FEARLESS_LIFETIMEBOUND { return peek(); }
  void get() const&& = delete;

  /// Waits until there is a value, and returns it. Throws std::system_error (resource_deadlock_would_occur) on the
  /// thread that is creating it. Rust: `OnceLock::wait`.
  [[nodiscard]] const T& wait() const& FEARLESS_LIFETIMEBOUND {
    once_.wait_until_done(words, Once::Poison::Ignored);
    return *value_;
  }
  void wait() const&& = delete;

  /// Stores `value`. If there is a value already, or another thread is storing one (for which this waits), the error
  /// gives `value` back. Rust: `OnceLock::set`.
  Result<void, T> set(T value) const {
    bool placed = false;
    fill([&] {
      value_.emplace(std::move(value));
      return placed = true;
    });
    return placed ? Result<void, T>() : Result<void, T>(unexpect, std::move(value));
  }

  /// Returns the value; if there is none, it first stores the result of `f()`, once, while other threads wait for it.
  /// If `f` throws, this throws the same exception and stays empty. If `f` accesses the value itself, that access
  /// throws std::system_error (resource_deadlock_would_occur); Rust may deadlock in that case. Rust:
  /// `OnceLock::get_or_init`.
  template <class F>
    requires std::is_invocable_r_v<T, F>
  [[nodiscard]] const T& get_or_init(F&& f) const& FEARLESS_LIFETIMEBOUND {
    fill([&] {
      value_.emplace(std::invoke(std::forward<F>(f)));
      return true;
    });
    return *value_;
  }
  template <class F>
  void get_or_init(F&&) const&& = delete;

  /// The same for a function that may fail: `f()` returns a Result of a `T`. If it is an error, this returns the error
  /// and stays empty. Rust: `OnceLock::get_or_try_init` (unstable).
  template <class F>
    requires std::is_invocable_v<F> && detail::is_result<std::invoke_result_t<F>> &&
             std::is_same_v<typename std::invoke_result_t<F>::value_type, T>
  [[nodiscard]] auto get_or_try_init(F&& f) const& FEARLESS_LIFETIMEBOUND {
    using Error = typename std::invoke_result_t<F>::error_type;
    using Got = Result<const T*, Error>;
    std::optional<Error> failed;
    fill([&] {
      auto made = std::invoke(std::forward<F>(f));
      if (made.has_value()) {
        value_.emplace(std::move(made).value());
      } else {
        failed.emplace(std::move(made).error());
      }
      return !failed.has_value();
    });
    return failed ? Got(unexpect, std::move(*failed)) : Got(&*value_);
  }
  template <class F>
  void get_or_try_init(F&&) const&& = delete;

  /// Returns a copy of the value, if there is one. (The value is not moved, because another thread may be reading it.)
  /// Rust: `OnceLock::into_inner`.
  [[nodiscard]] std::optional<T> into_inner() &&
    requires std::is_copy_constructible_v<T>
  {
    if (const T* const value = peek()) return *value;
    return std::nullopt;
  }

  /// Returns the value for writing, or null. Unsafe: the caller promises that no other thread uses it meanwhile. Rust:
  /// `OnceLock::get_mut`, where `&mut self` proves that.
  [[nodiscard]] T* unsafe_get_mut() & noexcept FEARLESS_LIFETIMEBOUND { return peek(); }

  /// Moves the value out and leaves the OnceLock empty. Unsafe: the caller promises that nobody uses a reference to the
  /// value. Rust: `OnceLock::take`.
  [[nodiscard]] std::optional<T> unsafe_take() & {
    std::optional<T> taken;
    if (once_.is_completed()) {
      taken = std::exchange(value_, std::nullopt);
      std::destroy_at(&once_);
      std::construct_at(&once_);
    }
    return taken;
  }

  /// Returns whether both hold equal values, or both are empty. Rust: `OnceLock: PartialEq`.
  friend bool operator==(const OnceLock& a, const OnceLock& b) {
    const T* const x = a.peek();
    const T* const y = b.peek();
    return x == nullptr || y == nullptr ? x == y : *x == *y;
  }

 private:
  static constexpr Once::Words words{"fearless::OnceLock: its function asks for its value"};

  // `f()` returns whether it has stored a value.
  template <class F>
  void fill(const F& f) const {
    if (!once_.is_completed()) once_.run(words, Once::Poison::Ignored, [&](const OnceState&) { return f(); });
  }
  T* peek() const noexcept { return once_.is_completed() ? &*value_ : nullptr; }

  Once once_;
  mutable std::optional<T> value_;
};

template <class T>
OnceLock(T) -> OnceLock<T>;

FEARLESS_DETAIL_END_MAYBE_EMPTY

// Why: every thread may read the T (Sync), which one thread created and another may destroy (Send). Even exclusive use
// of a whole OnceLock cannot race: it has no assignment, and moving from it copies.
template <class T>
struct rules::row<OnceLock<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = if_all<Obligation<traits::Send, T>, Obligation<traits::Sync, T>>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = if_all<Obligation<traits::Send, T>, Obligation<traits::Sync, T>>;
};

}  // namespace fearless
