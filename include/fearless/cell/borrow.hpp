// SPDX-License-Identifier: MIT
// The borrows of a RefCell, Ref<T> and RefMut<T>, and the errors if a borrow is not possible.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/marker.hpp>
#include <fearless/result.hpp>

#include <cstddef>
#include <exception>
#include <functional>
#include <limits>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace fearless {

/// Thrown by `RefCell::borrow` while the value is borrowed mutably. Rust: `std::cell::BorrowError`.
/// \snippet reference/owners.cpp borrow_error
class BorrowError final : public std::exception {
 public:
  const char* what() const noexcept override { return "fearless::RefCell: already mutably borrowed"; }
};

/// Thrown by `RefCell::borrow_mut` while the value is borrowed. Rust: `std::cell::BorrowMutError`.
/// \snippet reference/owners.cpp borrow_error
class BorrowMutError final : public std::exception {
 public:
  const char* what() const noexcept override { return "fearless::RefCell: already borrowed"; }
};

template <class T>
class RefCell;

namespace detail {

// The state of a RefCell's borrows: nobody (0), that many readers (> 0), one writer (-1), or that many writers of
// disjoint parts (< 0).
class BorrowFlag {
 public:
  bool free() const noexcept { return state_ == 0; }
  bool readable() const noexcept { return state_ >= 0; }
  bool read() noexcept {
    if (state_ < 0 || state_ == std::numeric_limits<std::ptrdiff_t>::max()) return false;
    ++state_;
    return true;
  }
  bool write() noexcept {
    if (state_ != 0) return false;
    state_ = -1;
    return true;
  }
  void read_done() noexcept { --state_; }
  void write_done() noexcept { ++state_; }
  // Adds a writer of another part. There must be a writer already.
  bool write_part() noexcept {
    if (state_ == std::numeric_limits<std::ptrdiff_t>::min()) return false;
    --state_;
    return true;
  }

 private:
  std::ptrdiff_t state_ = 0;
};

// Whether the function returns a pair of references to parts. The pair must be a std::pair<A&, B&>.
template <class>
inline constexpr bool is_pair_of_parts = false;
template <class A, class B>
inline constexpr bool is_pair_of_parts<std::pair<A&, B&>> = true;

// Whether two objects share a byte, as an object and its member do.
template <class A, class B>
bool overlap(const A& a, const B& b) noexcept {
  const auto* const first = reinterpret_cast<const volatile std::byte*>(std::addressof(a));
  const auto* const second = reinterpret_cast<const volatile std::byte*>(std::addressof(b));
  const std::less<const volatile std::byte*> before;
  return before(first, second + sizeof(B)) && before(second, first + sizeof(A));
}

}  // namespace detail

/// A borrow of a RefCell's value for reading. While it lives, nobody can write. It must not outlive its RefCell (the
/// destructor of the RefCell checks that in debug and hardened builds). Rust: `std::cell::Ref`.
/// \snippet reference/owners.cpp ref_cell
template <class T>
class [[nodiscard]] Ref {
 public:
  Ref(Ref&& other) noexcept : value_(other.value_), flag_(std::exchange(other.flag_, nullptr)) {}
  Ref& operator=(Ref&& other) noexcept {
    Ref(std::move(other)).swap(*this);
    return *this;
  }
  ~Ref() {
    if (flag_ != nullptr) flag_->read_done();
  }

  /// Returns another reader of the same value. Throws BorrowError if there are more than a `std::ptrdiff_t` can count.
  /// Rust: `Ref::clone`.
  [[nodiscard]] Ref clone() const {
    (void)get();
    if (!flag_->read()) detail::raise(BorrowError());
    return Ref(value_, flag_);
  }

  /// Returns the value. Refuses to compile for a temporary, because the value may be written as soon as the Ref is
  /// destroyed.
  [[nodiscard]] const T& operator*() const& FEARLESS_LIFETIMEBOUND { return *get(); }
  [[nodiscard]] const T* operator->() const& FEARLESS_LIFETIMEBOUND { return get(); }
  const T& operator*() const&& = delete;
  const T* operator->() const&& = delete;

  /// Returns a Ref of `f(value)`, a part of the value, which must be a reference. The new Ref takes over the borrow.
  /// Throws what `f` throws. Rust: `Ref::map`.
  template <class F>
    requires std::is_invocable_v<F, const T&>
  [[nodiscard]] auto map(F&& f) && {
    using Part = std::invoke_result_t<F, const T&>;
    static_assert(std::is_lvalue_reference_v<Part>,
                  "fearless::Ref::map: the function must return a reference to a part of the value");
    Ref mine(std::move(*this));
    const auto& part = std::invoke(std::forward<F>(f), *std::as_const(mine));
    return Ref<std::remove_cvref_t<Part>>(&part, std::exchange(mine.flag_, nullptr));
  }

  /// Returns two Refs of two parts of the value. `f(value)` must be a `std::pair` of references. The new Refs take over
  /// the borrow. Throws BorrowError as `clone` does. Rust: `Ref::map_split`.
  template <class F>
    requires std::is_invocable_v<F, const T&>
  [[nodiscard]] auto map_split(F&& f) && {
    using Parts = std::invoke_result_t<F, const T&>;
    static_assert(detail::is_pair_of_parts<Parts>,
                  "fearless::Ref::map_split: the function must return a std::pair of references to parts of the value");
    using First = Ref<std::remove_cvref_t<typename Parts::first_type>>;
    using Second = Ref<std::remove_cvref_t<typename Parts::second_type>>;
    Ref mine(std::move(*this));
    Parts parts = std::invoke(std::forward<F>(f), *std::as_const(mine));
    if (!mine.flag_->read()) detail::raise(BorrowError());
    detail::BorrowFlag* const flag = std::exchange(mine.flag_, nullptr);
    return std::pair<First, Second>(First(&parts.first, flag), Second(&parts.second, flag));
  }

  /// The same as `map` for a part that may be missing: `f(value)` returns a pointer. If it is null, the result is this
  /// Ref, as the error. Rust: `Ref::filter_map`.
  template <class F>
    requires std::is_pointer_v<std::invoke_result_t<F, const T&>>
  [[nodiscard]] auto filter_map(F&& f) && {
    using Part = Ref<std::remove_cv_t<std::remove_pointer_t<std::invoke_result_t<F, const T&>>>>;
    Ref mine(std::move(*this));
    const auto* const part = std::invoke(std::forward<F>(f), *std::as_const(mine));
    if (part == nullptr) return Result<Part, Ref>(unexpect, std::move(mine));
    return Result<Part, Ref>(std::in_place, Part(part, std::exchange(mine.flag_, nullptr)));
  }

  void swap(Ref& other) noexcept {
    std::swap(value_, other.value_);
    std::swap(flag_, other.flag_);
  }
  friend void swap(Ref& a, Ref& b) noexcept { a.swap(b); }

 private:
  friend class RefCell<T>;
  template <class>
  friend class Ref;
  Ref(const T* value, detail::BorrowFlag* flag) noexcept : value_(value), flag_(flag) {}
  const T* get() const noexcept {
    FEARLESS_ASSERT(flag_ != nullptr, "fearless::Ref: used after it was moved from");
    return value_;
  }

  const T* value_;
  detail::BorrowFlag* flag_;
};

/// A borrow of a RefCell's value for writing. While it lives, nobody else can read or write. A const RefMut gives const
/// access. It must not outlive its RefCell (the destructor of the RefCell checks that in debug and hardened builds).
/// Rust: `std::cell::RefMut`.
/// \snippet reference/owners.cpp ref_cell
template <class T>
class [[nodiscard]] RefMut {
 public:
  RefMut(RefMut&& other) noexcept : value_(other.value_), flag_(std::exchange(other.flag_, nullptr)) {}
  RefMut& operator=(RefMut&& other) noexcept {
    RefMut(std::move(other)).swap(*this);
    return *this;
  }
  ~RefMut() {
    if (flag_ != nullptr) flag_->write_done();
  }

  /// Returns the value. Refuses to compile for a temporary, because others may borrow the value as soon as the RefMut
  /// is destroyed.
  [[nodiscard]] T& operator*() & FEARLESS_LIFETIMEBOUND { return *get(); }
  [[nodiscard]] const T& operator*() const& FEARLESS_LIFETIMEBOUND { return *get(); }
  [[nodiscard]] T* operator->() & FEARLESS_LIFETIMEBOUND { return get(); }
  [[nodiscard]] const T* operator->() const& FEARLESS_LIFETIMEBOUND { return get(); }
  const T& operator*() const&& = delete;
  const T* operator->() const&& = delete;

  /// Returns a RefMut of `f(value)`, a part of the value, which must be a reference. The new RefMut takes over the
  /// borrow. Throws what `f` throws. Rust: `RefMut::map`.
  template <class F>
    requires std::is_invocable_v<F, T&>
  [[nodiscard]] auto map(F&& f) && {
    using Part = std::invoke_result_t<F, T&>;
    static_assert(std::is_lvalue_reference_v<Part>,
                  "fearless::RefMut::map: the function must return a reference to a part of the value");
    RefMut mine(std::move(*this));
    auto& part = std::invoke(std::forward<F>(f), *mine);
    return RefMut<std::remove_reference_t<Part>>(&part, std::exchange(mine.flag_, nullptr));
  }

  /// Returns two RefMuts of two parts of the value. `f(value)` must be a `std::pair` of references to different
  /// objects. The new RefMuts take over the borrow, and nobody else can borrow until both are destroyed. Throws
  /// std::invalid_argument if the parts overlap (in Rust, `&mut` excludes that), and BorrowMutError if there are more
  /// than a `std::ptrdiff_t` can count. Rust: `RefMut::map_split`.
  template <class F>
    requires std::is_invocable_v<F, T&>
  [[nodiscard]] auto map_split(F&& f) && {
    using Parts = std::invoke_result_t<F, T&>;
    static_assert(
        detail::is_pair_of_parts<Parts>,
        "fearless::RefMut::map_split: the function must return a std::pair of references to parts of the value");
    using First = RefMut<std::remove_reference_t<typename Parts::first_type>>;
    using Second = RefMut<std::remove_reference_t<typename Parts::second_type>>;
    RefMut mine(std::move(*this));
    Parts parts = std::invoke(std::forward<F>(f), *mine);
    if (detail::overlap(parts.first, parts.second)) {
      detail::raise(std::invalid_argument("fearless::RefMut::map_split: the parts overlap"));
    }
    if (!mine.flag_->write_part()) detail::raise(BorrowMutError());
    detail::BorrowFlag* const flag = std::exchange(mine.flag_, nullptr);
    return std::pair<First, Second>(First(&parts.first, flag), Second(&parts.second, flag));
  }

  /// The same as `map` for a part that may be missing: `f(value)` returns a pointer. If it is null, the result is this
  /// RefMut, as the error. Rust: `RefMut::filter_map`.
  template <class F>
    requires std::is_pointer_v<std::invoke_result_t<F, T&>>
  [[nodiscard]] auto filter_map(F&& f) && {
    using Part = RefMut<std::remove_pointer_t<std::invoke_result_t<F, T&>>>;
    RefMut mine(std::move(*this));
    auto* const part = std::invoke(std::forward<F>(f), *mine);
    if (part == nullptr) return Result<Part, RefMut>(unexpect, std::move(mine));
    return Result<Part, RefMut>(std::in_place, Part(part, std::exchange(mine.flag_, nullptr)));
  }

  void swap(RefMut& other) noexcept {
    std::swap(value_, other.value_);
    std::swap(flag_, other.flag_);
  }
  friend void swap(RefMut& a, RefMut& b) noexcept { a.swap(b); }

 private:
  friend class RefCell<T>;
  template <class>
  friend class RefMut;
  RefMut(T* value, detail::BorrowFlag* flag) noexcept : value_(value), flag_(flag) {}
  T* get() const noexcept {
    FEARLESS_ASSERT(flag_ != nullptr, "fearless::RefMut: used after it was moved from");
    return value_;
  }

  T* value_;
  detail::BorrowFlag* flag_;
};

namespace rules::because {
struct its_borrows_are_counted_without_atomics {
  static constexpr const char* text = "its RefCell counts borrows for one thread";
  static constexpr const char* help = "use a fearless::RwLock or a fearless::Mutex";
  static constexpr const char* anchor = "refcell";
};
struct it_borrows_from_a_cell {
  static constexpr const char* text = "it borrows the value of a RefCell";
  static constexpr const char* help = "keep the value in an Arc, with a Mutex in it";
  static constexpr const char* anchor = "refcell";
};
}  // namespace rules::because

// Why: destroying it on another thread would change the RefCell's count, which is not atomic.
template <class T>
struct rules::row<Ref<T>> {
  static constexpr auto send = never<because::its_borrows_are_counted_without_atomics>;
  static constexpr auto sync = never<because::its_borrows_are_counted_without_atomics>;
  static constexpr auto static_ = never<because::it_borrows_from_a_cell>;
  static constexpr auto thread_safe = never<because::its_borrows_are_counted_without_atomics>;
};
template <class T>
struct rules::row<RefMut<T>> : row<Ref<T>> {};

// Why: they hold nothing.
template <>
struct rules::row<BorrowError> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
template <>
struct rules::row<BorrowMutError> : row<BorrowError> {};

}  // namespace fearless
