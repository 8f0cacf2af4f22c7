// SPDX-License-Identifier: MIT
// Rc<T[]>: a sequence of values shared by several owners on one thread, and RcWeak<T[]>, which observes it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/counted/adopt.hpp>
#include <fearless/detail/counted/local_counts.hpp>
#include <fearless/detail/counted/slice.hpp>
#include <fearless/detail/ranges.hpp>
#include <fearless/marker.hpp>
#include <fearless/rc.hpp>

#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>

namespace fearless {

/// A sequence of values on the heap that lives as long as its last owner. All owners are on one thread, and access the
/// values as `const T`. The number of the values does not change. Rust: `Rc<[T]>`.
/// \snippet reference/owners.cpp rc_slice
template <class T>
class [[nodiscard]] Rc<T[]> : public detail::SliceHandle<T, detail::LocalCounts> {
  using Handle = detail::SliceHandle<T, detail::LocalCounts>;

 public:
  /// Returns `size` values, each `T()`. Throws what `T()` throws, or std::bad_alloc; nothing leaks then.
  [[nodiscard]] static Rc make(std::size_t size) {
    return Rc::of(size, [] { return T(); });
  }
  /// Returns `size` copies of `value`. Throws what copying throws, or std::bad_alloc. Rust:
  /// `iter::repeat(value).take(size).collect()`.
  [[nodiscard]] static Rc make(std::size_t size, const T& value) {
    return Rc::of(size, [&value]() -> const T& { return value; });
  }
  /// Returns the values of `range`, copied; they are moved if `range` is an rvalue that owns them, such as a
  /// std::vector. Throws what copying or moving throws, or std::bad_alloc. Rust: `Rc::from(vec)`.
  template <std::ranges::forward_range Range>
  [[nodiscard]] static Rc from(Range&& range) {
    return Rc::of(static_cast<std::size_t>(std::ranges::distance(range)),
                  detail::next_of(range, detail::OwnsItsValues<Range>{}));
  }

 private:
  friend struct detail::HandleAccess;
  Rc(detail::Adopt, Rc<detail::Slice<T>> slice) noexcept : Handle(std::move(slice)) {}
};

/// Observes the values of an `Rc<T[]>` without keeping them alive. Rust: `Weak<[T]>`.
/// \snippet reference/owners.cpp rc_slice
template <class T>
class [[nodiscard]] RcWeak<T[]> : public detail::WeakSliceHandle<T, detail::LocalCounts> {
  using Handle = detail::WeakSliceHandle<T, detail::LocalCounts>;

 public:
  /// An observer of nothing. Rust: `Weak::new`.
  RcWeak() noexcept = default;

 private:
  friend struct detail::HandleAccess;
  RcWeak(detail::Adopt, RcWeak<detail::Slice<T>> slice) noexcept : Handle(std::move(slice)) {}
};

// Why: the same as for Rc.
template <class T>
struct rules::row<Rc<T[]>> {
  static constexpr auto send = never<because::count_is_not_atomic>;
  static constexpr auto sync = never<because::count_is_not_atomic>;
  static constexpr auto static_ = if_static<Element<T>>;
  static constexpr auto thread_safe = never<because::count_is_not_atomic>;
};
template <class T>
struct rules::row<RcWeak<T[]>> : row<Rc<T[]>> {};

}  // namespace fearless

/// The hash of the values. Rust: `Rc: Hash`.
template <class T>
  requires std::is_default_constructible_v<std::hash<T>>
struct std::hash<fearless::Rc<T[]>> {
  std::size_t operator()(const fearless::Rc<T[]>& values) const { return fearless::detail::hash_of(values.get()); }
};
