// SPDX-License-Identifier: MIT
// Exclusive borrows for scoped threads: MutSlice, disjoint parts of a sequence, and Lend<T>, which lends its value to
// one borrower at a time.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/marker.hpp>

#include <atomic>
#include <cstddef>
#include <exception>
#include <limits>
#include <ranges>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

namespace fearless {

namespace because {

/// Why a borrow is not Static.
struct it_borrows_what_was_lent {
  static constexpr const char* text = "it borrows what somebody else owns";
  static constexpr const char* help = "use it in a thread::scope, which ends before the owner does";
  static constexpr const char* anchor = "lend";
};

}  // namespace because

/// A part of a sequence that nobody else has: `chunks_mut` and `split_at_mut` make them disjoint. Move-only; a const
/// one only reads. As long as there are any, the sequence itself must not be used, which Rust knows from its `&mut`.
/// Send if `T` is; never Static: for threads of a scope. Rust: `&mut [T]`.
template <class T>
class [[nodiscard]] MutSlice {
 public:
  using value_type = T;

  MutSlice(MutSlice&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  MutSlice& operator=(MutSlice&& other) noexcept {
    data_ = std::exchange(other.data_, nullptr);
    size_ = std::exchange(other.size_, 0);
    return *this;
  }
  MutSlice(const MutSlice&) = delete;
  MutSlice& operator=(const MutSlice&) = delete;
  ~MutSlice() = default;

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  /// Element `i`, which must be there (checked in debug and hardened builds). Not for temporaries, whose exclusivity
  /// ends with them.
  [[nodiscard]] T& operator[](std::size_t i) & noexcept FEARLESS_LIFETIMEBOUND { return data_[checked(i)]; }
  [[nodiscard]] const T& operator[](std::size_t i) const& noexcept FEARLESS_LIFETIMEBOUND { return data_[checked(i)]; }
  const T& operator[](std::size_t) const&& = delete;
  [[nodiscard]] T* begin() & noexcept FEARLESS_LIFETIMEBOUND { return data_; }
  [[nodiscard]] T* end() & noexcept FEARLESS_LIFETIMEBOUND { return data_ + size_; }
  [[nodiscard]] const T* begin() const& noexcept FEARLESS_LIFETIMEBOUND { return data_; }
  [[nodiscard]] const T* end() const& noexcept FEARLESS_LIFETIMEBOUND { return data_ + size_; }
  const T* begin() const&& = delete;
  const T* end() const&& = delete;

 private:
  template <class R>
  friend auto chunks_mut(R&& sequence, std::size_t size);
  template <class R>
  friend auto split_at_mut(R&& sequence, std::size_t mid);

  MutSlice(T* data, std::size_t size) noexcept : data_(data), size_(size) {}
  std::size_t checked(std::size_t i) const noexcept {
    FEARLESS_ASSERT(i < size_, "fearless::MutSlice: the index is out of range");
    return i;
  }

  T* data_;
  std::size_t size_;
};

namespace detail {

template <class>
inline constexpr bool is_mut_slice = false;
template <class T>
inline constexpr bool is_mut_slice<MutSlice<T>> = true;

// What may be divided: an lvalue whose elements lie side by side, a std::span, or a MutSlice that is given away.
template <class R>
concept Divisible = (is_mut_slice<std::remove_cvref_t<R>> && !std::is_lvalue_reference_v<R>) ||
                    (!is_mut_slice<std::remove_cvref_t<R>> && std::ranges::contiguous_range<R> &&
                     std::ranges::sized_range<R> && std::ranges::borrowed_range<R>);

// The elements of a sequence; a MutSlice gives its own away.
template <class R>
auto elements_of(R& sequence) {
  if constexpr (is_mut_slice<R>) {
    const std::span elements(sequence.begin(), sequence.size());
    const R taken(std::move(sequence));
    return elements;
  } else {
    return std::span(std::ranges::data(sequence), std::ranges::size(sequence));
  }
}

}  // namespace detail

/// Divides `sequence` (an lvalue such as a std::vector or an array, a std::span, or a MutSlice) into parts of `size`
/// elements; the last may have fewer. Throws std::invalid_argument if `size` is 0, where Rust panics, and
/// std::bad_alloc. Refuses to compile if the elements are const or the sequence is about to die. Rust:
/// `slice::chunks_mut`.
template <class R>
auto chunks_mut(R&& sequence, std::size_t size) {
  constexpr bool divisible = detail::Divisible<R>;
  static_assert(
      divisible,
      "fearless::chunks_mut: the sequence must be an lvalue with its elements side by side, a std::span, or a "
      "MutSlice that is moved");
  if constexpr (divisible) {
    if (size == 0) detail::raise(std::invalid_argument("fearless::chunks_mut: the size of a part is 0"));
    auto left = detail::elements_of(sequence);
    using T = typename decltype(left)::element_type;
    static_assert(!std::is_const_v<T>, "fearless::chunks_mut: the elements are const");
    std::vector<MutSlice<T>> parts;
    parts.reserve(left.size() / size + 1);
    while (!left.empty()) {
      const auto part = left.first(left.size() < size ? left.size() : size);
      parts.push_back(MutSlice<T>(part.data(), part.size()));
      left = left.subspan(part.size());
    }
    return parts;
  }
}

/// Divides `sequence` into its first `mid` elements and the rest. Throws std::out_of_range if there are fewer, where
/// Rust panics. Refuses to compile as `chunks_mut` does. Rust: `slice::split_at_mut`.
template <class R>
auto split_at_mut(R&& sequence, std::size_t mid) {
  constexpr bool divisible = detail::Divisible<R>;
  static_assert(
      divisible,
      "fearless::split_at_mut: the sequence must be an lvalue with its elements side by side, a std::span, or "
      "a MutSlice that is moved");
  if constexpr (divisible) {
    if (mid > std::size(sequence)) {
      detail::raise(std::out_of_range("fearless::split_at_mut: there are fewer elements"));
    }
    const auto all = detail::elements_of(sequence);
    using T = typename decltype(all)::element_type;
    static_assert(!std::is_const_v<T>, "fearless::split_at_mut: the elements are const");
    return std::pair<MutSlice<T>, MutSlice<T>>(MutSlice<T>(all.data(), mid),
                                               MutSlice<T>(all.data() + mid, all.size() - mid));
  }
}

/// Thrown when a value is lent twice, or read while it is lent, or taken out of a Lend that somebody borrows.
class LendError final : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override { return "fearless::Lend: the value is lent already"; }
};

template <class T>
class Lend;

/// A borrow of a value for writing: nobody else has one. Move-only; a const one only reads. Send if `T` is; never
/// Static: for threads of a scope. Rust: `&mut T`.
template <class T>
class [[nodiscard]] MutRef {
 public:
  MutRef(MutRef&& other) noexcept : lend_(std::exchange(other.lend_, nullptr)) {}
  MutRef& operator=(MutRef&& other) noexcept {
    MutRef taken(std::move(other));
    std::swap(lend_, taken.lend_);
    return *this;
  }
  MutRef(const MutRef&) = delete;
  MutRef& operator=(const MutRef&) = delete;
  ~MutRef() {
    if (lend_ != nullptr) lend_->state_.store(0, std::memory_order_release);
  }

  /// The value. Not for temporaries.
  [[nodiscard]] T& operator*() & FEARLESS_LIFETIMEBOUND { return lend().value_; }
  [[nodiscard]] const T& operator*() const& FEARLESS_LIFETIMEBOUND { return lend().value_; }
  const T& operator*() const&& = delete;
  [[nodiscard]] T* operator->() & FEARLESS_LIFETIMEBOUND { return &lend().value_; }
  [[nodiscard]] const T* operator->() const& FEARLESS_LIFETIMEBOUND { return &lend().value_; }
  const T* operator->() const&& = delete;

 private:
  friend class Lend<T>;
  explicit MutRef(const Lend<T>& lend) noexcept : lend_(&lend) {}
  const Lend<T>& lend() const {
    FEARLESS_ASSERT(lend_ != nullptr, "fearless::MutRef: used after it was moved from");
    return *lend_;
  }

  const Lend<T>* lend_;
};

/// A borrow of a value for reading: while there is one, nobody writes. Send and Sync if `T` is Sync; never Static.
/// Rust: `&T`.
template <class T>
class [[nodiscard]] SharedRef {
 public:
  SharedRef(SharedRef&& other) noexcept : lend_(std::exchange(other.lend_, nullptr)) {}
  SharedRef& operator=(SharedRef&& other) noexcept {
    SharedRef taken(std::move(other));
    std::swap(lend_, taken.lend_);
    return *this;
  }
  SharedRef(const SharedRef&) = delete;
  SharedRef& operator=(const SharedRef&) = delete;
  ~SharedRef() {
    if (lend_ != nullptr) lend_->state_.fetch_sub(1, std::memory_order_release);
  }

  /// The value. Not for temporaries.
  [[nodiscard]] const T& operator*() const& FEARLESS_LIFETIMEBOUND { return lend().value_; }
  [[nodiscard]] const T* operator->() const& FEARLESS_LIFETIMEBOUND { return &lend().value_; }
  const T& operator*() const&& = delete;
  const T* operator->() const&& = delete;

 private:
  friend class Lend<T>;
  explicit SharedRef(const Lend<T>& lend) noexcept : lend_(&lend) {}
  const Lend<T>& lend() const {
    FEARLESS_ASSERT(lend_ != nullptr, "fearless::SharedRef: used after it was moved from");
    return *lend_;
  }

  const Lend<T>* lend_;
};

/// A value that can be lent: to one borrower who writes, or to several who read, on any threads of a scope. It never
/// waits: what cannot be lent now is an error, so that borrows which should be disjoint in time are checked to be. It
/// must outlive its borrows (checked in debug and hardened builds). Not assignable. Rust has it as `&mut`, checked by
/// the compiler.
template <class T>
class Lend {
  static_assert(std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T> && !std::is_volatile_v<T>,
                "fearless::Lend<T>: T must be an object type that is no array and not const");

 public:
  /// Owns `value`.
  explicit Lend(T value) : value_(std::move(value)) {}
  /// Takes over the value of `other`, which it borrows meanwhile: throws LendError if it is lent.
  Lend(Lend&& other)
    requires std::is_move_constructible_v<T>
      : Lend(other.lend(), Taken{}) {}
  Lend(const Lend&) = delete;
  Lend& operator=(const Lend&) = delete;
  ~Lend() {
    FEARLESS_ASSERT(state_.load(std::memory_order_relaxed) == 0, "fearless::Lend: destroyed while its value is lent");
  }

  /// The value for writing, until the MutRef is gone. Throws LendError if somebody has it, for writing or reading.
  [[nodiscard]] MutRef<T> lend() const& FEARLESS_LIFETIMEBOUND {
    std::ptrdiff_t nobody = 0;
    if (!state_.compare_exchange_strong(nobody, -1, std::memory_order_acquire, std::memory_order_relaxed)) {
      detail::raise(LendError());
    }
    return MutRef<T>(*this);
  }
  void lend() const&& = delete;

  /// The value for reading, until the SharedRef is gone. Throws LendError if somebody has it for writing.
  [[nodiscard]] SharedRef<T> read() const& FEARLESS_LIFETIMEBOUND {
    std::ptrdiff_t readers = state_.load(std::memory_order_relaxed);
    do {
      if (readers < 0 || readers == std::numeric_limits<std::ptrdiff_t>::max()) detail::raise(LendError());
    } while (!state_.compare_exchange_weak(readers, readers + 1, std::memory_order_acquire, std::memory_order_relaxed));
    return SharedRef<T>(*this);
  }
  void read() const&& = delete;

  /// The value, moved out. Throws LendError if it is lent.
  [[nodiscard]] T into_inner() && {
    auto mine = static_cast<const Lend&>(*this).lend();
    return std::move(*mine);
  }

 private:
  template <class>
  friend class MutRef;
  template <class>
  friend class SharedRef;
  struct Taken {};
  Lend(MutRef<T> other, Taken /*tag*/) : value_(std::move(*other)) {}

  mutable std::atomic<std::ptrdiff_t> state_{0};  // lent (-1), free (0), or read by so many
  mutable T value_;
};

template <class T>
Lend(T) -> Lend<T>;

// Why as T: it is a `&mut [T]`, which nobody else has; a const one gives const T. `Pointee`, since a span of one may be
// at the base of a derived object.
template <class T>
struct row<MutSlice<T>> {
  static constexpr auto send = if_send<Pointee<T>>;
  static constexpr auto sync = if_sync<Pointee<T>>;
  static constexpr auto static_ = never<because::it_borrows_what_was_lent>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

// Why as T: it is a `&mut T`, likewise, to what a Lend holds, which is exactly a T.
template <class T>
struct row<MutRef<T>> {
  static constexpr auto send = if_send<Element<T>>;
  static constexpr auto sync = if_sync<Element<T>>;
  static constexpr auto static_ = never<because::it_borrows_what_was_lent>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

// Why if T is Sync: it is a `&T`, to what a Lend holds.
template <class T>
struct row<SharedRef<T>> {
  static constexpr auto send = if_sync<Element<T>>;
  static constexpr auto sync = if_sync<Element<T>>;
  static constexpr auto static_ = never<because::it_borrows_what_was_lent>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

// Why: any thread may borrow the T to write (Send), several to read (Sync). It has no assignment, and its move borrows.
template <class T>
struct row<Lend<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = if_all<Obligation<traits::Send, T>, Obligation<traits::Sync, T>>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = if_all<Obligation<traits::Send, T>, Obligation<traits::Sync, T>>;
};

// Why: it holds nothing.
template <>
struct row<LendError> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
