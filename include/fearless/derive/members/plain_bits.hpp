// SPDX-License-Identifier: MIT
// The bit-cast probe: whether a class or closure holds plain values only, although its members cannot be seen.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/support/utility.hpp>

namespace fearless::derive {

template <std::size_t N>
struct Bytes {
  unsigned char bytes[N];
};

// An array of length 0, an extension of both compilers. The traits of <type_traits> do not call it an array. Apart from
// empty arrays only such a type is no class and has size 0.
template <class T>
concept ZeroLengthArray = requires(T& t) {
  requires !std::is_class_v<T> && !std::is_union_v<T> && !std::is_array_v<T> && sizeof(T) == 0;
  t[0];
};
template <class T>
using ZeroLengthElement = std::remove_reference_t<decltype(std::declval<T&>()[0])>;

// (g++ warns where the elements of a `va_list` become the argument of a template.)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wattributes"

// Arrays of such bytes are storage in which anything may have been made ([intro.object]).
template <class T>
inline constexpr bool is_storage_byte =
    std::is_same_v<std::remove_cv_t<T>, unsigned char> || std::is_same_v<std::remove_cv_t<T>, std::byte>;
template <class T>
inline constexpr bool is_raw_storage = false;
template <class T>
  requires std::is_array_v<T>
inline constexpr bool is_raw_storage<T> = is_storage_byte<std::remove_all_extents_t<T>>;

#pragma GCC diagnostic pop

// A limit on the cost: the compiler creates this many bytes at compile time.
inline constexpr std::size_t largest_plain_bits = 4096;

// Whether T may be given to __builtin_bit_cast. GCC bug: the builtin fails hard on a class that is not trivially
// copyable, even inside `requires`, so this is asked first. GCC bug: a class counts as trivially copyable until its
// copy constructor is looked up; if a constructor that accepts anything stands in for a deleted copy, the class is not.
// So the constructor is looked up, and then the class is asked again. It is looked up with a const object: with another
// one g++ may choose the constructor that accepts anything, whose noexcept may be ill-formed. Only a class that cannot
// be assigned from a const object either can have a move constructor of its own, which is looked up then.
template <class T>
concept StaysTriviallyCopyable = __is_trivially_copyable(T);
template <class T>
concept CopiesOrMovesAsBytes =
    __is_trivially_constructible(T, const T&) || (!__is_assignable(T&, const T&) && __is_trivially_constructible(T, T));
template <class T>
concept CopiedAsBytes = __is_trivially_copyable(T) && sizeof(T) != 0 && sizeof(T) <= largest_plain_bits &&
                        CopiesOrMovesAsBytes<T> && StaysTriviallyCopyable<T>;

// [bit.cast]: the cast from bytes is a constant expression only for a type that holds, at any depth, no pointer,
// reference, union, pointer to member or volatile object. The cast constructs nothing.
template <bool>
struct Evaluated;
template <class T>
concept CastsFromBytes =
    CopiedAsBytes<T> && requires { typename Evaluated<(__builtin_bit_cast(T, Bytes<sizeof(T)>{}), true)>; };

// GCC bug, before 14: __builtin_bit_cast looks into no array, so it accepts an array of pointers.
struct HoldsPointers {
  void* pointers[1];
};
inline constexpr bool casts_look_into_arrays = !CastsFromBytes<HoldsPointers>;

// So g++ before 14 is asked a second question: whether the type, made from bytes that form no null pointer, can be a
// template argument, which must not hold a pointer that leads nowhere. This works for closures as well, but not for a
// class with private members. Words are used, because the compiler creates each element by itself. One of the bytes
// that are 1 lies in each pointer, wherever the pointer is.
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
// An array of arrays without elements (`int* p[3][0]`) has no bytes, and an object may follow it. The printed name of
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

// A template argument has public members only, at any depth, so nothing in it hides what its bytes mean.
template <class T>
concept IsStructural = CopiedAsBytes<T> && requires { typename Argument<__builtin_bit_cast(T, Bytes<sizeof(T)>{})>; };
template <class T>
concept StructuralPlainBits =
    (casts_look_into_arrays && IsStructural<T>) || (!casts_look_into_arrays && MakesArgument<T>);

#if defined(__clang__)  // which shows the members
template <class T>
inline constexpr bool has_storage_for_pointer = false;
#else
// Whether byte At of T belongs to raw storage. Only a byte of `unsigned char` or `std::byte`, or a byte of padding, can
// be created from a byte that has no value; casting back to bytes tells the two apart, because padding has no value
// then.
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
  typename Evaluated<(__builtin_bit_cast(T, BytesAround<sizeof(T), At>{}), true)>;
} && requires {
  typename Evaluated<(__builtin_bit_cast(Bytes<sizeof(T)>, __builtin_bit_cast(T, Bytes<sizeof(T)>{})).bytes[At] == 0)>;
};
// The number of such bytes in a row, at most Most: from byte At on, or up to byte At.
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
// Whether so many such bytes are in a row that they may hold a pointer. Fewer of them, such as three numbers for a
// colour, cannot.
template <class T>
inline constexpr bool has_storage_for_pointer = false;
template <class T>
  requires(CastsFromBytes<T> && sizeof(T) >= sizeof(void*))
inline constexpr bool has_storage_for_pointer<T> =
    storage_anywhere<T>(std::make_index_sequence<(sizeof(T) + sizeof(void*) - 1) / sizeof(void*)>{});
#endif

// Where the cast does not look into arrays, a class with private members passes only if its alignment leaves no room
// for a pointer. A packed class has no room by its alignment either, but if its members are public, they are asked. A
// class with raw storage for a pointer never passes.
template <class T>
concept PrivatePlainBits = CastsFromBytes<T> && !has_storage_for_pointer<T>;
template <class T>
concept PlainBits = (casts_look_into_arrays && (PrivatePlainBits<T> || (CastsFromBytes<T> && IsStructural<T>))) ||
                    (!casts_look_into_arrays &&
                     (MakesArgument<T> || (alignof(T) < alignof(void*) && PrivatePlainBits<T> && !IsStructural<T>)));
template <class T>
inline constexpr bool plain_bits = PlainBits<T>;

}  // namespace fearless::derive
