// SPDX-License-Identifier: MIT
// Definitions that the tests of the standard library's rows share: types that lack one trait each, and all four
// answers.
#pragma once

#include <fearless/marker.hpp>

namespace std_rows {

struct Plain {
  int number;
  bool operator==(const Plain&) const = default;
};
struct Unsendable {
  fearless::NotSend mark;
};
struct Unshareable {
  fearless::NotSync mark;
};
struct Borrowing {
  const int& number;
};
class Synchronized {
 public:
  void use();

 private:
  void* state_;
};

struct Answers {
  bool send, sync, static_, thread_safe;
  bool operator==(const Answers&) const = default;
};
template <class T>
inline constexpr Answers answers{fearless::is_send_v<T>, fearless::is_sync_v<T>, fearless::is_static_v<T>,
                                 fearless::is_thread_safe_v<T>};

inline constexpr Answers all{true, true, true, true};
inline constexpr Answers value{true, true, true, false};
inline constexpr Answers nothing{};

// A type that consists of parts lacks a trait if one of them lacks it.
template <template <class> class Of>
inline constexpr bool needs_send_of = answers<Of<Unsendable>> == Answers{false, true, true, false};
template <template <class> class Of>
inline constexpr bool needs_sync_of = answers<Of<Unshareable>> == Answers{true, false, true, false};
template <template <class> class Of>
inline constexpr bool needs_static_of = answers<Of<Borrowing>> == Answers{true, true, false, false};
template <template <class> class Of>
inline constexpr bool needs_traits_of = needs_send_of<Of> && needs_sync_of<Of> && needs_static_of<Of>;
// A type that owns values lacks it as well, and is a value itself.
template <template <class> class Of>
inline constexpr bool owns =
    needs_traits_of<Of> && answers<Of<Plain>> == value && !fearless::is_thread_safe_v<Of<Synchronized>>;

static_assert(answers<Plain> == value);
static_assert(answers<Unsendable> == Answers{false, true, true, true});
static_assert(answers<Unshareable> == Answers{true, false, true, false});
static_assert(answers<Borrowing> == Answers{true, true, false, true});

// A function object, allocator, deleter or container that holds a T in addition to what it needs.
template <class T>
struct CompareWith {
  T part;
  template <class A>
  bool operator()(const A&, const A&) const {
    return false;
  }
};
template <class T>
struct HashWith {
  T part;
  template <class A>
  unsigned long operator()(const A&) const {
    return 0;
  }
};
template <class T>
struct DeleteWith {
  T part;
  template <class A>
  void operator()(A*) const {}
};
template <class Held, class T>
struct AllocatorWith {
  using value_type = T;
  template <class U>
  struct rebind {
    using other = AllocatorWith<Held, U>;
  };
  Held part;
  T* allocate(unsigned long);
  void deallocate(T*, unsigned long);
};
// An allocator whose pointers are of a class that holds a T.
template <class Held, class Pointee>
struct PointerWith {
  using element_type = Pointee;
  template <class U>
  using rebind = PointerWith<Held, U>;
  Held part;
};
template <class Held, class T>
struct AllocatorOfPointer {
  using value_type = T;
  using pointer = PointerWith<Held, T>;
  template <class U>
  struct rebind {
    using other = AllocatorOfPointer<Held, U>;
  };
  pointer allocate(unsigned long);
  void deallocate(pointer, unsigned long);
};

}  // namespace std_rows

FEARLESS_UNSAFE_THREAD_SAFE(std_rows::Synchronized);
FEARLESS_UNSAFE_SEND(std_rows::Synchronized);
FEARLESS_UNSAFE_STATIC(std_rows::Synchronized);

namespace std_rows {
static_assert(answers<Synchronized> == all);
}
