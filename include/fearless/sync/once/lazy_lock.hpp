// SPDX-License-Identifier: MIT
// LazyLock<T, F>: a value that is created by the first thread that needs it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/marker.hpp>
#include <fearless/sync/once/once.hpp>

#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

namespace fearless {

FEARLESS_DETAIL_BEGIN_MAYBE_EMPTY

/// A value that `f()` creates when it is first needed, on whichever thread that is. Other threads wait for it, and all
/// access it as `const T`. It can be constant-initialised as a global variable. It can be neither copied nor moved,
/// because threads may hold references to its value. Rust: `std::sync::LazyLock`.
///
/// Every access may throw what `f` throws; later accesses then throw OncePoisonError. If `f` accesses its own value,
/// that access throws std::system_error (resource_deadlock_would_occur); Rust may deadlock in that case.
/// \snippet reference/locks.cpp lazy_lock
template <class T, class F = T (*)()>
class LazyLock {
  static_assert(std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T> && !std::is_volatile_v<T>,
                "fearless::LazyLock<T>: T must be an object type that is no array and not const");

 public:
  using value_type = T;

  /// A value that `T()` will create. Rust: `LazyLock::default`.
  constexpr LazyLock() noexcept
    requires(std::is_same_v<F, T (*)()> && std::is_default_constructible_v<T>)
      : LazyLock(F([] { return T(); })) {}
  /// A value that `f()` will create. Rust: `LazyLock::new`.
  constexpr explicit LazyLock(F f) : function_(std::move(f)) {}
  LazyLock(const LazyLock&) = delete;
  LazyLock& operator=(const LazyLock&) = delete;

  /// Returns the value, which is created if necessary. Rust: `LazyLock::force`.
  [[nodiscard]] const T& force() const& FEARLESS_LIFETIMEBOUND {
    if (!once_.is_completed()) make();
    return *value_;
  }
  void force() const&& = delete;

  /// Access the value, which is created if necessary. Refuse to compile for a temporary.
  [[nodiscard]] const T& operator*() const& FEARLESS_LIFETIMEBOUND { return force(); }
  [[nodiscard]] const T* operator->() const& FEARLESS_LIFETIMEBOUND { return &force(); }
  const T& operator*() const&& = delete;
  const T* operator->() const&& = delete;

  /// Returns the value, or null if it has not been created yet. Rust: `LazyLock::get`.
  [[nodiscard]] const T* get() const& noexcept FEARLESS_LIFETIMEBOUND {
    return once_.is_completed() ? &*value_ : nullptr;
  }
  void get() const&& = delete;

  /// Returns the value for writing, and creates it if necessary. Unsafe: the caller promises that no other thread uses
  /// the value meanwhile. Rust: `LazyLock::force_mut`, where `&mut` proves that.
  [[nodiscard]] T& unsafe_force_mut() & FEARLESS_LIFETIMEBOUND {
    static_cast<void>(force());
    return *value_;
  }
  /// The same, but returns null if the value was not created yet. Rust: `LazyLock::get_mut`.
  [[nodiscard]] T* unsafe_get_mut() & noexcept FEARLESS_LIFETIMEBOUND {
    return once_.is_completed() ? &*value_ : nullptr;
  }

 private:
  static constexpr Once::Words words{"fearless::LazyLock: its function asks for its value",
                                     "fearless::LazyLock: its function ended in an exception"};

  void make() const {
    once_.run(words, Once::Poison::Refused, [this](const OnceState&) {
      F f(std::move(*function_));
      function_.reset();
      value_.emplace(std::invoke(std::move(f)));
      return true;
    });
  }

  Once once_;
  mutable std::optional<F> function_;
  mutable std::optional<T> value_;
};

template <class F>
  requires std::is_invocable_v<F>
LazyLock(F) -> LazyLock<std::decay_t<std::invoke_result_t<F>>, F>;

FEARLESS_DETAIL_END_MAYBE_EMPTY

// Why: the same as for OnceLock. The function is called by the first thread (Send), and by no other.
template <class T, class F>
struct rules::row<LazyLock<T, F>> {
  static constexpr auto send = if_send<T, F>;
  static constexpr auto sync =
      if_all<Obligation<traits::Send, T>, Obligation<traits::Sync, T>, Obligation<traits::Send, F>>;
  static constexpr auto static_ = if_static<T, F>;
  static constexpr auto thread_safe =
      if_all<Obligation<traits::Send, T>, Obligation<traits::Sync, T>, Obligation<traits::Send, F>>;
};

}  // namespace fearless
