// SPDX-License-Identifier: MIT
// Arc<T[]>: a sequence of values shared by several owners on any threads.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/sync/arc.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <type_traits>
#include <utility>

namespace fearless {

namespace place {
struct arc_element {
  static constexpr const char* text = "fearless::Arc<T[]>: an element";
};
}  // namespace place

namespace detail {

// A fixed number of Ts, made one after the other; if one throws, those before it are destroyed.
template <class T>
class Slice {
 public:
  template <class Make>
  Slice(std::size_t size, Make make) : data_(std::allocator<T>().allocate(size)), capacity_(size) {
    fill(make);
  }
  Slice(const Slice&) = delete;
  Slice& operator=(const Slice&) = delete;
  ~Slice() { clear(); }

  [[nodiscard]] std::span<T> elements() const noexcept { return {data_, size_}; }

 private:
  template <class Make>
  void fill(Make& make) {
    struct Undo {
      Slice* slice;
      ~Undo() {
        if (slice != nullptr) slice->clear();
      }
    } undo{this};
    for (; size_ < capacity_; ++size_) ::new (static_cast<void*>(data_ + size_)) T(make());
    undo.slice = nullptr;
  }
  void clear() noexcept {
    std::destroy_n(data_, size_);
    std::allocator<T>().deallocate(data_, capacity_);
  }

  T* data_;
  std::size_t capacity_;
  std::size_t size_ = 0;
};

}  // namespace detail

// Why: it is what its elements are. (It has no assignment, and changes only while it has one owner.)
template <class T>
struct row<detail::Slice<T>> {
  static constexpr auto send = if_send<Element<T>>;
  static constexpr auto sync = if_sync<Element<T>>;
  static constexpr auto static_ = if_static<Element<T>>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

/// A sequence of values on the heap that lives as long as its last owner, on whichever threads; they are seen as
/// `const T`. Their number does not change. Making one refuses to compile unless `T` is Send and Sync. Rust:
/// `Arc<[T]>`.
template <class T>
class [[nodiscard]] Arc<T[]> {
  static_assert(std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T>,
                "fearless::Arc<T[]>: T must be an object type that is no array and not const");

 public:
  using element_type = T[];
  using value_type = T;

  /// `size` values, each a `T()`. Throws what that throws, or std::bad_alloc, and then leaks nothing.
  [[nodiscard]] static Arc make(std::size_t size) {
    FEARLESS_DETAIL_REQUIRE(derive::Requirement<place::arc_element, traits::Send, T>,
                            derive::Requirement<place::arc_element, traits::Sync, T>);
    return made(size, [] { return T(); });
  }
  /// `size` copies of `value`. Rust: `iter::repeat(value).take(size).collect()`.
  [[nodiscard]] static Arc make(std::size_t size, const T& value) {
    FEARLESS_DETAIL_REQUIRE(derive::Requirement<place::arc_element, traits::Send, T>,
                            derive::Requirement<place::arc_element, traits::Sync, T>);
    return made(size, [&value]() -> const T& { return value; });
  }
  /// The values of `range`, copied; or moved, if it is an rvalue that owns them, such as a std::vector. Rust:
  /// `Arc::from(vec)`.
  template <std::ranges::forward_range Range>
  [[nodiscard]] static Arc from(Range&& range) {
    FEARLESS_DETAIL_REQUIRE(derive::Requirement<place::arc_element, traits::Send, T>,
                            derive::Requirement<place::arc_element, traits::Sync, T>);
    constexpr bool moves = !std::is_lvalue_reference_v<Range> && !std::ranges::view<std::remove_cvref_t<Range>>;
    auto next = std::ranges::begin(range);
    const auto size = static_cast<std::size_t>(std::ranges::distance(range));
    return made(size, [&next]() -> decltype(auto) {
      if constexpr (moves) {
        return std::ranges::iter_move(next++);
      } else {
        return *next++;
      }
    });
  }

  /// One more owner of the same values. Rust: `Arc::clone`.
  [[nodiscard]] Arc clone() const noexcept { return *this; }

  /// The values. Not of a temporary, with which they may die.
  [[nodiscard]] std::span<const T> get() const& noexcept FEARLESS_LIFETIMEBOUND { return slice_->elements(); }
  void get() const&& = delete;
  [[nodiscard]] const T& operator[](std::size_t i) const& noexcept FEARLESS_LIFETIMEBOUND {
    FEARLESS_ASSERT(i < size(), "fearless::Arc<T[]>: the index is out of range");
    return slice_->elements()[i];
  }
  const T& operator[](std::size_t) const&& = delete;
  [[nodiscard]] const T* begin() const& noexcept FEARLESS_LIFETIMEBOUND { return get().data(); }
  [[nodiscard]] const T* end() const& noexcept FEARLESS_LIFETIMEBOUND { return get().data() + size(); }
  const T* begin() const&& = delete;
  const T* end() const&& = delete;
  [[nodiscard]] std::size_t size() const noexcept { return slice_->elements().size(); }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }

  /// How many Arcs own the values: other threads may have changed it already.
  [[nodiscard]] std::size_t strong_count() const noexcept { return slice_.strong_count(); }
  /// Whether both own the same values.
  [[nodiscard]] bool ptr_eq(const Arc& other) const noexcept { return slice_.ptr_eq(other.slice_); }

  /// The values for writing if this is their only owner. Rust: `Arc::get_mut`.
  [[nodiscard]] std::optional<std::span<T>> get_mut() & noexcept FEARLESS_LIFETIMEBOUND {
    if (auto* const slice = slice_.get_mut()) return slice->elements();
    return std::nullopt;
  }

  /// Whether the values are equal, one by one.
  friend bool operator==(const Arc& a, const Arc& b) { return std::ranges::equal(a.get(), b.get()); }

 private:
  explicit Arc(Arc<detail::Slice<T>> slice) noexcept : slice_(std::move(slice)) {}

  template <class Make>
  static Arc made(std::size_t size, Make make) {
    if constexpr (derive::granted<derive::Requirement<place::arc_element, traits::Send, T>,
                                  derive::Requirement<place::arc_element, traits::Sync, T>>) {
      return Arc(Arc<detail::Slice<T>>::make(size, std::move(make)));
    } else {
      detail::fatal("fearless::Arc<T[]>: refused");
    }
  }

  Arc<detail::Slice<T>> slice_;
};

// Why: as for Arc.
template <class T>
struct row<Arc<T[]>> {
  static constexpr auto send = if_all<Obligation<traits::Send, Element<T>>, Obligation<traits::Sync, Element<T>>>;
  static constexpr auto sync = if_all<Obligation<traits::Send, Element<T>>, Obligation<traits::Sync, Element<T>>>;
  static constexpr auto static_ = if_static<Element<T>>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
