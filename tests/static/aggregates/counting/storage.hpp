// SPDX-License-Identifier: MIT
// Plain bytes: raw storage, packed classes, members that take no space, and arguments of a template.
#pragma once

#include "initialisers.hpp"

namespace {

// If an aggregate has raw storage and does not copy it as bytes, the storage may hold objects of the template's
// arguments.
template <class T>
struct StaticVector {
  alignas(T) std::byte data[4][sizeof(T)];
  std::size_t size = 0;
  ~StaticVector() {}
};
template <class T>
struct Tagged {
  std::string text;
};
struct Packet {
  unsigned char data[64];
  std::string text;
};
static_assert(Send<StaticVector<int>> && refused<StaticVector<Rc<int>>> && refused<StaticVector<int*>>);
static_assert(Send<Tagged<Rc<int>>> && Send<Packet>);

// A packed class may hold a pointer whatever its alignment.
#pragma pack(push, 1)
struct PackedPointers {
  int* pointers[2];
  int number;
};
struct PackedPointer {
  char letters[3];
  int* pointer[1];
};
struct PackedReferences {
  Reference to[1];
};
struct PackedNumbers {
  char letter;
  double number;
};
#pragma pack(pop)
static_assert(refused<PackedPointers> && refused<PackedPointer> && refused<PackedReferences>);
static_assert(!Static<PackedReferences> && Send<PackedNumbers> && Sync<PackedNumbers>);
[[maybe_unused]] void packed() {
  int n = 1;
  auto pointers = [p = PackedPointers{}] { return p.number; };
  auto references = [r = PackedReferences{{{n}}}] { return r.to[0].to; };
  auto numbers = [p = PackedNumbers{}] { return p.number; };
  static_assert(!Send<decltype(pointers)> && !Send<decltype(references)> && !Static<decltype(references)>);
  static_assert(Send<decltype(numbers)>);
  (void)pointers, (void)references, (void)numbers;
}

// A member that takes no space may reject `{}`, but GCC accepts an omitted `{}` for it. So such a member must not end
// the count.
class ExplicitToken {
 public:
  explicit ExplicitToken() = default;
  ExplicitToken(const ExplicitToken&) {}
  template <class T>
  ExplicitToken(T&&) = delete;
};
class NoToken {
 public:
  NoToken() = delete;
  NoToken(const NoToken&) {}
  template <class T>
  NoToken(T&&) = delete;
};

// A template argument counts wherever the class of plain values is stored.
class Refused {
 public:
  constexpr Refused(int n) : n_(n) {}
  constexpr Refused(const Refused& other) : n_(other.n_) {}
  ~Refused() {}

 private:
  int n_;
};
template <class T>
class Slot {
 public:
  constexpr Slot() : bytes_{} {}

 private:
  unsigned char bytes_[sizeof(T)];
};

}  // namespace

FEARLESS_NOT_SEND(HiddenMarker);
FEARLESS_NOT_SEND(ExplicitToken);
FEARLESS_NOT_SEND(NoToken);
FEARLESS_NOT_SEND(Refused);

namespace {

static_assert(!Send<HoldsHidden>);

struct TagThenPointers {
  [[no_unique_address]] std::in_place_t tag;
  int* pointers[2];
};
struct TagThenNumbers {
  [[no_unique_address]] std::in_place_t tag;
  int numbers[2];
  ~TagThenNumbers() {}
};
struct TagBetween {
  int numbers[3];
  [[no_unique_address]] std::in_place_t tag;
  int* last;
};
template <class Token>
struct OnlyToken {
  [[no_unique_address]] Token token;
};
template <class Token>
struct TokenThenPointers {
  [[no_unique_address]] Token token;
  int* pointers[2];
};
template <class Token, int Length>
struct TokenBehindArray {
  int numbers[Length];
  [[no_unique_address]] Token token;
  int* last;
};
template <class Token>
struct TokenBehindText {
  char text[4096];
  [[no_unique_address]] Token token;
  int* last;
};
template <class Number, int Length>
struct ArrayThenNumber {
  Number numbers[Length];
  std::size_t count;
};
static_assert(refused<TagThenPointers> && Send<TagThenNumbers> && Sync<TagThenNumbers> && refused<TagBetween>);
static_assert(!Send<OnlyToken<ExplicitToken>> && !Send<OnlyToken<NoToken>>);
static_assert(refused<TokenThenPointers<ExplicitToken>> && refused<TokenThenPointers<NoToken>>);
static_assert(refused<TokenBehindArray<ExplicitToken, 3>> && refused<TokenBehindArray<NoToken, 3>>);
static_assert(refused<TokenBehindArray<ExplicitToken, 30>> && refused<TokenBehindArray<NoToken, 3000>>);
static_assert(refused<TokenBehindArray<std::in_place_t, 3000>>);
static_assert(Sync<ArrayThenNumber<char, 5000>> && Send<ArrayThenNumber<char[64], 100>> &&
              Sync<ArrayThenNumber<int, 3>> && Sync<ArrayThenNumber<int, 3000>> &&
              Send<ArrayThenNumber<double[8], 300>> && Sync<ArrayThenNumber<ArrayThenNumber<int, 3>, 20>>);

struct HoldsSlot {
  Slot<Refused> slot;
};
static_assert(!Send<Refused> && !Send<Slot<Refused>> && !Send<HoldsSlot> && !Send<std::vector<HoldsSlot>>);

}  // namespace
