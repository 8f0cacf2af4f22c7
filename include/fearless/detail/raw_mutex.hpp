// SPDX-License-Identifier: MIT
// The lock below Mutex: it knows who holds it, so that locking it twice from one thread is an error and not a hang.
#pragma once

#include <fearless/detail/config.hpp>

#include <atomic>
#include <mutex>
#include <system_error>

namespace fearless::detail {

// A value that no other living thread has: the address of an object of each thread's own.
inline const void* this_thread_mark() noexcept {
  static thread_local const char mark = 0;
  return &mark;
}

// Reports what would wait forever for the thread it runs on. Rust leaves open whether that panics or never returns.
[[noreturn]] inline void raise_deadlock(const char* what) {
  raise(std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur), what));
}

class RawMutex {
 public:
  RawMutex() = default;
  RawMutex(const RawMutex&) = delete;
  RawMutex& operator=(const RawMutex&) = delete;

  // Throws std::system_error, and changes nothing, if this thread holds the lock.
  void lock() {
    if (is_mine()) raise_deadlock("fearless::Mutex: this thread holds the lock already");
    mutex_.lock();
    take();
  }

  bool try_lock() noexcept {
    if (is_mine() || !mutex_.try_lock()) return false;
    take();
    return true;
  }

  // Only the thread that holds the lock may call it.
  void unlock() noexcept {
    owner_.store(nullptr, std::memory_order_relaxed);
    mutex_.unlock();
  }

  // Whether the calling thread holds the lock. (Only this thread ever stores its own mark, so no order is needed.)
  [[nodiscard]] bool is_mine() const noexcept { return owner_.load(std::memory_order_relaxed) == this_thread_mark(); }

 private:
  void take() noexcept { owner_.store(this_thread_mark(), std::memory_order_relaxed); }

  std::mutex mutex_;
  std::atomic<const void*> owner_{nullptr};
};

}  // namespace fearless::detail
