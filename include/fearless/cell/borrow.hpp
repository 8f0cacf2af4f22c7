// SPDX-License-Identifier: MIT
// The borrows of a RefCell, Ref<T> and RefMut<T>, and the errors if a borrow is not possible.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/cell_borrow.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/marker.hpp>
#include <fearless/result.hpp>
#include <fearless/std/kinds.hpp>

#include <exception>
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

// What a Ref and a RefMut do differently with the state of the borrows. Two readers may see parts that overlap; two
// writers may not.
struct ReadBorrow {
  static constexpr const char* moved_from = "fearless::Ref: used after it was moved from";
  static void done(BorrowFlag& flag) noexcept { flag.read_done(); }
  template <class A, class B>
  static void split(BorrowFlag& flag, const A& /*first*/, const B& /*second*/) {
    if (!flag.read()) raise(BorrowError());
  }
};
struct WriteBorrow {
  static constexpr const char* moved_from = "fearless::RefMut: used after it was moved from";
  static void done(BorrowFlag& flag) noexcept { flag.write_done(); }
  template <class A, class B>
  static void split(BorrowFlag& flag, const A& first, const B& second) {
    if (overlap(first, second)) raise(std::invalid_argument("fearless::RefMut::map_split: the parts overlap"));
    if (!flag.write_part()) raise(BorrowMutError());
  }
};

}  // namespace detail

/// A borrow of a RefCell's value for reading. While it lives, nobody can write. It must not outlive its RefCell (the
/// destructor of the RefCell checks that in debug and hardened builds). Rust: `std::cell::Ref`.
/// \snippet reference/owners.cpp ref_cell
template <class T>
class [[nodiscard]] Ref : public detail::CellBorrow<const T, detail::ReadBorrow> {
  using Borrow = detail::CellBorrow<const T, detail::ReadBorrow>;

 public:
  /// Returns another reader of the same value. Throws BorrowError if there are more than a `std::ptrdiff_t` can count.
  /// Rust: `Ref::clone`.
  [[nodiscard]] Ref clone() const {
    const T* const value = this->get();
    if (!this->flag()->read()) detail::raise(BorrowError());
    return Ref(value, this->flag());
  }

  /// Returns the value. Refuses to compile for a temporary, because the value may be written as soon as the Ref is
  /// destroyed.
  [[nodiscard]] const T& operator*() const& FEARLESS_LIFETIMEBOUND { return *this->get(); }
  [[nodiscard]] const T* operator->() const& FEARLESS_LIFETIMEBOUND { return this->get(); }
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
    return Ref::template map_to<Ref<std::remove_cvref_t<Part>>>(std::move(*this), std::forward<F>(f));
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
    return Ref::template split_to<First, Second, Parts>(std::move(*this), std::forward<F>(f));
  }

  /// The same as `map` for a part that may be missing: `f(value)` returns a pointer. If it is null, the result is this
  /// Ref, as the error. Rust: `Ref::filter_map`.
  template <class F>
    requires std::is_pointer_v<std::invoke_result_t<F, const T&>>
  [[nodiscard]] auto filter_map(F&& f) && {
    using Part = Ref<std::remove_cv_t<std::remove_pointer_t<std::invoke_result_t<F, const T&>>>>;
    return Ref::template filter_map_to<Part>(std::move(*this), std::forward<F>(f));
  }

  friend void swap(Ref& a, Ref& b) noexcept { a.swap(b); }

 private:
  friend class RefCell<T>;
  template <class, class>
  friend class detail::CellBorrow;
  Ref(const T* value, detail::BorrowFlag* flag) noexcept : Borrow(value, flag) {}
};

/// A borrow of a RefCell's value for writing. While it lives, nobody else can read or write. A const RefMut gives const
/// access. It must not outlive its RefCell (the destructor of the RefCell checks that in debug and hardened builds).
/// Rust: `std::cell::RefMut`.
/// \snippet reference/owners.cpp ref_cell
template <class T>
class [[nodiscard]] RefMut : public detail::CellBorrow<T, detail::WriteBorrow> {
  using Borrow = detail::CellBorrow<T, detail::WriteBorrow>;

 public:
  /// Returns the value. Refuses to compile for a temporary, because others may borrow the value as soon as the RefMut
  /// is destroyed.
  [[nodiscard]] T& operator*() & FEARLESS_LIFETIMEBOUND { return *this->get(); }
  [[nodiscard]] const T& operator*() const& FEARLESS_LIFETIMEBOUND { return *this->get(); }
  [[nodiscard]] T* operator->() & FEARLESS_LIFETIMEBOUND { return this->get(); }
  [[nodiscard]] const T* operator->() const& FEARLESS_LIFETIMEBOUND { return this->get(); }
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
    return RefMut::template map_to<RefMut<std::remove_reference_t<Part>>>(std::move(*this), std::forward<F>(f));
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
    return RefMut::template split_to<First, Second, Parts>(std::move(*this), std::forward<F>(f));
  }

  /// The same as `map` for a part that may be missing: `f(value)` returns a pointer. If it is null, the result is this
  /// RefMut, as the error. Rust: `RefMut::filter_map`.
  template <class F>
    requires std::is_pointer_v<std::invoke_result_t<F, T&>>
  [[nodiscard]] auto filter_map(F&& f) && {
    using Part = RefMut<std::remove_pointer_t<std::invoke_result_t<F, T&>>>;
    return RefMut::template filter_map_to<Part>(std::move(*this), std::forward<F>(f));
  }

  friend void swap(RefMut& a, RefMut& b) noexcept { a.swap(b); }

 private:
  friend class RefCell<T>;
  template <class, class>
  friend class detail::CellBorrow;
  RefMut(T* value, detail::BorrowFlag* flag) noexcept : Borrow(value, flag) {}
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
struct rules::row<BorrowError> : kind::value {};
template <>
struct rules::row<BorrowMutError> : row<BorrowError> {};

}  // namespace fearless
