// SPDX-License-Identifier: MIT
// Rc<T>, a value shared by several owners on one thread, and RcWeak<T>, which observes it without owning it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/counted/adopt.hpp>
#include <fearless/detail/counted/counted.hpp>
#include <fearless/detail/counted/handle.hpp>
#include <fearless/detail/counted/local_counts.hpp>
#include <fearless/detail/deleted.hpp>
#include <fearless/detail/refused_class.hpp>
#include <fearless/marker.hpp>
#include <fearless/result.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>

namespace fearless {

/// A value on the heap that lives as long as its last owner. All owners are on one thread; to share with other threads,
/// use Arc. Copying an Rc creates another owner. The value is shared, so it is accessed as `const T`; what has to
/// change must be in a Cell or RefCell. Owners that form a cycle are never freed: break the cycle with an RcWeak. An Rc
/// is one pointer. A moved-from Rc may only be assigned or destroyed (checked in debug and hardened builds). If a value
/// has more than 2147483647 owners or observers, the program ends with a message. Rust: `std::rc::Rc`.
/// \snippet reference/owners.cpp rc
template <class T>
class [[nodiscard]] Rc : public detail::StrongHandle<T, detail::LocalCounts> {
  using Handle = detail::StrongHandle<T, detail::LocalCounts>;

 public:
  /// Returns a new Rc whose value `T(args…)` is constructed in place. Throws what the constructor throws, or
  /// `std::bad_alloc`; nothing leaks then. Rust: `Rc::new`.
  template <class... Args>
  [[nodiscard]] static Rc make(Args&&... args) {
    return Rc(detail::Adopt{}, detail::make_counted<detail::LocalCounts, T>(std::forward<Args>(args)...));
  }

  /// Returns a new Rc whose value is the result of `f(weak)`. `weak` is an `RcWeak<T>` that will observe the value, for
  /// values that know their own Rc. Until `f` has returned, `weak` observes nothing (and neither does a handle of a
  /// base class that `f` makes from it). Throws what `f` throws, or `std::bad_alloc`; nothing leaks then. Rust:
  /// `Rc::new_cyclic`.
  template <class F>
    requires std::is_invocable_r_v<T, F, const RcWeak<T>&>
  [[nodiscard]] static Rc new_cyclic(F&& f) {
    return Rc(detail::Adopt{}, detail::make_cyclic<detail::LocalCounts, T>(std::forward<F>(f)));
  }

  /// A new Rc with `value`, which must be a `T` itself: `Rc(5)`. Throws what copying or moving it throws, or
  /// `std::bad_alloc`. Rust: `Rc::new`.
  template <class U = T>
    requires std::same_as<std::remove_cvref_t<U>, std::remove_cv_t<T>>
  explicit Rc(U&& value) : Rc(make(std::forward<U>(value))) {}

  // Deleted for a pointer, unless the value is a pointer.
  FEARLESS_DETAIL_DELETED_CONSTRUCTOR(
      "fearless::Rc makes its value itself: write Rc<T>::make(args...) or Rc(T(args...)) instead of Rc(new T(args...))",
      (class U, std::enable_if_t<!std::is_same_v<U*, std::remove_cv_t<T>>, int> = 0), explicit Rc(U*));

  /// Moves the value of `box` into a new Rc. If moving throws, or std::bad_alloc is thrown, the Box still owns the
  /// value. Refuses to compile if `T` is polymorphic and not final, since the object may be of a derived class, which
  /// cannot be moved as a `T`; create it in an Rc instead. Rust: `Rc::from(box)`.
  [[nodiscard]] static Rc from(Box<T>&& box) {
    static_assert(
        detail::ExactType<T>,
        "fearless::Rc<T>::from: what is in the Box may be of a class derived from T, which cannot be moved as a "
        "T; make it in an Rc");
    if constexpr (detail::ExactType<T>) {
      return Rc::out_of(std::move(box));
    } else {
      return Rc(detail::Adopt{}, nullptr);
    }
  }

  /// Creates another owner of the same value. Rust: `Rc::clone`.
  Rc(const Rc& other) noexcept = default;
  Rc(Rc&& other) noexcept = default;
  /// Creates an owner of the same object as its base class `T`, which must be polymorphic. The last owner destroys the
  /// whole object, whether or not `T` has a virtual destructor. Rust: `Rc<D>` to `Rc<dyn Trait>`.
  template <class D>
    requires detail::Upcast<D, T>
  Rc(Rc<D> other) noexcept : Handle(std::move(other)) {}
  Rc& operator=(const Rc& other) noexcept = default;
  Rc& operator=(Rc&& other) noexcept = default;
  ~Rc() = default;

  // This function does not exist, and is not needed.
  FEARLESS_DETAIL_DELETED(
      "fearless::Rc: there is no get(): use *p, p->member, or &*p for a raw pointer; a copy of the handle is one more "
      "owner",
      const T* get() const);

#if defined(__cpp_rtti)
  /// Returns an owner of the same object as its derived class `D`. If the object is not a `D`, the error is this
  /// handle. Refuses to compile unless `T` is Static: if `T` may borrow, nothing is known about what `D` borrows.
  /// Rust: `Rc::downcast`, of an `Rc<dyn Any>`.
  template <class D>
    requires detail::Upcast<D, T>
  Result<Rc<D>, Rc> downcast() && {
    static_assert(Static<T>, "fearless::Rc::downcast: T must be Static");
    return std::move(*this).template downcast_to<D>();
  }
#endif

 private:
  friend struct detail::HandleAccess;
  Rc(detail::Adopt, T* value) noexcept : Handle(value) {}
};

template <class T>
Rc(T) -> Rc<T>;

template <class T>
  requires(!(std::is_object_v<T> && !std::is_array_v<T>))
class [[nodiscard]] Rc<T> : public detail::RefusedClass {
  static_assert(std::is_object_v<T> && !std::is_array_v<T>, "fearless::Rc<T>: T must be an object type, and no array");
  using RefusedClass::RefusedClass;
};

/// Observes the value of an Rc without keeping it alive, or observes nothing. Rust: `std::rc::Weak`.
/// \snippet reference/owners.cpp rc
template <class T>
class [[nodiscard]] RcWeak : public detail::WeakHandle<T, detail::LocalCounts> {
  using Handle = detail::WeakHandle<T, detail::LocalCounts>;

 public:
  /// A handle that observes nothing. Rust: `Weak::new`.
  constexpr RcWeak() noexcept {}
  RcWeak(const RcWeak& other) noexcept = default;
  RcWeak(RcWeak&& other) noexcept = default;
  /// Observes the same object as its polymorphic base class `T`.
  template <class D>
    requires detail::Upcast<D, T>
  RcWeak(RcWeak<D> other) noexcept : Handle(std::move(other)) {}
  RcWeak& operator=(const RcWeak& other) noexcept = default;
  RcWeak& operator=(RcWeak&& other) noexcept = default;
  ~RcWeak() = default;

 private:
  friend struct detail::HandleAccess;
  template <class Counted>
  RcWeak(detail::Adopt, Counted&& counted) noexcept : Handle(std::forward<Counted>(counted)) {}
};

namespace rules::because {
struct count_is_not_atomic {
  static constexpr const char* text = "its reference count is not atomic";
  static constexpr const char* help = "share it with fearless::Arc<%1>";
  static constexpr const char* anchor = "rc";
};
}  // namespace rules::because

// Why neither: two handles on two threads would change the same count without synchronisation.
template <class T>
struct rules::row<Rc<T>> {
  static constexpr auto send = never<because::count_is_not_atomic>;
  static constexpr auto sync = never<because::count_is_not_atomic>;
  static constexpr auto static_ = if_static<Pointee<T>>;
  static constexpr auto thread_safe = never<because::count_is_not_atomic>;
};

// Why: it changes the same counts as an Rc.
template <class T>
struct rules::row<RcWeak<T>> : row<Rc<T>> {};

}  // namespace fearless

/// The hash of the value. Rust: `Rc: Hash`.
template <class T>
  requires std::is_default_constructible_v<std::hash<std::remove_cv_t<T>>>
struct std::hash<fearless::Rc<T>> {
  std::size_t operator()(const fearless::Rc<T>& value) const { return std::hash<std::remove_cv_t<T>>{}(*value); }
};
