// SPDX-License-Identifier: MIT
// Thread, a handle to a thread: its identity, its name, and the token that wakes it when it is parked.
#pragma once

#include <fearless/detail/deadline.hpp>
#include <fearless/detail/pause_point.hpp>
#include <fearless/marker.hpp>
#include <fearless/thread/id.hpp>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace fearless {
namespace thread {
namespace detail {

using fearless::detail::Deadline;

// What all handles to a thread share.
class ThreadState {
 public:
  ThreadState(ThreadId id, std::optional<std::string> name) : id_(id), name_(std::move(name)) {}
  ThreadState(const ThreadState&) = delete;
  ThreadState& operator=(const ThreadState&) = delete;

  [[nodiscard]] ThreadId id() const noexcept { return id_; }
  [[nodiscard]] const std::optional<std::string>& name() const noexcept { return name_; }

  // By the thread itself: waits for the token, and takes it.
  void park(const Deadline& deadline) {
    fearless::detail::pause_point();
    std::unique_lock lock(mutex_);
    deadline.wait(arrived_, lock, [this] { return token_; });
    token_ = false;
  }
  void unpark() {
    {
      const std::lock_guard lock(mutex_);
      token_ = true;
    }
    fearless::detail::pause_point();
    arrived_.notify_one();
  }

 private:
  const ThreadId id_;
  const std::optional<std::string> name_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  bool token_ = false;
};

// The state of the thread that it is an object of. After it is gone, a destructor of another thread-local that asks
// gets a state of its own: the right identity, no name, and a token that nobody else has (as in Rust).
struct [[gnu::visibility("default")]] Current {
  inline static thread_local bool ended = false;
  std::shared_ptr<ThreadState> state;
  ~Current() { ended = true; }
};
[[gnu::visibility("default")]] inline Current& current() {
  static thread_local Current mine;
  return mine;
}

inline bool is_main_thread() noexcept {
#if defined(__linux__)
  return ::syscall(SYS_gettid) == ::getpid();
#else
  return false;
#endif
}

inline std::shared_ptr<ThreadState> this_thread_state() {
  if (Current::ended) return std::make_shared<ThreadState>(id(), std::nullopt);
  Current& mine = current();
  if (mine.state == nullptr) {
    std::optional<std::string> name;
    if (is_main_thread()) name = "main";
    mine.state = std::make_shared<ThreadState>(id(), std::move(name));
  }
  return mine.state;
}

// Makes the calling thread, a new one, the one that `state` was made for.
inline void become(std::shared_ptr<ThreadState> state) {
  thread::become(state->id());
  current().state = std::move(state);
}

}  // namespace detail

/// A handle to a thread, which may have ended. Copies lead to the same thread. Rust: `std::thread::Thread`.
class Thread {
 public:
  /// For `current` and `JoinHandle::thread`.
  explicit Thread(std::shared_ptr<detail::ThreadState> state) noexcept : state_(std::move(state)) {}

  /// Who it is. Rust: `Thread::id`.
  [[nodiscard]] ThreadId id() const noexcept { return state_->id(); }

  /// The name it was given by a Builder; "main" for the main thread (on Linux); else nothing. Rust: `Thread::name`.
  [[nodiscard]] std::optional<std::string> name() const { return state_->name(); }

  /// Gives the thread its token: it returns from `park`, now or when it calls it next. There is one token: giving it
  /// twice is giving it once. What this thread did before, that one sees. Rust: `Thread::unpark`.
  void unpark() const { state_->unpark(); }

 private:
  std::shared_ptr<detail::ThreadState> state_;
};

/// The thread that calls it, which need not be one that fearless started. Throws std::bad_alloc at its first call on
/// such a thread. Rust: `std::thread::current`.
[[nodiscard]] inline Thread current() { return Thread(detail::this_thread_state()); }

/// The name of the thread that calls it, if it has one. Rust: `std::thread::current().name()`.
[[nodiscard]] inline std::optional<std::string> name() { return current().name(); }

/// Waits until `unpark` gives this thread its token, and takes it. (Rust allows it to return without a token; this does
/// not.) Rust: `std::thread::park`.
inline void park() { detail::this_thread_state()->park(detail::Deadline::never()); }

/// Waits likewise, for at most `span` (of any length); whether the token came is not said. Rust:
/// `std::thread::park_timeout`.
template <class Rep, class Period>
void park_timeout(const std::chrono::duration<Rep, Period>& span) {
  detail::this_thread_state()->park(detail::Deadline::after(span));
}

}  // namespace thread

// Why both: what it leads to does not change, but for the token, which is under a lock.
template <>
struct row<thread::Thread> : row<thread::ThreadId> {};

}  // namespace fearless
