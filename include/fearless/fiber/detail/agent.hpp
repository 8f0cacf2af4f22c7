// SPDX-License-Identifier: MIT
// The state that the library and the language keep for each thread, and of which each fiber needs its own.
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
#include <boost/version.hpp>

#if defined(_LIBCPP_VERSION)
// libc++abi defines this function of the ABI, and declares it in no header.
namespace __cxxabiv1 {
struct __cxa_eh_globals;
extern "C" __cxa_eh_globals* __cxa_get_globals();
}  // namespace __cxxabiv1
#endif

namespace fearless::fiber::fiber_detail {

// Whether Boost.Context saves the exceptions that a fiber handles, and restores them when the fiber runs again. It does
// so after the scheduler has chosen the next fiber, from 1.88 on, with libstdc++, unless it switches by ucontext.
#if BOOST_VERSION >= 108800 && defined(__GLIBCXX__) && !defined(BOOST_USE_UCONTEXT)
inline constexpr bool boost_saves_exceptions = true;
#else
inline constexpr bool boost_saves_exceptions = false;
#endif

// The numbers by which locks identify fibers, as they do threads. A number is used again once its fiber has ended, so
// there are enough for any number of successive fibers.
class Numbers {
 public:
  // Throws std::bad_alloc. (It also reserves the space to give back each number that is in use.)
  [[nodiscard]] static std::uint32_t take() {
    Numbers& all = instance();
    const std::lock_guard lock(all.mutex_);
    if (!all.free_.empty()) {
      const std::uint32_t number = all.free_.back();
      all.free_.pop_back();
      return number;
    }
    all.free_.reserve(all.made_ + 1 > all.free_.capacity() ? 2 * all.made_ + 16 : 0);
    return detail::first_number_of_fibers + all.made_++;
  }
  static void give_back(std::uint32_t number) noexcept {
    Numbers& all = instance();
    const std::lock_guard lock(all.mutex_);
    all.free_.push_back(number);
  }

 private:
  // Never destroyed, because fibers may end after the program's statics are destroyed.
  static Numbers& instance() {
    static Numbers* const all = new Numbers;
    return *all;
  }

  std::mutex mutex_;
  std::uint32_t made_ = 0;
  std::vector<std::uint32_t> free_;
};

// What runs on a thread: the thread itself, or a fiber. While it runs, its state is in the thread-local objects, where
// the library and the language look for it. `leave` saves the state from there, and `enter` restores it. So running
// code pays nothing for fibers.
class Agent {
 public:
  using State = std::shared_ptr<thread::thread_detail::ThreadState>;

  // The agent of the thread itself, which is running now.
  Agent() = default;
  // The agent of a fiber. If it is given no state, it creates one when it needs it. Throws std::bad_alloc.
  explicit Agent(State state)
      : is_fiber_(true),
        number_(Numbers::take()),
        read_holds_(detail::ReadHolds::of_a_fiber()),
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
    number_ = detail::number_of_this_thread();
    id_ = thread::thread_detail::this_thread_number;
    read_holds_ = detail::read_holds_of_this_thread();
    held_ = detail::held_by_this_thread;
    arc_ = detail::Expected::now;
    if constexpr (!boost_saves_exceptions) exceptions_ = exceptions_of_this_thread();
    thread::thread_detail::Current::mine().exchange(state_);
  }
  void enter() noexcept {
    detail::number_of_this_thread() = number_;
    thread::thread_detail::this_thread_number = id_;
    detail::read_holds_of_this_thread() = read_holds_;
    detail::held_by_this_thread = held_;
    detail::Expected::now = arc_;
    if constexpr (!boost_saves_exceptions) exceptions_of_this_thread() = exceptions_;
    thread::thread_detail::Current::mine().exchange(state_);
    errno = error_;
  }
  // Called in a fiber that begins. If Boost saves the exceptions, the fiber still sees those of the one that started
  // it.
  static void begin() noexcept {
    if constexpr (boost_saves_exceptions) exceptions_of_this_thread() = Exceptions{};
  }

 private:
  // The Itanium C++ ABI ("exception handling", 2.2.2) defines the exception state of a thread: which exceptions are
  // being handled, and how many are in flight. If a fiber waited in a destructor during an unwinding, and nobody saved
  // the state, the next fiber would find that it is being unwound.
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
  detail::ReadHolds read_holds_;
  detail::HeldLock* held_ = nullptr;
  const detail::Expected* arc_ = nullptr;
  Exceptions exceptions_;
  State state_;
};

}  // namespace fearless::fiber::fiber_detail
