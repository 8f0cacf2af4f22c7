// SPDX-License-Identifier: MIT
// Box<T>: a value on the heap with one owner, which is const if its owner is. (Box<T[]>, a sequence, is in
// boxed/slice.hpp.)
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/comparison.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/deleted.hpp>
#include <fearless/detail/refused_class.hpp>
#include <fearless/marker.hpp>
#include <fearless/result.hpp>
#include <fearless/std/kinds.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace fearless {

namespace detail {

// Whether a Box of a D may be converted to a Box of its base class B. This does not require complete classes.
template <class D, class B>
concept BoxUpcast = !std::is_same_v<std::remove_cv_t<D>, std::remove_cv_t<B>> && std::is_convertible_v<D*, B*>;

#if defined(__cpp_rtti)
// Whether an object that is accessed as its base class B may be a D.
template <class D, class B>
concept BoxDowncast = BoxUpcast<D, B> && std::is_polymorphic_v<B> && requires(B* base) { dynamic_cast<D*>(base); };
#endif

// Whether the value in a Box of T is exactly a T, so that moving or copying it out does not slice a derived object.
template <class T>
concept BoxedExactly = !std::is_polymorphic_v<T> || std::is_final_v<T>;

}  // namespace detail

/// A value on the heap with one owner. Unlike `std::unique_ptr`, it always has a value until it is moved from. A const
/// Box gives access to a `const T`, so threads that share the Box may share the value. If the Box is only a member, `T`
/// may be incomplete. A moved-from Box may only be assigned or destroyed (checked in debug and hardened builds). Send,
/// Sync and Static if `T` is. If `T` is polymorphic and not final, the traits must be promised for the hierarchy. Rust:
/// `std::boxed::Box`, where cloning is as explicit as here.
/// \snippet reference/owners.cpp box
template <class T>
class [[nodiscard]] Box {
 public:
  using element_type = T;

// An aggregate may be initialised with fewer values than it has members. GCC warns about that at the place of the
// initialisation, which is here and not in the user's code.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#endif
  /// Returns a Box whose value `T(args…)` is constructed in place. Throws what the constructor throws, or
  /// `std::bad_alloc`; nothing leaks then. Rust: `Box::new`.
  template <class... Args>
  [[nodiscard]] static Box make(Args&&... args) {
#if FEARLESS_DETAIL_ONLY_READS  // by a tool that makes no aggregates of values between parentheses, and no program
    return Box(Adopt{}, static_cast<T*>(::operator new(sizeof(T))));
#else
    return Box(Adopt{}, new T(std::forward<Args>(args)...));
#endif
  }
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

  /// A Box with `value`, which must be a `T` itself: `Box(5)`. Throws what copying or moving it throws, or
  /// `std::bad_alloc`. Rust: `Box::new`.
  template <class U = T>
    requires std::same_as<std::remove_cvref_t<U>, std::remove_cv_t<T>>
  explicit Box(U&& value) : Box(make(std::forward<U>(value))) {}

  // Deleted for a pointer, unless the value is a pointer.
  FEARLESS_DETAIL_DELETED_CONSTRUCTOR(
      "fearless::Box makes its value itself: write Box<T>::make(args...) or Box(T(args...)) instead of Box(new "
      "T(args...))"
      "; what is there already has Box<T>::from(unique_ptr)",
      (class U, std::enable_if_t<!std::is_same_v<U*, std::remove_cv_t<T>>, int> = 0), explicit Box(U*));

  /// Returns the owner of the object that `pointer` owned, or nothing if `pointer` was null. Nothing is moved or
  /// copied.
  [[nodiscard]] static std::optional<Box> from(std::unique_ptr<T> pointer) noexcept {
    if (pointer == nullptr) return std::nullopt;
    return Box(Adopt{}, pointer.release());
  }
  /// Returns the owner of `*value`. Unsafe: `value` must come from `unsafe_into_raw()`, or from `new` as an object that
  /// `delete value` would destroy, and nobody else may own it. None of this is checked. Rust: `Box::from_raw`, which is
  /// `unsafe`.
  [[nodiscard]] static Box unsafe_from_raw(T* value) noexcept { return Box(Adopt{}, value); }

  Box(Box&& other) noexcept : value_(std::exchange(other.value_, nullptr)) {}
  /// Converts to an owner of the same object as its base class `T`, which must have a virtual destructor. Rust:
  /// `Box<D>` to `Box<dyn Trait>`.
  template <class D>
    requires detail::BoxUpcast<D, T>
  Box(Box<D>&& other) noexcept : value_(std::exchange(other.value_, nullptr)) {
    static_assert(std::has_virtual_destructor_v<T>,
                  "fearless::Box: an upcast needs a base class with a virtual destructor");
  }
  /// The old value is destroyed last, when this Box already holds the new one.
  Box& operator=(Box&& other) noexcept {
    Box(std::move(other)).swap(*this);
    return *this;
  }
  ~Box() {
    static_assert(sizeof(T) > 0, "fearless::Box<T>: T must be complete where the Box is destroyed");
    delete value_;
  }

  /// Returns a Box with a copy of the value. Throws what copying throws, or `std::bad_alloc`. Rust: `Box::clone`.
  [[nodiscard]] Box clone() const
    requires(detail::BoxedExactly<T> && std::is_copy_constructible_v<T>)
  {
    return make(std::as_const(*object()));
  }

  /// Access the value, as const if the Box is const. Refuse to compile for a temporary, with which the value is
  /// destroyed.
  [[nodiscard]] T& operator*() & noexcept FEARLESS_LIFETIMEBOUND { return *object(); }
  [[nodiscard]] const T& operator*() const& noexcept FEARLESS_LIFETIMEBOUND { return *object(); }
  [[nodiscard]] T* operator->() & noexcept FEARLESS_LIFETIMEBOUND { return object(); }
  [[nodiscard]] const T* operator->() const& noexcept FEARLESS_LIFETIMEBOUND { return object(); }
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_OWNER, const T& operator*() const&&);
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_OWNER, const T* operator->() const&&);
  // This function does not exist, and is not needed.
  FEARLESS_DETAIL_DELETED(
      "fearless::Box: there is no get(): use *p, p->member, or &*p for a raw pointer; to give the value away, move the "
      "Box",
      const T* get() const);

  /// Moves the value out of the Box, which is then empty, and returns it. If moving throws, the Box still owns the
  /// value. Rust: `*boxed`.
  [[nodiscard]] T into_inner() &&
    requires detail::BoxedExactly<T>
  {
    T value(std::move(*object()));
    delete std::exchange(value_, nullptr);
    return value;
  }

  /// Returns a `std::unique_ptr` that takes over the value, for interfaces that require one.
  [[nodiscard]] std::unique_ptr<T> into_unique_ptr() && noexcept { return std::unique_ptr<T>(release()); }
  /// Returns a pointer to the value, and gives up the ownership: the value leaks unless `unsafe_from_raw` takes it
  /// back. Rust: `Box::into_raw`, `Box::leak`.
  [[nodiscard]] T* unsafe_into_raw() && noexcept { return release(); }

#if defined(__cpp_rtti)
  /// Returns the owner of the same object as its derived class `D`. If the object is not a `D`, the error is this Box.
  /// Rust: `Box::downcast`, of a `Box<dyn Any>`.
  template <class D>
    requires detail::BoxDowncast<D, T>
  Result<Box<D>, Box> downcast() && {
    D* const derived = dynamic_cast<D*>(object());
    if (derived == nullptr) return unexpected<Box>(std::move(*this));
    static_cast<void>(release());
    return Box<D>(typename Box<D>::Adopt{}, derived);
  }
#endif

  /// Compare the values. Each operator exists only if `T` has it. Rust: `PartialEq`, `PartialOrd`.
  template <class U = T>
    requires detail::EqualityComparable<U>
  [[nodiscard]] friend bool operator==(const Box& a, const Box& b) {
    return *a == *b;
  }
  template <class U = T>
  [[nodiscard]] friend auto operator<=>(const Box& a, const Box& b) -> detail::ThreeWayResult<U> {
    return *a <=> *b;
  }

  void swap(Box& other) noexcept { std::swap(value_, other.value_); }
  friend void swap(Box& a, Box& b) noexcept { a.swap(b); }

 private:
  template <class>
  friend class Box;
  struct Adopt {};
  friend struct detail::MovedFrom;
  [[nodiscard]] detail::MovedFrom::Answer is_moved_from() const noexcept {
    return detail::MovedFrom::answer(value_ == nullptr);
  }
  Box(Adopt, T* value) noexcept : value_(value) {}

  T* object() const noexcept {
    FEARLESS_ASSERT(value_ != nullptr, "fearless::Box: used after it was moved from");
    return value_;
  }
  T* release() noexcept {
    T* const value = object();
    value_ = nullptr;
    return value;
  }

  T* value_;
};

template <class T>
Box(T) -> Box<T>;

template <class T>
  requires(!(std::is_object_v<T> && !std::is_array_v<T>))
class [[nodiscard]] Box<T> : public detail::RefusedClass {
  static_assert(std::is_object_v<T> && !std::is_array_v<T>,
                "fearless::Box<T>: T must be an object type and no array of a fixed length; Box<T[]> is a sequence");
  using RefusedClass::RefusedClass;
};

// Why: a Box owns its value, and hands it out as const if the Box itself is const.
template <class T>
struct rules::row<Box<T>> : kind::owner<Pointee<T>> {};

}  // namespace fearless

/// The hash of the value. Rust: `Box: Hash`.
template <class T>
  requires std::is_default_constructible_v<std::hash<std::remove_cv_t<T>>>
struct std::hash<fearless::Box<T>> {
  std::size_t operator()(const fearless::Box<T>& value) const { return std::hash<std::remove_cv_t<T>>{}(*value); }
};

#include <fearless/boxed/slice.hpp>
