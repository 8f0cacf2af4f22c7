// SPDX-License-Identifier: MIT
// A thread of the system: std::thread with a stack size, a name that the system knows, and an error instead of an
// exception.
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

namespace fearless::thread::detail {

class Native {
 public:
  Native() noexcept = default;
  Native(Native&& other) noexcept
      : thread_(other.thread_), process_(other.process_), joinable_(std::exchange(other.joinable_, false)) {}
  // The thread held so far must have been joined or detached.
  Native& operator=(Native&& other) noexcept {
    thread_ = other.thread_;
    process_ = other.process_;
    joinable_ = std::exchange(other.joinable_, false);
    return *this;
  }
  Native(const Native&) = delete;
  Native& operator=(const Native&) = delete;
  ~Native() = default;

  // Starts `entry(argument)` on a new thread; a stack size of 0 is the system's. Nothing runs if there is an error.
  [[nodiscard]] std::error_code start(std::size_t stack_size, void* (*entry)(void*), void* argument) noexcept {
    struct Attributes {
      pthread_attr_t value;
      int error = ::pthread_attr_init(&value);
      ~Attributes() {
        if (error == 0) ::pthread_attr_destroy(&value);
      }
    } attributes;
    process_ = fearless::detail::this_process();
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
  // Whether this is a child of the process that started the thread: unless the thread itself called fork, it is not
  // here, and its number may be another thread's.
  [[nodiscard]] bool is_elsewhere() const noexcept { return process_ != fearless::detail::this_process(); }

  // Waits until the thread has ended, its thread-locals destroyed. Only if it is joinable, and not this thread. Being
  // woken takes long, compared with what is left to do for a thread that ends: so it yields first, as far as that has
  // paid lately. A thread that is elsewhere is not waited for.
  void join() noexcept {
    if (is_elsewhere()) {
      joinable_ = false;
      return;
    }
#if defined(__linux__)
    // In a fiber, others run meanwhile.
    if (fearless::detail::parker_of_this_thread != nullptr) [[unlikely]] {
      for (fearless::detail::Snoozing snoozing; !try_join();) snoozing.snooze();
      return;
    }
    static fearless::detail::Spinning spinning(true);
    const auto ended = [this] { return !joinable_ || try_join(); };
    if (spinning.wait(0, fearless::detail::Deadline::never(), ended)) return;
#endif
    ::pthread_join(thread_, nullptr);
    joinable_ = false;
  }
  // Whether it had ended, and is joined; false where the system does not say.
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

  // Tells the system the calling thread's name: on Linux, its first 15 bytes.
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
  // The system wants at least its minimum, and some systems whole pages.
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

}  // namespace fearless::thread::detail
