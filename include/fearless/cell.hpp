// SPDX-License-Identifier: MIT
// Cell<T>, RefCell<T>, OnceCell<T> and LazyCell<T, F>: values that may be changed, or filled, through a const
// reference, on one thread.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/cell/once.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/detail/refused_class.hpp>
#include <fearless/marker.hpp>
#include <fearless/result.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <exception>
#include <functional>
#include <limits>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace fearless {

/// A value that can be read and replaced as a whole through a const reference: no reference to it is ever handed out,
/// so none can dangle. Send if `T` is, never Sync. Rust: `std::cell::Cell`.
template <class T>
class Cell {
 public:
  using value_type = T;

  /// A cell with a `T()`. (A template, so that completing a class which holds a cell of itself asks nothing of it.)
  template <class U = T>
    requires std::is_default_constructible_v<U>
  constexpr Cell() : value_() {}
  /// A cell with `value`. Rust: `Cell::new`.
  constexpr explicit Cell(T value) noexcept(std::is_nothrow_move_constructible_v<T>) : value_(std::move(value)) {}

  /// A cell with a copy of the other's value. Written out, as is the move, so that a cell is never trivially copyable:
  /// what looks at bytes shall not take it for plain data. Rust: `Cell::clone`.
  constexpr Cell(const Cell& other)
    requires std::is_copy_constructible_v<T>
      : value_(std::as_const(other.value_)) {}
  constexpr Cell(Cell&& other) noexcept(std::is_nothrow_move_constructible_v<T>) : value_(std::move(other.value_)) {}
  constexpr Cell& operator=(const Cell& other)
    requires std::is_copy_constructible_v<T>
  {
    set(other.get());
    return *this;
  }
  constexpr Cell& operator=(Cell&& other) {
    if (this != &other) set(std::move(other.value_));
    return *this;
  }
  constexpr ~Cell() = default;

  /// A copy of the value. Rust: `Cell::get`.
  [[nodiscard]] constexpr T get() const
    requires std::is_copy_constructible_v<T>
  {
    return std::as_const(value_);
  }

  /// Makes `value` the value; the old one is destroyed after that. Rust: `Cell::set`.
  constexpr void set(T value) const { (void)replace(std::move(value)); }

  /// Makes `value` the value and returns the old one. Rust: `Cell::replace`.
  constexpr T replace(T value) const {
    T old(std::move(value_));
    value_ = std::move(value);
    return old;
  }

  /// Leaves a `T()` in place of the value, which it returns. Rust: `Cell::take`.
  [[nodiscard]] constexpr T take() const
    requires std::is_default_constructible_v<T>
  {
    return replace(T());
  }

  /// Exchanges the values of two cells, which may be the same. Rust: `Cell::swap`.
  constexpr void swap(const Cell& other) const {
    if (this != &other) other.set(replace(std::move(other.value_)));
  }

  /// Makes `f(value)` the value; `f` may use the cell, and what it throws leaves the value as it is. Rust:
  /// `Cell::update`.
  template <class F>
    requires std::is_copy_constructible_v<T> && std::is_invocable_r_v<T, F, T>
  constexpr void update(F&& f) const {
    set(std::invoke(std::forward<F>(f), get()));
  }

  /// The value, moved out of a cell that is not needed any more. Rust: `Cell::into_inner`.
  [[nodiscard]] constexpr T into_inner() && { return std::move(value_); }

  /// The value in place. Unsafe: the caller promises not to use the cell otherwise meanwhile, which Rust's
  /// `Cell::get_mut` knows from its `&mut self`.
  [[nodiscard]] constexpr T& unsafe_get_mut() & noexcept FEARLESS_LIFETIMEBOUND { return value_; }

  /// Whether the values are equal, or how they compare; copies are compared, as `get` gives them: a comparison might
  /// use the cells. Rust: `Cell: PartialEq`, `PartialOrd`.
  friend constexpr bool operator==(const Cell& a, const Cell& b)
    requires std::is_copy_constructible_v<T>
  {
    return a.get() == b.get();
  }
  friend constexpr auto operator<=>(const Cell& a, const Cell& b)
    requires(std::is_copy_constructible_v<T> && std::three_way_comparable<T>)
  {
    return a.get() <=> b.get();
  }

 private:
  mutable T value_;
};

/// Thrown by `RefCell::borrow` while the value is borrowed mutably. Rust: `std::cell::BorrowError`.
class BorrowError final : public std::exception {
 public:
  const char* what() const noexcept override { return "fearless::RefCell: already mutably borrowed"; }
};

/// Thrown by `RefCell::borrow_mut` while the value is borrowed. Rust: `std::cell::BorrowMutError`.
class BorrowMutError final : public std::exception {
 public:
  const char* what() const noexcept override { return "fearless::RefCell: already borrowed"; }
};

template <class T>
class RefCell;

namespace detail {

// Who borrows the value of a RefCell: nobody (0), so many readers (> 0), or one writer (-1), or so many writers of
// parts that have nothing in common (< 0).
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
  // One more writer, of another part than that of a writer who is there.
  bool write_part() noexcept {
    if (state_ == std::numeric_limits<std::ptrdiff_t>::min()) return false;
    --state_;
    return true;
  }

 private:
  std::ptrdiff_t state_ = 0;
};

// Whether a function returns a pair of references to parts, for which std::pair<A&, B&> is the type.
template <class>
inline constexpr bool is_pair_of_parts = false;
template <class A, class B>
inline constexpr bool is_pair_of_parts<std::pair<A&, B&>> = true;

// Whether two objects have a byte in common, as one and a member of it have.
template <class A, class B>
bool overlap(const A& a, const B& b) noexcept {
  const auto* const first = reinterpret_cast<const volatile std::byte*>(std::addressof(a));
  const auto* const second = reinterpret_cast<const volatile std::byte*>(std::addressof(b));
  const std::less<const volatile std::byte*> before;
  return before(first, second + sizeof(B)) && before(second, first + sizeof(A));
}

}  // namespace detail

/// Reads the value of a RefCell; while it lives, nobody writes. It must not outlive its RefCell (checked by that one's
/// destructor in debug and hardened builds). Rust: `std::cell::Ref`.
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

  /// One more reader of the same value. Throws BorrowError if there are more than a `std::ptrdiff_t` can count. Rust:
  /// `Ref::clone`.
  [[nodiscard]] Ref clone() const {
    (void)get();
    if (!flag_->read()) detail::raise(BorrowError());
    return Ref(value_, flag_);
  }

  /// The value. Deleted for temporaries: the value may be written as soon as the Ref is gone.
  [[nodiscard]] const T& operator*() const& FEARLESS_LIFETIMEBOUND { return *get(); }
  [[nodiscard]] const T* operator->() const& FEARLESS_LIFETIMEBOUND { return get(); }
  const T& operator*() const&& = delete;
  const T* operator->() const&& = delete;

  /// A Ref of a part of the value, `f(value)`, which must be a reference; it borrows instead of this one. Rust:
  /// `Ref::map`.
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

  /// Two Refs of two parts of the value, `f(value)`, which must be a `std::pair` of references; they borrow instead of
  /// this one. Throws BorrowError as `clone` does. Rust: `Ref::map_split`.
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

  /// The same for a part that may be missing: `f(value)` returns a pointer, and if that is null, this Ref comes back as
  /// the error. Rust: `Ref::filter_map`.
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

/// Writes the value of a RefCell; while it lives, nobody else reads or writes. A const RefMut only reads. It must not
/// outlive its RefCell (checked by that one's destructor in debug and hardened builds). Rust: `std::cell::RefMut`.
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

  /// The value. Deleted for temporaries: the value may be borrowed by others as soon as the RefMut is gone.
  [[nodiscard]] T& operator*() & FEARLESS_LIFETIMEBOUND { return *get(); }
  [[nodiscard]] const T& operator*() const& FEARLESS_LIFETIMEBOUND { return *get(); }
  [[nodiscard]] T* operator->() & FEARLESS_LIFETIMEBOUND { return get(); }
  [[nodiscard]] const T* operator->() const& FEARLESS_LIFETIMEBOUND { return get(); }
  const T& operator*() const&& = delete;
  const T* operator->() const&& = delete;

  /// A RefMut of a part of the value, `f(value)`, which must be a reference; it borrows instead of this one. Rust:
  /// `RefMut::map`.
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

  /// Two RefMuts of two parts of the value, `f(value)`, which must be a `std::pair` of references to different objects;
  /// they borrow instead of this one, and both must go before anybody else borrows. Throws std::invalid_argument if the
  /// two overlap (which Rust knows from its `&mut`), and BorrowMutError if there are more than a `std::ptrdiff_t` can
  /// count. Rust: `RefMut::map_split`.
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

  /// The same for a part that may be missing: `f(value)` returns a pointer, and if that is null, this RefMut comes back
  /// as the error. Rust: `RefMut::filter_map`.
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

/// A value that can be borrowed through a const reference, on one thread: by any number of readers or by one writer,
/// which is checked at run time. Send if `T` is, never Sync. It must outlive its borrows, and not be moved, or
/// assigned, while there are any (checked in debug and hardened builds). Rust: `std::cell::RefCell`.
template <class T>
class RefCell {
 public:
  using value_type = T;

  /// A RefCell with a `T()`. (A template, as for Cell.)
  template <class U = T>
    requires std::is_default_constructible_v<U>
  constexpr RefCell() : value_() {}
  /// A RefCell with `value`. Rust: `RefCell::new`.
  constexpr explicit RefCell(T value) noexcept(std::is_nothrow_move_constructible_v<T>) : value_(std::move(value)) {}

  /// A RefCell with a copy of the other's value, which is borrowed meanwhile: throws BorrowError if there is a writer.
  /// Rust: `RefCell::clone`.
  RefCell(const RefCell& other)
    requires std::is_copy_constructible_v<T>
      : value_(other.copy()) {}
  RefCell(RefCell&& other) noexcept(std::is_nothrow_move_constructible_v<T>) : value_(std::move(other.unborrowed())) {}
  RefCell& operator=(const RefCell& other)
    requires std::is_copy_constructible_v<T>
  {
    (void)replace(other.copy());
    return *this;
  }
  RefCell& operator=(RefCell&& other) {
    if (this != &other) (void)replace(std::move(other.unborrowed()));
    return *this;
  }
  ~RefCell() { FEARLESS_ASSERT(flag_.free(), "fearless::RefCell: destroyed while it is borrowed"); }

  /// The value for reading. Throws BorrowError if there is a writer. Rust: `RefCell::borrow`.
  [[nodiscard]] Ref<T> borrow() const& FEARLESS_LIFETIMEBOUND {
    if (!flag_.read()) detail::raise(BorrowError());
    return Ref<T>(&value_, &flag_);
  }
  /// The value for reading, or BorrowError if there is a writer. Rust: `RefCell::try_borrow`.
  Result<Ref<T>, BorrowError> try_borrow() const& FEARLESS_LIFETIMEBOUND {
    if (!flag_.read()) return unexpected(BorrowError());
    return Ref<T>(&value_, &flag_);
  }

  /// The value for writing. Throws BorrowMutError if it is borrowed. Rust: `RefCell::borrow_mut`.
  [[nodiscard]] RefMut<T> borrow_mut() const& FEARLESS_LIFETIMEBOUND {
    if (!flag_.write()) detail::raise(BorrowMutError());
    return RefMut<T>(&value_, &flag_);
  }
  /// The value for writing, or BorrowMutError if it is borrowed. Rust: `RefCell::try_borrow_mut`.
  Result<RefMut<T>, BorrowMutError> try_borrow_mut() const& FEARLESS_LIFETIMEBOUND {
    if (!flag_.write()) return unexpected(BorrowMutError());
    return RefMut<T>(&value_, &flag_);
  }

  // Nothing borrows from a temporary.
  void borrow() const&& = delete;
  void try_borrow() const&& = delete;
  void borrow_mut() const&& = delete;
  void try_borrow_mut() const&& = delete;

  /// Makes `value` the value and returns the old one. Throws BorrowMutError if it is borrowed. Rust:
  /// `RefCell::replace`.
  T replace(T value) const {
    auto mine = borrow_mut();
    T old(std::move(*mine));
    *mine = std::move(value);
    return old;
  }

  /// Makes `f(value)`, `value` a `T&`, the value and returns the old one. Throws BorrowMutError if it is borrowed, and
  /// what `f` throws: then the value is what `f` left. Rust: `RefCell::replace_with`.
  template <class F>
    requires std::is_invocable_r_v<T, F, T&>
  T replace_with(F&& f) const {
    auto mine = borrow_mut();
    T made = std::invoke(std::forward<F>(f), *mine);
    T old(std::move(*mine));
    *mine = std::move(made);
    return old;
  }

  /// Leaves a `T()` in place of the value, which it returns. Throws BorrowMutError if it is borrowed. Rust:
  /// `RefCell::take`.
  [[nodiscard]] T take() const
    requires std::is_default_constructible_v<T>
  {
    return replace(T());
  }

  /// Exchanges the values. Throws BorrowMutError if one is borrowed, or if both are the same. Rust: `RefCell::swap`.
  void swap(const RefCell& other) const {
    auto mine = borrow_mut();
    auto theirs = other.borrow_mut();
    using std::swap;
    swap(*mine, *theirs);
  }

  /// The value, moved out of a RefCell that is not needed any more. Rust: `RefCell::into_inner`.
  [[nodiscard]] T into_inner() && { return std::move(unborrowed()); }

  /// The value in place, without borrowing it. Unsafe: the caller promises that there are no borrows, and will be none
  /// meanwhile, which Rust's `RefCell::get_mut` knows from its `&mut self`; the first half is checked in debug and
  /// hardened builds.
  [[nodiscard]] T& unsafe_get_mut() & noexcept FEARLESS_LIFETIMEBOUND {
    FEARLESS_ASSERT(flag_.free(), "fearless::RefCell: unsafe_get_mut while it is borrowed");
    return value_;
  }

  /// Whether the values are equal, or how they compare. Throws BorrowError if there is a writer of one. Rust:
  /// `RefCell: PartialEq`, `PartialOrd`.
  friend bool operator==(const RefCell& a, const RefCell& b) {
    const auto mine = a.borrow();
    const auto theirs = b.borrow();
    return *mine == *theirs;
  }
  friend auto operator<=>(const RefCell& a, const RefCell& b)
    requires std::three_way_comparable<T>
  {
    const auto mine = a.borrow();
    const auto theirs = b.borrow();
    return *mine <=> *theirs;
  }

 private:
  T& unborrowed() noexcept {
    FEARLESS_ASSERT(flag_.free(), "fearless::RefCell: moved while it is borrowed");
    return value_;
  }
  T copy() const {
    const auto mine = borrow();
    return *mine;
  }

  mutable T value_;
  mutable detail::BorrowFlag flag_;
};

template <class T>
Cell(T) -> Cell<T>;

template <class T>
  requires(!(std::is_object_v<T> && !std::is_const_v<T>))
class Cell<T> : public detail::RefusedClass {
  static_assert(std::is_object_v<T> && !std::is_const_v<T>,
                "fearless::Cell<T>: T must be an object type, and not const");
  using RefusedClass::RefusedClass;
};
template <class T>
RefCell(T) -> RefCell<T>;

template <class T>
  requires(!(std::is_object_v<T> && !std::is_const_v<T>))
class RefCell<T> : public detail::RefusedClass {
  static_assert(std::is_object_v<T> && !std::is_const_v<T>,
                "fearless::RefCell<T>: T must be an object type, not const");
  using RefusedClass::RefusedClass;
};

namespace rules::because {
struct it_changes_through_const {
  static constexpr const char* text = "it changes through a const reference without synchronisation";
  static constexpr const char* help =
      "put the value in a fearless::Mutex<%1>, or in a std::atomic<%1> if it is a number";
  static constexpr const char* anchor = "cell";
};
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

// Why: a cell may go to another thread as a whole, but two threads would read and write it at once through const.
template <class T>
struct rules::row<Cell<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = never<because::it_changes_through_const>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = never<because::it_changes_through_const>;
};
template <class T>
struct rules::row<RefCell<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = never<because::it_changes_through_const>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = never<because::it_changes_through_const>;
};

// Why: dropping it elsewhere would change the RefCell's count, which is not atomic.
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
