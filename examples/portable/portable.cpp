// SPDX-License-Identifier: MIT
// A trait of one's own: what another process may read in shared memory. Each process has the memory at an address of
// its own, so a pointer is portable only if it counts from where it lies itself, as those of Boost.Interprocess do.
#include <fearless/marker.hpp>

#include <boost/interprocess/anonymous_shared_memory.hpp>
#include <boost/interprocess/mapped_region.hpp>
#include <boost/interprocess/offset_ptr.hpp>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <type_traits>

#include <sys/wait.h>
#include <unistd.h>

// [trait]
struct its_address_means_nothing_to_another_process {
  static constexpr const char* text = "its address means nothing to another process";
  static constexpr const char* help = "use boost::interprocess::offset_ptr, or an index";
  static constexpr const char* anchor = "pointer";
};
using NotPortable = fearless::rules::Never<its_address_means_nothing_to_another_process>;

template <class T>
inline constexpr auto impl_portable = fearless::rules::not_declared;
template <class T>
  requires(std::is_function_v<std::remove_pointer_t<T>> || std::is_member_pointer_v<T>)
inline constexpr auto impl_portable<T> =  // each process may have its code elsewhere, too
    fearless::rules::IfAll<fearless::rules::Obligation<struct Portable, void*>>{};
template <class T>
inline constexpr auto impl_portable<std::atomic<T>> = fearless::rules::always;
template <class T>
inline constexpr auto impl_portable<boost::interprocess::offset_ptr<T>> =
    fearless::rules::IfAll<fearless::rules::Obligation<struct Portable, fearless::rules::Pointee<T>>>{};

struct Portable : fearless::AutoTrait<Portable> {
  template <class T>
  static consteval auto declared() {
    return impl_portable<T>;
  }
  static constexpr NotPortable of_pointer{};
  template <class T>
  static consteval auto of_reference() {
    return NotPortable{};
  }
};
// [/trait]

// [use]
struct Line {
  int number = 0;
  boost::interprocess::offset_ptr<Line> next;
};
struct Board {
  std::atomic<int> ready = 0;
  boost::interprocess::offset_ptr<Line> first;
  Line lines[2];
};
static_assert(fearless::has_trait<Portable, Board>);
static_assert(!fearless::has_trait<Portable, Line*>);
static_assert(!fearless::has_trait<Portable, void (*)()> && !fearless::has_trait<Portable, int Line::*>);
static_assert(!fearless::has_trait<Portable, std::string>);  // it points into the heap of its process
// [/use]

// A `T` in memory that forked processes share.
template <class T>
T& make_shared_memory(boost::interprocess::mapped_region& region) {
  static_assert(fearless::has_trait<Portable, T>, "another process cannot read this");
  region = boost::interprocess::anonymous_shared_memory(sizeof(T));
  return *::new (region.get_address()) T();
}

int main() {
  boost::interprocess::mapped_region region;
  Board& board = make_shared_memory<Board>(region);
  const pid_t child = ::fork();
  if (child == 0) {
    board.lines[0] = {1, &board.lines[1]};
    board.lines[1] = {2, nullptr};
    board.first = &board.lines[0];
    board.ready.store(1, std::memory_order_release);
    std::_Exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (board.ready.load(std::memory_order_acquire) != 1) return 1;
  for (auto line = board.first; line; line = line->next) std::printf("line %d\n", line->number);
}

// prints:
//   line 1
//   line 2
