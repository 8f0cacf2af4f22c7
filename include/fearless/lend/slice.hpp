// SPDX-License-Identifier: MIT
// MutSlice: an exclusive borrow of a part of a sequence. chunks_mut and split_at_mut divide a sequence into such parts.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/exclusive_borrow.hpp>
#include <fearless/detail/bounds.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/ranges.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/lend/error.hpp>
#include <fearless/marker.hpp>

#include <cstddef>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

namespace fearless {

template <class T>
class MutSlice;

namespace detail {

template <class>
inline constexpr bool is_mut_slice = false;
template <class T>
inline constexpr bool is_mut_slice<MutSlice<T>> = true;

// Whether a sequence can be divided: an lvalue whose elements are contiguous, a std::span, or an rvalue MutSlice.
template <class R>
concept Divisible = (is_mut_slice<std::remove_cvref_t<R>> && !std::is_reference_v<R> && !std::is_const_v<R>) ||
                    (!is_mut_slice<std::remove_cvref_t<R>> && std::ranges::contiguous_range<R> &&
                     std::ranges::sized_range<R> && std::ranges::borrowed_range<R>);

// The type of the elements of a sequence R as they are declared, including `const`. If R is refused, it is a guess, so
// that the result has the type that the user expects and using it is not a second error.
template <class R>
auto element_of() {
  using Sequence = std::remove_cvref_t<R>;
  if constexpr (is_mut_slice<Sequence>) {
    return std::type_identity<typename Sequence::value_type>();
  } else if constexpr (std::ranges::contiguous_range<R>) {
    return std::type_identity<std::remove_reference_t<std::ranges::range_reference_t<R>>>();
  } else if constexpr (std::ranges::range<R>) {
    return std::type_identity<std::ranges::range_value_t<R>>();
  } else {
    return std::type_identity<int>();
  }
}
template <class R>
using ElementOf = typename decltype(element_of<R>())::type;
template <class R>
using PartOf = MutSlice<std::remove_const_t<ElementOf<R>>>;

struct Divide;

}  // namespace detail

/// A part of a sequence that nobody else can access: `chunks_mut` and `split_at_mut` create disjoint parts. It is
/// move-only, and a const MutSlice gives const access. As long as a part with elements exists, on any thread, no other
/// division may overlap the divided sequence: it would throw LendError. The sequence itself must not be used meanwhile,
/// which is not checked. Send if `T` is; never Static, so it is for threads of a scope. Rust: `&mut [T]`.
/// \snippet reference/loans.cpp mut_slice
template <class T>
class [[nodiscard]] MutSlice {
 public:
  using value_type = T;

  MutSlice(MutSlice&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)),
        size_(std::exchange(other.size_, 0)),
        borrow_(std::move(other.borrow_)) {}
  MutSlice& operator=(MutSlice&& other) noexcept {
    MutSlice taken(std::move(other));
    std::swap(data_, taken.data_);
    std::swap(size_, taken.size_);
    std::swap(borrow_, taken.borrow_);
    return *this;
  }
  MutSlice(const MutSlice&) = delete;
  MutSlice& operator=(const MutSlice&) = delete;
  ~MutSlice() = default;

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  /// Returns element `i`, which must exist (checked in debug and hardened builds). Refuses to compile for a temporary,
  /// since the exclusive borrow ends with it.
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
  friend struct detail::Divide;

  MutSlice(T* data, std::size_t size, detail::ExclusiveBorrow borrow) noexcept
      : data_(data), size_(size), borrow_(std::move(borrow)) {}
  std::size_t checked(std::size_t i) const noexcept {
    FEARLESS_ASSERT(i < size_, "fearless::MutSlice: the index is out of range");
    return i;
  }

  T* data_;
  std::size_t size_;
  detail::ExclusiveBorrow borrow_;
};

namespace detail {

struct Divide {
  // Returns all of a sequence as one part. A MutSlice gives up its own borrow; any other sequence must not be borrowed
  // already.
  template <class R>
  static PartOf<R> whole(R& sequence, const char* if_lent) {
    if constexpr (is_mut_slice<R>) {
      return std::move(sequence);
    } else {
      using T = std::remove_const_t<ElementOf<R&>>;
      const std::span<T> elements(sequence);
      ExclusiveBorrow borrow;
      if (!borrow.take(elements.data(), elements.size_bytes())) raise(LendError(if_lent));
      return MutSlice<T>(elements.data(), elements.size(), std::move(borrow));
    }
  }
  // Returns `size` elements of `all`, starting at `first`, which share its borrow. An empty part needs no borrow.
  template <class T>
  static MutSlice<T> part(MutSlice<T>& all, std::size_t first, std::size_t size) noexcept {
    return MutSlice<T>(all.data_ + first, size, size == 0 ? ExclusiveBorrow() : all.borrow_.share());
  }
};

}  // namespace detail

/// Divides `sequence` into parts of `size` elements; the last part may have fewer. `sequence` is an lvalue such as a
/// std::vector or an array, a std::span, or a MutSlice. Returns the parts. Throws LendError if the sequence overlaps
/// one that another division has divided and of which a part still exists; std::invalid_argument if `size` is 0 (Rust
/// panics); and std::bad_alloc. A MutSlice is unchanged then. Refuses to compile if the elements are const or the
/// sequence is a temporary. Rust: `slice::chunks_mut`, where overlaps are refused at compile time.
template <class R>
std::vector<detail::PartOf<R>> chunks_mut(R&& sequence, std::size_t size) {
  constexpr bool divisible = detail::Divisible<R>;
  constexpr bool writable = !divisible || !std::is_const_v<detail::ElementOf<R>>;
  static_assert(
      divisible,
      "fearless::chunks_mut: the sequence must be an lvalue with its elements side by side, a std::span, or a "
      "MutSlice that is moved");
  static_assert(writable, "fearless::chunks_mut: the elements are const, so that nobody may write to a part");
  std::vector<detail::PartOf<R>> parts;
  if constexpr (divisible && writable) {
    if (size == 0) detail::raise(std::invalid_argument("fearless::chunks_mut: the size of a part is 0"));
    const std::size_t elements = std::span(sequence).size();
    parts.reserve(elements / size + (elements % size == 0 ? 0 : 1));
    auto all = detail::Divide::whole(sequence, "fearless::chunks_mut: (a part of) the sequence is lent already");
    for (std::size_t first = 0; first < all.size(); first += parts.back().size()) {
      parts.push_back(detail::Divide::part(all, first, detail::smaller(size, all.size() - first)));
    }
  }
  return parts;
}

/// Divides `sequence` into its first `mid` elements and the rest, and returns the two parts. Throws LendError as
/// `chunks_mut` does, std::out_of_range if there are fewer elements (Rust panics), and std::bad_alloc. A MutSlice is
/// unchanged then. Refuses to compile as `chunks_mut` does. Rust: `slice::split_at_mut`.
template <class R>
std::pair<detail::PartOf<R>, detail::PartOf<R>> split_at_mut(R&& sequence, std::size_t mid) {
  constexpr bool divisible = detail::Divisible<R>;
  constexpr bool writable = !divisible || !std::is_const_v<detail::ElementOf<R>>;
  static_assert(
      divisible,
      "fearless::split_at_mut: the sequence must be an lvalue with its elements side by side, a std::span, or "
      "a MutSlice that is moved");
  static_assert(writable, "fearless::split_at_mut: the elements are const, so that nobody may write to a part");
  if constexpr (divisible && writable) {
    if (mid > std::span(sequence).size()) {
      detail::raise(std::out_of_range("fearless::split_at_mut: there are fewer elements"));
    }
    auto all = detail::Divide::whole(sequence, "fearless::split_at_mut: (a part of) the sequence is lent already");
    return {detail::Divide::part(all, 0, mid), detail::Divide::part(all, mid, all.size() - mid)};
  } else {
    return split_at_mut<std::span<std::remove_const_t<detail::ElementOf<R>>>>({}, mid);
  }
}

// Why like T: it is a `&mut [T]`, an exclusive borrow; a const one gives const T. It is `Pointee`, since a span of one
// element may refer to the base of a derived object.
template <class T>
struct rules::row<MutSlice<T>> {
  static constexpr auto send = if_send<Pointee<T>>;
  static constexpr auto sync = if_sync<Pointee<T>>;
  static constexpr auto static_ = never<because::it_borrows_what_was_lent>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
