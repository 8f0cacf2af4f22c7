// SPDX-License-Identifier: MIT
// Whether an exception began to pass since a moment: without a call, where the C++ ABI says where to look.
#pragma once

#include <exception>

#if defined(__GLIBCXX__)
#include <cxxabi.h>
#endif

namespace fearless::detail {

// std::uncaught_exceptions(). Locking and unlocking ask each time, and two calls into the language's runtime cost a
// quarter of that.
inline unsigned exceptions_in_flight() noexcept {
#if defined(__GLIBCXX__)
  // The Itanium C++ ABI, "exception handling", 2.2.2: a thread's state is a pointer to the exceptions caught and then
  // the number of those not caught yet. It stays where it is while the thread lives.
  struct Globals {
    const void* caught;
    unsigned uncaught;
  };
  static thread_local const Globals* globals = nullptr;
  if (globals == nullptr) [[unlikely]] {
    globals = static_cast<const Globals*>(static_cast<const void*>(abi::__cxa_get_globals()));
  }
  return globals->uncaught;
#else
  return static_cast<unsigned>(std::uncaught_exceptions());
#endif
}

// Remembers how many exceptions were in flight when a lock was taken: a guard that dies while there are more dies of
// one that began after it was taken. A destructor that locks and unlocks during an unwinding therefore does not poison.
class Unwinding {
 public:
  [[nodiscard]] bool began() const noexcept { return exceptions_in_flight() > before_; }

 private:
  unsigned before_ = exceptions_in_flight();
};

}  // namespace fearless::detail
