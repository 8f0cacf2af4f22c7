// SPDX-License-Identifier: MIT
// The common part of Rc and Arc, and of RcWeak and ArcWeak: all that does not depend on how handles are counted.
#pragma once

#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/comparison.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/counted/adopt.hpp>
#include <fearless/detail/counted/counted.hpp>
#include <fearless/detail/deleted.hpp>
#include <fearless/detail/language.hpp>
#include <fearless/result.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <functional>
#include <new>
#include <optional>
#include <type_traits>
#include <utility>

namespace fearless {

template <class T>
class Box;

}  // namespace fearless

namespace fearless::detail {  // in the reference

// Whether a value can be moved or copied out of a handle.
template <class T>
concept CopiedOut = ExactType<T> && std::copy_constructible<T>;

// Owns one strong count: the base class of Rc<T> and Arc<T>, which is `Counts::Owner<T>`. The derived class has what
// creates values and what converts handles, because Arc has requirements there, and the functions whose message for the
// user contains the name of the class. Where the comments name Arc, they apply to Rc as well.
template <class T, class Counts>
class StrongHandle {
  using Self = typename Counts::template Owner<T>;
  using Weak = typename Counts::template Observer<T>;

 public:
  using element_type = T;

  /// Returns a copy, as an explicit operation. Rust: `Arc::clone`.
  [[nodiscard]] Self clone() const noexcept { return static_cast<const Self&>(*this); }

  /// Access the value. Refuse to compile for a temporary, with which the value may be destroyed.
  [[nodiscard]] const T& operator*() const& noexcept FEARLESS_LIFETIMEBOUND { return *ptr_.get(); }
  [[nodiscard]] const T* operator->() const& noexcept FEARLESS_LIFETIMEBOUND { return ptr_.get(); }
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_OWNER, const T& operator*() const&&);
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_OWNER, const T* operator->() const&&);

  /// Returns how many handles own the value. Other threads may already have changed the number of an Arc's owners.
  /// Rust: `Arc::strong_count`.
  [[nodiscard]] std::size_t strong_count() const noexcept { return ptr_.counts()->strong_count(); }
  /// Returns how many weak handles observe the value. Other threads may already have changed the number of an Arc's
  /// observers. Rust: `Arc::weak_count`.
  [[nodiscard]] std::size_t weak_count() const noexcept { return ptr_.counts()->weak_count(); }
  /// Returns whether both own the same object (not whether their values are equal). Rust: `Arc::ptr_eq`.
  [[nodiscard]] bool ptr_eq(const Self& other) const noexcept { return ptr_.counts() == other.ptr_.counts(); }
  /// Returns a handle that observes the value without keeping it alive. Rust: `Arc::downgrade`.
  [[nodiscard]] Weak downgrade() const noexcept { return HandleAccess::adopt<Weak>(ptr_); }

  /// Returns the value for writing if this is its only owner and no handle observes it; otherwise null. Rust:
  /// `Arc::get_mut`.
  [[nodiscard]] T* get_mut() & noexcept FEARLESS_LIFETIMEBOUND {
    return ptr_.counts()->is_unique() ? ptr_.get() : nullptr;
  }

  /// Returns the value for writing. If there are other owners, this handle first gets a copy of its own. If there are
  /// only weak handles, the value is moved to a new block and the weak handles lose it. Throws what copying or moving
  /// throws, or `std::bad_alloc`; this handle then still owns the same value. Rust: `Arc::make_mut`.
  [[nodiscard]] T& make_mut() & FEARLESS_LIFETIMEBOUND
        requires CopiedOut<T>
  {
    return ptr_.make_mut();
  }

  /// Returns the value, moved out, if this is its only owner (weak handles then lose it). Otherwise the error is this
  /// handle. If moving the value throws, this handle still owns it. If several threads try at the same time, all may
  /// get their Arc back; `into_inner` gives the value to exactly one of them. Rust: `Arc::try_unwrap`.
  Result<T, Self> try_unwrap() &&
    requires ExactType<T>
  {
    if (!ptr_.counts()->claim()) return unexpected<Self>(std::move(self()));
    return ptr_.template take<Result<T, Self>>();
  }

  /// Returns the value, moved out, if this was its last owner. Otherwise returns nothing, and this owner is dropped. If
  /// every owner of a value calls this, on any threads, exactly one gets the value. Rust: `Arc::into_inner`.
  [[nodiscard]] std::optional<T> into_inner() &&
    requires ExactType<T>
  {
    if (ptr_.counts()->drop_strong() != Dropped::one_of_several) return ptr_.template take<std::optional<T>>();
    ptr_.release();
    return std::nullopt;
  }

  /// Returns the value, moved out, if this is its only owner (weak handles then lose it); otherwise a copy of it. This
  /// owner is dropped. Rust: `Arc::unwrap_or_clone`.
  [[nodiscard]] T unwrap_or_clone() &&
    requires CopiedOut<T>
  {
    StrongPtr<T, Counts> mine(std::move(ptr_));
    if (!mine.counts()->claim()) return T(std::as_const(*mine.get()));
    return std::move(*mine.template take<std::optional<T>>());
  }

  /// Compare the values. Each operator exists only if `T` has it. To compare the identity, use ptr_eq. Rust:
  /// `PartialEq`, `PartialOrd`.
  template <class U = T>
    requires EqualityComparable<U>
  friend bool operator==(const Self& a, const Self& b) {
    return std::as_const(*a.ptr_.get()) == std::as_const(*b.ptr_.get());
  }
  template <class U = T>
  friend auto operator<=>(const Self& a, const Self& b) -> ThreeWayResult<U> {
    return std::as_const(*a.ptr_.get()) <=> std::as_const(*b.ptr_.get());
  }

  void swap(Self& other) noexcept { ptr_.swap(other.ptr_); }
  friend void swap(Self& a, Self& b) noexcept { a.swap(b); }

 protected:
  explicit StrongHandle(T* adopted) noexcept : ptr_(adopted) {}
  template <class D>
  explicit StrongHandle(StrongHandle<D, Counts>&& other) noexcept : ptr_(std::move(other.ptr_)) {}
  StrongHandle(const StrongHandle&) noexcept = default;
  StrongHandle(StrongHandle&&) noexcept = default;
  StrongHandle& operator=(const StrongHandle&) noexcept = default;
  StrongHandle& operator=(StrongHandle&&) noexcept = default;
  ~StrongHandle() = default;

  // A handle of a new value, which is moved out of `box`.
  static Self out_of(Box<T>&& box) {
    Self made = HandleAccess::adopt<Self>(make_counted<Counts, T>(std::move(*box)));
    const Box<T> empty(std::move(box));
    return made;
  }

#if defined(__cpp_rtti)
  template <class D>
  Result<typename Counts::template Owner<D>, Self> downcast_to() && {
    D* const derived = dynamic_cast<D*>(ptr_.get());
    if (derived == nullptr) return unexpected<Self>(std::move(self()));
    static_cast<void>(ptr_.release());
    return HandleAccess::adopt<typename Counts::template Owner<D>>(derived);
  }
#endif

 private:
  template <class, class>
  friend class StrongHandle;
  friend struct MovedFrom;
  [[nodiscard]] MovedFrom::Answer is_moved_from() const noexcept { return MovedFrom::answer(ptr_.is_moved_from()); }
  Self& self() noexcept { return static_cast<Self&>(*this); }

  StrongPtr<T, Counts> ptr_;
};

// Owns one weak count, or observes nothing: the base class of RcWeak<T> and ArcWeak<T>, which is `Counts::Observer<T>`.
template <class T, class Counts>
class WeakHandle {
  using Self = typename Counts::template Observer<T>;
  using Strong = typename Counts::template Owner<T>;

 public:
  using element_type = T;

  /// Returns a copy, as an explicit operation. Rust: `Weak::clone`.
  [[nodiscard]] Self clone() const noexcept { return static_cast<const Self&>(*this); }

  /// Returns another owner of the value, or nothing if the value has been destroyed (or is being moved out of its last
  /// owner). Rust: `Weak::upgrade`.
  [[nodiscard]] std::optional<Strong> upgrade() const noexcept {
    T* const value = ptr_.lock();
    if (value == nullptr) return std::nullopt;
    return HandleAccess::adopt<Strong>(value);
  }

  /// Returns how many handles own the value. Rust: `Weak::strong_count`.
  [[nodiscard]] std::size_t strong_count() const noexcept {
    return ptr_.counts() == nullptr ? 0 : ptr_.counts()->strong_count();
  }
  /// Returns how many weak handles observe the value; zero if the value has been destroyed. Rust: `Weak::weak_count`.
  [[nodiscard]] std::size_t weak_count() const noexcept {
    return strong_count() == 0 ? 0 : ptr_.counts()->weak_count();
  }
  /// Returns whether both observe the same object, or both observe nothing. Rust: `Weak::ptr_eq`.
  [[nodiscard]] bool ptr_eq(const Self& other) const noexcept { return ptr_.counts() == other.ptr_.counts(); }

  void swap(Self& other) noexcept { ptr_.swap(other.ptr_); }
  friend void swap(Self& a, Self& b) noexcept { a.swap(b); }

 protected:
  constexpr WeakHandle() noexcept = default;
  explicit WeakHandle(const StrongPtr<T, Counts>& observed) noexcept : ptr_(observed) {}
  explicit WeakHandle(WeakPtr<T, Counts>&& adopted) noexcept : ptr_(std::move(adopted)) {}
  template <class D>
  explicit WeakHandle(WeakHandle<D, Counts>&& other) noexcept : ptr_(std::move(other.ptr_)) {}
  WeakHandle(const WeakHandle&) noexcept = default;
  WeakHandle(WeakHandle&&) noexcept = default;
  WeakHandle& operator=(const WeakHandle&) noexcept = default;
  WeakHandle& operator=(WeakHandle&&) noexcept = default;
  ~WeakHandle() = default;

 private:
  template <class, class>
  friend class WeakHandle;
  friend struct HandleAccess;

  WeakPtr<T, Counts> ptr_;
};

// Constructs a value from the result of `f(weak)`, where `weak` is a weak handle that will observe the value. If that
// throws, nothing is left behind except the copies of `weak` that `f` made.
template <class Counts, class T, class F>
T* make_cyclic(F&& f) {
  using Weak = typename Counts::template Observer<T>;
  NewBlock<Counts, T> block;
  Counts* const counts = block.counts();
  std::byte* const place = block.place();
  // There are no strong handles yet. Their common weak count is the one of `weak`.
  static_cast<void>(counts->claim());
  Birth<Counts, T> birth(block);
  const auto unborn = reinterpret_cast<T*>(place);
  WeakPtr<T, Counts> first(unborn, counts);
  block.release();
  Weak weak = HandleAccess::adopt<Weak>(std::move(first));
  T* const value = ::new (static_cast<void*>(place)) T(std::invoke(std::forward<F>(f), std::as_const(weak)));
  HandleAccess::forget(std::move(weak));
  birth.over();
  counts->unclaim();
  return value;
}

}  // namespace fearless::detail
