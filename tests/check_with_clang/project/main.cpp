// SPDX-License-Identifier: MIT
// Ordinary closures and an ordinary class, with no promise and no macro.
#include <fearless/std/string.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/thread.hpp>

#include <string>

#include "state.hpp"

int main() {
  const std::string name = "worker";
  const auto arc = fearless::Arc<int>::make(36);
  auto captures = fearless::thread::spawn([name, arc] { return static_cast<int>(name.size()) + *arc; });
  auto owns = fearless::thread::spawn([state = State("state")] { return state.name().size(); });
  return std::move(captures).join().value() == 42 && std::move(owns).join().value() == 5 ? 0 : 1;
}
