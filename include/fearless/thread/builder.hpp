// SPDX-License-Identifier: MIT
// Builder: starts a thread with a name and a stack size, and reports a failure as a Result.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/result.hpp>
#include <fearless/thread/detail/call.hpp>
#include <fearless/thread/detail/packet.hpp>
#include <fearless/thread/handle.hpp>
#include <fearless/thread/scope.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>

namespace fearless {

namespace rules::place {
struct builder_spawn {
  static constexpr const char* text = "fearless::thread::Builder::spawn";
};
struct builder_spawn_scoped {
  static constexpr const char* text = "fearless::thread::Builder::spawn_scoped";
};
}  // namespace rules::place

namespace thread {
namespace thread_detail {

// Starts a thread that may outlive its creator.
template <class R, class F, class... Args>
Result<JoinHandle<R>, std::error_code> start(std::optional<std::string> name, std::size_t stack_size, F&& f,
                                             Args&&... args) {
  using Job = thread_detail::Job<Packet<R>, std::decay_t<F>, std::decay_t<Args>...>;
  const auto job = Job::make(std::move(name), std::forward<F>(f), std::forward<Args>(args)...);
  Native native;
  if (const std::error_code error = Job::start(job, native, stack_size)) return unexpected(error);
  return JoinHandle<R>(std::move(native), job);
}

}  // namespace thread_detail

/// The properties of a new thread: `Builder{}.name("worker").stack_size(1 << 20).spawn(f)`. It can be used several
/// times. Rust: `std::thread::Builder`.
/// \snippet reference/threads.cpp builder
class Builder {
 public:
  /// Gives the thread a name. `Thread::name` returns it, and the system knows it (Linux: its first 15 bytes). If the
  /// name contains a zero byte, `spawn` returns the error invalid_argument. Rust: `Builder::name`, where that is a
  /// panic.
  Builder& name(std::string name) & {
    name_ = std::move(name);
    return *this;
  }
  [[nodiscard]] Builder name(std::string name) && { return std::move(this->name(std::move(name))); }

  /// Gives the thread a stack of at least `bytes` bytes, rounded up to a size that the system accepts. 0 selects the
  /// default of the system. Rust: `Builder::stack_size`.
  Builder& stack_size(std::size_t bytes) & noexcept {
    stack_size_ = bytes;
    return *this;
  }
  [[nodiscard]] Builder stack_size(std::size_t bytes) && { return std::move(this->stack_size(bytes)); }

  /// Starts a thread as `thread::spawn` does. The error is that of the system, which cannot create a thread or such a
  /// stack. Then nothing runs, and `f` and `args` are destroyed. Throws what copying throws, and std::bad_alloc.
  /// Refuses to compile as `thread::spawn` does. Rust: `Builder::spawn`.
  template <class F, class... Args>
  Result<JoinHandle<typename thread_detail::Call<rules::place::builder_spawn, thread_detail::May::OutliveTheirMaker, F,
                                                 Args...>::Result>,
         std::error_code>
  spawn(F&& f, Args&&... args) const {
    using Call = thread_detail::Call<rules::place::builder_spawn, thread_detail::May::OutliveTheirMaker, F, Args...>;
    FEARLESS_DETAIL_REQUIRE_CALL(Call);
    if constexpr (Call::granted) {
      if (const std::error_code error = check()) return unexpected(error);
      return thread_detail::start<typename Call::Result>(name_, stack_size_, std::forward<F>(f),
                                                         std::forward<Args>(args)...);
    }
    detail::fatal("fearless::thread::Builder::spawn: refused");
  }

  /// Starts a thread of `scope` as `Scope::spawn` does. Errors are those of `spawn`. Rust: `Builder::spawn_scoped`.
  template <class F, class... Args>
  Result<ScopedJoinHandle<typename thread_detail::Call<rules::place::builder_spawn_scoped, thread_detail::May::Borrow,
                                                       F, Args...>::Result>,
         std::error_code>
  spawn_scoped(const Scope& scope, F&& f, Args&&... args) const {
    using Call = thread_detail::Call<rules::place::builder_spawn_scoped, thread_detail::May::Borrow, F, Args...>;
    FEARLESS_DETAIL_REQUIRE_CALL(Call);
    if constexpr (Call::granted) {
      if (const std::error_code error = check()) return unexpected(error);
      return scope.start<Call>(name_, stack_size_, std::forward<F>(f), std::forward<Args>(args)...);
    }
    detail::fatal("fearless::thread::Builder::spawn_scoped: refused");
  }

 private:
  [[nodiscard]] std::error_code check() const {
    if (!name_ || name_->find('\0') == std::string::npos) return {};
    return std::make_error_code(std::errc::invalid_argument);
  }

  std::optional<std::string> name_;
  std::size_t stack_size_ = 0;
};

}  // namespace thread

// Why: it holds a string and a number.
template <>
struct rules::row<thread::Builder> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
