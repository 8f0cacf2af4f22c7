// SPDX-License-Identifier: MIT
// The examples that the reference shows for results.
#include <fearless/result.hpp>

#include <cstdio>
#include <string>
#include <string_view>

using namespace fearless;

// [result]
Result<int, std::string> parse(const std::string& text) {
  if (text.empty()) return unexpected(std::string("nothing to parse"));
  return std::stoi(text);
}
// [result]

int main() {
  // [use]
  std::printf("%d\n", parse("42").value());
  const auto failed = parse("");
  if (!failed) std::printf("%s\n", failed.error().c_str());
  std::printf("%d\n", parse("").value_or(0));
  // [use]
  // [bad_access]
  try {
    (void)failed.value();
  } catch (const BadResultAccess& error) {  // its text names the error
    std::printf("%s\n", std::string_view(error.what()).ends_with("nothing to parse") ? "no value" : error.what());
  }
  // [bad_access]
}

// prints:
//   42
//   nothing to parse
//   0
//   no value
