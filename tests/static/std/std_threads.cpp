// SPDX-License-Identifier: MIT
// The rows of atomics, mutexes, locks, threads and futures.
#include <fearless/std/atomic.hpp>
#include <fearless/std/barrier.hpp>
#include <fearless/std/condition_variable.hpp>
#include <fearless/std/coroutine.hpp>
#include <fearless/std/future.hpp>
#include <fearless/std/generator.hpp>
#include <fearless/std/latch.hpp>
#include <fearless/std/memory.hpp>
#include <fearless/std/mutex.hpp>
#include <fearless/std/semaphore.hpp>
#include <fearless/std/shared_mutex.hpp>
#include <fearless/std/stop_token.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/thread.hpp>

#include "std_types.hpp"

namespace std_rows {
namespace {

static_assert(answers<std::atomic<int>> == all);
static_assert(answers<std::atomic<Plain>> == all);
static_assert(answers<const std::atomic<int>> == all);
static_assert(answers<volatile std::atomic<int>> == all);
static_assert(answers<std::atomic<int*>> == Answers{false, false, true, false});
static_assert(answers<std::atomic<void (*)()>> == all);
static_assert(answers<std::atomic<Unsendable>> == Answers{false, false, true, false});
static_assert(answers<std::atomic<Unshareable>> == all);
static_assert(answers<std::atomic<Borrowing>> == Answers{true, true, false, true});
static_assert(answers<std::atomic<std::shared_ptr<int>>> == nothing);
static_assert(answers<std::atomic_flag> == all);
#ifdef __cpp_lib_atomic_ref
static_assert(answers<std::atomic_ref<int>> == nothing);
#endif
struct Counter {
  mutable std::atomic<int> uses;
  mutable std::mutex mutex;
  std::string name;
};
static_assert(answers<Counter> == value);

template <class Mutex>
inline constexpr bool is_mutex =
    answers<Mutex> == all && answers<const Mutex> == all && answers<Mutex&>.send && !answers<Mutex&>.static_;
static_assert(is_mutex<std::mutex> && is_mutex<std::timed_mutex>);
static_assert(is_mutex<std::recursive_mutex> && is_mutex<std::recursive_timed_mutex>);
static_assert(is_mutex<std::shared_mutex> && is_mutex<std::shared_timed_mutex>);
static_assert(is_mutex<std::once_flag>);
static_assert(is_mutex<std::condition_variable> && is_mutex<std::condition_variable_any>);

// A lock has to be released by the thread that took it. Other threads may read it if they may read its mutex.
template <template <class> class Lock>
inline constexpr bool is_lock =
    answers<Lock<std::mutex>> == Answers{false, true, false, false} && answers<Lock<Unshareable>> == nothing;
template <class T>
using LockGuard = std::lock_guard<T>;
template <class T>
using UniqueLock = std::unique_lock<T>;
template <class T>
using ScopedLock = std::scoped_lock<T>;
template <class T>
using ScopedLocks = std::scoped_lock<std::mutex, T>;
template <class T>
using SharedLock = std::shared_lock<T>;
static_assert(is_lock<LockGuard> && is_lock<UniqueLock> && is_lock<ScopedLock> && is_lock<ScopedLocks>);
static_assert(is_lock<SharedLock>);
static_assert(answers<std::scoped_lock<>> == Answers{false, true, false, false});
static_assert(answers<std::defer_lock_t> == all && answers<std::try_to_lock_t> == all);
static_assert(answers<std::adopt_lock_t> == all);

static_assert(answers<std::thread> == value);
static_assert(answers<std::thread::id> == value);
#ifdef __cpp_lib_jthread
static_assert(answers<std::jthread> == value);
static_assert(answers<std::stop_token> == value && answers<std::stop_source> == value);
static_assert(answers<std::nostopstate_t> == all);
static_assert(answers<std::stop_callback<void (*)()>> == nothing);
#endif

static_assert(answers<std::promise<int>> == value);
static_assert(answers<std::promise<void>> == value);
static_assert(answers<std::promise<Unsendable>> == Answers{false, false, true, false});
static_assert(answers<std::promise<Unshareable>> == value);
static_assert(answers<std::promise<Borrowing>> == Answers{true, true, false, false});
static_assert(answers<std::promise<int&>> == nothing);
static_assert(answers<std::promise<Synchronized&>> == Answers{true, true, false, false});
static_assert(answers<std::future<int>> == nothing && answers<std::future<void>> == nothing);
static_assert(answers<std::shared_future<int>> == nothing);
static_assert(answers<std::packaged_task<void()>> == nothing);

static_assert(answers<std::future_error> == value);

#ifdef __cpp_lib_latch
static_assert(is_mutex<std::latch>);
#endif
#ifdef __cpp_lib_semaphore
static_assert(is_mutex<std::counting_semaphore<3>> && is_mutex<std::binary_semaphore>);
#endif
#ifdef __cpp_lib_barrier
// A barrier's completion function runs on any of the threads, one at a time.
template <class T>
struct Completion {
  T part;
  void operator()() noexcept {}
};
static_assert(is_mutex<std::barrier<>>);
static_assert(answers<std::barrier<Completion<int>>> == all);
static_assert(answers<std::barrier<Completion<Unsendable>>> == Answers{false, false, true, false});
static_assert(answers<std::barrier<Completion<Unshareable>>> == all);
static_assert(answers<std::barrier<Completion<Borrowing>>> == Answers{true, true, false, true});
#ifndef _LIBCPP_VERSION  // where it is a number
static_assert(!fearless::is_send_v<std::barrier<Completion<int>>::arrival_token>);
#endif
#endif

static_assert(answers<std::coroutine_handle<>> == nothing && answers<std::coroutine_handle<int>> == nothing);
static_assert(answers<std::suspend_always> == all && answers<std::suspend_never> == all);
static_assert(answers<std::noop_coroutine_promise> == all);
#ifdef __cpp_lib_generator
static_assert(answers<std::generator<int>> == nothing);
#endif

}  // namespace
}  // namespace std_rows
