// SPDX-License-Identifier: MIT
// The examples that the reference shows for the four traits, and for what is said about types.
#include <fearless/explain.hpp>
#include <fearless/marker.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <cstdio>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace thread = fearless::thread;

// [send]
struct Job {
  int number;
  std::vector<std::string> lines;
};
static_assert(fearless::Send<Job> && !fearless::Send<fearless::Rc<Job>>);
// [send]

// [sync]
static_assert(fearless::Sync<std::string> && fearless::Sync<fearless::Mutex<int>>);
struct Cache {
  mutable int hits = 0;  // written through const, without a lock
};
static_assert(fearless::Send<Cache> && !fearless::Sync<Cache>);
// [sync]

// [static]
static_assert(fearless::Static<std::string> && !fearless::Static<std::string_view>);
// [static]

// [thread_safe]
static_assert(fearless::ThreadSafe<fearless::Mutex<int>> && !fearless::ThreadSafe<int>);
// [thread_safe]

// [has_trait]
static_assert(fearless::has_trait<fearless::traits::Send, int>);  // the same as fearless::Send<int>
// [has_trait]

// [not_send]
struct Context {
  int number;
  fearless::NotSend here;  // belongs to the thread that made it
};
static_assert(!fearless::Send<Context>);
// [not_send]

// [not_sync]
struct Counter {
  int count;
  fearless::NotSync alone;  // used by one thread at a time
};
static_assert(fearless::Send<Counter> && !fearless::Sync<Counter>);
// [not_sync]

// [phantom]
template <class T>
struct Index {
  std::size_t at;
  fearless::PhantomData<T> of;  // as if it held a T
};
static_assert(fearless::Send<Index<int>> && !fearless::Send<Index<fearless::Rc<int>>>);
// [phantom]

int main() {
  // [static_str]
  const fearless::StaticStr name = "a literal";  // Static, which a std::string_view and a const char* are not
  auto other = thread::spawn([](fearless::StaticStr text) { std::printf("%s\n", text.c_str()); }, name);
  other.join().unwrap();
  // [static_str]

  // [unsafe_send]
  int number = 1;
  auto reader =
      thread::spawn([](fearless::UnsafeSend<int*> pointer) { return **pointer; }, fearless::unsafe_send(&number));
  std::printf("%d\n", reader.join().unwrap());  // nobody checks that number lives until here
  // [unsafe_send]

  // [unsafe_static]
  const std::string text = "borrowed";
  auto borrower = thread::spawn([](fearless::UnsafeStatic<std::string_view> view) { return view->size(); },
                                fearless::unsafe_static(std::string_view(text)));
  std::printf("%zu\n", borrower.join().unwrap());  // nobody checks that text lives until here
  // [unsafe_static]

  // [explained]
  const fearless::Explained explained = fearless::explain<Context>();
  std::cout << explained;
  // [explained]
}

// prints:
//   a literal
//   1
//   8
//   Context  not Send  Sync  Static  not ThreadSafe
//   |-- number: int  Send  Sync  Static  not ThreadSafe
//   `-- here: fearless::NotSend  not Send  Sync  Static  ThreadSafe
//           Send: it was declared so (FEARLESS_NOT_SEND or FEARLESS_NOT_SYNC)
