// SPDX-License-Identifier: MIT
// The messages that are sent: each is made of a number, and gives one back for the checksum.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

namespace bench {

template <std::size_t N>
using Bytes = std::array<unsigned char, N>;

template <class T>
struct Content;

template <>
struct Content<int> {
  static int make(std::size_t i) { return static_cast<int>(i & 0xFFFFFF); }
  static std::uint64_t read(int value) { return static_cast<std::uint64_t>(value); }
};

template <std::size_t N>
struct Content<Bytes<N>> {
  static Bytes<N> make(std::size_t i) {
    Bytes<N> bytes{};
    bytes[0] = static_cast<unsigned char>(i);
    bytes[N - 1] = static_cast<unsigned char>(i);
    return bytes;
  }
  static std::uint64_t read(const Bytes<N>& bytes) { return static_cast<std::uint64_t>(bytes[0]) + bytes[N - 1]; }
};

// Long enough to be on the heap, as every string of Rust is.
template <>
struct Content<std::string> {
  static std::string make(std::size_t i) { return std::string(32, static_cast<char>('a' + i % 26)); }
  static std::uint64_t read(const std::string& text) { return text.size() + static_cast<unsigned char>(text.back()); }
};

}  // namespace bench
