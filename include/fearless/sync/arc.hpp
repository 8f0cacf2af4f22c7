// SPDX-License-Identifier: MIT
// Arc<T>, a value shared by several owners on any threads, and ArcWeak<T>, which observes it without owning it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/shared_as.hpp>
#include <fearless/detail/counted/adopt.hpp>
#include <fearless/detail/counted/atomic_counts.hpp>
#include <fearless/detail/counted/counted.hpp>
#include <fearless/detail/counted/handle.hpp>
#include <fearless/detail/deleted.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/detail/refused_class.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/result.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>

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

/// A value on the heap that lives as long as its last owner. The owners may be on any threads. Copying an Arc creates
/// another owner. The value is shared, so it is accessed as `const T`, unless `T` is ThreadSafe, as an atomic or a
/// Mutex is: then as `T`. Creating an Arc refuses to compile unless `T` is Send (the last owner destroys it, on any
/// thread) and Sync. Owners that form a cycle are never freed: break the cycle with an ArcWeak. An Arc is one pointer.
/// A moved-from Arc may only be assigned or destroyed (checked in debug and hardened builds). If a value has more than
/// 2147483648 owners or observers, the program ends with a message. Rust: `std::sync::Arc`, which is checked at `spawn`
/// only.
/// \snippet reference/owners.cpp arc
template <class T>
class [[nodiscard]] Arc : public detail::StrongHandle<T, detail::AtomicCounts> {
  using Handle = detail::StrongHandle<T, detail::AtomicCounts>;

 public:
  /// Returns a new Arc whose value `T(args…)` is constructed in place. Throws what the constructor throws, or
  /// `std::bad_alloc`; nothing leaks then. Refuses to compile unless `T` is Send and Sync. Rust: `Arc::new`.
  template <class... Args>
  [[nodiscard]] static Arc make(Args&&... args) {
    using Needs = detail::ValueNeeds<rules::place::arc_make, T>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
    if constexpr (Needs::granted) {
      return Arc(detail::Adopt{}, detail::make_counted<detail::AtomicCounts, T>(std::forward<Args>(args)...));
    } else {
      return Arc(detail::Adopt{}, nullptr);
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
      return Arc(detail::Adopt{}, detail::make_cyclic<detail::AtomicCounts, T>(std::forward<F>(f)));
    } else {
      return Arc(detail::Adopt{}, nullptr);
    }
  }

  /// A new Arc with `value`, which must be a `T` itself: `Arc(Mutex(0))`. Throws what copying or moving it throws, or
  /// `std::bad_alloc`. Refuses to compile unless `T` is Send and Sync. Rust: `Arc::new`.
  template <class U = T>
    requires std::same_as<std::remove_cvref_t<U>, std::remove_cv_t<T>>
  explicit Arc(U&& value) : Handle(nullptr) {
    using Needs = detail::ValueNeeds<rules::place::arc_value, T>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
    if constexpr (Needs::granted) {
      *this = Arc(detail::Adopt{}, detail::make_counted<detail::AtomicCounts, T>(std::forward<U>(value)));
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
        return Arc::out_of(std::move(box));
      } else {
        return Arc(detail::Adopt{}, nullptr);
      }
    } else {
      return Arc(detail::Adopt{}, nullptr);
    }
  }

  /// Creates another owner of the same value. Rust: `Arc::clone`.
  Arc(const Arc& other) noexcept = default;
  Arc(Arc&& other) noexcept = default;
  /// Creates an owner of the same object as its base class `T`, which must be polymorphic. The last owner destroys the
  /// whole object, whether or not `T` has a virtual destructor. Refuses to compile unless `D` is Send and Sync, and
  /// Static if `T` is, so that an `Arc<T>` never promises more than the object has. Rust: `Arc<D>` to
  /// `Arc<dyn Trait + Send + Sync>`.
  template <class D>
    requires detail::Upcast<D, T>
  Arc(Arc<D> other) noexcept : Handle(std::move(other)) {
    using Needs = detail::UpcastNeeds<D, T>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
  }
  Arc& operator=(const Arc& other) noexcept = default;
  Arc& operator=(Arc&& other) noexcept = default;
  ~Arc() = default;

  /// Access the value: as `T` if `T` is ThreadSafe, so that `++*count` changes an `Arc<std::atomic<int>>`, and
  /// otherwise as `const T`. What is behind a base class may be of a class that is not ThreadSafe, so there it is
  /// `const T` as well, unless every derived class was promised (FEARLESS_UNSAFE_DYN_THREAD_SAFE). Refuse to compile
  /// for a temporary, with which the value may be destroyed, and if `T` is incomplete. Rust: `Arc: Deref`, where an
  /// atomic and a Mutex can be changed through `&T`.
  template <class U = T>  // deduced, so that a compiler's message shows the type and no name of ours
  [[nodiscard]] auto& operator*() const& noexcept FEARLESS_LIFETIMEBOUND {
    return const_cast<detail::SharedAs<U>&>(Handle::operator*());
  }
  template <class U = T>
  [[nodiscard]] auto* operator->() const& noexcept FEARLESS_LIFETIMEBOUND {
    return const_cast<detail::SharedAs<U>*>(Handle::operator->());
  }
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_OWNER, const T& operator*() const&&);
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_OWNER, const T* operator->() const&&);

  // This function does not exist, and is not needed.
  FEARLESS_DETAIL_DELETED(
      "fearless::Arc: there is no get(): use *p, p->member, or &*p for a raw pointer; a copy of the handle is one more "
      "owner",
      const T* get() const);

#if defined(__cpp_rtti)
  /// Returns an owner of the same object as its derived class `D`. If the object is not a `D`, the error is this
  /// handle. Refuses to compile unless `T` is Static: if `T` may borrow, nothing is known about what `D` borrows.
  /// Rust: `Arc::downcast`, of an `Arc<dyn Any>`.
  template <class D>
    requires detail::Upcast<D, T>
  Result<Arc<D>, Arc> downcast() && {
    static_assert(Static<T>, "fearless::Arc::downcast: T must be Static");
    return std::move(*this).template downcast_to<D>();
  }
#endif

 private:
  friend struct detail::HandleAccess;
  Arc(detail::Adopt, T* value) noexcept : Handle(value) {}
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

/// Observes the value of an Arc without keeping it alive, or observes nothing. Rust: `std::sync::Weak`.
/// \snippet reference/owners.cpp arc_weak
template <class T>
class [[nodiscard]] ArcWeak : public detail::WeakHandle<T, detail::AtomicCounts> {
  using Handle = detail::WeakHandle<T, detail::AtomicCounts>;

 public:
  /// A handle that observes nothing. Rust: `Weak::new`.
  constexpr ArcWeak() noexcept {}
  ArcWeak(const ArcWeak& other) noexcept = default;
  ArcWeak(ArcWeak&& other) noexcept = default;
  /// Observes the same object as its polymorphic base class `T`. Refuses to compile as the upcast of an Arc does.
  template <class D>
    requires detail::Upcast<D, T>
  ArcWeak(ArcWeak<D> other) noexcept : Handle(std::move(other)) {
    using Needs = detail::UpcastNeeds<D, T>;
    FEARLESS_DETAIL_BEGIN_REFUSAL
    static_assert(rules::accepted<typename Needs::Refusal>, FEARLESS_DETAIL_WHY(Needs));
    FEARLESS_DETAIL_END_REFUSAL
  }
  ArcWeak& operator=(const ArcWeak& other) noexcept = default;
  ArcWeak& operator=(ArcWeak&& other) noexcept = default;
  ~ArcWeak() = default;

 private:
  friend struct detail::HandleAccess;
  template <class Counted>
  ArcWeak(detail::Adopt, Counted&& counted) noexcept : Handle(std::forward<Counted>(counted)) {}
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
struct rules::row<ArcWeak<T>> : row<Arc<T>> {};

}  // namespace fearless

/// The hash of the value. Rust: `Arc: Hash`.
template <class T>
  requires std::is_default_constructible_v<std::hash<std::remove_cv_t<T>>>
struct std::hash<fearless::Arc<T>> {
  std::size_t operator()(const fearless::Arc<T>& value) const { return std::hash<std::remove_cv_t<T>>{}(*value); }
};
