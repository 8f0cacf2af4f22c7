// SPDX-License-Identifier: MIT
// The user's declarations for a type: promises, refusals, conditions for templates, hierarchies; and a user's own
// trait.
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <fearless/marker.hpp>
#include <fearless/std.hpp>

namespace {

using fearless::NotSend, fearless::Send, fearless::Static, fearless::Sync, fearless::ThreadSafe;

// A class that no compiler can inspect: user-provided copies, and a pointer inside.
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

// Rust: `unsafe impl<T: Send> Send for Stack<T>`.
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

// Hierarchies: a pointer may lead to an object of a derived class, which was not inspected.
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

// A declaration takes precedence over the library's rule for the type.
struct Session {
  int number;
};
}  // namespace
FEARLESS_UNSAFE_SEND(std::shared_ptr<Session>);
namespace {
static_assert(Send<std::shared_ptr<Session>> && !Send<std::shared_ptr<int>>);

// If a refusal of Sync and a promise of ThreadSafe exist, the refusal wins, and it promises nothing.
class Contradicted : Closed {};
class Refused : Closed {};
class OnlyItsHierarchy : Closed {};
}  // namespace
FEARLESS_UNSAFE_THREAD_SAFE(Contradicted);
FEARLESS_NOT_SYNC(Contradicted);
template <>
inline constexpr auto fearless::unsafe_impl_thread_safe<Refused> =
    fearless::rules::never<fearless::rules::because::two_threads_writing_it_would_race>;
FEARLESS_UNSAFE_SYNC(Refused);
template <>
inline constexpr auto fearless::unsafe_impl_thread_safe<OnlyItsHierarchy> =
    fearless::rules::never<fearless::rules::because::two_threads_writing_it_would_race>;
FEARLESS_UNSAFE_DYN_THREAD_SAFE(OnlyItsHierarchy);
namespace {
static_assert(Sync<OnlyItsHierarchy> && !ThreadSafe<OnlyItsHierarchy>);
static_assert(!Sync<Contradicted> && !ThreadSafe<Contradicted> && Sync<Refused> && !ThreadSafe<Refused>);

// A declaration for a class does not apply to the object that a pointer to it leads to. A declaration for a hierarchy
// applies to the class itself as well.
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

// A promise for a hierarchy applies to each class derived from its root: to its objects, and to what pointers to it
// lead to.
class Circle : public Sendable, Closed {};
class Ring final : public Circle {};
class PrivatelyDerived : Sendable, Closed {};
class Left : public Sendable {};
class Right : public Sendable, Closed {};
class Twice : public Left, public Right {};
class Refusing : public Sendable, Closed {};
struct OtherRoot {
  virtual ~OtherRoot();
};
class OfTwoRoots : public Sendable, public OtherRoot, Closed {};
class OfNone : public Shape, Closed {};
template <class A, class B>
class PairRoot : Closed {
 public:
  virtual ~PairRoot();
};
class OfPair : public PairRoot<int, long> {
 public:
  OfPair();

 private:
  [[maybe_unused]] int* more_;
};
class OfOtherPair : public PairRoot<int, int> {
 public:
  OfOtherPair();

 private:
  [[maybe_unused]] int* more_;
};
class StaysSafe : public SafeShape, Closed {};
struct PlainDerived : OnlyItsHierarchy {};
}  // namespace
FEARLESS_UNSAFE_DYN_SEND(OtherRoot);
FEARLESS_UNSAFE_DYN_SEND(PairRoot<int, long>);
FEARLESS_NOT_SEND(Refusing);
namespace {
static_assert(Send<Circle> && Sync<Circle> && !ThreadSafe<Circle>);
static_assert(Send<std::unique_ptr<Circle>> && Send<const Circle&> && !Send<Circle&> &&
              !Static<std::unique_ptr<Circle>>);
static_assert(Send<Ring> && Send<std::unique_ptr<Ring>> && Send<std::unique_ptr<const Ring>>);
static_assert(Send<PrivatelyDerived> && Send<std::unique_ptr<PrivatelyDerived>>);
static_assert(Send<Twice> && Send<std::unique_ptr<Twice>>);
static_assert(Send<OfTwoRoots> && Send<std::unique_ptr<OfTwoRoots>>);
static_assert(Sync<OfTwoRoots> && Send<const OfTwoRoots&>);  // which one of the two promises
static_assert(!Send<OfNone> && !Send<std::unique_ptr<OfNone>>);
static_assert(!Send<Refusing> && !Send<std::unique_ptr<Refusing>>);
static_assert(Send<OfPair> && Send<std::unique_ptr<OfPair>> && !Send<OfOtherPair> &&
              !Send<std::unique_ptr<OfOtherPair>>);
static_assert(ThreadSafe<StaysSafe> && Sync<StaysSafe> && Send<StaysSafe&> && Static<std::unique_ptr<StaysSafe>>);
static_assert(!Send<StaysSafe> && !Send<PlainDerived>);

// A declaration inside a class applies wherever it stands in the class, and does not apply to derived classes.
class Outer {
  class Socket : Closed {
    FEARLESS_UNSAFE_SEND_HERE(Socket);
    FEARLESS_UNSAFE_SYNC_HERE(Socket);
    FEARLESS_UNSAFE_STATIC_HERE(Socket);
  };
  class Queue : Closed {
   protected:
    FEARLESS_UNSAFE_THREAD_SAFE_HERE(Queue);
  };
  struct Handle {
    int* handle;
    FEARLESS_UNSAFE_SEND_HERE(Handle);
  };
  class Derived : public Socket {
    [[maybe_unused]] int* more_;
  };
  class AlsoDerived : Queue {
    [[maybe_unused]] int* more_;
  };
  struct HandleAndMore : Handle {
    int* more;
  };
  template <class T>
  class Of : Closed {
    FEARLESS_UNSAFE_SEND_HERE(Of);
    [[maybe_unused]] T* part_;
  };
  class Root : Closed {
   public:
    virtual ~Root();

   private:
    FEARLESS_UNSAFE_DYN_SEND_HERE(Root);
    FEARLESS_UNSAFE_DYN_STATIC_HERE(Root);
    FEARLESS_UNSAFE_DYN_SYNC_HERE(Root);
  };
  class Leaf : public Root {
    [[maybe_unused]] int* more_;
  };
  class SafeRoot : Closed {
    FEARLESS_UNSAFE_DYN_THREAD_SAFE_HERE(SafeRoot);

   public:
    virtual ~SafeRoot();
  };
  class SafeLeaf final : public SafeRoot {
    [[maybe_unused]] int* more_;
  };
  class Else : Closed {
    FEARLESS_UNSAFE_SEND_HERE(Socket);  // it does not apply to this class
  };

  static_assert(Send<Socket> && Sync<Socket> && Static<Socket> && !ThreadSafe<Socket> && Send<const Socket&>);
  static_assert(ThreadSafe<Queue> && Sync<Queue> && Send<Queue&> && !Send<Queue>);
  static_assert(Send<Handle> && !Sync<Handle> && Send<std::vector<Handle>>);
  static_assert(!Send<Derived> && !Sync<Derived> && !Sync<AlsoDerived> && !ThreadSafe<AlsoDerived>);
  static_assert(!Send<HandleAndMore> && !Send<Else>);
  static_assert(Send<Of<int>> && !Sync<Of<int>>);
  static_assert(Send<Root> && Sync<Root> && Static<Root> && Send<std::unique_ptr<Root>> && !ThreadSafe<Root>);
  static_assert(Send<std::unique_ptr<Leaf>> && Send<Leaf> && Static<Leaf> && Static<std::unique_ptr<Leaf>>);
  static_assert(Send<const Leaf&> && !Send<Leaf&> && Sync<Leaf>);
  static_assert(ThreadSafe<SafeRoot> && ThreadSafe<SafeLeaf> && Sync<SafeLeaf> && Send<SafeRoot&> && !Send<SafeLeaf>);
};

// A user's own auto trait.
template <class T>
inline constexpr auto impl_signal_safe = fearless::rules::not_declared;
struct SignalSafe : fearless::AutoTrait<SignalSafe> {
  template <class T>
  static consteval auto declared() {
    return impl_signal_safe<T>;
  }
};
class Logger : Closed {};
template <>
inline constexpr auto impl_signal_safe<Logger> = fearless::rules::always;
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
// As with the library's own traits, a reference has the answer of the object it leads to, and a const object
// has the answer of one that is not const.
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
