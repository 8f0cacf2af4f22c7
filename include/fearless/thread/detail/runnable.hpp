// SPDX-License-Identifier: MIT
// The base of an object that a new thread runs and owns until it ends.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/wait/pause_point.hpp>
#include <fearless/thread/current.hpp>
#include <fearless/thread/detail/native.hpp>

#include <cstddef>
#include <memory>
#include <system_error>
#include <utility>

namespace fearless::thread::thread_detail {

// `Self` derives from it and has
//   thread()            the ThreadState of the new thread, by a shared_ptr
//   name()              the optional name of the thread
//   run_on_thread()     what the thread does
//   at_end() noexcept   called once, last of all: when the thread has done that, or ends in any other way.
template <class Self>
class Runnable {
 public:
  // Starts a thread that runs `self`, and owns a reference to it until it ends. If an error is returned, nothing runs.
  // A stack size of 0 selects the default of the system.
  [[nodiscard]] static std::error_code start(const std::shared_ptr<Self>& self, Native& native,
                                             std::size_t stack_size) {
    self->self_ = self;
    const std::error_code error = native.start(stack_size, &Runnable::enter, self.get());
    detail::pause_point();
    if (error) self->self_.reset();
    return error;
  }

 private:
  friend Self;
  Runnable() = default;

  // Runs on the new thread. No local variable of this function owns anything, because the thread may leave the function
  // without unwinding.
  static void* enter(void* argument) {
    detail::pause_point();
    Self& self = *static_cast<Self*>(argument);
    become(self.thread(), &Runnable::leave, &self);
    if (const auto& name = self.name()) Native::name_this_thread(*name);
    self.run_on_thread();
    ended();
    return nullptr;
  }
  static void leave(void* argument) noexcept {
    const std::shared_ptr<Self> self = std::move(static_cast<Self*>(argument)->self_);
    self->at_end();
  }

  std::shared_ptr<Self> self_;
};

}  // namespace fearless::thread::thread_detail
