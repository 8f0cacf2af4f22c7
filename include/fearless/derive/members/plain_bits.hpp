// SPDX-License-Identifier: MIT
// The bit-cast probe: whether a class or closure holds plain values only, although its members cannot be listed.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/members/count/tables.hpp>
#include <fearless/derive/support/utility.hpp>

namespace fearless::derive {

template <std::size_t N>
struct Bytes {
  unsigned char bytes[N];
};

// An array of length 0, an extension of both compilers. The traits of <type_traits> do not report it as an array. Apart
// from arrays of empty arrays, it is the only type of size 0 that is no class.
template <class T>
concept ZeroLengthArray = requires(T& t) {
  requires !std::is_class_v<T> && !std::is_union_v<T> && !std::is_array_v<T> && sizeof(T) == 0;
  t[0];
};
template <class T>
using ZeroLengthElement = std::remove_reference_t<decltype(std::declval<T&>()[0])>;

// GCC warns (-Wattributes) if the element type of `va_list` becomes a template argument.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wattributes"

// An array of these types may provide storage for objects of any type ([intro.object]).
template <class T>
inline constexpr bool is_storage_byte =
    std::is_same_v<std::remove_cv_t<T>, unsigned char> || std::is_same_v<std::remove_cv_t<T>, std::byte>;
template <class T>
inline constexpr bool is_raw_storage = false;
template <class T>
  requires std::is_array_v<T>
inline constexpr bool is_raw_storage<T> = is_storage_byte<std::remove_all_extents_t<T>>;

#pragma GCC diagnostic pop

// The compiler creates this many bytes at compile time, so the size is limited.
inline constexpr std::size_t largest_plain_bits = 4096;

// Whether T may be the argument of __builtin_bit_cast. GCC bug: for a class that is not trivially copyable the builtin
// is a hard error, even inside `requires`. So we ask first whether the class is trivially copyable.
//
// GCC bug: `__is_trivially_copyable` is true for a class whose copy constructor has not been looked up yet, even if a
// constructor template takes the place of a deleted copy. So we look the copy constructor up, and then ask again
// (`StaysTriviallyCopyable`). We copy from a const object, because from an object that is not const, GCC may select the
// constructor template, whose noexcept-specification may be ill-formed. If the class can be assigned from a const
// object, it has no move constructor of its own. Otherwise it may have one, and we look that up as well, unless a
// constructor template accepts any type: without a move constructor, GCC would select that one.
template <class T>
concept StaysTriviallyCopyable = __is_trivially_copyable(T);
struct Unrelated {};
template <class T>
concept AcceptsAnyType = Braces<0>::fit<T, Unrelated>;
template <class T>
concept CopiesOrMovesAsBytes =
    __is_trivially_constructible(T, const T&) ||
    (!__is_assignable(T&, const T&) && !AcceptsAnyType<T> && __is_trivially_constructible(T, T));
template <class T>
concept CopiedAsBytes = __is_trivially_copyable(T) && sizeof(T) != 0 && sizeof(T) <= largest_plain_bits &&
                        CopiesOrMovesAsBytes<T> && StaysTriviallyCopyable<T>;

// [bit.cast]: the cast from bytes is a constant expression only if T holds, at any depth, no pointer, reference, union,
// pointer to member or volatile object. The cast calls no constructor. The operand of the comma is void, because T may
// overload the comma.
template <bool>
struct Evaluated;
template <class T>
concept CastsFromBytes =
    CopiedAsBytes<T> && requires { typename Evaluated<(void(__builtin_bit_cast(T, Bytes<sizeof(T)>{})), true)>; };

// GCC bug, before 14: __builtin_bit_cast does not look into arrays, so it accepts an array of pointers.
struct HoldsPointers {
  void* pointers[1];
};
inline constexpr bool casts_look_into_arrays = !CastsFromBytes<HoldsPointers>;

// So we ask GCC before 14 a second question: can T, created from bytes that form no null pointer, be a template
// argument? A pointer in a template argument must be null or point at an object, so a T with a pointer cannot. This
// works for closures as well, but not for a class with private members. The bytes are created as words, because the
// compiler creates each element separately. Of the bytes of each pointer, wherever it lies, one is 1.
template <std::size_t N, bool whole_words = N % sizeof(std::size_t) == 0>
struct NoNullPointers {
  std::size_t words[N / sizeof(std::size_t)];
};
template <std::size_t N>
struct NoNullPointers<N, false> {
  unsigned char bytes[N];
};
template <std::size_t N>
consteval NoNullPointers<N> no_null_pointers() {
  NoNullPointers<N> result{};
  if constexpr (N % sizeof(std::size_t) == 0) {
    for (std::size_t& word : result.words) word = 1;
  } else {
    for (std::size_t i = 0; i < N; i += sizeof(std::size_t)) result.bytes[i] = 1;
  }
  return result;
}
template <auto>
struct Argument;
// An array of empty arrays (`int* p[3][0]`) has no bytes, but an object may have been created in it. The spelling of
// the template argument shows such an array as `int* [3][0]()`, and an array that has elements as `[2]{0, 0}`.
template <auto Value>
consteval bool shows_empty_array() {
  return __builtin_strstr(__PRETTY_FUNCTION__, "]()") != nullptr;
}
template <class T, bool room_for_pointers = alignof(T) >= alignof(void*)>
inline constexpr bool has_empty_array = false;
template <class T>
inline constexpr bool has_empty_array<T, true> = shows_empty_array<__builtin_bit_cast(T, Bytes<sizeof(T)>{})>();
template <class T>
concept MakesArgument = CopiedAsBytes<T> && requires {
  typename Argument<__builtin_bit_cast(T, no_null_pointers<sizeof(T)>())>;
} && !has_empty_array<T>;

// A template argument has a structural type: all its members are public, at any depth.
template <class T>
concept IsStructural = CopiedAsBytes<T> && requires { typename Argument<__builtin_bit_cast(T, Bytes<sizeof(T)>{})>; };
template <class T>
concept StructuralPlainBits =
    (casts_look_into_arrays && IsStructural<T>) || (!casts_look_into_arrays && MakesArgument<T>);

#if defined(__clang__)  // __builtin_dump_struct shows raw storage and classes (dump_struct.hpp)
template <class T>
inline constexpr bool has_storage_for_pointer = false;
#if __clang_major__ < 16  // read by tools only (detail/language.hpp)
template <class T>
concept HoldsNoClass = true;
#endif
#else
// Whether byte At of T belongs to raw storage. The question is whether T can be created from bytes of which this one
// has an indeterminate value: only an `unsigned char`, a `std::byte` or a byte of padding can. Padding is then
// excluded: if T is cast back to bytes, a byte of padding has no value.
struct NoValue {};
template <std::size_t N, std::size_t At>
struct BytesAround {
  unsigned char before[At];
  NoValue hole;
  unsigned char behind[N - At - 1];
};
template <std::size_t N>
struct BytesAround<N, 0> {
  NoValue hole;
  unsigned char behind[N - 1];
};
template <std::size_t N>
  requires(N > 1)
struct BytesAround<N, N - 1> {
  unsigned char before[N - 1];
  NoValue hole;
};
template <class T, std::size_t At>
concept StorageByteAt = requires {
  typename Evaluated<(void(__builtin_bit_cast(T, BytesAround<sizeof(T), At>{})), true)>;
} && requires {
  typename Evaluated<(__builtin_bit_cast(Bytes<sizeof(T)>, __builtin_bit_cast(T, Bytes<sizeof(T)>{})).bytes[At] == 0)>;
};
// The length of a run of storage bytes, at most Most: the run that begins at byte At, or the run that ends before it.
template <class T, std::size_t At, std::size_t Most>
consteval std::size_t storage_from() {
  if constexpr (Most == 0 || At >= sizeof(T))
    return 0;
  else if constexpr (StorageByteAt<T, At>)
    return 1 + storage_from<T, At + 1, Most - 1>();
  else
    return 0;
}
template <class T, std::size_t At, std::size_t Most>
consteval std::size_t storage_before() {
  if constexpr (Most == 0 || At == 0)
    return 0;
  else if constexpr (StorageByteAt<T, At - 1>)
    return 1 + storage_before<T, At - 1, Most - 1>();
  else
    return 0;
}
template <class T, std::size_t At>
consteval bool storage_around() {
  constexpr std::size_t from = storage_from<T, At, sizeof(void*)>();
  if constexpr (from == 0 || from == sizeof(void*))
    return from != 0;
  else
    return from + storage_before<T, At, sizeof(void*) - from>() == sizeof(void*);
}
template <class T, std::size_t... I>
consteval bool storage_anywhere(std::index_sequence<I...>) {
  return (storage_around<T, I * sizeof(void*)>() || ...);
}
// Whether T has a run of storage bytes that is long enough for a pointer. A shorter one, such as three numbers for a
// colour, cannot hold any.
template <class T>
inline constexpr bool has_storage_for_pointer = false;
template <class T>
  requires(CastsFromBytes<T> && sizeof(T) >= sizeof(void*))
inline constexpr bool has_storage_for_pointer<T> =
    storage_anywhere<T>(std::make_index_sequence<(sizeof(T) + sizeof(void*) - 1) / sizeof(void*)>{});

// Whether the structural class or closure T holds another class, in a base or a member, at any depth. The spelling of
// a template argument names each class: `Point{0, 0}`, and an array as `int [2]{0, 0}`. So a second brace that does not
// follow `[number]` shows another class. (A name that has a brace in it shows one, too, which only costs time.)
// Spelling many elements takes long, so a large class is said to hold one.
inline constexpr std::size_t largest_spelled = 512;  // bytes
template <auto Value>
consteval bool spells_class_inside() {
  // A parameter would not do: GCC bug, it mixes up the constant results for `__PRETTY_FUNCTION__` of two functions.
  const auto& spelling = __PRETTY_FUNCTION__;
  bool outermost = true;
  for (std::size_t i = 1; i != sizeof(spelling); ++i) {
    if (spelling[i] != '{') continue;
    const char anonymous[] = "anonymous}::";  // a namespace
    std::size_t same = 0;
    while (same + 1 != sizeof(anonymous) && spelling[i + 1 + same] == anonymous[same]) ++same;
    if (same + 1 == sizeof(anonymous)) continue;
    std::size_t at = i - 1;
    if (spelling[at] == ']') do {
        --at;
      } while ('0' <= spelling[at] && spelling[at] <= '9');
    if (spelling[at] == '[' && at + 2 < i) continue;
    if (!outermost) return true;
    outermost = false;
  }
  return outermost;  // no brace at all: nothing is known
}
template <class T>
concept HoldsNoClass =
    sizeof(T) <= largest_spelled && !spells_class_inside<__builtin_bit_cast(T, Bytes<sizeof(T)>{})>();
#endif

// If the cast does not look into arrays (GCC before 14), a class with private members passes only if its alignment is
// smaller than a pointer's, so that it cannot hold one. A packed class may hold a pointer whatever its alignment; if
// its members are public, `MakesArgument` decides. Packing leaves an alignment of 1, or of 2 (`#pragma pack(2)`), so a
// class with such an alignment passes only if it has no room for a pointer, or consists of one array of small numbers.
// (`#pragma pack(4)` cannot be told from a class of numbers, see docs/compilers.md.) A class with raw storage for a
// pointer never passes.
template <class T>
concept PrivatePlainBits = CastsFromBytes<T> && !has_storage_for_pointer<T>;
template <class Element, std::size_t N>
struct OneArray {
  Element elements[N];
};
#if defined(__clang__)  // casts look into arrays, and Clang before 19 has no such question
template <class T, class... Element>
concept ConsistsOfArray = false;
#else
template <class T, class... Element>
concept ConsistsOfArray = (__is_layout_compatible(T, OneArray<Element, sizeof(T) / sizeof(Element)>) || ...);
#endif
// With -fno-char8_t there is no such type, and another of the list stands for it.
#if defined(__cpp_char8_t)
using Char8 = char8_t;
#else
using Char8 = char16_t;
#endif
template <class T>
concept HasNoRoomForPointer = alignof(T) < alignof(void*) &&
                              (sizeof(T) < sizeof(void*) || alignof(T) > alignof(short) ||
                               ConsistsOfArray<T, char, signed char, bool, Char8, short, unsigned short, char16_t>);
template <class T>
concept PlainBits = (casts_look_into_arrays && (PrivatePlainBits<T> || (CastsFromBytes<T> && IsStructural<T>))) ||
                    (!casts_look_into_arrays &&
                     (MakesArgument<T> || (HasNoRoomForPointer<T> && PrivatePlainBits<T> && !IsStructural<T>)));
template <class T>
inline constexpr bool plain_bits = PlainBits<T>;

}  // namespace fearless::derive
