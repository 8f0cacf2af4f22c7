// SPDX-License-Identifier: MIT
// Raw storage, which may hold any object if it is large enough for a pointer.
#pragma once

#include "private_members.hpp"

namespace {

// If a class with raw storage is refused, so is a class that holds it.
class BytesOnly {
 public:
  constexpr BytesOnly() = default;

 private:
  alignas(8) unsigned char bytes_[8] = {};
};
class HoldsBytes {
  BytesOnly held_;
};
class HoldsBytesInArray {
  BytesOnly held_[2];
};
class HoldsAggregateOfBytes {
  struct {
    BytesOnly held;
    int number = 0;
  } held_;
};
class BytesInRows {
  unsigned char bytes_[2][8] = {};
};
class BytesInBase : BytesOnly {
  int number_ = 0;
};
struct AggregateOfBytes {
  BytesOnly held;
  int number;
};
inline constexpr auto captures_bytes = [held = BytesOnly()] { return sizeof(held); };
template <class T>
inline constexpr bool as_bytes = Send<T> == Send<BytesOnly>;
static_assert(!Send<BytesOnly> && !Static<BytesOnly>);
static_assert(as_bytes<HoldsBytes> && as_bytes<HoldsBytesInArray> && as_bytes<HoldsAggregateOfBytes>);
static_assert(as_bytes<AggregateOfBytes> && as_bytes<AggregateOfBytes[2]>);
static_assert(!Send<BytesInRows> && !Send<BytesInBase> && !Send<decltype(captures_bytes)>);
class BytesUnaligned {
  char letters_[5] = {};
  unsigned char bytes_[10] = {};
};
class BytesAtTheEnd {
  char letters_[7] = {};
  std::byte bytes_[8] = {};
};
class PublicBytes {
 public:
  PublicBytes() = default;
  explicit PublicBytes(int);
  alignas(8) unsigned char bytes[8] = {};
};
static_assert(!Send<BytesUnaligned> && !Send<BytesAtTheEnd> && !Send<PublicBytes>);
// Fewer bytes than a pointer has hold none, and padding holds nothing.
class Colour {
  unsigned char red_ = 0, green_ = 0, blue_ = 0, alpha_ = 0;
};
class Padded {
  char letter_ = 'a';
  alignas(4) short number_ = 0;
  bool flag_ = false;
  enum class Small : unsigned char { none } small_[8] = {};
};
class PaddedBytes {
  unsigned char red_ = 0, green_ = 0, blue_ = 0, alpha_ = 0, layer_ = 0;  // and three bytes of padding
  int number_ = 0;
};
static_assert(Send<Colour> && Send<Padded> && Send<PaddedBytes>);
// (GCC before 14 refuses a class with a smaller alignment for that.)
class BytesAcrossWords {
  int number_ = 0;
  char first_ = 'a';
  unsigned char bytes_[10] = {};
  char last_ = 'z';
};
static_assert(!Send<BytesAcrossWords>);
inline constexpr auto captures_public_bytes = [key = std::array<unsigned char, 16>()] { return &key; };
#if defined(__clang__)
static_assert(Send<decltype(captures_public_bytes)>);
#else  // GCC does not show whose bytes they are
static_assert(!Send<decltype(captures_public_bytes)>);
#endif

// Clang 16 keeps the number of the builtin's calls in 8 bits, and drops the last calls if there are more.
struct Letter {
  char letter;
};
struct Letters {
  Letter a, b, c, d, e, f, g, h;
};
class OfMany {
  [[maybe_unused]] Letters a_, b_, c_, d_, e_, f_, g_, h_;
  [[maybe_unused]] Pointer behind_;
};
class OfManyAndFinal final {
  [[maybe_unused]] Letters a_, b_, c_, d_, e_, f_, g_, h_;
  [[maybe_unused]] Pointer behind_;
};
class OfManyAndBytes {
  [[maybe_unused]] Letters a_, b_, c_, d_, e_, f_, g_, h_;
  [[maybe_unused]] BytesOnly behind_;
};
constexpr auto captures_many = [a = Letters(), b = Letters(), c = Letters(), d = Letters(), e = Letters(),
                                f = Letters(), g = Letters(), h = Letters(), behind = static_cast<int*>(nullptr)] {
  const Letters* const all[] = {&a, &b, &c, &d, &e, &f, &g, &h};
  return all[0] == nullptr ? nullptr : behind;
};
static_assert(!Send<OfMany> && !Send<OfManyAndFinal> && as_bytes<OfManyAndBytes> && !Send<decltype(captures_many)>);

// Other forms of raw storage.
class ByteStorage {
 public:
  ByteStorage();

 private:
  std::byte bytes_[8];
  std::string a_;
};
class MutableStorage {
 public:
  MutableStorage();

 private:
  mutable unsigned char bytes_[8];
  std::string a_;
};
static_assert(!Send<ByteStorage> && !Send<MutableStorage> && !Static<ByteStorage>);

// Arrays of classes with raw storage.
struct Bytes16 {
  unsigned char bytes[16];
};
struct Deeper {
  int number;
  Bytes16 bytes[2];
};
class InArrayOfStructs {
  Bytes16 bytes_[2];
  std::string name_;
};
class InArraysOfArrays {
  std::array<std::byte, 8> bytes_[2][2];
  std::string name_;
};
class InStdArrayOfStructs {
  std::array<Bytes16, 2> bytes_;
  std::string name_;
};
class InDeeperStructs {
  std::array<Deeper, 2> bytes_[2];
  std::string name_;
};
static_assert(!Send<InArrayOfStructs> && !Send<InArraysOfArrays> && !Send<InStdArrayOfStructs>);
static_assert(!Send<InDeeperStructs> && Send<Bytes16> && Send<Deeper>);
// Of the enumerations of the size of a byte, only std::byte is raw storage.
enum class Piece : unsigned char { none, pawn };
class Board {
  Piece squares_[64];
  std::string name_;
};
static_assert(Send<Board> == shows_fields && Sync<Board> == shows_fields);

}  // namespace
