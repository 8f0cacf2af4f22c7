// SPDX-License-Identifier: MIT
// What the bits of the word of a RawRwLock mean. docs/locks.md has the table.
#pragma once

#include <cstdint>

namespace fearless::detail {

// The low bits of the word count the readers. Above them are one bit that shows that there are too many readers, and
// the flags. A reader increments the count before it checks whether it may read, and decrements it again if it may not.
// Without a writer, reading therefore costs one atomic read-modify-write operation and no loop.
struct RwLockWord {
  static constexpr std::uint32_t writer = std::uint32_t{1} << 31;
  static constexpr std::uint32_t writers_wait = std::uint32_t{1} << 30;
  static constexpr std::uint32_t readers_sleep = std::uint32_t{1} << 29;
  // `slots_open`: readers may use their slots. `slots_used`: readers may have used them, so that a writer has to check
  // all slots before it writes.
  static constexpr std::uint32_t slots_open = std::uint32_t{1} << 28;
  static constexpr std::uint32_t slots_used = std::uint32_t{1} << 27;
  static constexpr std::uint32_t too_many = std::uint32_t{1} << 26;
  static constexpr std::uint32_t readers = too_many - 1;
  static constexpr std::uint32_t keeps_readers_out = writer | writers_wait | readers_sleep | too_many;

  // Returns whether there is neither a writer nor a reader, including a reader that will find that it may not read.
  static constexpr bool is_free(std::uint32_t word) noexcept {
    return (word & (writer | slots_used | too_many | readers)) == 0;
  }
  // `again`: whether the thread reads the lock already.
  static constexpr bool may_read(std::uint32_t word, bool again) noexcept {
    return (word & (writer | too_many)) == 0 && (again || (word & writers_wait) == 0);
  }
};

}  // namespace fearless::detail
