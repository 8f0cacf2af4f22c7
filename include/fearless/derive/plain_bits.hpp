// SPDX-License-Identifier: MIT
// The bit-cast probe: whether a class or closure holds plain values only, though its members cannot be seen.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/utility.hpp>

namespace fearless::derive {

template <std::size_t N>
struct Bytes {
  unsigned char bytes[N];
};

// An array of length 0, which compilers have as an extension, and which the traits of <type_traits> call no array.
// (Other than a class it has no size only for that reason.)
template <class T>
concept ArrayOfNone = requires(T& t) {
  requires !std::is_class_v<T> && !std::is_union_v<T> && !std::is_array_v<T> && sizeof(T) == 0;
  t[0];
};
template <class T>
using ElementOfNone = std::remove_reference_t<decltype(std::declval<T&>()[0])>;

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

// The compiler would have to make that many bytes at compile time.
inline constexpr std::size_t largest_plain_bits = 4096;

// A class that is not trivially copyable must be sorted out before, since g++ fails hard on it even inside `requires`;
// so must one that is, but in which a constructor that takes anything stands in for a deleted copy. g++ says of a class
// that it is trivially copyable until it has looked for the constructor that copies it, which may be one that takes
// anything: so it is asked again. (It looks with a const object. With another one it may choose a constructor that
// takes anything, whose condition for noexcept may be ill-formed.)
template <class T>
concept StaysTriviallyCopyable = __is_trivially_copyable(T);
template <class T>
concept CopiedAsBytes = __is_trivially_copyable(T) && sizeof(T) != 0 && sizeof(T) <= largest_plain_bits &&
                        __is_trivially_constructible(T, const T&) && StaysTriviallyCopyable<T>;

// [bit.cast]: the cast from bytes is a constant expression only for a type that holds, at any depth, no pointer,
// reference, union, pointer to member or volatile. It constructs nothing.
template <bool>
struct Evaluated;
template <class T>
concept CastsFromBytes =
    CopiedAsBytes<T> && requires { typename Evaluated<(__builtin_bit_cast(T, Bytes<sizeof(T)>{}), true)>; };

// g++ before 14 looks into no array there.
struct HoldsPointers {
  void* pointers[1];
};
inline constexpr bool casts_look_into_arrays = !CastsFromBytes<HoldsPointers>;

// So more is asked there: whether bytes that make no null pointer make a template argument, which must not hold a
// pointer that leads nowhere. g++ asks it of closures, too; of a class with private members it cannot be asked.
// (Words, since the compiler makes each by itself. Whatever its place, a pointer has one of the bytes that are 1.)
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
// Pointers in arrays without a size (`int* p[3][0]`), behind which an object may go on, have no bytes. The name of the
// argument shows such an array as `int* [3][0]()`, and one that has elements as `[2]{0, 0}`.
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

// What may be a template argument has public members only, at any depth. So nothing in it hides what its bytes mean.
template <class T>
concept IsOpen = CopiedAsBytes<T> && requires { typename Argument<__builtin_bit_cast(T, Bytes<sizeof(T)>{})>; };
template <class T>
concept OpenPlainBits = (casts_look_into_arrays && IsOpen<T>) || (!casts_look_into_arrays && MakesArgument<T>);

#if defined(__clang__)  // which shows the members
template <class T>
inline constexpr bool has_storage_for_pointer = false;
#else
// Whether a byte of T is one of raw storage: only such a byte, or padding, may be made from a byte that has no value,
// and of these padding has none on the way back.
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
// How many of them there are in a row, up to Most, from byte At on, or up to it.
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
// Whether so many stand in a row that they may hold a pointer. Fewer, such as three numbers for a colour, hold none.
template <class T>
inline constexpr bool has_storage_for_pointer = false;
template <class T>
  requires(CastsFromBytes<T> && sizeof(T) >= sizeof(void*))
inline constexpr bool has_storage_for_pointer<T> =
    storage_anywhere<T>(std::make_index_sequence<(sizeof(T) + sizeof(void*) - 1) / sizeof(void*)>{});
#endif

// Something private passes where the cast does not tell all only if its alignment leaves no room for a pointer. (What
// is packed has none either, but then the public shows.) Nor may it be raw storage.
template <class T>
concept PrivatePlainBits = CastsFromBytes<T> && !has_storage_for_pointer<T>;
template <class T>
concept PlainBits = (casts_look_into_arrays && (PrivatePlainBits<T> || (CastsFromBytes<T> && IsOpen<T>))) ||
                    (!casts_look_into_arrays &&
                     (MakesArgument<T> || (alignof(T) < alignof(void*) && PrivatePlainBits<T> && !IsOpen<T>)));
template <class T>
inline constexpr bool plain_bits = PlainBits<T>;

}  // namespace fearless::derive
