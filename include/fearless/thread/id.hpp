// SPDX-License-Identifier: MIT
// The identity of a thread.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/reasons.hpp>
#include <fearless/marker.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace fearless {
namespace thread {

/// The identity of a thread. It is never given to another thread while the program runs. Rust: `std::thread::ThreadId`.
/// \snippet reference/threads.cpp thread
class ThreadId {
 public:
  /// Returns a number for printing, which is not zero. Rust: `ThreadId::as_u64` (unstable).
  [[nodiscard]] std::uint64_t as_u64() const noexcept { return number_; }
  friend bool operator==(ThreadId, ThreadId) = default;

  /// For threads that are being created: returns an identity that no thread has.
  [[nodiscard, gnu::visibility("default")]] static ThreadId make() noexcept {
    static std::atomic<std::uint64_t> last{0};
    return ThreadId(last.fetch_add(1, std::memory_order_relaxed) + 1);
  }

 private:
  explicit ThreadId(std::uint64_t number) noexcept : number_(number) {}
  friend ThreadId id() noexcept;
  friend void become(ThreadId id) noexcept;

  std::uint64_t number_;
};

namespace thread_detail {

// (There is one variable for all parts of a program that the linker joins, however they are compiled.) It is plain
// data, so that destructors of other thread-local objects may use it.
[[gnu::visibility("default")]] inline thread_local std::uint64_t this_thread_number = 0;

}  // namespace thread_detail

/// Returns the identity of the calling thread, which need not have been started by fearless. Rust:
/// `std::thread::current().id()`.
[[nodiscard]] inline ThreadId id() noexcept {
  if (thread_detail::this_thread_number == 0) thread_detail::this_thread_number = ThreadId::make().number_;
  return ThreadId(thread_detail::this_thread_number);
}

/// Gives the calling thread, which is new, the identity that was created for it. For functions that start threads only.
inline void become(ThreadId id) noexcept { thread_detail::this_thread_number = id.number_; }

}  // namespace thread

// Why both: it holds a number that does not change.
template <>
struct rules::row<thread::ThreadId> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless

template <>
struct std::hash<fearless::thread::ThreadId> {
  std::size_t operator()(fearless::thread::ThreadId id) const noexcept {
    return std::hash<std::uint64_t>{}(id.as_u64());
  }
};
