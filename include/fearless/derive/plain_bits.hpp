// SPDX-License-Identifier: MIT
// The bit-cast probe: whether a class or closure holds plain values only, though its members cannot be seen.
#pragma once

#include <cstddef>
#include <type_traits>

namespace fearless::derive {

template <std::size_t N>
struct Bytes {
  unsigned char bytes[N];
};

// The compiler would have to make that many bytes at compile time.
inline constexpr std::size_t largest_plain_bits = 4096;

// [bit.cast]: the cast from bytes is a constant expression only for a type that holds, at any depth, no pointer,
// reference, union, pointer to member or volatile. It constructs nothing. A class that is not trivially copyable must
// be sorted out before, since g++ fails hard on it even inside `requires`.
template <class T>
consteval bool is_plain_bits() {
  if constexpr (!std::is_trivially_copyable_v<T>)
    return false;
  else if constexpr (sizeof(T) > largest_plain_bits)
    return false;
  else
    return requires { typename std::bool_constant<(__builtin_bit_cast(T, Bytes<sizeof(T)>{}), true)>; };
}

template <class T>
inline constexpr bool plain_bits = is_plain_bits<T>();

}  // namespace fearless::derive
