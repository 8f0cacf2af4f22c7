// SPDX-License-Identifier: MIT
// What the user says of his types: promises, refusals, conditions for templates, hierarchies, and a trait of his own.
#include <memory>
#include <string>
#include <vector>

#include <fearless/marker.hpp>
#include <fearless/std.hpp>

namespace {

using fearless::NotSend, fearless::Send, fearless::Static, fearless::Sync, fearless::ThreadSafe;

// A class nobody can look into: user-provided copies, and a pointer inside.
class Closed {
 public:
  Closed(const Closed&) {}

 private:
  int* pointer_;
};
class Promised : Closed {};
class SyncOnly : Closed {};
class SafeForAll : Closed {};
class Denied {
 public:
  Denied(const Denied&) {}
};
class DerivedOfPromised : public Promised {};
template <class A, class B>
class TwoArguments : Closed {};
}  // namespace
FEARLESS_UNSAFE_SEND(Promised);
FEARLESS_UNSAFE_STATIC(Promised);
FEARLESS_UNSAFE_SYNC(SyncOnly);
FEARLESS_UNSAFE_THREAD_SAFE(SafeForAll);
FEARLESS_NOT_SEND(Denied);
FEARLESS_NOT_SYNC(Denied);
FEARLESS_UNSAFE_SEND(TwoArguments<int, long>);
namespace {
static_assert(!Send<Closed> && !Sync<Closed>);
static_assert(Send<Promised> && Static<Promised> && !Sync<Promised> && Send<const Promised>);
#if !defined(__cpp_impl_reflection)  // which sees that there is nothing beside the promised base
static_assert(!Send<DerivedOfPromised>);
#endif
static_assert(Sync<SyncOnly> && !Send<SyncOnly> && !ThreadSafe<SyncOnly> && ThreadSafe<const SyncOnly>);
static_assert(ThreadSafe<SafeForAll> && Sync<SafeForAll> && Send<SafeForAll&> && !Send<SafeForAll>);
static_assert(!Send<Denied> && !Sync<Denied> && !ThreadSafe<Denied>);
static_assert(Send<TwoArguments<int, long>> && !Send<TwoArguments<int, int>>);

struct HoldsPromised {
  Promised a;
  std::vector<Promised> b;
};
static_assert(Send<HoldsPromised> && !Sync<HoldsPromised>);

// impl<T: Send> Send for Stack<T>.
template <class T>
class Stack : Closed {};
template <class K, class V>
class Table : Closed {};
}  // namespace
template <class T>
inline constexpr auto fearless::unsafe_impl_send<Stack<T>> = fearless::if_send<T>;
template <class T>
inline constexpr auto fearless::unsafe_impl_sync<Stack<T>> = fearless::if_sync<T>;
template <class K, class V>
inline constexpr auto fearless::unsafe_impl_send<Table<K, V>> = fearless::if_send<K> && fearless::if_sync<V>;
namespace {
struct Node {
  std::unique_ptr<Stack<Node>> children;
};
static_assert(Send<Stack<int>> && !Send<Stack<int*>> && Sync<Stack<std::string>>);
static_assert(Send<Table<int, std::string>> && !Send<Table<int*, int>> && !Send<Table<int, fearless::NotSync>>);
struct Directly {
  Stack<Directly> children;
};
static_assert(Send<Node> && Send<Directly>);

// Hierarchies: what a pointer may lead to, nobody has looked at.
struct Shape {
  virtual ~Shape();
};
struct Sendable {
  virtual ~Sendable();
};
struct Leaf final : Shape {};
struct PlainBase {
  int value;
};
}  // namespace
FEARLESS_UNSAFE_DYN_SEND(Sendable);
FEARLESS_UNSAFE_DYN_SYNC(Sendable);
namespace {
static_assert(!Send<std::unique_ptr<Shape>> && !Send<const Shape&> && !Static<std::unique_ptr<Shape>>);
static_assert(Send<Sendable> && Send<std::unique_ptr<Sendable>> && Send<const Sendable&> && !Send<Sendable&>);
static_assert(!Static<std::unique_ptr<Sendable>> && !Sync<std::unique_ptr<Sendable>>);
static_assert(Send<std::unique_ptr<PlainBase>>);

// An auto trait of one's own.
template <class T>
inline constexpr auto impl_signal_safe = fearless::not_said;
struct SignalSafe : fearless::AutoTrait<SignalSafe> {
  template <class T>
  static consteval auto said() {
    return impl_signal_safe<T>;
  }
};
class Logger : Closed {};
template <>
inline constexpr auto impl_signal_safe<Logger> = fearless::always;
struct Handler {
  int count;
  Logger logger;
};
struct Allocates {
  int count;
  std::string text;
};
static_assert(fearless::has_trait<SignalSafe, Handler> && !fearless::has_trait<SignalSafe, Allocates>);
static_assert(!fearless::has_trait<SignalSafe, int*>);

}  // namespace
