// SPDX-License-Identifier: MIT
// The offsets of members and bases in a class, as constants, and whether there is space between them for others.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/members/bases.hpp>

namespace fearless::detail {

// In the language, the offset of a member is not a constant if it is computed from a pointer to the member, and
// `offsetof` takes a name. But every compiler can fold the computation. A private base is reached by a C-style cast,
// which ignores access.
#if defined(__clang__)

// Clang folds the address of a subobject of an object at a known address, but only in an operand of ?: after
// __builtin_constant_p.
// NOLINTBEGIN(performance-no-int-to-ptr): nothing is computed at run time
inline constexpr std::size_t some_place = std::size_t{1} << 20;
#define FEARLESS_DETAIL_FOLD(...) (__builtin_constant_p(__VA_ARGS__) ? (__VA_ARGS__) : (__VA_ARGS__))
template <class T, auto Pointer>
constexpr std::size_t member_offset() {
  return FEARLESS_DETAIL_FOLD(
      reinterpret_cast<std::size_t>(__builtin_addressof(reinterpret_cast<T*>(some_place)->*Pointer)) - some_place);
}
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wold-style-cast"
template <class T, class Base>
constexpr std::size_t base_offset() {
  return FEARLESS_DETAIL_FOLD(reinterpret_cast<std::size_t>((Base*)reinterpret_cast<T*>(some_place)) - some_place);
}
#pragma clang diagnostic pop
// NOLINTEND(performance-no-int-to-ptr)
#undef FEARLESS_DETAIL_FOLD

#else

// GCC folds comparisons of addresses within an object that is declared but never defined. The bytes of the object are
// reached through a union with it. For an abstract class, which cannot be in a union, they are reached from an empty
// base at its beginning.
template <class T>
union Bytes {
  char bytes[sizeof(T)];
  T object;
  Bytes();
  ~Bytes();
};
struct Byte {};
template <class T>
struct Framed : Byte, T {
  ~Framed();  // that of T may be private and virtual
};
template <class T, bool = std::is_abstract_v<T>>
struct Whole {
  static Bytes<T> whole;
  static constexpr T* object() { return __builtin_addressof(whole.object); }
  static constexpr const volatile void* byte(std::size_t n) { return whole.bytes + n; }
};
template <class T>
struct Whole<T, true> {
  static Framed<T> whole;
  static constexpr T* object() { return &whole; }
  static constexpr const volatile void* byte(std::size_t n) { return static_cast<Byte*>(&whole) + n; }
};

template <class T>
constexpr std::size_t offset_at(const volatile void* address) {
  std::size_t low = 0;
  std::size_t high = sizeof(T);
  while (low != high) {
    const std::size_t middle = (low + high) / 2;
    if (Whole<T>::byte(middle) < address)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}
template <class T, auto Pointer>
constexpr std::size_t member_offset() {
  return offset_at<T>(__builtin_addressof(Whole<T>::object()->*Pointer));
}
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
template <class T, class Base>
constexpr std::size_t base_offset() {
  return offset_at<T>((Base*)Whole<T>::object());
}
#pragma GCC diagnostic pop

#endif

// Whether a pointer to T, seen from inside, converts to one to Base. If T has Base a second time, through another base,
// it does not, and the first one cannot be named.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
template <class T, class Base>
concept Unambiguous = requires(T* object) { (Base*)object; };
#pragma GCC diagnostic pop

// The number of bytes that a member occupies, which may have `[[no_unique_address]]`: the class may place its next
// members in the tail padding of this one.
//
// GCC bug: behind a member whose class ends in an array without a length, the next one is a hard error. GCC does not
// look into the bases of the member's class, so the member is in one. (Clang accepts the next member, but no such
// base.)
#if defined(__clang__)
template <class Member>
using InItsBase = Member;
#else
template <class Member>
struct AsOnlyMember {
  [[no_unique_address]] Member member;
};
template <class Member>
struct InItsBase : AsOnlyMember<Member> {};
#endif
template <class Member>
struct Before {
  [[no_unique_address]] InItsBase<Member> member;
  char next;
};
template <class Member>
constexpr std::size_t member_size() {
  if constexpr (!std::is_class_v<Member> || std::is_empty_v<Member>)
    return sizeof(Member);
  else
    return member_offset<Before<Member>, &Before<Member>::next>();
}

// The same for a base. Its virtual bases are not among its bytes, but are among those of a member. A base without any,
// whose class ends in an array without a length, is asked as a member is.
template <class Base>
struct Behind : Base {
  char next;
};
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
template <class T, class... Base>
consteval bool no_base_is_virtual(derive::TypeList<Base...>) {
  // From a virtual base no cast leads back to T. A C-style cast ignores access.
  return ((requires(Base* base) { (T*)base; } && detail::no_base_is_virtual<Base>(derive::DirectBases<Base>{})) && ...);
}
#pragma GCC diagnostic pop
template <class Base>
constexpr std::size_t base_size() {
  if constexpr (std::is_empty_v<Base>) return 0;
#if !defined(__clang__)
  else if constexpr (!std::is_abstract_v<Base> && detail::no_base_is_virtual<Base>(derive::DirectBases<Base>{}))
    return member_size<Base>();
#endif
  else
    return member_offset<Behind<Base>, &Behind<Base>::next>();
}

// Whether T has a Marker at its beginning, as a base or member that takes no space: two objects of one type cannot have
// the same address, so one of the two is moved if a T and another Marker begin at the same place.
template <class Marker, class T>
struct AfterMarker {
  [[no_unique_address]] Marker marker;
  [[no_unique_address]] T object;
};
template <class Marker, class T>
struct DerivedAfterMarker : Marker, T {
  ~DerivedAfterMarker();  // that of T may be private and virtual
};
template <class Marker, class T>
consteval bool begins_with() {
  if constexpr (!std::is_class_v<T>)
    return false;
  else if constexpr (!std::is_abstract_v<T>)
    return member_offset<AfterMarker<Marker, T>, &AfterMarker<Marker, T>::object>() != 0;
  else
    return base_offset<DerivedAfterMarker<Marker, T>, T>() != 0 ||
           base_offset<DerivedAfterMarker<Marker, T>, Marker>() != 0;
}

// The bytes of a base or member in a class.
struct Extent {
  std::size_t begin;
  std::size_t size;
  std::size_t align;
  bool empty;
};

template <std::size_t N>
constexpr void sort(Extent (&extents)[N]) {
  for (std::size_t i = 1; i < N; ++i)
    for (std::size_t j = i; j > 0 && extents[j].begin < extents[j - 1].begin; --j) {
      const Extent swapped = extents[j];
      extents[j] = extents[j - 1];
      extents[j - 1] = swapped;
    }
}

constexpr std::size_t align_up(std::size_t n, std::size_t align) { return (n + align - 1) / align * align; }

// Whether the alignment of the next extent does not explain a gap, or a pointer would fit into the gap.
constexpr bool is_hole(std::size_t from, std::size_t to, std::size_t align) {
  return to > from && (to != align_up(from, align) || align_up(from, alignof(void*)) + sizeof(void*) <= to);
}

enum class Coverage : unsigned char {
  whole,     // all bytes are covered
  padded,    // only padding is not covered, but a small class would fit there
  holes,     // there is space for something that is not listed
  overlaps,  // two extents overlap, as members of an anonymous union do
};

// Whether these extents account for a class of this size and alignment, which `is_empty` or not. The first extent is a
// placeholder. An empty extent proves nothing about its byte: something else may lie there as well.
template <std::size_t N>
constexpr Coverage coverage(Extent (&extents)[N], std::size_t size, std::size_t align, bool is_empty) {
  sort(extents);
  std::size_t end = 0;
  std::size_t end_of_data = 0;
  std::size_t largest_align = 1;
  bool holes = false;
  bool padding = false;
  for (const Extent& extent : extents) {
    if (extent.begin < end_of_data && !extent.empty) return Coverage::overlaps;
    if (is_hole(end, extent.begin, extent.align)) holes = true;
    if (extent.align > largest_align) largest_align = extent.align;
    if (extent.begin + extent.size > end) end = extent.begin + extent.size;
    if (extent.empty) continue;
    if (extent.begin > end_of_data) padding = true;
    end_of_data = extent.begin + extent.size;
  }
  if (holes || align != largest_align || is_hole(end == 0 ? 1 : end, size, align)) return Coverage::holes;
  if (is_empty) return Coverage::whole;
  if (end_of_data == 0) return Coverage::holes;
  return padding || end_of_data < size ? Coverage::padded : Coverage::whole;
}

}  // namespace fearless::detail
