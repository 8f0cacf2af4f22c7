// SPDX-License-Identifier: MIT
// Aggregates with arrays beside members whose constructors accept almost any type.
#include <memory>
#include <tuple>
#include <utility>

#include <fearless/boxed.hpp>
#include <fearless/rc.hpp>
#include <fearless/std/memory.hpp>
#include <fearless/std/tuple.hpp>
#include <fearless/std/utility.hpp>

namespace {

using fearless::Box;
using fearless::is_send_v;
using fearless::Rc;

// A tuple has a constructor with an allocator that copies. Clang instantiates its body as soon as it is selected, and a
// Box cannot be copied.
using Three = std::tuple<int, Box<int>, int>;
using Four = std::tuple<int, int, Box<int>, int>;

struct ArrayFirst {
  int a[3];
  Four t;
};
struct ArrayLast {
  Four t;
  int a[3];
};
struct Between {
  Four t;
  int a[3];
  Four u;
};
struct OfTuples {
  Four t[2];
  int a[2][2];
  Four u;
};
struct Several {
  std::pair<Box<int>, int> p;
  int a[3];
  Three t[2];
  std::unique_ptr<int> u[2];
  Box<int> b;
};
static_assert(is_send_v<ArrayFirst> && is_send_v<ArrayLast> && is_send_v<Between>);
static_assert(is_send_v<OfTuples> && is_send_v<Several>);

template <class Last>
struct WithLast {
  Four t;
  int a[3];
  Four u;
  Last last;
};
static_assert(is_send_v<WithLast<int>> && !is_send_v<WithLast<Rc<int>>> && !is_send_v<WithLast<int*>>);

// Empty elements without a default constructor.
struct Token {
  explicit Token(int);
  Token(const Token&) = default;
};

}  // namespace

FEARLESS_UNSAFE_SEND(Token);

namespace {

template <class Last>
struct Tokens {
  Token tokens[3];
  int x;
  Four t;
  Last last;
};
static_assert(is_send_v<Tokens<int>> && !is_send_v<Tokens<Rc<int>>>);

template <class Last>
struct TokensBetween {
  Four t;
  Token tokens[3];
  Four u;
  Last last;
};
static_assert(is_send_v<TokensBetween<int>> && !is_send_v<TokensBetween<int*>>);

}  // namespace
