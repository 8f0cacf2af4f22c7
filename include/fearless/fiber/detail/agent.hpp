// SPDX-License-Identifier: MIT
// Everything that the library and the language keep for each thread, and a fiber has to have for itself.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/lock/deadlock.hpp>
#include <fearless/detail/lock/lock_order.hpp>
#include <fearless/detail/lock/read_holds.hpp>
#include <fearless/sync/arc/from_this.hpp>
#include <fearless/thread/current.hpp>
#include <fearless/thread/id.hpp>

#include <cerrno>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include <cxxabi.h>

namespace fearless::fiber::detail {

// Numbers for locks, as threads have them. A number is used again once its fiber is gone, so that there are enough for
// any number of fibers, one after another.
class Numbers {
 public:
  // Throws std::bad_alloc. (With room to give back each number that is out.)
  [[nodiscard]] static std::uint32_t take() {
    Numbers& all = instance();
    const std::lock_guard lock(all.mutex_);
    if (!all.free_.empty()) {
      const std::uint32_t number = all.free_.back();
      all.free_.pop_back();
      return number;
    }
    all.free_.reserve(all.made_ + 1 > all.free_.capacity() ? 2 * all.made_ + 16 : 0);
    return fearless::detail::first_number_of_fibers + all.made_++;
  }
  static void give_back(std::uint32_t number) noexcept {
    Numbers& all = instance();
    const std::lock_guard lock(all.mutex_);
    all.free_.push_back(number);
  }

 private:
  // Never destroyed: fibers may end after the program's statics.
  static Numbers& instance() {
    static Numbers* const all = new Numbers;
    return *all;
  }

  std::mutex mutex_;
  std::uint32_t made_ = 0;
  std::vector<std::uint32_t> free_;
};

// What runs on a thread: the thread itself, or a fiber. While it runs, all this is where the library and the language
// look for it, in the thread-locals; `leave` fetches it from there, and `enter` puts it there. So nothing that runs
// pays for fibers.
class Agent {
 public:
  using State = std::shared_ptr<thread::detail::ThreadState>;

  // The thread's own, which runs now.
  Agent() = default;
  // A fiber's. Without a state, it will have one when it asks for it. Throws std::bad_alloc.
  explicit Agent(State state)
      : is_fiber_(true),
        number_(Numbers::take()),
        read_holds_(fearless::detail::ReadHolds::of_a_fiber()),
        state_(std::move(state)) {
    if (state_ != nullptr) id_ = state_->id().as_u64();
  }
  Agent(const Agent&) = delete;
  Agent& operator=(const Agent&) = delete;
  ~Agent() {
    if (is_fiber_) Numbers::give_back(number_);
  }

  void leave() noexcept {
    error_ = errno;
    number_ = fearless::detail::number_of_this_thread();
    id_ = thread::detail::this_thread_number;
    read_holds_ = fearless::detail::read_holds_of_this_thread();
    held_ = fearless::detail::held_by_this_thread;
    arc_ = fearless::detail::Expected::now;
    exceptions_ = exceptions_of_this_thread();
    thread::detail::Current::mine().exchange(state_);
  }
  void enter() noexcept {
    fearless::detail::number_of_this_thread() = number_;
    thread::detail::this_thread_number = id_;
    fearless::detail::read_holds_of_this_thread() = read_holds_;
    fearless::detail::held_by_this_thread = held_;
    fearless::detail::Expected::now = arc_;
    exceptions_of_this_thread() = exceptions_;
    thread::detail::Current::mine().exchange(state_);
    errno = error_;
  }

 private:
  // The Itanium C++ ABI, "exception handling", 2.2.2: which exceptions are being handled, and how many are in flight.
  // Boost.Fiber leaves both to the thread: so a fiber that waits in a destructor, during an unwinding, would have the
  // next fiber believe that it is being unwound.
  struct Exceptions {
    void* caught = nullptr;
    unsigned in_flight = 0;
#if defined(__arm__)
    void* propagating = nullptr;
#endif
  };
  static Exceptions& exceptions_of_this_thread() noexcept {
    return *static_cast<Exceptions*>(static_cast<void*>(abi::__cxa_get_globals()));
  }

  const bool is_fiber_ = false;
  std::uint32_t number_ = 0;
  int error_ = 0;
  std::uint64_t id_ = 0;
  fearless::detail::ReadHolds read_holds_;
  fearless::detail::HeldLock* held_ = nullptr;
  const fearless::detail::Expected* arc_ = nullptr;
  Exceptions exceptions_;
  State state_;
};

}  // namespace fearless::fiber::detail
