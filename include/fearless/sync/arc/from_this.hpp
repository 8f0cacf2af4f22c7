// SPDX-License-Identifier: MIT
// EnableArcFromThis: lets an object that lives in an Arc make another Arc of itself.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/marker.hpp>
#include <fearless/sync/arc.hpp>

#include <cstddef>
#include <memory>
#include <new>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace fearless {

template <class T>
class EnableArcFromThis;

namespace detail {

template <class T>
inline constexpr char identity_of{};

// The object that is being made in an Arc on this thread: where its EnableArcFromThis will be, and of what class.
struct [[gnu::visibility("default")]] Expected {
  inline static thread_local const Expected* now = nullptr;
  const void* base = nullptr;
  const void* identity = nullptr;
  const Expected* outer = nullptr;
};

template <class T>
concept KnowsItsArc = requires { typename T::ArcOfThis; };

// Whether a T is seen rightly through a pointer to Self, at an address that is known before there is an object.
template <class T, class Self>
concept SeenThrough = std::is_same_v<T, Self> || (std::is_base_of_v<Self, T> && std::is_polymorphic_v<Self> &&
                                                  requires(Self* self) { static_cast<T*>(self); });

// What arc_from_this hands out is an upcast, which nobody can look at where it is called: a base class does not know
// what was derived from it.
template <KnowsItsArc T>
  requires(!std::is_same_v<std::remove_cv_t<T>, typename T::ArcOfThis>)
struct UpcastOfThis<T> {
  using Static = std::conditional_t<is_static_v<typename T::ArcOfThis>, T, void>;
};

template <KnowsItsArc T>
struct Birth<AtomicCounts, T> {
  using Self = typename T::ArcOfThis;
  static_assert(
      SeenThrough<T, Self>,
      "fearless::EnableArcFromThis<T>: T must be the class itself, or a polymorphic base of it, no virtual one");

  explicit Birth(const NewBlock<AtomicCounts, T>& block) : counts(block.counts()) {
    const auto unborn = reinterpret_cast<T*>(block.place());
    if (static_cast<void*>(static_cast<Self*>(unborn)) != block.place()) {
      raise(std::logic_error("fearless::EnableArcFromThis<T>: T must be the first base of what is made"));
    }
    // The count stays away until the object is there: a constructor cannot make an Arc of what may yet fail.
    // (In new_cyclic it is away already, and comes back later.)
    claimed = counts->claim();
    expected.base = static_cast<EnableArcFromThis<Self>*>(unborn);
    expected.identity = &identity_of<Self>;
    expected.outer = std::exchange(Expected::now, &expected);
  }
  Birth(const Birth&) = delete;
  Birth& operator=(const Birth&) = delete;
  ~Birth() { Expected::now = expected.outer; }
  void over() noexcept {
    if (claimed) counts->unclaim();
  }

  AtomicCounts* counts;
  bool claimed = false;
  Expected expected;
};

}  // namespace detail

/// The base of a class whose objects make Arcs of themselves: `struct Job : EnableArcFromThis<Job>`. Such an object can
/// only be made by `Arc::make` (its constructor throws std::logic_error anywhere else, and so do copies and moves), so
/// that `arc_from_this` needs no more than its address, and this class is empty. `T` is the class itself, or a
/// polymorphic class that it derives from first. An aggregate with a base cannot be listed before C++26: such a class
/// needs FEARLESS_UNSAFE_SEND and _SYNC, or `Arc::new_cyclic`. An Arc of a class derived from `T` refuses to compile as
/// its upcast does: unless that class is Static, if `T` is. C++: `std::enable_shared_from_this`. Rust has no
/// counterpart but `Arc::new_cyclic`, which needs no base.
template <class T>
class EnableArcFromThis {
 public:
  using ArcOfThis = T;

  /// Throws std::logic_error unless this is being made in an Arc.
  EnableArcFromThis() { check(); }
  EnableArcFromThis(const EnableArcFromThis& /*other*/) { check(); }
  EnableArcFromThis& operator=(const EnableArcFromThis&) noexcept { return *this; }

  /// One more owner of this object. Throws std::bad_weak_ptr in its constructor and destructor.
  [[nodiscard]] Arc<T> arc_from_this() const {
    using Access = detail::ArcAccess;
    const T* const self = static_cast<const T*>(this);
    if (!counts()->try_add_strong()) detail::raise(std::bad_weak_ptr());
    return Access::adopt<T>(const_cast<T*>(self));
  }
  /// A handle that observes this object. Throws std::bad_weak_ptr likewise.
  [[nodiscard]] ArcWeak<T> weak_from_this() const { return arc_from_this().downgrade(); }

 private:
  void check() const {
    const detail::Expected* const expected = detail::Expected::now;
    if (expected != nullptr && expected->base == this && expected->identity == &detail::identity_of<T>) return;
    detail::raise(std::logic_error("fearless::EnableArcFromThis: not in an Arc: make it with Arc::make"));
  }
  // (The object begins where T does, and its counts lie before it, while it is being destroyed, too.)
  detail::AtomicCounts* counts() const noexcept {
    auto* const start = reinterpret_cast<std::byte*>(const_cast<T*>(static_cast<const T*>(this)));
    return std::launder(reinterpret_cast<detail::AtomicCounts*>(start - sizeof(detail::AtomicCounts)));
  }
};

// Why: it is empty, and the Arc that it makes was checked when the object was made.
template <class T>
struct rules::row<EnableArcFromThis<T>> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = always;
};

}  // namespace fearless
