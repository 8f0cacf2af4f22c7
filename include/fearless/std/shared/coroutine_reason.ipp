// SPDX-License-Identifier: MIT
// The reason why a handle of a coroutine is not Send.
#pragma once

#include <fearless/std/kinds.hpp>

namespace fearless::rules {

namespace because {
struct a_coroutine_hides_what_it_holds {
  static constexpr const char* text = "a coroutine hides what it holds, and who else may resume it";
  static constexpr const char* help = "send what the coroutine is made of, and start it there";
  static constexpr const char* anchor = "coroutine";
};
}  // namespace because

}  // namespace fearless::rules
