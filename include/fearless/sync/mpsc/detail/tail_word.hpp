// SPDX-License-Identifier: MIT
// The word at the tail of an unbounded channel: the last block, the number of the next slot, and whether the receiver
// sleeps.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <cstdint>

namespace fearless::mpsc::mpsc_detail {

// Bits 0 to 21 hold the number of the next slot. If the number is above `limit`, the excess is the number of senders
// that wait for the next block. Each of these adds one and then waits, so four million threads would have to wait at
// the end of one block to overflow the field; that is more than Linux allows in a system. Bit 22: the receiver sleeps.
// Bits 23 and above: the address of the block, which is a multiple of 128 and below 2^48.
template <class Block>
class TailWord {
 public:
  static constexpr std::uint64_t asleep = std::uint64_t{1} << 22;

  constexpr explicit TailWord(std::uint64_t bits) noexcept : bits_(bits) {}
  [[nodiscard]] static TailWord at(const Block* block, std::uint32_t number) noexcept {
    return TailWord((static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(block)) << shift) | number);
  }
  // The word of a closed channel has the address 128, which no block has, and a number at which no sender adds a block.
  [[nodiscard]] static constexpr TailWord closed() noexcept {
    return TailWord((closed_address << shift) | (Block::limit + 1));
  }

  // Whether the address of the block fits into the word. (It does, unless the program asks the system for addresses
  // above 2^48, or memory tagging is used.)
  [[nodiscard]] static bool can_hold(const Block* block) noexcept { return at(block, 0).block() == block; }

  [[nodiscard]] constexpr std::uint64_t bits() const noexcept { return bits_; }
  [[nodiscard]] constexpr std::uint32_t number() const noexcept { return static_cast<std::uint32_t>(bits_ & numbers); }
  [[nodiscard]] Block* block() const noexcept {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): an address in part of a word is what this is for
    return reinterpret_cast<Block*>(static_cast<std::uintptr_t>(address()));
  }
  [[nodiscard]] constexpr bool receiver_sleeps() const noexcept { return (bits_ & asleep) != 0; }
  [[nodiscard]] constexpr bool is_closed() const noexcept { return address() == closed_address; }
  // Whether a sender is adding the next block.
  [[nodiscard]] constexpr bool is_being_extended() const noexcept { return number() > Block::limit && !is_closed(); }

  [[nodiscard]] constexpr TailWord with_number(std::uint32_t number) const noexcept {
    return TailWord((bits_ & ~numbers) | number);
  }
  [[nodiscard]] constexpr TailWord with_mark_of(TailWord other) const noexcept {
    return TailWord(bits_ | (other.bits_ & asleep));
  }

 private:
  static constexpr std::uint64_t numbers = asleep - 1;
  static constexpr int shift = 16;  // the 7 lowest bits of an address are zero; they fall on bits 16 to 22
  static constexpr std::uint64_t closed_address = 128;

  [[nodiscard]] constexpr std::uint64_t address() const noexcept { return (bits_ & ~(asleep | numbers)) >> shift; }

  std::uint64_t bits_;
};

}  // namespace fearless::mpsc::mpsc_detail
