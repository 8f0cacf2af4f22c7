// SPDX-License-Identifier: MIT
// Panic: the exception that ended a thread, as the thread that joins it receives it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/marker.hpp>

#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

namespace fearless {

namespace rules::because {

/// The reason why a Panic is not Sync.
struct its_exception_may_not_be_read_by_two_threads {
  static constexpr const char* text = "nothing says that the exception it carries can be read by two threads at once";
  static constexpr const char* help = "take what() as a std::string, and share that";
  static constexpr const char* anchor = "panic";
};

}  // namespace rules::because

namespace thread::thread_detail {

// A key for the constructors of Panic, for code that has run the function of a thread. (It is not an aggregate, because
// `{}` would then create one.)
struct OfAThread {
  explicit OfAThread() = default;
};

}  // namespace thread::thread_detail

/// The failure of a thread: the exception that left its function; or the reason why there is neither an exception nor a
/// result, because the thread was cancelled, called pthread_exit, or is not in this process. It is move-only, since a
/// panic is handled once. Rust: the `Box<dyn Any + Send>` in `thread::Result`.
/// \snippet reference/threads.cpp panic
class [[nodiscard]] Panic {
 public:
  /// For threads only: a panic with `exception`, which must not be null.
  explicit Panic(thread::thread_detail::OfAThread, std::exception_ptr exception) noexcept
      : exception_(std::move(exception)) {}
  /// For threads only: a panic without an exception. `text` is the reason, a string literal.
  explicit Panic(thread::thread_detail::OfAThread, const char* text) noexcept : text_(text) {}
  Panic(Panic&& other) noexcept : exception_(std::move(other.exception_)), text_(std::exchange(other.text_, nullptr)) {}
  Panic& operator=(Panic&& other) noexcept {
    Panic taken(std::move(other));
    std::swap(exception_, taken.exception_);
    std::swap(text_, taken.text_);
    return *this;
  }
  Panic(const Panic&) = delete;
  Panic& operator=(const Panic&) = delete;

  /// Returns the text of the exception: `what()` of a std::exception, the text of a `const char*` or a std::string, or
  /// a note that it is neither. Without an exception, it is "the thread ended without a result", and why. The pointer
  /// is valid until this object is moved from or destroyed.
  [[nodiscard]] const char* what() const noexcept FEARLESS_LIFETIMEBOUND {
    if (text_ != nullptr) return text_;
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

  /// Throws the exception. If there is none, throws a std::runtime_error with the text of `what`. Rust:
  /// `std::panic::resume_unwind`.
  [[noreturn]] void rethrow() && {
    if (text_ != nullptr) fearless::detail::raise(std::runtime_error(std::exchange(text_, nullptr)));
    std::rethrow_exception(std::move(*this).exception());
  }

  /// Returns the exception, and leaves this object without one. If there is none, returns a std::runtime_error with the
  /// text of `what`.
  [[nodiscard]] std::exception_ptr exception() && noexcept {
    if (text_ != nullptr) return std::make_exception_ptr(std::runtime_error(std::exchange(text_, nullptr)));
    FEARLESS_ASSERT(exception_ != nullptr, "fearless::Panic: used after it was moved from");
    return std::exchange(exception_, nullptr);
  }

 private:
  std::exception_ptr exception_;
  const char* text_ = nullptr;
};

// Why Send: the thread that threw the exception has ended, and this is the only handle to it, because nobody can create
// a Panic from an exception_ptr, which may have copies. The library cannot see what the exception itself refers to
// (docs/limits.md).
template <>
struct rules::row<Panic> {
  static constexpr auto send = always;
  static constexpr auto sync = never<because::its_exception_may_not_be_read_by_two_threads>;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::its_exception_may_not_be_read_by_two_threads>;
};

}  // namespace fearless
