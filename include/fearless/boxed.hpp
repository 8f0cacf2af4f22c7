// SPDX-License-Identifier: MIT
// Box<T>: a value on the heap with one owner, and const if its owner is. (Box<T[]>, a sequence, is in boxed/slice.hpp.)
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/comparison.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/deleted.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/detail/refused_class.hpp>
#include <fearless/marker.hpp>
#include <fearless/result.hpp>

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

// Whether a box of a D may become a box of its base class B. Asks nothing of an incomplete class.
template <class D, class B>
concept BoxUpcast = !std::is_same_v<std::remove_cv_t<D>, std::remove_cv_t<B>> && std::is_convertible_v<D*, B*>;

#if defined(__cpp_rtti)
// Whether an object seen as its base class B may turn out to be a D.
template <class D, class B>
concept BoxDowncast = BoxUpcast<D, B> && std::is_polymorphic_v<B> && requires(B* base) { dynamic_cast<D*>(base); };
#endif

// A T in a Box is exactly a T: moving or copying it out does not slice a derived object.
template <class T>
concept BoxedExactly = !std::is_polymorphic_v<T> || std::is_final_v<T>;

}  // namespace detail

/// A value on the heap with one owner. Other than `std::unique_ptr` it always has a value until it is moved from, and a
/// const Box gives `const T`, so that threads which share it may share the value. `T` may be incomplete where the Box
/// is only a member. Once moved from, it may only be assigned or destroyed (checked in debug and hardened builds).
/// Send, Sync and Static if `T` is; of a polymorphic `T` that is not final, if the hierarchy is promised. Rust:
/// `std::boxed::Box`, where cloning is as explicit as here.
template <class T>
class [[nodiscard]] Box {
 public:
  using element_type = T;

// Aggregates may be made of fewer values than they have members; GCC warns about that where it happens, which is here.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#endif
  /// A Box whose value is `T(args…)`, made in place. Throws what that throws, or `std::bad_alloc`, and then leaks
  /// nothing. Rust: `Box::new`.
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

  /// A Box that holds `value`, which is a `T` itself: `Box(5)`. Rust: `Box::new`.
  template <class U = T>
    requires std::same_as<std::remove_cvref_t<U>, std::remove_cv_t<T>>
  explicit Box(U&& value) : Box(make(std::forward<U>(value))) {}

  // Of a pointer, unless that is the value.
  FEARLESS_DETAIL_DELETED_CONSTRUCTOR(
      "fearless::Box makes its value itself: write Box<T>::make(args...) or Box(T(args...)) instead of Box(new "
      "T(args...))"
      "; what is there already has Box<T>::from(unique_ptr)",
      (class U, std::enable_if_t<!std::is_same_v<U*, std::remove_cv_t<T>>, int> = 0), explicit Box(U*));

  /// The owner of what `pointer` owned, or nothing if that was null: nothing is moved or copied.
  [[nodiscard]] static std::optional<Box> from(std::unique_ptr<T> pointer) noexcept {
    if (pointer == nullptr) return std::nullopt;
    return Box(Adopt{}, pointer.release());
  }
  /// The owner of `*value`, which must come from `unsafe_into_raw()`, or from `new` as an object that `delete value`
  /// would destroy, and belong to nobody else: none of this is checked. Rust: `Box::from_raw`, which is `unsafe`.
  [[nodiscard]] static Box unsafe_from_raw(T* value) noexcept { return Box(Adopt{}, value); }

  Box(Box&& other) noexcept : value_(std::exchange(other.value_, nullptr)) {}
  /// The owner of the same object, seen as its base class `T`, which must have a virtual destructor. Rust: `Box<D>` to
  /// `Box<dyn Trait>`.
  template <class D>
    requires detail::BoxUpcast<D, T>
  Box(Box<D>&& other) noexcept : value_(std::exchange(other.value_, nullptr)) {
    static_assert(std::has_virtual_destructor_v<T>,
                  "fearless::Box: an upcast needs a base class with a virtual destructor");
  }
  /// The old value dies last, when this already holds the new one.
  Box& operator=(Box&& other) noexcept {
    Box(std::move(other)).swap(*this);
    return *this;
  }
  ~Box() {
    static_assert(sizeof(T) > 0, "fearless::Box<T>: T must be complete where the Box is destroyed");
    delete value_;
  }

  /// A Box with a copy of the value. Throws what the copy throws, or `std::bad_alloc`. Rust: `Box::clone`.
  [[nodiscard]] Box clone() const
    requires(detail::BoxedExactly<T> && std::is_copy_constructible_v<T>)
  {
    return make(std::as_const(*object()));
  }

  /// The value; of a const Box, as const. Deleted for temporaries, with which the value dies.
  [[nodiscard]] T& operator*() & noexcept FEARLESS_LIFETIMEBOUND { return *object(); }
  [[nodiscard]] const T& operator*() const& noexcept FEARLESS_LIFETIMEBOUND { return *object(); }
  [[nodiscard]] T* operator->() & noexcept FEARLESS_LIFETIMEBOUND { return object(); }
  [[nodiscard]] const T* operator->() const& noexcept FEARLESS_LIFETIMEBOUND { return object(); }
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_OWNER, const T& operator*() const&&);
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_OWNER, const T* operator->() const&&);
  // There is none, and none is needed.
  FEARLESS_DETAIL_DELETED(
      "fearless::Box: there is no get(): use *p, p->member, or &*p for a raw pointer; to give the value away, move the "
      "Box",
      const T* get() const);

  /// The value, moved out of the Box, which is empty then. If that throws, the Box still owns it. Rust: `*boxed`.
  [[nodiscard]] T into_inner() &&
    requires detail::BoxedExactly<T>
  {
    T value(std::move(*object()));
    delete std::exchange(value_, nullptr);
    return value;
  }

  /// A `std::unique_ptr` to the value, which it owns then: for interfaces that ask for one.
  [[nodiscard]] std::unique_ptr<T> into_unique_ptr() && noexcept { return std::unique_ptr<T>(release()); }
  /// A pointer to the value, which nobody owns then: it leaks unless `unsafe_from_raw` takes it back. Rust:
  /// `Box::into_raw`, `Box::leak`.
  [[nodiscard]] T* unsafe_into_raw() && noexcept { return release(); }

#if defined(__cpp_rtti)
  /// The owner of the same object, seen as its derived class `D`; or this Box back, if it is no `D`. Rust:
  /// `Box::downcast`, of a `Box<dyn Any>`.
  template <class D>
    requires detail::BoxDowncast<D, T>
  Result<Box<D>, Box> downcast() && {
    D* const derived = dynamic_cast<D*>(object());
    if (derived == nullptr) return unexpected<Box>(std::move(*this));
    static_cast<void>(release());
    return Box<D>(typename Box<D>::Adopt{}, derived);
  }
#endif

  /// Whether the values are equal, or how they compare; there is neither, unless `T` has it. Rust: `PartialEq`,
  /// `PartialOrd`.
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

// Why: a Box owns its value, and hands it out as const when it is const itself.
template <class T>
struct rules::row<Box<T>> {
  static constexpr auto send = if_send<Pointee<T>>;
  static constexpr auto sync = if_sync<Pointee<T>>;
  static constexpr auto static_ = if_static<Pointee<T>>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless

/// The hash of the value. Rust: `Box: Hash`.
template <class T>
  requires std::is_default_constructible_v<std::hash<std::remove_cv_t<T>>>
struct std::hash<fearless::Box<T>> {
  std::size_t operator()(const fearless::Box<T>& value) const { return std::hash<std::remove_cv_t<T>>{}(*value); }
};

#include <fearless/boxed/slice.hpp>
