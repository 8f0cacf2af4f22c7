// SPDX-License-Identifier: MIT
// Arc<T>, a value shared by several owners on any threads, and ArcWeak<T>, which observes it without owning it.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/counted.hpp>
#include <fearless/detail/pause_point.hpp>
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

namespace fearless {

namespace place {
struct arc_make {
  static constexpr const char* text = "fearless::Arc::make: the value";
};
struct arc_value {
  static constexpr const char* text = "fearless::Arc(value): the value";
};
struct arc_upcast {
  static constexpr const char* text = "fearless::Arc: the object behind the upcast";
};
}  // namespace place

namespace detail {

// The counts of an Arc's block. All strong handles together own one of the weak counts. A handle that goes away
// releases what was written through it; whoever sees a count reach its end acquires that. (Loads stand for fences,
// which ThreadSanitizer does not see.)
class AtomicCounts {
 public:
  static constexpr const char* moved_from = "fearless::Arc: used after it was moved from";

  // Relaxed: a new handle is made from one that keeps the value alive, and hands nothing over by itself.
  void add_strong() noexcept { check(strong_.fetch_add(1, std::memory_order_relaxed)); }

  bool drop_strong() noexcept {
    if (strong_.fetch_sub(1, std::memory_order_release) != 1) return false;
    (void)strong_.load(std::memory_order_acquire);
    return true;
  }

  // Acquire: what the owners wrote before, say as get_mut gave it to them, is seen by the new one.
  bool try_add_strong() noexcept {
    std::uint32_t count = strong_.load(std::memory_order_relaxed);
    do {
      if (count == 0) return false;
      check(count);
    } while (!strong_.compare_exchange_weak(count, count + 1, std::memory_order_acquire, std::memory_order_relaxed));
    return true;
  }

  void add_weak() noexcept { check(weak_.fetch_add(1, std::memory_order_relaxed)); }

  // The first weak handle is made of a strong one, and waits while is_unique() looks at both counts.
  void downgrade() noexcept {
    std::uint32_t count = weak_.load(std::memory_order_relaxed);
    for (;;) {
      if (count == locked) {
        count = weak_.load(std::memory_order_relaxed);
        continue;
      }
      check(count);
      if (weak_.compare_exchange_weak(count, count + 1, std::memory_order_acquire, std::memory_order_relaxed)) return;
    }
  }

  // If there is one count left it is the caller's, and nobody else can reach the block.
  bool drop_weak() noexcept {
    if (weak_.load(std::memory_order_acquire) == 1) return true;
    if (weak_.fetch_sub(1, std::memory_order_release) != 1) return false;
    (void)weak_.load(std::memory_order_acquire);
    return true;
  }

  // Locking the weak count keeps another owner from making a weak handle, and dropping itself, between the two looks.
  bool is_unique() noexcept {
    std::uint32_t one = 1;
    if (!weak_.compare_exchange_strong(one, locked, std::memory_order_acquire, std::memory_order_relaxed)) return false;
    pause_point();
    const bool unique = strong_.load(std::memory_order_acquire) == 1;
    pause_point();
    weak_.store(1, std::memory_order_release);
    return unique;
  }

  // Takes the only strong count away, so that no weak handle can make another.
  bool claim() noexcept {
    std::uint32_t one = 1;
    return strong_.compare_exchange_strong(one, 0, std::memory_order_acquire, std::memory_order_relaxed);
  }
  void unclaim() noexcept { strong_.store(1, std::memory_order_release); }
  // Asked while the strong count is claimed: no weak handle can come, and one that goes unseen only costs a move.
  bool has_weak() const noexcept { return weak_.load(std::memory_order_acquire) != 1; }

  std::size_t strong_count() const noexcept { return strong_.load(std::memory_order_relaxed); }
  std::size_t weak_count() const noexcept {
    const std::uint32_t count = weak_.load(std::memory_order_relaxed);
    return count == locked ? 0 : count - 1;
  }

 private:
  // Half of the range: so many threads cannot be between the addition and this look that the count wraps around.
  static constexpr std::uint32_t max = 0x7fff'ffff;
  static constexpr std::uint32_t locked = 0xffff'ffff;
  static void check(std::uint32_t count) noexcept {
    if (count >= max) fatal("fearless::Arc: more than 2147483647 handles of one value");
  }

  std::atomic<std::uint32_t> strong_{1};
  std::atomic<std::uint32_t> weak_{1};
};

// What an upcast from D to B asks of D. (A B that is not Static itself hides no borrow of D.)
template <class D, class B>
using UpcastNeeds =
    derive::Needs<derive::Requirement<place::arc_upcast, traits::Send, D>,
                  derive::Requirement<place::arc_upcast, traits::Sync, D>,
                  derive::Requirement<place::arc_upcast, traits::Static, std::conditional_t<is_static_v<B>, D, void>>>;

}  // namespace detail

template <class T>
class ArcWeak;

namespace detail {
struct ArcAccess;
}

/// A value on the heap that lives as long as its last owner, where the owners may be on any threads. Copying an Arc
/// makes one more owner; the value is shared, so it is seen as `const T`, and what shall change is an atomic or stands
/// in a Mutex. Making one refuses to compile unless `T` is Send (the last owner destroys it, wherever that is) and
/// Sync. Owners that form a cycle are never freed: break it with an ArcWeak. An Arc is one pointer. Once moved from, it
/// may only be assigned or destroyed (checked in debug and hardened builds). The program ends with a message when one
/// value has more than 2147483647 owners, or observers. Rust: `std::sync::Arc`, which checks at `spawn` only.
template <class T>
class [[nodiscard]] Arc {
 public:
  using element_type = T;

  /// A new Arc whose value is `T(args…)`, made in place. Throws what that throws, or `std::bad_alloc`, and then leaks
  /// nothing. Refuses to compile unless `T` is Send and Sync. Rust: `Arc::new`.
  template <class... Args>
  [[nodiscard]] static Arc make(Args&&... args) {
    using Needs = ValueNeeds<place::arc_make>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
    if constexpr (Needs::granted) {
      return Arc(Adopt{}, detail::make_counted<Counts, T>(std::forward<Args>(args)...));
    } else {
      return Arc(Adopt{}, nullptr);
    }
  }

  /// A new Arc whose value is what `f(weak)` returns, `weak` being an `ArcWeak<T>` that will observe it: for values
  /// that know their own Arc. Until `f` has returned, it observes nothing (nor will one that `f` makes of it for a base
  /// class). Throws what `f` throws, or `std::bad_alloc`, and then leaks nothing. Refuses to compile unless `T` is Send
  /// and Sync. Rust: `Arc::new_cyclic`.
  template <class F>
    requires std::is_invocable_r_v<T, F, const ArcWeak<T>&>
  [[nodiscard]] static Arc new_cyclic(F&& f) {
    FEARLESS_DETAIL_REQUIRE(derive::Requirement<place::arc_make, traits::Send, T>,
                            derive::Requirement<place::arc_make, traits::Sync, T>);
    if constexpr (derive::granted<derive::Requirement<place::arc_make, traits::Send, T>,
                                  derive::Requirement<place::arc_make, traits::Sync, T>>) {
      return Arc(Adopt{}, detail::make_cyclic<ArcWeak<T>, Counts, T>(std::forward<F>(f)));
    } else {
      return Arc(Adopt{}, nullptr);
    }
  }

  /// A new Arc that holds `value`, which is a `T` itself: `Arc(Mutex(0))`. Refuses to compile unless `T` is Send and
  /// Sync. Rust: `Arc::new`.
  template <class U = T>
    requires std::same_as<std::remove_cvref_t<U>, std::remove_cv_t<T>>
  explicit Arc(U&& value) : ptr_(nullptr) {
    using Needs = ValueNeeds<place::arc_value>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
    if constexpr (Needs::granted) {
      ptr_ = Ptr(detail::make_counted<Counts, T>(std::forward<U>(value)));
    }
  }

  /// One more owner of the same value. Rust: `Arc::clone`.
  Arc(const Arc& other) noexcept : ptr_(other.ptr_) {}
  Arc(Arc&& other) noexcept : ptr_(std::move(other.ptr_)) {}
  /// An owner of the same object, seen as its base class `T`, which must be polymorphic. The last owner destroys the
  /// whole object, whether or not `T` has a virtual destructor. Refuses to compile unless `D` is Send and Sync, and
  /// Static if `T` is, so that an `Arc<T>` never promises more than what is behind it. Rust: `Arc<D>` to
  /// `Arc<dyn Trait + Send + Sync>`.
  template <class D>
    requires detail::Upcast<D, T>
  Arc(Arc<D> other) noexcept : ptr_(nullptr) {
    using Needs = detail::UpcastNeeds<D, T>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
    ptr_ = Ptr(std::move(other.ptr_));
  }
  Arc& operator=(const Arc& other) noexcept = default;
  Arc& operator=(Arc&& other) noexcept = default;
  ~Arc() = default;

  /// The same as copying, where it shall be seen. Rust: `Arc::clone`.
  [[nodiscard]] Arc clone() const noexcept { return *this; }

  /// The value. Deleted for temporaries, with which the value may die.
  [[nodiscard]] const T& operator*() const& noexcept FEARLESS_LIFETIMEBOUND { return *ptr_.get(); }
  [[nodiscard]] const T* operator->() const& noexcept FEARLESS_LIFETIMEBOUND { return ptr_.get(); }
  const T& operator*() const&& = delete;
  const T* operator->() const&& = delete;

  /// How many Arcs own the value: other threads may have changed it already. Rust: `Arc::strong_count`.
  [[nodiscard]] std::size_t strong_count() const noexcept { return ptr_.counts()->strong_count(); }
  /// How many ArcWeaks observe the value, likewise. Rust: `Arc::weak_count`.
  [[nodiscard]] std::size_t weak_count() const noexcept { return ptr_.counts()->weak_count(); }
  /// Whether both own the same object (not whether their values are equal). Rust: `Arc::ptr_eq`.
  [[nodiscard]] bool ptr_eq(const Arc& other) const noexcept { return ptr_.counts() == other.ptr_.counts(); }
  /// A handle that observes the value without keeping it alive. Rust: `Arc::downgrade`.
  [[nodiscard]] ArcWeak<T> downgrade() const noexcept { return ArcWeak<T>(ptr_); }

  /// The value for writing if this is its only owner and nobody observes it, else null. Rust: `Arc::get_mut`.
  [[nodiscard]] T* get_mut() & noexcept FEARLESS_LIFETIMEBOUND {
    return ptr_.counts()->is_unique() ? ptr_.get() : nullptr;
  }

  /// The value for writing. If there are other owners, this one gets a copy of its own first; if only ArcWeaks are
  /// left, the value is moved to a new place and they lose it. Throws what the copy or the move throws, or
  /// `std::bad_alloc`, and then still owns what it did. Rust: `Arc::make_mut`.
  [[nodiscard]] T& make_mut() & FEARLESS_LIFETIMEBOUND
        requires(detail::ExactType<T> && std::copy_constructible<T>)
  {
    return ptr_.make_mut();
  }

  /// The value itself if this is its only owner (ArcWeaks then lose it), else this handle back. If moving the value
  /// throws, this still owns it. When several threads try at once, all may get their handle back: into_inner gives the
  /// value to one of them. Rust: `Arc::try_unwrap`.
  Result<T, Arc> try_unwrap() &&
    requires detail::ExactType<T>
  {
    if (!ptr_.counts()->claim()) return unexpected<Arc>(std::move(*this));
    return ptr_.template take<Result<T, Arc>>();
  }

  /// The value itself if this was its last owner; else this owner is dropped. When every owner of a value calls this,
  /// on any threads, exactly one gets the value. Rust: `Arc::into_inner`.
  [[nodiscard]] std::optional<T> into_inner() &&
    requires detail::ExactType<T>
  {
    if (ptr_.counts()->drop_strong()) return ptr_.template take<std::optional<T>>();
    ptr_.release();
    return std::nullopt;
  }

  /// The value itself if this is its only owner (ArcWeaks then lose it), else a copy of it; this owner is dropped.
  /// Rust: `Arc::unwrap_or_clone`.
  [[nodiscard]] T unwrap_or_clone() &&
      requires(detail::ExactType<T>&& std::copy_constructible<T>) {
        Arc mine(std::move(*this));
        if (!mine.ptr_.counts()->claim()) return T(*std::as_const(mine));
        return std::move(*mine.ptr_.template take<std::optional<T>>());
      }

      /// Whether the values are equal, or how they compare: for the identity, see ptr_eq. Rust: `PartialEq`,
      /// `PartialOrd`.
      friend bool operator==(const Arc& a, const Arc& b) {
    return std::as_const(*a.ptr_.get()) == std::as_const(*b.ptr_.get());
  }
  friend auto operator<=>(const Arc& a, const Arc& b)
    requires std::three_way_comparable<T>
  {
    return std::as_const(*a.ptr_.get()) <=> std::as_const(*b.ptr_.get());
  }

  void swap(Arc& other) noexcept { ptr_.swap(other.ptr_); }
  friend void swap(Arc& a, Arc& b) noexcept { a.swap(b); }

 private:
  template <class>
  friend class Arc;
  friend class ArcWeak<T>;
  friend struct detail::ArcAccess;
  using Counts = detail::AtomicCounts;
  using Ptr = detail::StrongPtr<T, Counts>;
  template <class Place>
  using ValueNeeds =
      derive::Needs<derive::Requirement<Place, traits::Send, T>, derive::Requirement<Place, traits::Sync, T>>;
  struct Adopt {};
  Arc(Adopt, T* value) noexcept : ptr_(value) {}

  Ptr ptr_;
};

template <class T>
Arc(T) -> Arc<T>;

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

/// Observes the value of an Arc without keeping it alive. Without a value it observes nothing. Rust: `std::sync::Weak`.
template <class T>
class [[nodiscard]] ArcWeak {
 public:
  using element_type = T;

  /// A handle that observes nothing. Rust: `Weak::new`.
  ArcWeak() noexcept {}
  ArcWeak(const ArcWeak& other) noexcept : ptr_(other.ptr_) {}
  ArcWeak(ArcWeak&& other) noexcept : ptr_(std::move(other.ptr_)) {}
  /// Observes the same object as its polymorphic base class `T`. Refuses to compile as the upcast of an Arc does.
  template <class D>
    requires detail::Upcast<D, T>
  ArcWeak(ArcWeak<D> other) noexcept {
    using Needs = detail::UpcastNeeds<D, T>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
    ptr_ = detail::WeakPtr<T, Counts>(std::move(other.ptr_));
  }
  ArcWeak& operator=(const ArcWeak& other) noexcept = default;
  ArcWeak& operator=(ArcWeak&& other) noexcept = default;
  ~ArcWeak() = default;

  /// The same as copying, where it shall be seen. Rust: `Weak::clone`.
  [[nodiscard]] ArcWeak clone() const noexcept { return *this; }

  /// One more owner of the value, or nothing if it is gone (or being taken out of its last owner). Rust:
  /// `Weak::upgrade`.
  [[nodiscard]] std::optional<Arc<T>> upgrade() const noexcept {
    T* const value = ptr_.lock();
    if (value == nullptr) return std::nullopt;
    return Arc<T>(typename Arc<T>::Adopt{}, value);
  }

  /// How many Arcs own the value. Rust: `Weak::strong_count`.
  [[nodiscard]] std::size_t strong_count() const noexcept {
    return ptr_.counts() == nullptr ? 0 : ptr_.counts()->strong_count();
  }
  /// How many ArcWeaks observe the value; zero when it is gone. Rust: `Weak::weak_count`.
  [[nodiscard]] std::size_t weak_count() const noexcept {
    return strong_count() == 0 ? 0 : ptr_.counts()->weak_count();
  }
  /// Whether both observe the same object, or both nothing. Rust: `Weak::ptr_eq`.
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
  // Its count is somebody else's now.
  static void forget(ArcWeak weak) noexcept { static_cast<void>(weak.ptr_.release()); }

  detail::WeakPtr<T, Counts> ptr_;
};

// Why Arc needs both: each owner may read the value at the same time as the others (Sync), and the last one destroys it
// on its own thread (Send). `Element`, because every Arc was checked when it was made, and every upcast for the
// object's own class: what stands behind an `Arc<Base>` is not less than `Base`.
template <class T>
struct row<Arc<T>> {
  static constexpr auto send = if_all<Obligation<traits::Send, Element<T>>, Obligation<traits::Sync, Element<T>>>;
  static constexpr auto sync = if_all<Obligation<traits::Send, Element<T>>, Obligation<traits::Sync, Element<T>>>;
  static constexpr auto static_ = if_static<Element<T>>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

// Why: it becomes an Arc by upgrade().
template <class T>
struct row<ArcWeak<T>> {
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
