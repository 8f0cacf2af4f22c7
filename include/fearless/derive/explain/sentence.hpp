// SPDX-License-Identifier: MIT
// Text that is composed at compile time, and its representation in the name of a type.
#pragma once

#include <cstddef>
#include <utility>

#include <fearless/derive/answer/obligation.hpp>
#include <fearless/derive/support/type_name.hpp>

namespace fearless::rules {

/// One piece of a refusal's text, in the name of a type. For compilers whose static_assert prints types only.
template <int N>
struct text {
  char characters[static_cast<unsigned>(N)];
};

/// The text of a refusal, piece by piece, in the name of a type. For compilers whose static_assert prints types only.
template <auto... Piece>
struct refused {};

}  // namespace fearless::rules

namespace fearless::derive {

struct Sentence {
  static constexpr std::size_t most = 2048;
  char characters[most] = {};
  std::size_t length = 0;

  constexpr void add(char c) {
    if (length < most) characters[length++] = c;
  }
  constexpr void add(Text text) {
    for (std::size_t i = 0; i < text.size; ++i) add(text.data[i]);
  }
  constexpr void add(const char* text) {
    for (; *text != '\0'; ++text) add(*text);
  }
  constexpr void add(const Sentence& text) { add(text.view()); }
  constexpr void add_number(std::size_t n) {
    if (n >= 10) add_number(n / 10);
    add(static_cast<char>('0' + n % 10));
  }
  constexpr void cut(std::size_t shorter) { length = shorter; }

  constexpr bool empty() const { return length == 0; }
  constexpr Text view() const { return {characters, length}; }
  constexpr Text from(std::size_t begin) const { return {characters + begin, length - begin}; }
  constexpr const char* data() const { return characters; }
  constexpr std::size_t size() const { return length; }
};

// The end of the piece that begins at `from`: after at most `longest` characters, if possible after a blank, and not
// beyond the end of the line.
constexpr std::size_t end_of_piece(Text text, std::size_t from, std::size_t longest) {
  std::size_t end = from;
  std::size_t blank = from;
  for (; end < text.size && text.data[end] != '\n'; ++end) {
    if (end - from == longest) return blank > from ? blank : end;
    if (text.data[end] == ' ') blank = end + 1;
  }
  return end;
}

struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
};
constexpr Piece piece_of(Text text, std::size_t number, std::size_t longest) {
  Piece piece{0, end_of_piece(text, 0, longest)};
  for (; number > 0; --number) {
    std::size_t begin = piece.end;
    while (begin < text.size && text.data[begin] == '\n') ++begin;
    piece = {begin, end_of_piece(text, begin, longest)};
  }
  return piece;
}
constexpr std::size_t count_pieces(Text text, std::size_t longest) {
  std::size_t n = 0;
  while (piece_of(text, n, longest).begin < text.size) ++n;
  return n;
}

// Clang truncates a longer array in the name of a type.
#if defined(__clang__)
inline constexpr std::size_t longest_piece = 35;
#else
inline constexpr std::size_t longest_piece = Sentence::most;
#endif

// The bounds of one piece of the Sentence `Source::value`.
template <class Source, std::size_t Number>
inline constexpr Piece piece_bounds = piece_of(Source::value.view(), Number, longest_piece);
template <class Source, std::size_t Number, int Size>
consteval rules::text<Size> make_piece() {
  rules::text<Size> result{};
  // The last character is assigned as well, because Clang prints an array as text only if all its elements were
  // assigned.
  for (int i = 0; i < Size; ++i)
    result.characters[i] =
        i + 1 < Size ? Source::value.characters[piece_bounds<Source, Number>.begin + static_cast<std::size_t>(i)]
                     : '\0';
  return result;
}
template <class Source, std::size_t Number>
inline constexpr auto made_piece =
    make_piece<Source, Number,
               static_cast<int>(piece_bounds<Source, Number>.end - piece_bounds<Source, Number>.begin + 1)>();
// This step through a specialisation makes Clang print the values of the pieces and not the expressions that they were
// written with.
template <class Refused>
struct Spelled;
template <auto... Piece>
struct Spelled<rules::refused<Piece...>> {
  using type = rules::refused<Piece...>;
};
template <class Source, class Numbers>
struct PiecesOf;
template <class Source, std::size_t... Number>
struct PiecesOf<Source, std::index_sequence<Number...>> : Spelled<rules::refused<made_piece<Source, Number>...>> {};

// The sentence `Source::value` as a type.
template <class Source>
struct InPieces : PiecesOf<Source, std::make_index_sequence<count_pieces(Source::value.view(), longest_piece)>> {};

}  // namespace fearless::derive
