// SPDX-License-Identifier: MIT
// Several promises of a class in one macro, at global scope and inside the class.
#include <fearless/marker.hpp>
#include <fearless/std/functional.hpp>

#include <functional>
#include <utility>

namespace {

using fearless::Send;
using fearless::Static;
using fearless::Sync;
using fearless::ThreadSafe;

template <class T, class U>
class Pair {
 public:
  Pair() = default;
  Pair(Pair&&) noexcept {}

 private:
  T* first_ = nullptr;
  U& second_ = *static_cast<U*>(nullptr);
};

}  // namespace
FEARLESS_UNSAFE_IMPL((Send), Pair<int, int>);
FEARLESS_UNSAFE_IMPL((Send, Sync), Pair<int, char>);
FEARLESS_UNSAFE_IMPL((Send, Static, Sync), Pair<char, char>);
FEARLESS_UNSAFE_IMPL((Static, ThreadSafe, Sync, Send), Pair<char, int>);
namespace {

static_assert(Send<Pair<int, int>> && !Sync<Pair<int, int>>);
static_assert(Send<Pair<int, char>> && Sync<Pair<int, char>> && !Static<Pair<int, char>>);
static_assert(Send<Pair<char, char>> && Sync<Pair<char, char>> && Static<Pair<char, char>>);
static_assert(!ThreadSafe<Pair<char, char>>);
static_assert(Send<Pair<char, int>> && Sync<Pair<char, int>> && Static<Pair<char, int>> && ThreadSafe<Pair<char, int>>);

class Pool {
  class Connection {
   public:
    Connection() = default;
    Connection(Connection&&) noexcept {}

   private:
    FEARLESS_UNSAFE_IMPL_HERE((Send, Sync), Connection);
    int* socket_ = nullptr;
  };
  static_assert(Send<Connection> && Sync<Connection> && !ThreadSafe<Connection>);
};

struct Shape {
  virtual ~Shape() = default;
  int* raw = nullptr;
};
struct Circle : Shape {};
struct Sound {
  virtual ~Sound() = default;
  FEARLESS_UNSAFE_DYN_IMPL_HERE((Send, Sync), Sound);
  int* raw = nullptr;
};
struct Tone : Sound {};

}  // namespace
FEARLESS_UNSAFE_DYN_IMPL((Send, Sync), Shape);
namespace {

static_assert(Send<Circle> && Sync<Circle> && !ThreadSafe<Circle>);
static_assert(Send<Tone> && Sync<Tone> && !ThreadSafe<Tone>);

// A promise about one value that borrows.
static_assert(Static<fearless::UnsafeStatic<std::reference_wrapper<const int>>>);
static_assert(Send<fearless::UnsafeStatic<std::reference_wrapper<const int>>>);
static_assert(!Send<fearless::UnsafeStatic<int*>> && Static<fearless::UnsafeStatic<int*>>);
static_assert(Send<fearless::UnsafeSend<int*>> && !Static<fearless::UnsafeSend<std::reference_wrapper<int>>>);

}  // namespace
