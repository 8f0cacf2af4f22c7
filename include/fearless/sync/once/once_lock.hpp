// SPDX-License-Identifier: MIT
// OnceLock<T>: a place for a value that is put there once, by one of several threads.
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

/// A place that is empty until a value is put into it, once; from then on every thread sees it, as `const T`. Not
/// assignable. Copying copies the value, and so does moving, since another thread may be looking at it: that is for
/// moving an empty one to its place. Rust: `std::sync::OnceLock`.
template <class T>
class OnceLock {
  static_assert(std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T> && !std::is_volatile_v<T>,
                "fearless::OnceLock<T>: T must be an object type that is no array and not const");

 public:
  using value_type = T;

  /// An empty one. Rust: `OnceLock::new`.
  constexpr OnceLock() noexcept {}
  /// One that holds `value`. Rust: `OnceLock::from`.
  explicit OnceLock(T value) {
    once_.call_once([&] { value_.emplace(std::move(value)); });
  }
  /// One that holds a copy of the other's value, if that has one. Rust: `OnceLock::clone`.
  OnceLock(const OnceLock& other)
    requires std::is_copy_constructible_v<T>
  {
    if (const T* const theirs = other.peek()) once_.call_once([&] { value_.emplace(*theirs); });
  }
  OnceLock& operator=(const OnceLock&) = delete;
  ~OnceLock() = default;

  /// The value, or null if there is none yet. Does not wait. Rust: `OnceLock::get`.
  [[nodiscard]] const T* get() const& noexcept FEARLESS_LIFETIMEBOUND { return peek(); }
  void get() const&& = delete;

  /// Waits until there is a value. Throws std::system_error (resource_deadlock_would_occur) on the thread that makes
  /// it. Rust: `OnceLock::wait`.
  [[nodiscard]] const T& wait() const& FEARLESS_LIFETIMEBOUND {
    once_.wait_until_done(words, Once::Poison::Ignored);
    return *value_;
  }
  void wait() const&& = delete;

  /// Puts `value` in, or gives it back as the error if there is one already (waiting for one that is being made). Rust:
  /// `OnceLock::set`.
  Result<void, T> set(T value) const {
    bool placed = false;
    fill([&] {
      value_.emplace(std::move(value));
      return placed = true;
    });
    return placed ? Result<void, T>() : Result<void, T>(unexpect, std::move(value));
  }

  /// The value; if there is none, `f()` makes it, once: other threads wait for it. If `f` throws, that is thrown, and
  /// there is still none. If `f` asks for the value itself, it gets std::system_error (resource_deadlock_would_occur),
  /// where Rust may hang. Rust: `OnceLock::get_or_init`.
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

  /// The same where making the value may fail: `f()` returns a Result of a `T`, and its error, if it is one, is
  /// returned, and there is still none. Rust: `OnceLock::get_or_try_init` (unstable).
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

  /// A copy of the value, if there is one. (Not the value: another thread may be looking at it.) Rust:
  /// `OnceLock::into_inner`.
  [[nodiscard]] std::optional<T> into_inner() &&
    requires std::is_copy_constructible_v<T>
  {
    if (const T* const value = peek()) return *value;
    return std::nullopt;
  }

  /// The value for writing, or null. Unsafe: the caller promises that no other thread uses it meanwhile, which Rust's
  /// `OnceLock::get_mut` knows from its `&mut self`.
  [[nodiscard]] T* unsafe_get_mut() & noexcept FEARLESS_LIFETIMEBOUND { return peek(); }

  /// Takes the value out and leaves it empty. Unsafe likewise: nobody may use what it gave out. Rust: `OnceLock::take`.
  [[nodiscard]] std::optional<T> unsafe_take() & {
    std::optional<T> taken;
    if (once_.is_completed()) {
      taken = std::exchange(value_, std::nullopt);
      std::destroy_at(&once_);
      std::construct_at(&once_);
    }
    return taken;
  }

  /// Whether both hold equal values, or none. Rust: `OnceLock: PartialEq`.
  friend bool operator==(const OnceLock& a, const OnceLock& b) {
    const T* const x = a.peek();
    const T* const y = b.peek();
    return x == nullptr || y == nullptr ? x == y : *x == *y;
  }

 private:
  static constexpr Once::Words words{"fearless::OnceLock: its function asks for its value"};

  // `f()` says whether it has put a value in.
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

// Why: every thread sees the T (Sync), which one of them made and another may destroy or be given to (Send). Even
// exclusive use of a whole OnceLock races with nothing: it has no assignment, and moving from it copies.
template <class T>
struct rules::row<OnceLock<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = if_all<Obligation<traits::Send, T>, Obligation<traits::Sync, T>>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = if_all<Obligation<traits::Send, T>, Obligation<traits::Sync, T>>;
};

}  // namespace fearless
