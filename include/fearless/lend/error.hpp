// SPDX-License-Identifier: MIT
// LendError: what is thrown if a value or a sequence is lent already, and the reason why no borrow is Static.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/reasons.hpp>
#include <fearless/marker.hpp>

#include <exception>

namespace fearless {

namespace rules::because {

/// The reason why a borrow is not Static.
struct it_borrows_what_was_lent {
  static constexpr const char* text = "it borrows what somebody else owns";
  static constexpr const char* help = "use it in a thread::scope, which ends before the owner does";
  static constexpr const char* anchor = "lend";
};

}  // namespace rules::because

/// Thrown if a value or a sequence is lent twice, or a value is read while it is lent for writing, or moved out of a
/// Lend while it is lent.
/// \snippet reference/loans.cpp lend_error
class LendError final : public std::exception {
 public:
  LendError() noexcept = default;
  /// `text`, a string literal, is what `what()` returns.
  explicit LendError(const char* text) noexcept : text_(text) {}
  [[nodiscard]] const char* what() const noexcept override { return text_; }

 private:
  const char* text_ = "fearless::Lend: the value is lent already";
};

// Why: it holds only the address of a string literal.
template <>
struct rules::row<LendError> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

}  // namespace fearless
