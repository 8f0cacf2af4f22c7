// SPDX-License-Identifier: MIT
// Arc<T[]>: a sequence of values shared by several owners on any threads, and ArcWeak<T[]>, which observes it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/counted/adopt.hpp>
#include <fearless/detail/counted/atomic_counts.hpp>
#include <fearless/detail/counted/slice.hpp>
#include <fearless/detail/ranges.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/sync/arc.hpp>

#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>

namespace fearless {

namespace rules::place {
struct arc_element {
  static constexpr const char* text = "fearless::Arc<T[]>: an element";
};
}  // namespace rules::place

/// A sequence of values on the heap that lives as long as its last owner, on any thread. The owners access the values
/// as `const T`. The number of the values does not change. Creating one refuses to compile unless `T` is Send and Sync.
/// Rust: `Arc<[T]>`.
/// \snippet reference/owners.cpp arc_slice
template <class T>
class [[nodiscard]] Arc<T[]> : public detail::SliceHandle<T, detail::AtomicCounts> {
  using Handle = detail::SliceHandle<T, detail::AtomicCounts>;

 public:
  /// Returns `size` values, each `T()`. Throws what `T()` throws, or std::bad_alloc; nothing leaks then.
  [[nodiscard]] static Arc make(std::size_t size) {
    FEARLESS_DETAIL_REQUIRE(derive::Requirement<rules::place::arc_element, traits::Send, T>,
                            derive::Requirement<rules::place::arc_element, traits::Sync, T>);
    return made(size, [] { return T(); });
  }
  /// Returns `size` copies of `value`. Throws what copying throws, or std::bad_alloc. Rust:
  /// `iter::repeat(value).take(size).collect()`.
  [[nodiscard]] static Arc make(std::size_t size, const T& value) {
    FEARLESS_DETAIL_REQUIRE(derive::Requirement<rules::place::arc_element, traits::Send, T>,
                            derive::Requirement<rules::place::arc_element, traits::Sync, T>);
    return made(size, [&value]() -> const T& { return value; });
  }
  /// Returns the values of `range`, copied; they are moved if `range` is an rvalue that owns them, such as a
  /// std::vector. Throws what copying or moving throws, or std::bad_alloc. Rust: `Arc::from(vec)`.
  template <std::ranges::forward_range Range>
  [[nodiscard]] static Arc from(Range&& range) {
    FEARLESS_DETAIL_REQUIRE(derive::Requirement<rules::place::arc_element, traits::Send, T>,
                            derive::Requirement<rules::place::arc_element, traits::Sync, T>);
    return made(static_cast<std::size_t>(std::ranges::distance(range)),
                detail::next_of(range, detail::OwnsItsValues<Range>{}));
  }

 private:
  friend struct detail::HandleAccess;
  Arc(detail::Adopt, Arc<detail::Slice<T>> slice) noexcept : Handle(std::move(slice)) {}

  template <class Make>
  static Arc made(std::size_t size, Make make) {
    if constexpr (derive::granted<derive::Requirement<rules::place::arc_element, traits::Send, T>,
                                  derive::Requirement<rules::place::arc_element, traits::Sync, T>>) {
      return Arc::of(size, std::move(make));
    } else {
      detail::fatal("fearless::Arc<T[]>: refused");
    }
  }
};

/// Observes the values of an `Arc<T[]>` without keeping them alive. Rust: `Weak<[T]>`.
/// \snippet reference/owners.cpp arc_slice
template <class T>
class [[nodiscard]] ArcWeak<T[]> : public detail::WeakSliceHandle<T, detail::AtomicCounts> {
  using Handle = detail::WeakSliceHandle<T, detail::AtomicCounts>;

 public:
  /// An observer of nothing. Rust: `Weak::new`.
  ArcWeak() noexcept = default;

 private:
  friend struct detail::HandleAccess;
  ArcWeak(detail::Adopt, ArcWeak<detail::Slice<T>> slice) noexcept : Handle(std::move(slice)) {}
};

// Why: the same as for Arc.
template <class T>
struct rules::row<Arc<T[]>> {
  static constexpr auto send = if_all<Obligation<traits::Send, Element<T>>, Obligation<traits::Sync, Element<T>>>;
  static constexpr auto sync = if_all<Obligation<traits::Send, Element<T>>, Obligation<traits::Sync, Element<T>>>;
  static constexpr auto static_ = if_static<Element<T>>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
template <class T>
struct rules::row<ArcWeak<T[]>> : row<Arc<T[]>> {};

}  // namespace fearless

/// The hash of the values. Rust: `Arc: Hash`.
template <class T>
  requires std::is_default_constructible_v<std::hash<T>>
struct std::hash<fearless::Arc<T[]>> {
  std::size_t operator()(const fearless::Arc<T[]>& values) const { return fearless::detail::hash_of(values.get()); }
};
