// SPDX-License-Identifier: MIT
// Rc<T>, a value shared by several owners on one thread, and RcWeak<T>, which observes it without owning it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/comparison.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/counted/counted.hpp>
#include <fearless/detail/deleted.hpp>
#include <fearless/detail/refused_class.hpp>
#include <fearless/marker.hpp>
#include <fearless/result.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

namespace fearless {

namespace detail {

// GCC 12 bug: it does not see that the count which frees the block is the last one, and warns about a use after free
// when the count is read next. The warning is turned off here.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuse-after-free"
#endif

// The counts of an Rc's block, for one thread. All strong handles together own one of the weak counts.
struct LocalCounts {
  static constexpr const char* moved_from = "fearless::Rc: used after it was moved from";
  static constexpr std::uint32_t max = 0x7fff'ffff;

  void add_strong() noexcept { add(strong); }
  Dropped drop_strong() noexcept {
    if (--strong != 0) return Dropped::one_of_several;
    return weak == 1 ? Dropped::last_handle : Dropped::last_owner;
  }
  bool try_add_strong() noexcept {
    if (strong == 0) return false;
    add(strong);
    return true;
  }
  void add_weak() noexcept { add(weak); }
  void downgrade() noexcept { add(weak); }
  bool drop_weak() noexcept { return --weak == 0; }

  bool is_unique() const noexcept { return strong == 1 && weak == 1; }
  bool has_weak() const noexcept { return weak != 1; }
  bool claim() noexcept {
    if (strong != 1) return false;
    strong = 0;
    return true;
  }
  void unclaim() noexcept { strong = 1; }

  std::size_t strong_count() const noexcept { return strong; }
  std::size_t weak_count() const noexcept { return weak - 1; }

  std::uint32_t strong = 1;
  std::uint32_t weak = 1;

 private:
  static void add(std::uint32_t& count) noexcept {
    if (count == max) fatal("fearless::Rc: more than 2147483647 handles of one value");
    ++count;
  }
};

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

}  // namespace detail

template <class T>
class Box;

template <class T>
class RcWeak;

/// A value on the heap that lives as long as its last owner. All owners are on one thread; to share with other threads,
/// use Arc. Copying an Rc creates another owner. The value is shared, so it is accessed as `const T`; what has to
/// change must be in a Cell or RefCell. Owners that form a cycle are never freed: break the cycle with an RcWeak. An Rc
/// is one pointer. A moved-from Rc may only be assigned or destroyed (checked in debug and hardened builds). If a value
/// has more than 2147483647 owners or observers, the program ends with a message. Rust: `std::rc::Rc`.
/// \snippet reference/owners.cpp rc
template <class T>
class [[nodiscard]] Rc {
 public:
  using element_type = T;

  /// Returns a new Rc whose value `T(args…)` is constructed in place. Throws what the constructor throws, or
  /// `std::bad_alloc`; nothing leaks then. Rust: `Rc::new`.
  template <class... Args>
  [[nodiscard]] static Rc make(Args&&... args) {
    return Rc(Adopt{}, detail::make_counted<Counts, T>(std::forward<Args>(args)...));
  }

  /// Returns a new Rc whose value is the result of `f(weak)`. `weak` is an `RcWeak<T>` that will observe the value, for
  /// values that know their own Rc. Until `f` has returned, `weak` observes nothing (and neither does a handle of a
  /// base class that `f` makes from it). Throws what `f` throws, or `std::bad_alloc`; nothing leaks then. Rust:
  /// `Rc::new_cyclic`.
  template <class F>
    requires std::is_invocable_r_v<T, F, const RcWeak<T>&>
  [[nodiscard]] static Rc new_cyclic(F&& f) {
    return Rc(Adopt{}, detail::make_cyclic<RcWeak<T>, Counts, T>(std::forward<F>(f)));
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
      Rc made = make(std::move(*box));
      const Box<T> empty(std::move(box));
      return made;
    } else {
      return Rc(Adopt{}, nullptr);
    }
  }

  /// Creates another owner of the same value. Rust: `Rc::clone`.
  Rc(const Rc& other) noexcept : ptr_(other.ptr_) {}
  Rc(Rc&& other) noexcept : ptr_(std::move(other.ptr_)) {}
  /// Creates an owner of the same object as its base class `T`, which must be polymorphic. The last owner destroys the
  /// whole object, whether or not `T` has a virtual destructor. Rust: `Rc<D>` to `Rc<dyn Trait>`.
  template <class D>
    requires detail::Upcast<D, T>
  Rc(Rc<D> other) noexcept : ptr_(std::move(other.ptr_)) {}
  Rc& operator=(const Rc& other) noexcept = default;
  Rc& operator=(Rc&& other) noexcept = default;
  ~Rc() = default;

  /// Returns a copy, as an explicit operation. Rust: `Rc::clone`.
  [[nodiscard]] Rc clone() const noexcept { return *this; }

  /// Access the value. Refuse to compile for a temporary, with which the value may be destroyed.
  [[nodiscard]] const T& operator*() const& noexcept FEARLESS_LIFETIMEBOUND { return *ptr_.get(); }
  [[nodiscard]] const T* operator->() const& noexcept FEARLESS_LIFETIMEBOUND { return ptr_.get(); }
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_OWNER, const T& operator*() const&&);
  FEARLESS_DETAIL_DELETED(FEARLESS_DETAIL_NAME_THE_OWNER, const T* operator->() const&&);
  // This function does not exist, and is not needed.
  FEARLESS_DETAIL_DELETED(
      "fearless::Rc: there is no get(): use *p, p->member, or &*p for a raw pointer; a copy of the handle is one more "
      "owner",
      const T* get() const);

  /// Returns how many Rcs own the value. Rust: `Rc::strong_count`.
  [[nodiscard]] std::size_t strong_count() const noexcept { return ptr_.counts()->strong_count(); }
  /// Returns how many RcWeaks observe the value. Rust: `Rc::weak_count`.
  [[nodiscard]] std::size_t weak_count() const noexcept { return ptr_.counts()->weak_count(); }
  /// Returns whether both own the same object (not whether their values are equal). Rust: `Rc::ptr_eq`.
  [[nodiscard]] bool ptr_eq(const Rc& other) const noexcept { return ptr_.counts() == other.ptr_.counts(); }
  /// Returns a handle that observes the value without keeping it alive. Rust: `Rc::downgrade`.
  [[nodiscard]] RcWeak<T> downgrade() const noexcept { return RcWeak<T>(ptr_); }

  /// Returns the value for writing if this is its only owner and no handle observes it; otherwise null. Rust:
  /// `Rc::get_mut`.
  [[nodiscard]] T* get_mut() & noexcept FEARLESS_LIFETIMEBOUND {
    return ptr_.counts()->is_unique() ? ptr_.get() : nullptr;
  }

  /// Returns the value for writing. If there are other owners, this Rc first gets a copy of its own. If there are only
  /// RcWeaks, the value is moved to a new block and the RcWeaks lose it. Throws what copying or moving throws, or
  /// `std::bad_alloc`; this Rc then still owns the same value. Rust: `Rc::make_mut`.
  [[nodiscard]] T& make_mut() & FEARLESS_LIFETIMEBOUND
        requires(detail::ExactType<T> && std::copy_constructible<T>)
  {
    return ptr_.make_mut();
  }

  /// Returns the value, moved out, if this is its only owner (RcWeaks then lose it). Otherwise the error is this
  /// handle. If moving the value throws, this handle still owns it. Rust: `Rc::try_unwrap`.
  Result<T, Rc> try_unwrap() &&
    requires detail::ExactType<T>
  {
    if (!ptr_.counts()->claim()) return unexpected<Rc>(std::move(*this));
    return ptr_.template take<Result<T, Rc>>();
  }

  /// Returns the value, moved out, if this is its only owner. Otherwise returns nothing, and this owner is dropped.
  /// Rust: `Rc::into_inner`.
  [[nodiscard]] std::optional<T> into_inner() &&
    requires detail::ExactType<T>
  {
    if (ptr_.counts()->drop_strong() != detail::Dropped::one_of_several) {
      return ptr_.template take<std::optional<T>>();
    }
    ptr_.release();
    return std::nullopt;
  }

  /// Returns the value, moved out, if this is its only owner (RcWeaks then lose it); otherwise a copy of it. This owner
  /// is dropped. Rust: `Rc::unwrap_or_clone`.
  [[nodiscard]] T unwrap_or_clone() &&
      requires(detail::ExactType<T>&& std::copy_constructible<T>) {
        Rc mine(std::move(*this));
        if (!mine.ptr_.counts()->claim()) return T(*std::as_const(mine));
        return std::move(*mine.ptr_.template take<std::optional<T>>());
      }
#if defined(__cpp_rtti)
      /// Returns an owner of the same object as its derived class `D`. If the object is not a `D`, the error is this
      /// handle. Refuses to compile unless `T` is Static: if `T` may borrow, nothing is known about what `D` borrows.
      /// Rust: `Rc::downcast`, of an `Rc<dyn Any>`.
      template <class D>
        requires detail::Upcast<D, T>
      Result<Rc<D>, Rc> downcast() && {
    static_assert(Static<T>, "fearless::Rc::downcast: T must be Static");
    D* const derived = dynamic_cast<D*>(ptr_.get());
    if (derived == nullptr) return unexpected<Rc>(std::move(*this));
    static_cast<void>(ptr_.release());
    return Rc<D>(typename Rc<D>::Adopt{}, derived);
  }
#endif

  /// Compare the values. Each operator exists only if `T` has it. To compare the identity, use ptr_eq. Rust:
  /// `PartialEq`, `PartialOrd`.
  template <class U = T>
    requires detail::EqualityComparable<U>
  friend bool operator==(const Rc& a, const Rc& b) {
    return std::as_const(*a.ptr_.get()) == std::as_const(*b.ptr_.get());
  }
  template <class U = T>
  friend auto operator<=>(const Rc& a, const Rc& b) -> detail::ThreeWayResult<U> {
    return std::as_const(*a.ptr_.get()) <=> std::as_const(*b.ptr_.get());
  }

  void swap(Rc& other) noexcept { ptr_.swap(other.ptr_); }
  friend void swap(Rc& a, Rc& b) noexcept { a.swap(b); }

 private:
  template <class>
  friend class Rc;
  friend class RcWeak<T>;
  friend struct detail::MovedFrom;
  [[nodiscard]] detail::MovedFrom::Answer is_moved_from() const noexcept {
    return detail::MovedFrom::answer(ptr_.is_moved_from());
  }
  using Counts = detail::LocalCounts;
  struct Adopt {};
  Rc(Adopt, T* value) noexcept : ptr_(value) {}

  detail::StrongPtr<T, Counts> ptr_;
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
class [[nodiscard]] RcWeak {
 public:
  using element_type = T;

  /// A handle that observes nothing. Rust: `Weak::new`.
  constexpr RcWeak() noexcept {}
  RcWeak(const RcWeak& other) noexcept : ptr_(other.ptr_) {}
  RcWeak(RcWeak&& other) noexcept : ptr_(std::move(other.ptr_)) {}
  /// Observes the same object as its polymorphic base class `T`.
  template <class D>
    requires detail::Upcast<D, T>
  RcWeak(RcWeak<D> other) noexcept : ptr_(std::move(other.ptr_)) {}
  RcWeak& operator=(const RcWeak& other) noexcept = default;
  RcWeak& operator=(RcWeak&& other) noexcept = default;
  ~RcWeak() = default;

  /// Returns a copy, as an explicit operation. Rust: `Weak::clone`.
  [[nodiscard]] RcWeak clone() const noexcept { return *this; }

  /// Returns another owner of the value, or nothing if the value has been destroyed. Rust: `Weak::upgrade`.
  [[nodiscard]] std::optional<Rc<T>> upgrade() const noexcept {
    T* const value = ptr_.lock();
    if (value == nullptr) return std::nullopt;
    return Rc<T>(typename Rc<T>::Adopt{}, value);
  }

  /// Returns how many Rcs own the value. Rust: `Weak::strong_count`.
  [[nodiscard]] std::size_t strong_count() const noexcept {
    return ptr_.counts() == nullptr ? 0 : ptr_.counts()->strong_count();
  }
  /// Returns how many RcWeaks observe the value; zero if the value has been destroyed. Rust: `Weak::weak_count`.
  [[nodiscard]] std::size_t weak_count() const noexcept {
    return strong_count() == 0 ? 0 : ptr_.counts()->weak_count();
  }
  /// Returns whether both observe the same object, or both observe nothing. Rust: `Weak::ptr_eq`.
  [[nodiscard]] bool ptr_eq(const RcWeak& other) const noexcept { return ptr_.counts() == other.ptr_.counts(); }

  void swap(RcWeak& other) noexcept { ptr_.swap(other.ptr_); }
  friend void swap(RcWeak& a, RcWeak& b) noexcept { a.swap(b); }

 private:
  template <class>
  friend class RcWeak;
  friend class Rc<T>;
  using Counts = detail::LocalCounts;
  template <class Weak, class C, class U, class F>
  friend U* detail::make_cyclic(F&& f);
  explicit RcWeak(const detail::StrongPtr<T, Counts>& strong) noexcept : ptr_(strong) {}
  explicit RcWeak(detail::WeakPtr<T, Counts> adopted) noexcept : ptr_(std::move(adopted)) {}
  // Gives up the count of the handle, which belongs to another object now.
  static void forget(RcWeak weak) noexcept { static_cast<void>(weak.ptr_.release()); }

  detail::WeakPtr<T, Counts> ptr_;
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
struct rules::row<RcWeak<T>> {
  static constexpr auto send = never<because::count_is_not_atomic>;
  static constexpr auto sync = never<because::count_is_not_atomic>;
  static constexpr auto static_ = if_static<Pointee<T>>;
  static constexpr auto thread_safe = never<because::count_is_not_atomic>;
};

}  // namespace fearless

/// The hash of the value. Rust: `Rc: Hash`.
template <class T>
  requires std::is_default_constructible_v<std::hash<std::remove_cv_t<T>>>
struct std::hash<fearless::Rc<T>> {
  std::size_t operator()(const fearless::Rc<T>& value) const { return std::hash<std::remove_cv_t<T>>{}(*value); }
};
