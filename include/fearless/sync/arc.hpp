// SPDX-License-Identifier: MIT
// Arc<T>, a value shared by several owners on any threads, and ArcWeak<T>, which observes it without owning it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/comparison.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/counted/counted.hpp>
#include <fearless/detail/deleted.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/detail/refused_class.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/result.hpp>

#include <atomic>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

#if defined(__has_include)
#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define FEARLESS_DETAIL_TELLS_SINGLE_THREADED
#endif
#endif

namespace fearless {

namespace rules::place {
struct arc_make {
  static constexpr const char* text = "fearless::Arc::make: the value";
};
struct arc_value {
  static constexpr const char* text = "fearless::Arc(value): the value";
};
struct arc_from_box {
  static constexpr const char* text = "fearless::Arc::from: the value in the Box";
};
struct arc_upcast {
  static constexpr const char* text = "fearless::Arc: the object behind the upcast";
};
struct arc_from_this {
  static constexpr const char* text = "fearless::EnableArcFromThis: the object behind an Arc of its base";
};
}  // namespace rules::place

namespace detail {

// Whether the process certainly has only one thread. Then the counts can be changed without an atomic read-modify-write
// operation, which is what makes counting expensive.
inline bool is_single_threaded() noexcept {
#if defined(FEARLESS_DETAIL_TELLS_SINGLE_THREADED)
  return __libc_single_threaded != 0;
#else
  return false;
#endif
}

// The counts of an Arc's block. Both are in one word, so that one load or one change covers both. All strong handles
// together own one of the weak counts. A handle that is destroyed releases what was written through it, and the thread
// that sees a count reach its end acquires that. (Memory orders are used and not fences, which ThreadSanitizer does not
// support.)
//
// The upper half is the strong count minus one. So the sign of the word after a change shows whether the last strong
// handle was dropped, or whether there are too many, and the processor need not return the old word.
class AtomicCounts {
 public:
  static constexpr const char* moved_from = "fearless::Arc: used after it was moved from";

  // Relaxed: a new handle is copied from one that keeps the value alive, and does not by itself pass data to another
  // thread.
  void add_strong() noexcept {
    if (is_negative_after(one_strong, std::memory_order_relaxed)) [[unlikely]]
      too_many();
  }

  Dropped drop_strong() noexcept {
    if (!is_negative_after(-one_strong, std::memory_order_acq_rel)) return Dropped::one_of_several;
    const Both now = both_.load(std::memory_order_acquire);
    if (strong(now) != 0) too_many();  // and another thread is about to report that
    return weak(now) == 1 ? Dropped::last_handle : Dropped::last_owner;
  }

  // Acquire: the new owner sees what earlier owners wrote, for example through get_mut.
  bool try_add_strong() noexcept {
    Both now = both_.load(std::memory_order_relaxed);
    do {
      if (strong(now) == 0) return false;
      if (strong(now) >= max) too_many();
    } while (!both_.compare_exchange_weak(now, now + one_strong, std::memory_order_acquire, std::memory_order_relaxed));
    return true;
  }

  void add_weak() noexcept {
    if (weak(add(one_weak, std::memory_order_relaxed)) > max) too_many();
  }
  void downgrade() noexcept { add_weak(); }

  // If one count is left, it is the caller's, and no other thread can reach the block.
  bool drop_weak() noexcept {
    if (weak(both_.load(std::memory_order_acquire)) == 1) return true;
    return weak(add(-one_weak, std::memory_order_acq_rel)) == 1;
  }

  // If both counts are one, the caller's handle is the only one, and others could only be made from it.
  bool is_unique() const noexcept { return both_.load(std::memory_order_acquire) == one_weak; }

  // Takes away the only strong count, so that no weak handle can be upgraded.
  bool claim() noexcept {
    Both now = both_.load(std::memory_order_relaxed);
    do {
      if (strong(now) != 1) return false;
    } while (!both_.compare_exchange_weak(now, now - one_strong, std::memory_order_acquire, std::memory_order_relaxed));
    return true;
  }
  void unclaim() noexcept { add(one_strong, std::memory_order_release); }
  // Called while the strong count is claimed. No weak handle can be added then. If this misses that one was dropped, it
  // only costs a move.
  bool has_weak() const noexcept { return weak(both_.load(std::memory_order_acquire)) != 1; }

  std::size_t strong_count() const noexcept { return strong(both_.load(std::memory_order_relaxed)); }
  std::size_t weak_count() const noexcept { return weak(both_.load(std::memory_order_relaxed)) - 1; }

 private:
  using Both = std::uint64_t;
  static constexpr Both one_weak = 1;
  static constexpr Both one_strong = Both{1} << 32;
  static constexpr std::uint32_t strong(Both both) noexcept { return static_cast<std::uint32_t>(both >> 32) + 1; }
  static constexpr std::uint32_t weak(Both both) noexcept { return static_cast<std::uint32_t>(both); }

  // Half of the range. The other half is a margin: there cannot be so many threads between the addition and the check
  // that the count wraps around, or overflows into the other count.
  static constexpr std::uint32_t max = 0x8000'0000;
  [[noreturn]] static void too_many() noexcept { fatal("fearless::Arc: more than 2147483648 handles of one value"); }

  // Changes the counts, and returns the old ones.
  Both add(Both change, std::memory_order order) noexcept {
    if (is_single_threaded()) [[unlikely]]
      return add_alone(change);
    return both_.fetch_add(change, order);
  }
  // (If the sign of an addition's result is all that is used, as in the last line, a compiler emits an instruction that
  // returns no value from memory.)
  bool is_negative_after(Both change, std::memory_order order) noexcept {
    if (is_single_threaded()) [[unlikely]]
      return is_negative(add_alone(change) + change);
    return is_negative(both_.fetch_add(change, order) + change);
  }
  static constexpr bool is_negative(Both both) noexcept { return static_cast<std::int64_t>(both) < 0; }
  Both add_alone(Both change) noexcept {
    const Both before = both_.load(std::memory_order_acquire);
    both_.store(before + change, std::memory_order_release);
    return before;
  }

  std::atomic<Both> both_{one_weak};
};

// The requirements on D for an upcast from D to B. (If B is not Static itself, it does not hide that D borrows.)
template <class D, class B>
using UpcastNeeds =
    derive::Needs<derive::Requirement<place::arc_upcast, traits::Send, D>,
                  derive::Requirement<place::arc_upcast, traits::Sync, D>,
                  derive::Requirement<place::arc_upcast, traits::Static, std::conditional_t<is_static_v<B>, D, void>>>;

// The type that must be Static for a T to be in an Arc: none, unless T makes Arcs of itself as its base class
// (from_this.hpp).
template <class T>
struct UpcastOfThis {
  using Static = void;
};

// The requirements on a value for creating an Arc.
template <class Place, class T>
using ValueNeeds =
    derive::Needs<derive::Requirement<Place, traits::Send, T>, derive::Requirement<Place, traits::Sync, T>,
                  derive::Requirement<place::arc_from_this, traits::Static, typename UpcastOfThis<T>::Static>>;

}  // namespace detail

template <class T>
class Box;

template <class T>
class ArcWeak;

namespace detail {
struct ArcAccess;
}

/// A value on the heap that lives as long as its last owner. The owners may be on any threads. Copying an Arc creates
/// another owner. The value is shared, so it is accessed as `const T`; what has to change must be an atomic or be in a
/// Mutex. Creating an Arc refuses to compile unless `T` is Send (the last owner destroys it, on any thread) and Sync.
/// Owners that form a cycle are never freed: break the cycle with an ArcWeak. An Arc is one pointer. A moved-from Arc
/// may only be assigned or destroyed (checked in debug and hardened builds). If a value has more than 2147483648 owners
/// or observers, the program ends with a message. Rust: `std::sync::Arc`, which is checked at `spawn` only.
/// \snippet reference/owners.cpp arc
template <class T>
class [[nodiscard]] Arc {
 public:
  using element_type = T;

  /// Returns a new Arc whose value `T(args…)` is constructed in place. Throws what the constructor throws, or
  /// `std::bad_alloc`; nothing leaks then. Refuses to compile unless `T` is Send and Sync. Rust: `Arc::new`.
  template <class... Args>
  [[nodiscard]] static Arc make(Args&&... args) {
    using Needs = detail::ValueNeeds<rules::place::arc_make, T>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
    if constexpr (Needs::granted) {
      return Arc(Adopt{}, detail::make_counted<Counts, T>(std::forward<Args>(args)...));
    } else {
      return Arc(Adopt{}, nullptr);
    }
  }

  /// Returns a new Arc whose value is the result of `f(weak)`. `weak` is an `ArcWeak<T>` that will observe the value,
  /// for values that know their own Arc. Until `f` has returned, `weak` observes nothing (and neither does a handle of
  /// a base class that `f` makes from it). Throws what `f` throws, or `std::bad_alloc`; nothing leaks then. Refuses to
  /// compile unless `T` is Send and Sync. Rust: `Arc::new_cyclic`.
  template <class F>
    requires std::is_invocable_r_v<T, F, const ArcWeak<T>&>
  [[nodiscard]] static Arc new_cyclic(F&& f) {
    using Needs = detail::ValueNeeds<rules::place::arc_make, T>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
    if constexpr (Needs::granted) {
      return Arc(Adopt{}, detail::make_cyclic<ArcWeak<T>, Counts, T>(std::forward<F>(f)));
    } else {
      return Arc(Adopt{}, nullptr);
    }
  }

  /// A new Arc with `value`, which must be a `T` itself: `Arc(Mutex(0))`. Throws what copying or moving it throws, or
  /// `std::bad_alloc`. Refuses to compile unless `T` is Send and Sync. Rust: `Arc::new`.
  template <class U = T>
    requires std::same_as<std::remove_cvref_t<U>, std::remove_cv_t<T>>
  explicit Arc(U&& value) : ptr_(nullptr) {
    using Needs = detail::ValueNeeds<rules::place::arc_value, T>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
    if constexpr (Needs::granted) {
      ptr_ = Ptr(detail::make_counted<Counts, T>(std::forward<U>(value)));
    }
  }

  // Deleted for a pointer, unless the value is a pointer.
  FEARLESS_DETAIL_DELETED_CONSTRUCTOR(
      "fearless::Arc makes its value itself: write Arc<T>::make(args...) or Arc(T(args...)) instead of Arc(new "
      "T(args...))",
      (class U, std::enable_if_t<!std::is_same_v<U*, std::remove_cv_t<T>>, int> = 0), explicit Arc(U*));

  /// Moves the value of `box` into a new Arc. If moving throws, or std::bad_alloc is thrown, the Box still owns the
  /// value. Refuses to compile unless `T` is Send and Sync. Also refuses if `T` is polymorphic and not final, since the
  /// object may be of a derived class, which cannot be moved as a `T`; create it in an Arc instead. Rust:
  /// `Arc::from(box)`.
  [[nodiscard]] static Arc from(Box<T>&& box) {
    static_assert(
        detail::ExactType<T>,
        "fearless::Arc<T>::from: what is in the Box may be of a class derived from T, which cannot be moved as "
        "a T; make it in an Arc");
    if constexpr (detail::ExactType<T>) {
      using Needs = detail::ValueNeeds<rules::place::arc_from_box, T>;
      FEARLESS_DETAIL_BEGIN_REFUSAL
      static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
      FEARLESS_DETAIL_END_REFUSAL
      if constexpr (Needs::granted) {
        Arc made(Adopt{}, detail::make_counted<Counts, T>(std::move(*box)));
        const Box<T> empty(std::move(box));
        return made;
      } else {
        return Arc(Adopt{}, nullptr);
      }
    } else {
      return Arc(Adopt{}, nullptr);
    }
  }

  /// Creates another owner of the same value. Rust: `Arc::clone`.
  Arc(const Arc& other) noexcept : ptr_(other.ptr_) {}
  Arc(Arc&& other) noexcept : ptr_(std::move(other.ptr_)) {}
  /// Creates an owner of the same object as its base class `T`, which must be polymorphic. The last owner destroys the
  /// whole object, whether or not `T` has a virtual destructor. Refuses to compile unless `D` is Send and Sync, and
  /// Static if `T` is, so that an `Arc<T>` never promises more than the object has. Rust: `Arc<D>` to
  /// `Arc<dyn Trait + Send + Sync>`.
  template <class D>
    requires detail::Upcast<D, T>
  Arc(Arc<D> other) noexcept : ptr_(nullptr) {
    using Needs = detail::UpcastNeeds<D, T>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
    ptr_ = Ptr(std::move(other.ptr_));
  }
  Arc& operator=(const Arc& other) noexcept = default;
  Arc& operator=(Arc&& other) noexcept = default;
  ~Arc() = default;

  /// Returns a copy, as an explicit operation. Rust: `Arc::clone`.
  [[nodiscard]] Arc clone() const noexcept { return *this; }

  /// Access the value. Refuse to compile for a temporary, with which the value may be destroyed.
  [[nodiscard]] const T& operator*() const& noexcept FEARLESS_LIFETIMEBOUND { return *ptr_.get(); }
  [[nodiscard]] const T* operator->() const& noexcept FEARLESS_LIFETIMEBOUND { return ptr_.get(); }
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_OWNER, const T& operator*() const&&);
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_OWNER, const T* operator->() const&&);
  // This function does not exist, and is not needed.
  FEARLESS_DETAIL_DELETED(
      "fearless::Arc: there is no get(): use *p, p->member, or &*p for a raw pointer; a copy of the handle is one more "
      "owner",
      const T* get() const);

  /// Returns how many Arcs own the value. Other threads may already have changed the number. Rust: `Arc::strong_count`.
  [[nodiscard]] std::size_t strong_count() const noexcept { return ptr_.counts()->strong_count(); }
  /// Returns how many ArcWeaks observe the value. Other threads may already have changed the number. Rust:
  /// `Arc::weak_count`.
  [[nodiscard]] std::size_t weak_count() const noexcept { return ptr_.counts()->weak_count(); }
  /// Returns whether both own the same object (not whether their values are equal). Rust: `Arc::ptr_eq`.
  [[nodiscard]] bool ptr_eq(const Arc& other) const noexcept { return ptr_.counts() == other.ptr_.counts(); }
  /// Returns a handle that observes the value without keeping it alive. Rust: `Arc::downgrade`.
  [[nodiscard]] ArcWeak<T> downgrade() const noexcept { return ArcWeak<T>(ptr_); }

  /// Returns the value for writing if this is its only owner and no handle observes it; otherwise null. Rust:
  /// `Arc::get_mut`.
  [[nodiscard]] T* get_mut() & noexcept FEARLESS_LIFETIMEBOUND {
    return ptr_.counts()->is_unique() ? ptr_.get() : nullptr;
  }

  /// Returns the value for writing. If there are other owners, this Arc first gets a copy of its own. If there are only
  /// ArcWeaks, the value is moved to a new block and the ArcWeaks lose it. Throws what copying or moving throws, or
  /// `std::bad_alloc`; this Arc then still owns the same value. Rust: `Arc::make_mut`.
  [[nodiscard]] T& make_mut() & FEARLESS_LIFETIMEBOUND
        requires(detail::ExactType<T> && std::copy_constructible<T>)
  {
    return ptr_.make_mut();
  }

  /// Returns the value, moved out, if this is its only owner (ArcWeaks then lose it). Otherwise the error is this
  /// handle. If moving the value throws, this handle still owns it. If several threads try at the same time, all may
  /// get their handle back; `into_inner` gives the value to exactly one of them. Rust: `Arc::try_unwrap`.
  Result<T, Arc> try_unwrap() &&
    requires detail::ExactType<T>
  {
    if (!ptr_.counts()->claim()) return unexpected<Arc>(std::move(*this));
    return ptr_.template take<Result<T, Arc>>();
  }

  /// Returns the value, moved out, if this was its last owner. Otherwise returns nothing, and this owner is dropped. If
  /// every owner of a value calls this, on any threads, exactly one gets the value. Rust: `Arc::into_inner`.
  [[nodiscard]] std::optional<T> into_inner() &&
    requires detail::ExactType<T>
  {
    if (ptr_.counts()->drop_strong() != detail::Dropped::one_of_several) {
      return ptr_.template take<std::optional<T>>();
    }
    ptr_.release();
    return std::nullopt;
  }

  /// Returns the value, moved out, if this is its only owner (ArcWeaks then lose it); otherwise a copy of it. This
  /// owner is dropped. Rust: `Arc::unwrap_or_clone`.
  [[nodiscard]] T unwrap_or_clone() &&
      requires(detail::ExactType<T>&& std::copy_constructible<T>) {
        Arc mine(std::move(*this));
        if (!mine.ptr_.counts()->claim()) return T(*std::as_const(mine));
        return std::move(*mine.ptr_.template take<std::optional<T>>());
      }
#if defined(__cpp_rtti)
      /// Returns an owner of the same object as its derived class `D`. If the object is not a `D`, the error is this
      /// handle. Refuses to compile unless `T` is Static: if `T` may borrow, nothing is known about what `D` borrows.
      /// Rust: `Arc::downcast`, of an `Arc<dyn Any>`.
      template <class D>
        requires detail::Upcast<D, T>
      Result<Arc<D>, Arc> downcast() && {
    static_assert(Static<T>, "fearless::Arc::downcast: T must be Static");
    D* const derived = dynamic_cast<D*>(ptr_.get());
    if (derived == nullptr) return unexpected<Arc>(std::move(*this));
    static_cast<void>(ptr_.release());
    return Arc<D>(typename Arc<D>::Adopt{}, derived);
  }
#endif

  /// Compare the values. Each operator exists only if `T` has it. To compare the identity, use ptr_eq. Rust:
  /// `PartialEq`, `PartialOrd`.
  template <class U = T>
    requires detail::EqualityComparable<U>
  friend bool operator==(const Arc& a, const Arc& b) {
    return std::as_const(*a.ptr_.get()) == std::as_const(*b.ptr_.get());
  }
  template <class U = T>
  friend auto operator<=>(const Arc& a, const Arc& b) -> detail::ThreeWayResult<U> {
    return std::as_const(*a.ptr_.get()) <=> std::as_const(*b.ptr_.get());
  }

  void swap(Arc& other) noexcept { ptr_.swap(other.ptr_); }
  friend void swap(Arc& a, Arc& b) noexcept { a.swap(b); }

 private:
  template <class>
  friend class Arc;
  friend class ArcWeak<T>;
  friend struct detail::MovedFrom;
  [[nodiscard]] detail::MovedFrom::Answer is_moved_from() const noexcept {
    return detail::MovedFrom::answer(ptr_.is_moved_from());
  }
  friend struct detail::ArcAccess;
  using Counts = detail::AtomicCounts;
  using Ptr = detail::StrongPtr<T, Counts>;
  struct Adopt {};
  Arc(Adopt, T* value) noexcept : ptr_(value) {}

  Ptr ptr_;
};

template <class T>
Arc(T) -> Arc<T>;
// The result of `new` is meant to be owned. No Arc is deduced to hold a raw pointer as its value.
template <class T>
  requires(std::is_object_v<T> && !std::is_const_v<T>)
Arc(T*) -> Arc<T>;

template <class T>
  requires(!(std::is_object_v<T> && !std::is_array_v<T>))
class [[nodiscard]] Arc<T> : public detail::RefusedClass {
  static_assert(std::is_object_v<T> && !std::is_array_v<T>, "fearless::Arc<T>: T must be an object type, and no array");
  using RefusedClass::RefusedClass;
};

namespace detail {

// For a value that makes an Arc of itself, with a strong count that it has taken.
struct ArcAccess {
  template <class T>
  static Arc<T> adopt(T* value) noexcept {
    return Arc<T>(typename Arc<T>::Adopt{}, value);
  }
};

}  // namespace detail

/// Observes the value of an Arc without keeping it alive, or observes nothing. Rust: `std::sync::Weak`.
/// \snippet reference/owners.cpp arc_weak
template <class T>
class [[nodiscard]] ArcWeak {
 public:
  using element_type = T;

  /// A handle that observes nothing. Rust: `Weak::new`.
  constexpr ArcWeak() noexcept {}
  ArcWeak(const ArcWeak& other) noexcept : ptr_(other.ptr_) {}
  ArcWeak(ArcWeak&& other) noexcept : ptr_(std::move(other.ptr_)) {}
  /// Observes the same object as its polymorphic base class `T`. Refuses to compile as the upcast of an Arc does.
  template <class D>
    requires detail::Upcast<D, T>
  ArcWeak(ArcWeak<D> other) noexcept {
    using Needs = detail::UpcastNeeds<D, T>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
    ptr_ = detail::WeakPtr<T, Counts>(std::move(other.ptr_));
  }
  ArcWeak& operator=(const ArcWeak& other) noexcept = default;
  ArcWeak& operator=(ArcWeak&& other) noexcept = default;
  ~ArcWeak() = default;

  /// Returns a copy, as an explicit operation. Rust: `Weak::clone`.
  [[nodiscard]] ArcWeak clone() const noexcept { return *this; }

  /// Returns another owner of the value, or nothing if the value has been destroyed (or is being moved out of its last
  /// owner). Rust: `Weak::upgrade`.
  [[nodiscard]] std::optional<Arc<T>> upgrade() const noexcept {
    T* const value = ptr_.lock();
    if (value == nullptr) return std::nullopt;
    return Arc<T>(typename Arc<T>::Adopt{}, value);
  }

  /// Returns how many Arcs own the value. Rust: `Weak::strong_count`.
  [[nodiscard]] std::size_t strong_count() const noexcept {
    return ptr_.counts() == nullptr ? 0 : ptr_.counts()->strong_count();
  }
  /// Returns how many ArcWeaks observe the value; zero if the value has been destroyed. Rust: `Weak::weak_count`.
  [[nodiscard]] std::size_t weak_count() const noexcept {
    return strong_count() == 0 ? 0 : ptr_.counts()->weak_count();
  }
  /// Returns whether both observe the same object, or both observe nothing. Rust: `Weak::ptr_eq`.
  [[nodiscard]] bool ptr_eq(const ArcWeak& other) const noexcept { return ptr_.counts() == other.ptr_.counts(); }

  void swap(ArcWeak& other) noexcept { ptr_.swap(other.ptr_); }
  friend void swap(ArcWeak& a, ArcWeak& b) noexcept { a.swap(b); }

 private:
  template <class>
  friend class ArcWeak;
  friend class Arc<T>;
  using Counts = detail::AtomicCounts;
  template <class Weak, class C, class U, class F>
  friend U* detail::make_cyclic(F&& f);
  explicit ArcWeak(const detail::StrongPtr<T, Counts>& strong) noexcept : ptr_(strong) {}
  explicit ArcWeak(detail::WeakPtr<T, Counts> adopted) noexcept : ptr_(std::move(adopted)) {}
  // Gives up the count of the handle, which belongs to another object now.
  static void forget(ArcWeak weak) noexcept { static_cast<void>(weak.ptr_.release()); }

  detail::WeakPtr<T, Counts> ptr_;
};

// Why Arc needs both: an owner may read the value at the same time as the others (Sync), and the last owner destroys it
// on its own thread (Send). It is `Element`, because every Arc was checked when it was created, and every upcast for
// the class of the object: the object behind an `Arc<Base>` has all traits that `Base` has.
template <class T>
struct rules::row<Arc<T>> {
  static constexpr auto send = if_all<Obligation<traits::Send, Element<T>>, Obligation<traits::Sync, Element<T>>>;
  static constexpr auto sync = if_all<Obligation<traits::Send, Element<T>>, Obligation<traits::Sync, Element<T>>>;
  static constexpr auto static_ = if_static<Element<T>>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

// Why: upgrade() turns it into an Arc.
template <class T>
struct rules::row<ArcWeak<T>> {
  static constexpr auto send = if_all<Obligation<traits::Send, Element<T>>, Obligation<traits::Sync, Element<T>>>;
  static constexpr auto sync = if_all<Obligation<traits::Send, Element<T>>, Obligation<traits::Sync, Element<T>>>;
  static constexpr auto static_ = if_static<Element<T>>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless

/// The hash of the value. Rust: `Arc: Hash`.
template <class T>
  requires std::is_default_constructible_v<std::hash<std::remove_cv_t<T>>>
struct std::hash<fearless::Arc<T>> {
  std::size_t operator()(const fearless::Arc<T>& value) const { return std::hash<std::remove_cv_t<T>>{}(*value); }
};
