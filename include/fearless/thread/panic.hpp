// SPDX-License-Identifier: MIT
// Panic: the exception that ended a thread, on its way to whoever joins it.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/marker.hpp>

#include <exception>
#include <string>
#include <utility>

namespace fearless {

namespace because {

/// Why a Panic is not Sync.
struct its_exception_may_not_be_read_by_two_threads {
  static constexpr const char* text = "nothing says that the exception it carries can be read by two threads at once";
  static constexpr const char* help = "take what() as a std::string, and share that";
  static constexpr const char* anchor = "panic";
};

}  // namespace because

namespace thread::detail {

// Whoever has one has run a thread's function. (Not an aggregate, or `{}` would be one.)
struct OfAThread {
  explicit OfAThread() = default;
};

}  // namespace thread::detail

/// What a thread failed with: the exception that left its function. Move-only: a panic is handled once. Rust: the
/// `Box<dyn Any + Send>` in `thread::Result`.
class [[nodiscard]] Panic {
 public:
  /// For threads alone: a panic that carries `exception`, which must not be null.
  explicit Panic(thread::detail::OfAThread, std::exception_ptr exception) noexcept : exception_(std::move(exception)) {}
  Panic(Panic&&) noexcept = default;
  Panic& operator=(Panic&&) noexcept = default;
  Panic(const Panic&) = delete;
  Panic& operator=(const Panic&) = delete;

  /// What the exception says: `what()` of a std::exception, the text of a `const char*` or a std::string, or that it is
  /// neither. Valid as long as this object is not moved from.
  [[nodiscard]] const char* what() const noexcept FEARLESS_LIFETIMEBOUND {
#if defined(__cpp_exceptions)
    if (exception_ == nullptr) return "a panic that was handled already";
    try {
      std::rethrow_exception(exception_);
    } catch (const std::exception& e) {
      return e.what();
    } catch (const std::string& text) {
      return text.c_str();
    } catch (const char* text) {
      return text;
    } catch (...) {
    }
#endif
    return "an exception that is not a std::exception";
  }

  /// Throws the exception here. Rust: `std::panic::resume_unwind`.
  [[noreturn]] void rethrow() && { std::rethrow_exception(std::move(*this).exception()); }

  /// The exception itself, taken out.
  [[nodiscard]] std::exception_ptr exception() && noexcept {
    FEARLESS_ASSERT(exception_ != nullptr, "fearless::Panic: used after it was moved from");
    return std::exchange(exception_, nullptr);
  }

 private:
  std::exception_ptr exception_;
};

// Why Send: the thread it comes from has ended, and this is the only handle: nobody makes one of an exception_ptr,
// which may have copies. What the exception itself refers to, the library cannot see (docs/limits.md).
template <>
struct row<Panic> {
  static constexpr auto send = always;
  static constexpr auto sync = never<because::its_exception_may_not_be_read_by_two_threads>;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::its_exception_may_not_be_read_by_two_threads>;
};

}  // namespace fearless
