// SPDX-License-Identifier: MIT
// The word at an unbounded channel's tail: the last block, the number of the next slot, whether the receiver sleeps.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <cstdint>

namespace fearless::mpsc::detail {

// Bits 0 to 21: the number of the next slot; above `limit`, how many senders wait for the next block on top of that.
// Each adds one and then waits, so that it takes four million threads at the end of the same block to overflow: more
// than Linux allows a system to have. Bit 22: the receiver sleeps. From bit 23 on: the address of the block, which is a
// multiple of 128 and below 2^48.
template <class Block>
class TailWord {
 public:
  static constexpr std::uint64_t asleep = std::uint64_t{1} << 22;

  constexpr explicit TailWord(std::uint64_t bits) noexcept : bits_(bits) {}
  [[nodiscard]] static TailWord at(const Block* block, std::uint32_t number) noexcept {
    return TailWord((static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(block)) << shift) | number);
  }
  // No block is at address 128. The number is one at which nobody adds a block.
  [[nodiscard]] static constexpr TailWord closed() noexcept {
    return TailWord((closed_address << shift) | (Block::limit + 1));
  }

  // Whether the address of a block fits. (It does unless the program asks the system for addresses beyond 2^48, or the
  // memory is tagged.)
  [[nodiscard]] static bool can_hold(const Block* block) noexcept { return at(block, 0).block() == block; }

  [[nodiscard]] constexpr std::uint64_t bits() const noexcept { return bits_; }
  [[nodiscard]] constexpr std::uint32_t number() const noexcept { return static_cast<std::uint32_t>(bits_ & numbers); }
  [[nodiscard]] Block* block() const noexcept {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): an address in part of a word is what this is for
    return reinterpret_cast<Block*>(static_cast<std::uintptr_t>(address()));
  }
  [[nodiscard]] constexpr bool receiver_sleeps() const noexcept { return (bits_ & asleep) != 0; }
  [[nodiscard]] constexpr bool is_closed() const noexcept { return address() == closed_address; }
  // Whether a sender is about to put a block there.
  [[nodiscard]] constexpr bool is_being_extended() const noexcept { return number() > Block::limit && !is_closed(); }

  [[nodiscard]] constexpr TailWord with_number(std::uint32_t number) const noexcept {
    return TailWord((bits_ & ~numbers) | number);
  }
  [[nodiscard]] constexpr TailWord with_mark_of(TailWord other) const noexcept {
    return TailWord(bits_ | (other.bits_ & asleep));
  }

 private:
  static constexpr std::uint64_t numbers = asleep - 1;
  static constexpr int shift = 16;  // the 7 lowest bits of an address are none: they fall on the bits from 16 to 22
  static constexpr std::uint64_t closed_address = 128;

  [[nodiscard]] constexpr std::uint64_t address() const noexcept { return (bits_ & ~(asleep | numbers)) >> shift; }

  std::uint64_t bits_;
};

}  // namespace fearless::mpsc::detail
