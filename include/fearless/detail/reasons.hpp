// SPDX-License-Identifier: MIT
// Reasons for a refusal that several types of the library share.
#pragma once

namespace fearless::rules::because {

/// The reason why an ordinary value is not ThreadSafe.
struct it_can_be_assigned {
  static constexpr const char* text = "it can be assigned, or moved from, while another thread uses it";
  static constexpr const char* help = "put it in a fearless::Mutex, or share it as const";
  static constexpr const char* anchor = "assigned";
};

/// The reason why the guard of a lock is not Send.
struct a_lock_is_released_by_the_thread_that_took_it {
  static constexpr const char* text = "a lock is released by the thread that took it";
  static constexpr const char* help = "send the mutex (in a fearless::Arc) and lock it there";
  static constexpr const char* anchor = "guard";
};

}  // namespace fearless::rules::because
