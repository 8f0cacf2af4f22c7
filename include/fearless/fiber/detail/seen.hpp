// SPDX-License-Identifier: MIT
// Tells ThreadSanitizer when a carrier continues with another fiber.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/wait/watched.hpp>

#if defined(FEARLESS_DETAIL_TSAN) && __has_include(<sanitizer/tsan_interface.h>)
#define FEARLESS_DETAIL_TSAN_FIBERS 1
#include <sanitizer/tsan_interface.h>
#else
#define FEARLESS_DETAIL_TSAN_FIBERS 0
#endif

// Disables instrumentation of the function that tells ThreadSanitizer about a switch. Otherwise ThreadSanitizer would
// attribute the end of that function to the other stack.
#if !FEARLESS_DETAIL_TSAN_FIBERS
#define FEARLESS_DETAIL_UNSEEN
#elif defined(__clang__)
#define FEARLESS_DETAIL_UNSEEN __attribute__((disable_sanitizer_instrumentation))
#else
#define FEARLESS_DETAIL_UNSEEN __attribute__((no_sanitize_thread))
#endif

namespace fearless::fiber::fiber_detail {

// The context that ThreadSanitizer regards as a thread.
class Seen {
 public:
#if FEARLESS_DETAIL_TSAN_FIBERS
  Seen() noexcept : handle_(__tsan_create_fiber(0)), is_mine_(true) {}
  struct ThisThread {};
  explicit Seen(ThisThread) noexcept : handle_(__tsan_get_current_fiber()) {}
  Seen(const Seen&) = delete;
  Seen& operator=(const Seen&) = delete;
  ~Seen() {
    if (is_mine_) __tsan_destroy_fiber(handle_);
  }
  FEARLESS_DETAIL_UNSEEN void runs() const noexcept { __tsan_switch_to_fiber(handle_, 0); }

 private:
  void* handle_;
  bool is_mine_ = false;
#else
  Seen() noexcept = default;
  struct ThisThread {};
  explicit Seen(ThisThread) noexcept {}
  void runs() const noexcept {}
#endif
};

}  // namespace fearless::fiber::fiber_detail
