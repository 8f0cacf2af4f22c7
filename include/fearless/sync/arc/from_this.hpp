// SPDX-License-Identifier: MIT
// EnableArcFromThis: lets an object in an Arc make another Arc of itself.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/marker.hpp>
#include <fearless/std/kinds.hpp>
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

// The object that is being constructed in an Arc on this thread: the address that its EnableArcFromThis will have, and
// its class.
struct [[gnu::visibility("default")]] Expected {
  inline static thread_local const Expected* now = nullptr;
  const void* base = nullptr;
  const void* identity = nullptr;
  const Expected* outer = nullptr;
};

template <class T>
concept KnowsItsArc = requires { typename T::ArcOfThis; };

// Whether a pointer to Self is valid for a T, at an address that is known before the object exists.
template <class T, class Self>
concept SeenThrough = std::is_same_v<T, Self> || (std::is_base_of_v<Self, T> && std::is_polymorphic_v<Self> &&
                                                  requires(Self* self) { static_cast<T*>(self); });

// The result of arc_from_this is an upcast that cannot be checked at the call, because a base class does not know the
// classes derived from it. So it is checked when the Arc is created.
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
    // The strong count is taken away until the object is complete, because a constructor cannot make an Arc of an
    // object whose construction may still fail. (In new_cyclic it has been taken away already, and is restored later.)
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

/// The base of a class whose objects make Arcs of themselves: `struct Job : EnableArcFromThis<Job>`. `T` is the class
/// itself, or a polymorphic class that is its first base. Such an object can only be created by `Arc::make`: anywhere
/// else, its constructor throws std::logic_error, and so do copying and moving. Therefore this class is empty, and
/// `arc_from_this` needs only the address. An aggregate with a base cannot be listed before C++26, so such a class
/// needs FEARLESS_UNSAFE_SEND and _SYNC, or `Arc::new_cyclic` instead. An Arc of a class derived from `T` refuses to
/// compile as its upcast would: if `T` is Static, that class must be, too. C++: `std::enable_shared_from_this`. Rust:
/// only `Arc::new_cyclic`, which needs no base.
/// \snippet reference/owners.cpp arc_from_this
template <class T>
class EnableArcFromThis {
 public:
  /// The class whose Arcs `arc_from_this` makes; `Arc` looks for this name.
  using ArcOfThis = T;

  /// Throws std::logic_error unless the object is being constructed in an Arc.
  EnableArcFromThis() { check(); }
  EnableArcFromThis(const EnableArcFromThis& /*other*/) { check(); }
  EnableArcFromThis& operator=(const EnableArcFromThis&) noexcept { return *this; }

  /// Returns another owner of this object. Throws std::bad_weak_ptr in the constructor and destructor of the object.
  [[nodiscard]] Arc<T> arc_from_this() const {
    const T* const self = static_cast<const T*>(this);
    if (!counts()->try_add_strong()) detail::raise(std::bad_weak_ptr());
    return detail::HandleAccess::adopt<Arc<T>>(const_cast<T*>(self));
  }
  /// Returns a handle that observes this object. Throws std::bad_weak_ptr in the constructor and destructor of the
  /// object.
  [[nodiscard]] ArcWeak<T> weak_from_this() const { return arc_from_this().downgrade(); }

 private:
  void check() const {
    const detail::Expected* const expected = detail::Expected::now;
    if (expected != nullptr && expected->base == this && expected->identity == &detail::identity_of<T>) return;
    detail::raise(std::logic_error("fearless::EnableArcFromThis: not in an Arc: make it with Arc::make"));
  }
  // (The object has the same address as T. Its counts are directly before it, even while it is being destroyed.)
  detail::AtomicCounts* counts() const noexcept {
    auto* const start = reinterpret_cast<std::byte*>(const_cast<T*>(static_cast<const T*>(this)));
    return std::launder(reinterpret_cast<detail::AtomicCounts*>(start - sizeof(detail::AtomicCounts)));
  }
};

// Why: it is empty, and the Arc that it makes was checked when the object was created.
template <class T>
struct rules::row<EnableArcFromThis<T>> : kind::stateless {};

}  // namespace fearless
