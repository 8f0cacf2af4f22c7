// SPDX-License-Identifier: MIT
// Whether an exception has been thrown since a given moment. Where the C++ ABI defines the location of the count, it is
// read without a function call.
#pragma once

#include <exception>

#if defined(__GLIBCXX__)
#include <cxxabi.h>
#endif

namespace fearless::detail {

// The value of std::uncaught_exceptions(). It is needed at each locking and unlocking, where two calls into the
// language's runtime would take a quarter of the whole time.
inline unsigned exceptions_in_flight() noexcept {
#if defined(__GLIBCXX__)
  // The Itanium C++ ABI ("exception handling", 2.2.2) defines the exception state of a thread: a pointer to the caught
  // exceptions, followed by the number of uncaught ones. Its address does not change while the thread lives.
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

// Stores how many exceptions were in flight when a lock was taken. If there are more when the guard is destroyed, an
// exception that was thrown after the locking destroys it. So a destructor that locks and unlocks during an earlier
// unwinding does not poison the lock.
class Unwinding {
 public:
  [[nodiscard]] bool began() const noexcept { return exceptions_in_flight() > before_; }

 private:
  unsigned before_ = exceptions_in_flight();
};

}  // namespace fearless::detail
