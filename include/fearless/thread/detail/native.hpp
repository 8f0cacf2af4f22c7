// SPDX-License-Identifier: MIT
// A thread of the operating system: a std::thread with a stack size and a name that the system knows, which reports
// failure as an error code and not as an exception.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/process.hpp>
#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/parking.hpp>
#include <fearless/detail/wait/waiting.hpp>

#include <cerrno>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <string>
#include <system_error>
#include <utility>

#include <pthread.h>
#include <unistd.h>

namespace fearless::thread::thread_detail {

class Native {
 public:
  Native() noexcept = default;
  Native(Native&& other) noexcept
      : thread_(other.thread_), process_(other.process_), joinable_(std::exchange(other.joinable_, false)) {}
  // The thread that this object held before must have been joined or detached.
  Native& operator=(Native&& other) noexcept {
    thread_ = other.thread_;
    process_ = other.process_;
    joinable_ = std::exchange(other.joinable_, false);
    return *this;
  }
  Native(const Native&) = delete;
  Native& operator=(const Native&) = delete;
  ~Native() = default;

  // Starts `entry(argument)` on a new thread. A stack size of 0 selects the default of the system. If an error is
  // returned, nothing runs.
  [[nodiscard]] std::error_code start(std::size_t stack_size, void* (*entry)(void*), void* argument) noexcept {
    struct Attributes {
      pthread_attr_t value;
      int error = ::pthread_attr_init(&value);
      ~Attributes() {
        if (error == 0) ::pthread_attr_destroy(&value);
      }
    } attributes;
    process_ = detail::this_process();
    int error = attributes.error;
    if (error == 0 && stack_size != 0) error = set_stack_size(attributes.value, stack_size);
    if (error == 0) error = ::pthread_create(&thread_, &attributes.value, entry, argument);
    joinable_ = error == 0;
    return std::error_code(error, std::generic_category());
  }

  [[nodiscard]] bool joinable() const noexcept { return joinable_; }
  [[nodiscard]] ::pthread_t native_handle() const noexcept { return thread_; }
  [[nodiscard]] bool is_this_thread() const noexcept {
    return joinable_ && ::pthread_equal(thread_, ::pthread_self()) != 0;
  }
  // Whether the calling process is a forked child of the process that started the thread. Unless the thread itself
  // called fork, it does not exist here, and its number may belong to another thread.
  [[nodiscard]] bool is_elsewhere() const noexcept { return process_ != detail::this_process(); }

  // Waits until the thread has ended and its thread-local objects are destroyed. The thread must be joinable and must
  // not be the calling one. If the thread is about to end, being woken would take longer than the rest of its work, so
  // this yields first, as long as yielding has recently been worthwhile. If the thread is in another process, this does
  // not wait.
  void join() noexcept {
    if (is_elsewhere()) {
      joinable_ = false;
      return;
    }
#if defined(__linux__)
    // In a fiber, other fibers run meanwhile.
    if (detail::parker_of_this_thread != nullptr) [[unlikely]] {
      for (detail::Snoozing snoozing; !try_join();) snoozing.snooze();
      return;
    }
    static detail::Spinning spinning(true);
    const auto ended = [this] { return !joinable_ || try_join(); };
    if (spinning.wait(0, detail::Deadline::never(), ended)) return;
#endif
    ::pthread_join(thread_, nullptr);
    joinable_ = false;
  }
  // Joins the thread if it has ended. Returns whether it was joined; false on systems that cannot tell.
  [[nodiscard]] bool try_join() noexcept {
    if (is_elsewhere()) joinable_ = false;
    if (!joinable_) return true;
#if defined(__linux__)
    joinable_ = ::pthread_tryjoin_np(thread_, nullptr) != 0;
#endif
    return !joinable_;
  }
  void detach() noexcept {
    if (!is_elsewhere()) ::pthread_detach(thread_);
    joinable_ = false;
  }

  // Sets the system's name of the calling thread. Linux uses the first 15 bytes.
  static void name_this_thread(const std::string& name) noexcept {
#if defined(__linux__)
    char cut[16] = {};
    name.copy(cut, sizeof(cut) - 1);
    ::pthread_setname_np(::pthread_self(), cut);
#elif defined(__APPLE__)
    ::pthread_setname_np(name.c_str());
#else
    static_cast<void>(name);
#endif
  }

 private:
  // Systems require at least their minimum size, and some require whole pages.
  static int set_stack_size(pthread_attr_t& attributes, std::size_t wanted) noexcept {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const auto least = static_cast<std::size_t>(PTHREAD_STACK_MIN);
    if (wanted < least) wanted = least;
    if (wanted > static_cast<std::size_t>(PTRDIFF_MAX) - page) return EINVAL;
    return ::pthread_attr_setstacksize(&attributes, (wanted + page - 1) / page * page);
  }

  pthread_t thread_{};
  unsigned process_ = 0;
  bool joinable_ = false;
};

}  // namespace fearless::thread::thread_detail
