// SPDX-License-Identifier: MIT
// A project that is also checked by Clang may trust its closures on GCC. On Clang the macro changes nothing.
#define FEARLESS_UNSAFE_TRUST_CLOSURES
#include <string>

#include <fearless/marker.hpp>
#include <fearless/std.hpp>

namespace {

[[maybe_unused]] void closures() {
  std::string text;
  auto owns = [text] { return text.size(); };
  auto borrows = [&text] { return text.size(); };
  static_assert(fearless::Send<decltype(owns)> && fearless::Static<decltype(owns)>);
#if defined(__clang__)
  static_assert(!fearless::Send<decltype(borrows)>);
#else
  static_assert(fearless::Send<decltype(borrows)>);
#endif
  (void)owns, (void)borrows;
}

}  // namespace
