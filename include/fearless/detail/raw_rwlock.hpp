// SPDX-License-Identifier: MIT
// The lock below RwLock: many readers or one writer, and it knows whether the calling thread is one of them, so that
// what would wait for itself is an error and not a hang.
#pragma once

#include <fearless/detail/deadlock.hpp>

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace fearless::detail {

class RawRwLock;

// One entry for each lock that a thread reads, in a list of that thread's own: it lives in the guard.
struct ReadHold {
  const RawRwLock* lock = nullptr;
  ReadHold* next = nullptr;
};
inline ReadHold*& read_holds_of_this_thread() noexcept {
  static thread_local ReadHold* first = nullptr;
  return first;
}

// A writer that waits keeps new readers out, so that readers who follow one another do not keep it out forever; but not
// a thread that reads already, which the writer waits for.
class RawRwLock {
 public:
  RawRwLock() = default;
  RawRwLock(const RawRwLock&) = delete;
  RawRwLock& operator=(const RawRwLock&) = delete;

  // Throws std::system_error, and changes nothing, if this thread writes.
  void read() {
    std::unique_lock lock(mutex_);
    if (writer_ == this_thread_mark()) raise_deadlock("fearless::RwLock: this thread writes already");
    const bool again = reads_here();
    may_read_.wait(lock, [&] { return writer_ == nullptr && (again || waiting_writers_ == 0); });
    ++readers_;
  }
  bool try_read() noexcept {
    const std::lock_guard lock(mutex_);
    if (writer_ != nullptr || (waiting_writers_ != 0 && !reads_here())) return false;
    ++readers_;
    return true;
  }
  void read_done() noexcept {
    const std::lock_guard lock(mutex_);
    if (--readers_ == 0) wake();
  }

  // Throws std::system_error, and changes nothing, if this thread reads or writes.
  void write() {
    std::unique_lock lock(mutex_);
    if (writer_ == this_thread_mark()) raise_deadlock("fearless::RwLock: this thread writes already");
    if (reads_here()) raise_deadlock("fearless::RwLock: this thread reads already");
    ++waiting_writers_;
    may_write_.wait(lock, [this] { return writer_ == nullptr && readers_ == 0; });
    --waiting_writers_;
    writer_ = this_thread_mark();
  }
  bool try_write() noexcept {
    const std::lock_guard lock(mutex_);
    if (writer_ != nullptr || readers_ != 0) return false;
    writer_ = this_thread_mark();
    return true;
  }
  void write_done() noexcept {
    const std::lock_guard lock(mutex_);
    writer_ = nullptr;
    wake();
  }

  // The writer becomes a reader, and no other writer comes between.
  void downgrade() noexcept {
    const std::lock_guard lock(mutex_);
    writer_ = nullptr;
    readers_ = 1;
    wake();
  }

 private:
  // (A notification of nobody is cheap; a lost one would be forever.)
  void wake() noexcept {
    if (readers_ == 0) may_write_.notify_one();
    may_read_.notify_all();
  }

  [[nodiscard]] bool reads_here() const noexcept {
    for (const ReadHold* hold = read_holds_of_this_thread(); hold != nullptr; hold = hold->next) {
      if (hold->lock == this) return true;
    }
    return false;
  }

  std::mutex mutex_;
  std::condition_variable may_read_;
  std::condition_variable may_write_;
  std::size_t readers_ = 0;
  std::size_t waiting_writers_ = 0;
  const void* writer_ = nullptr;
};

}  // namespace fearless::detail
