// SPDX-License-Identifier: MIT
// Who a thread is.
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

/// The identity of a thread, never given to another one while the program runs. Rust: `std::thread::ThreadId`.
class ThreadId {
 public:
  /// A number for printing, not zero. Rust: `ThreadId::as_u64` (unstable).
  [[nodiscard]] std::uint64_t as_u64() const noexcept { return number_; }
  friend bool operator==(ThreadId, ThreadId) = default;

  /// For threads being made: an identity that no thread has.
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

namespace detail {

// (One for all parts of a program, however they are compiled, as far as the linker joins them: so all of the library
// that is there once.) Plain data, so that destructors of other thread-locals may ask who they run on.
[[gnu::visibility("default")]] inline thread_local std::uint64_t this_thread_number = 0;

}  // namespace detail

/// The identity of the thread that calls it, which need not be one that fearless started. Rust:
/// `std::thread::current().id()`.
[[nodiscard]] inline ThreadId id() noexcept {
  if (detail::this_thread_number == 0) detail::this_thread_number = ThreadId::make().number_;
  return ThreadId(detail::this_thread_number);
}

// Gives the calling thread, a new one, the identity that was made for it.
inline void become(ThreadId id) noexcept { detail::this_thread_number = id.number_; }

}  // namespace thread

// Why both: a number that does not change.
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
