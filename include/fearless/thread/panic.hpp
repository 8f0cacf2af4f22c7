// SPDX-License-Identifier: MIT
// Panic: the exception that ended a thread, on its way to whoever joins it.
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

/// Why a Panic is not Sync.
struct its_exception_may_not_be_read_by_two_threads {
  static constexpr const char* text = "nothing says that the exception it carries can be read by two threads at once";
  static constexpr const char* help = "take what() as a std::string, and share that";
  static constexpr const char* anchor = "panic";
};

}  // namespace rules::because

namespace thread::detail {

// Whoever has one has run a thread's function. (Not an aggregate, or `{}` would be one.)
struct OfAThread {
  explicit OfAThread() = default;
};

}  // namespace thread::detail

/// What a thread failed with: the exception that left its function; or that it left none and has no result, since it
/// was cancelled, called pthread_exit, or is not in this process. Move-only: a panic is handled once. Rust: the
/// `Box<dyn Any + Send>` in `thread::Result`.
class [[nodiscard]] Panic {
 public:
  /// For threads alone: a panic that carries `exception`, which must not be null.
  explicit Panic(thread::detail::OfAThread, std::exception_ptr exception) noexcept : exception_(std::move(exception)) {}
  /// For threads alone: a panic without an exception, for the reason `text`, which must be a literal.
  explicit Panic(thread::detail::OfAThread, const char* text) noexcept : text_(text) {}
  Panic(Panic&& other) noexcept : exception_(std::move(other.exception_)), text_(std::exchange(other.text_, nullptr)) {}
  Panic& operator=(Panic&& other) noexcept {
    Panic taken(std::move(other));
    std::swap(exception_, taken.exception_);
    std::swap(text_, taken.text_);
    return *this;
  }
  Panic(const Panic&) = delete;
  Panic& operator=(const Panic&) = delete;

  /// What the exception says: `what()` of a std::exception, the text of a `const char*` or a std::string, or that it is
  /// neither; without one, "the thread ended without a result", and why. Valid as long as this object is not moved
  /// from.
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

  /// Throws the exception here; without one, a std::runtime_error of what `what` says. Rust:
  /// `std::panic::resume_unwind`.
  [[noreturn]] void rethrow() && {
    if (text_ != nullptr) fearless::detail::raise(std::runtime_error(std::exchange(text_, nullptr)));
    std::rethrow_exception(std::move(*this).exception());
  }

  /// The exception itself, taken out; without one, a std::runtime_error of what `what` says.
  [[nodiscard]] std::exception_ptr exception() && noexcept {
    if (text_ != nullptr) return std::make_exception_ptr(std::runtime_error(std::exchange(text_, nullptr)));
    FEARLESS_ASSERT(exception_ != nullptr, "fearless::Panic: used after it was moved from");
    return std::exchange(exception_, nullptr);
  }

 private:
  std::exception_ptr exception_;
  const char* text_ = nullptr;
};

// Why Send: the thread it comes from has ended, and this is the only handle: nobody makes one of an exception_ptr,
// which may have copies. What the exception itself refers to, the library cannot see (docs/limits.md).
template <>
struct rules::row<Panic> {
  static constexpr auto send = always;
  static constexpr auto sync = never<because::its_exception_may_not_be_read_by_two_threads>;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::its_exception_may_not_be_read_by_two_threads>;
};

}  // namespace fearless
