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

// Whether the process has surely no other thread: then counting needs no locked operation, which is what it costs.
inline bool is_single_threaded() noexcept {
#if defined(FEARLESS_DETAIL_TELLS_SINGLE_THREADED)
  return __libc_single_threaded != 0;
#else
  return false;
#endif
}

// The counts of an Arc's block, both in one word, so that one look or one change concerns both. All strong handles
// together own one of the weak counts. A handle that goes away releases what was written through it; whoever sees a
// count reach its end acquires that. (Orders stand for fences, which ThreadSanitizer does not see.)
//
// The strong count is the upper half, less one: then the sign of the word after a change says whether the last strong
// handle went, or whether there are too many, and the processor need not tell what the word was before.
class AtomicCounts {
 public:
  static constexpr const char* moved_from = "fearless::Arc: used after it was moved from";

  // Relaxed: a new handle is made from one that keeps the value alive, and hands nothing over by itself.
  void add_strong() noexcept {
    if (is_negative_after(one_strong, std::memory_order_relaxed)) [[unlikely]]
      too_many();
  }

  Dropped drop_strong() noexcept {
    if (!is_negative_after(-one_strong, std::memory_order_acq_rel)) return Dropped::one_of_several;
    const Both now = both_.load(std::memory_order_acquire);
    if (strong(now) != 0) too_many();  // and another thread is about to find out
    return weak(now) == 1 ? Dropped::last_handle : Dropped::last_owner;
  }

  // Acquire: what the owners wrote before, say as get_mut gave it to them, is seen by the new one.
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

  // If there is one count left it is the caller's, and nobody else can reach the block.
  bool drop_weak() noexcept {
    if (weak(both_.load(std::memory_order_acquire)) == 1) return true;
    return weak(add(-one_weak, std::memory_order_acq_rel)) == 1;
  }

  // With both counts at one the caller's handle is the only one, from which alone others could come.
  bool is_unique() const noexcept { return both_.load(std::memory_order_acquire) == one_weak; }

  // Takes the only strong count away, so that no weak handle can make another.
  bool claim() noexcept {
    Both now = both_.load(std::memory_order_relaxed);
    do {
      if (strong(now) != 1) return false;
    } while (!both_.compare_exchange_weak(now, now - one_strong, std::memory_order_acquire, std::memory_order_relaxed));
    return true;
  }
  void unclaim() noexcept { add(one_strong, std::memory_order_release); }
  // Asked while the strong count is claimed: no weak handle can come, and one that goes unseen only costs a move.
  bool has_weak() const noexcept { return weak(both_.load(std::memory_order_acquire)) != 1; }

  std::size_t strong_count() const noexcept { return strong(both_.load(std::memory_order_relaxed)); }
  std::size_t weak_count() const noexcept { return weak(both_.load(std::memory_order_relaxed)) - 1; }

 private:
  using Both = std::uint64_t;
  static constexpr Both one_weak = 1;
  static constexpr Both one_strong = Both{1} << 32;
  static constexpr std::uint32_t strong(Both both) noexcept { return static_cast<std::uint32_t>(both >> 32) + 1; }
  static constexpr std::uint32_t weak(Both both) noexcept { return static_cast<std::uint32_t>(both); }

  // Half of the range: so many threads cannot be between the addition and the look at it that the count wraps around,
  // or runs over into the other one.
  static constexpr std::uint32_t max = 0x8000'0000;
  [[noreturn]] static void too_many() noexcept { fatal("fearless::Arc: more than 2147483648 handles of one value"); }

  // Changes the counts, and returns what they were.
  Both add(Both change, std::memory_order order) noexcept {
    if (is_single_threaded()) [[unlikely]]
      return add_alone(change);
    return both_.fetch_add(change, order);
  }
  // (Compilers make an addition of the last line whose sign they look at: no value comes back from the memory.)
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

// What an upcast from D to B asks of D. (A B that is not Static itself hides no borrow of D.)
template <class D, class B>
using UpcastNeeds =
    derive::Needs<derive::Requirement<place::arc_upcast, traits::Send, D>,
                  derive::Requirement<place::arc_upcast, traits::Sync, D>,
                  derive::Requirement<place::arc_upcast, traits::Static, std::conditional_t<is_static_v<B>, D, void>>>;

// What must be Static for a T to be in an Arc: nothing, unless it makes Arcs of itself as its base (from_this.hpp).
template <class T>
struct UpcastOfThis {
  using Static = void;
};

// What the making of an Arc asks of its value.
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

/// A value on the heap that lives as long as its last owner, where the owners may be on any threads. Copying an Arc
/// makes one more owner; the value is shared, so it is seen as `const T`, and what shall change is an atomic or stands
/// in a Mutex. Making one refuses to compile unless `T` is Send (the last owner destroys it, wherever that is) and
/// Sync. Owners that form a cycle are never freed: break it with an ArcWeak. An Arc is one pointer. Once moved from, it
/// may only be assigned or destroyed (checked in debug and hardened builds). The program ends with a message when one
/// value has more than 2147483648 owners, or observers. Rust: `std::sync::Arc`, which checks at `spawn` only.
template <class T>
class [[nodiscard]] Arc {
 public:
  using element_type = T;

  /// A new Arc whose value is `T(args…)`, made in place. Throws what that throws, or `std::bad_alloc`, and then leaks
  /// nothing. Refuses to compile unless `T` is Send and Sync. Rust: `Arc::new`.
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

  /// A new Arc whose value is what `f(weak)` returns, `weak` being an `ArcWeak<T>` that will observe it: for values
  /// that know their own Arc. Until `f` has returned, it observes nothing (nor will one that `f` makes of it for a base
  /// class). Throws what `f` throws, or `std::bad_alloc`, and then leaks nothing. Refuses to compile unless `T` is Send
  /// and Sync. Rust: `Arc::new_cyclic`.
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

  /// A new Arc that holds `value`, which is a `T` itself: `Arc(Mutex(0))`. Refuses to compile unless `T` is Send and
  /// Sync. Rust: `Arc::new`.
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

  // Of a pointer, unless that is the value.
  FEARLESS_DETAIL_DELETED_CONSTRUCTOR(
      "fearless::Arc makes its value itself: write Arc<T>::make(args...) or Arc(T(args...)) instead of Arc(new "
      "T(args...))",
      (class U, std::enable_if_t<!std::is_same_v<U*, std::remove_cv_t<T>>, int> = 0), explicit Arc(U*));

  /// An Arc of the value of `box`, which is moved to a new place. If that throws, or std::bad_alloc, the Box still owns
  /// the value. Refuses to compile unless `T` is Send and Sync; and if `T` is polymorphic and not final, since the
  /// object may be of any derived class, which cannot be moved as a `T`: make it in an Arc. Rust: `Arc::from(box)`.
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
    static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
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
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_OWNER, const T& operator*() const&&);
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_OWNER, const T* operator->() const&&);
  // There is none, and none is needed.
  FEARLESS_DETAIL_DELETED(
      "fearless::Arc: there is no get(): use *p, p->member, or &*p for a raw pointer; a copy of the handle is one more "
      "owner",
      const T* get() const);

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
    if (ptr_.counts()->drop_strong() != detail::Dropped::one_of_several) {
      return ptr_.template take<std::optional<T>>();
    }
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
#if defined(__cpp_rtti)
      /// An owner of the same object, seen as its derived class `D`; or this handle back, if it is no `D`. Refuses to
      /// compile unless `T` is Static: a `T` that may borrow does not say whether a `D` does. Rust: `Arc::downcast`, of
      /// an `Arc<dyn Any>`.
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

  /// Whether the values are equal, or how they compare; there is neither, unless `T` has it. For the identity, see
  /// ptr_eq. Rust: `PartialEq`, `PartialOrd`.
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
// What `new` returns is meant to be owned; no Arc holds a raw pointer as its value.
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

/// Observes the value of an Arc without keeping it alive. Without a value it observes nothing. Rust: `std::sync::Weak`.
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
struct rules::row<Arc<T>> {
  static constexpr auto send = if_all<Obligation<traits::Send, Element<T>>, Obligation<traits::Sync, Element<T>>>;
  static constexpr auto sync = if_all<Obligation<traits::Send, Element<T>>, Obligation<traits::Sync, Element<T>>>;
  static constexpr auto static_ = if_static<Element<T>>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

// Why: it becomes an Arc by upgrade().
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
