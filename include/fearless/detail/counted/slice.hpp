// SPDX-License-Identifier: MIT
// What Rc<T[]>, Arc<T[]> and Box<T[]> share: the values, and what the handles of counted ones do with them.
#pragma once

#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/comparison.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/ranges.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/marker.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>

namespace fearless::detail {

// A fixed number of Ts, made one after the other; if one throws, those before it are destroyed.
template <class T>
class Slice {
 public:
  template <class Make>
  Slice(std::size_t size, Make make) : data_(std::allocator<T>().allocate(size)), capacity_(size) {
    fill(make);
  }
  Slice(const Slice& other)
    requires std::copy_constructible<T>
      : Slice(other.size_, [from = other.data_]() mutable -> const T& { return *from++; }) {}
  Slice(Slice&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)),
        capacity_(std::exchange(other.capacity_, 0)),
        size_(std::exchange(other.size_, 0)) {}
  Slice& operator=(const Slice&) = delete;
  ~Slice() { clear(); }

  [[nodiscard]] std::span<T> elements() const noexcept { return {data_, size_}; }
  // Gives the values and their memory, from std::allocator, to the caller.
  [[nodiscard]] T* release() && noexcept { return std::exchange(data_, nullptr); }

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
    if (data_ == nullptr) return;
    std::destroy_n(data_, size_);
    std::allocator<T>().deallocate(data_, capacity_);
  }

  T* data_;
  std::size_t capacity_;
  std::size_t size_ = 0;
};

// A function that gives the values of a range one by one: moved out of an rvalue that owns them, such as a std::vector.
template <std::ranges::forward_range Range>
auto next_of(Range& range, std::bool_constant<true> /*moves*/) {
  return [next = std::ranges::begin(range)]() mutable -> decltype(auto) { return std::ranges::iter_move(next++); };
}
template <std::ranges::forward_range Range>
auto next_of(Range& range, std::bool_constant<false> /*moves*/) {
  return [next = std::ranges::begin(range)]() mutable -> decltype(auto) { return *next++; };
}
template <class Range>
using OwnsItsValues = std::bool_constant<!std::ranges::borrowed_range<Range> && !std::ranges::view<Range>>;
template <class Range>
using TakenOf = std::conditional_t<OwnsItsValues<Range>::value, std::ranges::range_rvalue_reference_t<Range>,
                                   std::ranges::range_reference_t<Range>>;

// Whether the values are equal, one by one: no more is asked of a T than `==`.
template <class T>
bool equal(std::span<const T> a, std::span<const T> b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!static_cast<bool>(a[i] == b[i])) return false;
  }
  return true;
}

// How they compare, one by one.
template <class T>
ThreeWayResult<T> compare(std::span<const T> a, std::span<const T> b) {
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    const ThreeWayResult<T> order = a[i] <=> b[i];
    if (order != 0) return order;
  }
  return a.size() <=> b.size();
}

// What a handle of a sequence does: `Self` is the handle, `Weak` the one that observes, `Owner` an Rc or Arc of the
// Slice. Its documentation is that of Rc and Arc.
template <class Self, class Weak, class Owner, class T>
class SliceHandle {
  static_assert(std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T> && !std::is_volatile_v<T>,
                "fearless::Rc<T[]>, Arc<T[]>: T must be an object type that is no array and not const");

 public:
  using element_type = T[];
  using value_type = T;

  /// One more owner of the same values. Rust: `Arc::clone`.
  [[nodiscard]] Self clone() const noexcept { return Self(owner_); }

  /// The values. Not of a temporary, with which they may die.
  [[nodiscard]] std::span<const T> get() const& noexcept FEARLESS_LIFETIMEBOUND { return owner_->elements(); }
  void get() const&& = delete;
  /// One of them, which must be there: checked in debug and hardened builds only.
  [[nodiscard]] const T& operator[](std::size_t i) const& noexcept FEARLESS_LIFETIMEBOUND {
    FEARLESS_ASSERT(i < size(), "fearless::Rc<T[]>, Arc<T[]>: the index is out of range");
    return owner_->elements()[i];
  }
  const T& operator[](std::size_t) const&& = delete;
  [[nodiscard]] const T* begin() const& noexcept FEARLESS_LIFETIMEBOUND { return get().data(); }
  [[nodiscard]] const T* end() const& noexcept FEARLESS_LIFETIMEBOUND { return get().data() + size(); }
  const T* begin() const&& = delete;
  const T* end() const&& = delete;
  [[nodiscard]] std::size_t size() const noexcept { return owner_->elements().size(); }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }

  /// How many handles own the values, and how many observe them. Rust: `Arc::strong_count`, `Arc::weak_count`.
  [[nodiscard]] std::size_t strong_count() const noexcept { return owner_.strong_count(); }
  [[nodiscard]] std::size_t weak_count() const noexcept { return owner_.weak_count(); }
  /// Whether both own the same values. Rust: `Arc::ptr_eq`.
  [[nodiscard]] bool ptr_eq(const Self& other) const noexcept { return owner_.ptr_eq(other.owner_); }
  /// A handle that observes the values without keeping them alive. Rust: `Arc::downgrade`.
  [[nodiscard]] Weak downgrade() const noexcept { return Weak(owner_.downgrade()); }

  /// The values for writing if this is their only owner and nobody observes them. Rust: `Arc::get_mut`.
  [[nodiscard]] std::optional<std::span<T>> get_mut() & noexcept FEARLESS_LIFETIMEBOUND {
    if (auto* const slice = owner_.get_mut()) return slice->elements();
    return std::nullopt;
  }
  /// The values for writing. If there are other owners, this one gets copies of its own first; handles that only
  /// observe lose them. Throws what a copy throws, or `std::bad_alloc`, and then still owns what it did. Rust:
  /// `Arc::make_mut`.
  [[nodiscard]] std::span<T> make_mut() & FEARLESS_LIFETIMEBOUND
        requires std::copy_constructible<T>
  {
    return owner_.make_mut().elements();
  }

  /// Whether the values are equal, or how they compare, one by one; there is neither, unless `T` has it. Rust:
  /// `PartialEq`, `PartialOrd`.
  template <class U = T>
    requires EqualityComparable<U>
  friend bool operator==(const Self& a, const Self& b) {
    return equal(a.get(), b.get());
  }
  template <class U = T>
  friend auto operator<=>(const Self& a, const Self& b) -> ThreeWayResult<U> {
    return compare(a.get(), b.get());
  }

 protected:
  explicit SliceHandle(Owner owner) noexcept : owner_(std::move(owner)) {}

 private:
  friend struct MovedFrom;
  [[nodiscard]] MovedFrom::Answer is_moved_from() const noexcept { return MovedFrom::answer(MovedFrom::is(owner_)); }

  Owner owner_;
};

// Observes a sequence: `Handle` is the owner that it becomes, `Owner` an RcWeak or ArcWeak of the Slice.
template <class Self, class Handle, class Owner>
class WeakSliceHandle {
 public:
  /// Observes nothing. Rust: `Weak::new`.
  WeakSliceHandle() noexcept = default;
  /// The same as copying, where it shall be seen. Rust: `Weak::clone`.
  [[nodiscard]] Self clone() const noexcept { return Self(owner_); }
  /// One more owner of the values, or nothing if they are gone. Rust: `Weak::upgrade`.
  [[nodiscard]] std::optional<Handle> upgrade() const noexcept {
    if (auto owner = owner_.upgrade()) return Handle(*std::move(owner));
    return std::nullopt;
  }
  /// How many handles own the values, and how many observe them (zero when they are gone). Rust: `Weak::strong_count`,
  /// `Weak::weak_count`.
  [[nodiscard]] std::size_t strong_count() const noexcept { return owner_.strong_count(); }
  [[nodiscard]] std::size_t weak_count() const noexcept { return owner_.weak_count(); }
  /// Whether both observe the same values, or both nothing. Rust: `Weak::ptr_eq`.
  [[nodiscard]] bool ptr_eq(const Self& other) const noexcept { return owner_.ptr_eq(other.owner_); }

 protected:
  explicit WeakSliceHandle(Owner owner) noexcept : owner_(std::move(owner)) {}

 private:
  Owner owner_;
};

// The hash of the values, one after the other.
template <class T>
std::size_t hash_of(std::span<const T> values) {
  std::size_t hash = values.size();
  for (const T& value : values) hash = hash * 31 + std::hash<T>{}(value);
  return hash;
}

}  // namespace fearless::detail

namespace fearless {

// Why: it is what its elements are. (It has no assignment, and changes only while it has one owner.)
template <class T>
struct rules::row<detail::Slice<T>> {
  static constexpr auto send = if_send<Element<T>>;
  static constexpr auto sync = if_sync<Element<T>>;
  static constexpr auto static_ = if_static<Element<T>>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
