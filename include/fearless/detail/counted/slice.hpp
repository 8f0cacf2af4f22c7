// SPDX-License-Identifier: MIT
// The common part of Rc<T[]>, Arc<T[]> and Box<T[]>: the values, and the operations of the counted handles on them.
#pragma once

#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/comparison.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/counted/adopt.hpp>
#include <fearless/detail/ranges.hpp>
#include <fearless/marker.hpp>
#include <fearless/std/kinds.hpp>

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

namespace fearless::detail {  // in the reference

// A fixed number of Ts, which are constructed one after the other. If a constructor throws, the earlier ones are
// destroyed.
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
  // Passes the ownership of the values and of their memory, which is from std::allocator, to the caller.
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

// Returns a function that returns the values of a range one by one. They are moved if the range is an rvalue that owns
// them, such as a std::vector.
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

// Whether the values are equal, compared one by one. A T needs no operator but `==`.
template <class T>
bool equal(std::span<const T> a, std::span<const T> b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!static_cast<bool>(a[i] == b[i])) return false;
  }
  return true;
}

// Compares the values lexicographically.
template <class T>
ThreeWayResult<T> compare(std::span<const T> a, std::span<const T> b) {
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    const ThreeWayResult<T> order = a[i] <=> b[i];
    if (order != 0) return order;
  }
  return a.size() <=> b.size();
}

// Owns a sequence: the base class of Rc<T[]> and Arc<T[]>, which is `Counts::Owner<T[]>`. It contains an Rc or Arc of
// the Slice. The documentation of Rc and Arc applies.
template <class T, class Counts>
class SliceHandle {
  static_assert(std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T> && !std::is_volatile_v<T>,
                "fearless::Rc<T[]>, Arc<T[]>: T must be an object type that is no array and not const");

  using Owner = typename Counts::template Owner<Slice<T>>;
  using Self = typename Counts::template Owner<T[]>;
  using Weak = typename Counts::template Observer<T[]>;

 public:
  using element_type = T[];
  using value_type = T;

  /// Returns another owner of the same values. Rust: `Arc::clone`.
  [[nodiscard]] Self clone() const noexcept { return HandleAccess::adopt<Self>(owner_); }

  /// Returns the values. Refuses to compile for a temporary, which may destroy them. Rust: `Deref` of `Arc<[T]>`.
  [[nodiscard]] std::span<const T> get() const& noexcept FEARLESS_LIFETIMEBOUND { return owner_->elements(); }
  void get() const&& = delete;
  /// Returns one of the values. The index must be valid, which is checked only in debug and hardened builds.
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

  /// Returns the number of handles that own the values. Rust: `Arc::strong_count`.
  [[nodiscard]] std::size_t strong_count() const noexcept { return owner_.strong_count(); }
  /// Returns the number of handles that observe the values. Rust: `Arc::weak_count`.
  [[nodiscard]] std::size_t weak_count() const noexcept { return owner_.weak_count(); }
  /// Returns whether both handles own the same values. Rust: `Arc::ptr_eq`.
  [[nodiscard]] bool ptr_eq(const Self& other) const noexcept { return owner_.ptr_eq(other.owner_); }
  /// Returns a handle that observes the values without keeping them alive. Rust: `Arc::downgrade`.
  [[nodiscard]] Weak downgrade() const noexcept { return HandleAccess::adopt<Weak>(owner_.downgrade()); }

  /// Returns the values for writing if this is their only owner and no handle observes them; otherwise nothing. Rust:
  /// `Arc::get_mut`.
  [[nodiscard]] std::optional<std::span<T>> get_mut() & noexcept FEARLESS_LIFETIMEBOUND {
    if (auto* const slice = owner_.get_mut()) return slice->elements();
    return std::nullopt;
  }
  /// Returns the values for writing. If there are other owners, this handle first gets its own copies. Handles that
  /// only observe the values lose them. Throws what copying a value throws, or `std::bad_alloc`; this handle then still
  /// owns the same values. Rust: `Arc::make_mut`.
  [[nodiscard]] std::span<T> make_mut() & FEARLESS_LIFETIMEBOUND
        requires std::copy_constructible<T>
  {
    return owner_.make_mut().elements();
  }

  /// Compares the values one by one. Each operator exists only if `T` has it. Rust: `PartialEq`, `PartialOrd`.
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

  // A handle of `size` values, which are the results of calling `make`.
  template <class Make>
  static Self of(std::size_t size, Make make) {
    return HandleAccess::adopt<Self>(Owner::make(size, std::move(make)));
  }

 private:
  friend struct MovedFrom;
  [[nodiscard]] MovedFrom::Answer is_moved_from() const noexcept { return MovedFrom::answer(MovedFrom::is(owner_)); }

  Owner owner_;
};

// Observes a sequence: the base class of RcWeak<T[]> and ArcWeak<T[]>, which is `Counts::Observer<T[]>`. It contains an
// RcWeak or ArcWeak of the Slice.
template <class T, class Counts>
class WeakSliceHandle {
  using Observer = typename Counts::template Observer<Slice<T>>;
  using Self = typename Counts::template Observer<T[]>;
  using Strong = typename Counts::template Owner<T[]>;

 public:
  /// Creates a handle that observes nothing. Rust: `Weak::new`.
  WeakSliceHandle() noexcept = default;
  /// Returns a copy, as an explicit operation. Rust: `Weak::clone`.
  [[nodiscard]] Self clone() const noexcept { return HandleAccess::adopt<Self>(observer_); }
  /// Returns another owner of the values, or nothing if they have been destroyed. Rust: `Weak::upgrade`.
  [[nodiscard]] std::optional<Strong> upgrade() const noexcept {
    if (auto owner = observer_.upgrade()) return HandleAccess::adopt<Strong>(*std::move(owner));
    return std::nullopt;
  }
  /// Returns the number of handles that own the values. Rust: `Weak::strong_count`.
  [[nodiscard]] std::size_t strong_count() const noexcept { return observer_.strong_count(); }
  /// Returns the number of handles that observe the values; zero if they have been destroyed. Rust: `Weak::weak_count`.
  [[nodiscard]] std::size_t weak_count() const noexcept { return observer_.weak_count(); }
  /// Returns whether both observe the same values, or both observe nothing. Rust: `Weak::ptr_eq`.
  [[nodiscard]] bool ptr_eq(const Self& other) const noexcept { return observer_.ptr_eq(other.observer_); }

 protected:
  explicit WeakSliceHandle(Observer observer) noexcept : observer_(std::move(observer)) {}

 private:
  Observer observer_;
};

// The hash of the sequence of the values.
template <class T>
std::size_t hash_of(std::span<const T> values) {
  std::size_t hash = values.size();
  for (const T& value : values) hash = hash * 31 + std::hash<T>{}(value);
  return hash;
}

}  // namespace fearless::detail

namespace fearless {

// Why: it has the answers of its elements. (It has no assignment, and it changes only while it has one owner.)
template <class T>
struct rules::row<detail::Slice<T>> : kind::owner<Element<T>> {};

}  // namespace fearless
