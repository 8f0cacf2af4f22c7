// SPDX-License-Identifier: MIT
// What the user says of his types: promises, refusals, conditions for templates, hierarchies, and a trait of his own.
#include <memory>
#include <stdexcept>
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
static_assert(Send<DerivedOfPromised>);  // there is nothing beside the promised base
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

// The word comes first, before the library's own rule for the type.
struct Session {
  int number;
};
}  // namespace
FEARLESS_UNSAFE_SEND(std::shared_ptr<Session>);
namespace {
static_assert(Send<std::shared_ptr<Session>> && !Send<std::shared_ptr<int>>);

// Where a refusal of Sync meets a promise of ThreadSafe, the refusal wins; and it promises nothing.
class Contradicted : Closed {};
class Refused : Closed {};
class OnlyItsHierarchy : Closed {};
}  // namespace
FEARLESS_UNSAFE_THREAD_SAFE(Contradicted);
FEARLESS_NOT_SYNC(Contradicted);
template <>
inline constexpr auto fearless::unsafe_impl_thread_safe<Refused> =
    fearless::never<fearless::because::two_threads_writing_it_would_race>;
FEARLESS_UNSAFE_SYNC(Refused);
template <>
inline constexpr auto fearless::unsafe_impl_thread_safe<OnlyItsHierarchy> =
    fearless::never<fearless::because::two_threads_writing_it_would_race>;
FEARLESS_UNSAFE_DYN_THREAD_SAFE(OnlyItsHierarchy);
namespace {
static_assert(Sync<OnlyItsHierarchy> && !ThreadSafe<OnlyItsHierarchy>);
static_assert(!Sync<Contradicted> && !ThreadSafe<Contradicted> && Sync<Refused> && !ThreadSafe<Refused>);

// A word for a class says nothing of what a pointer to it may lead to; one for a hierarchy says it for the class, too.
struct PromisedShape {
  virtual ~PromisedShape();
};
struct SafeShape {
  virtual ~SafeShape();
};
struct LastShape final : SafeShape {
  ~LastShape() override;
};
class SharedQueue {  // Sync, but its const methods are not all it has
 public:
  virtual ~SharedQueue();

 private:
  int* slots_;
};
}  // namespace
FEARLESS_UNSAFE_SEND(PromisedShape);
FEARLESS_UNSAFE_SYNC(PromisedShape);
FEARLESS_UNSAFE_STATIC(PromisedShape);
FEARLESS_UNSAFE_DYN_THREAD_SAFE(SafeShape);
FEARLESS_UNSAFE_DYN_STATIC(SafeShape);
FEARLESS_UNSAFE_SEND(LastShape);
FEARLESS_UNSAFE_DYN_SYNC(SharedQueue);
namespace {
static_assert(Send<PromisedShape> && Sync<PromisedShape>);
static_assert(!Send<std::unique_ptr<PromisedShape>> && !Send<const PromisedShape&>);
static_assert(!Static<std::unique_ptr<PromisedShape>>);
static_assert(!Send<std::unique_ptr<std::runtime_error>>);  // a class with a row is no exception
static_assert(ThreadSafe<SafeShape> && Sync<SafeShape> && Send<SafeShape&> && Send<const SafeShape&>);
static_assert(Static<SafeShape> && Static<std::unique_ptr<SafeShape>>);
static_assert(Send<std::unique_ptr<LastShape>>);  // final: there is no derived class
static_assert(Sync<SharedQueue> && Send<const SharedQueue&> && !Send<SharedQueue&>);

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
// As with the library's own, a reference is as what it leads to, and const takes nothing away.
static_assert(fearless::has_trait<SignalSafe, Handler&> && !fearless::has_trait<SignalSafe, Allocates&>);
static_assert(fearless::has_trait<SignalSafe, const Handler> && !fearless::has_trait<SignalSafe, const Allocates>);
static_assert(fearless::has_trait<SignalSafe, volatile int> && !fearless::has_trait<SignalSafe, int* volatile>);
class Unknown {
  [[maybe_unused]] int value_ = 0;
};
#if !defined(__clang__) && !defined(__cpp_impl_reflection)
static_assert(!fearless::has_trait<SignalSafe, Unknown>);  // plain bits are not what every trait is about
#endif

}  // namespace
