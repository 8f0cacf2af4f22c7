// SPDX-License-Identifier: MIT
// The blocks of which an unbounded channel's list is made.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/bounds.hpp>
#include <fearless/sync/mpsc/detail/carried.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>

namespace fearless::mpsc::detail {

// A place for one value. Who sends writes the value and then `full`; nobody else writes there until the block is
// drained.
template <class S>
struct Slot : Place<S> {
  std::atomic<std::uint8_t> full{0};
};

// A block is its slots, and behind them this. The slots are counted from the end: the last of every block is number
// `limit - 1`, however many there are. So a slot is found from the block's address and its number alone, and a sender
// whose number is no slot's need not look into the block, which may be gone.
template <class S>
class Block {
 public:
  static constexpr std::uint32_t limit = 256;
  static constexpr std::size_t alignment = fearless::detail::larger<std::size_t>(128, alignof(Slot<S>));

  // Capacities grow, so that a channel for one message is small: 16, 62, 254, unless that is over 4 KiB at first or
  // over 32 KiB later.
  static constexpr std::uint32_t most =
      static_cast<std::uint32_t>(fearless::detail::bounded<std::size_t>(32768 / sizeof(Slot<S>), 1, limit - 2));
  static constexpr std::uint32_t least =
      static_cast<std::uint32_t>(fearless::detail::bounded<std::size_t>(4096 / sizeof(Slot<S>), 1, 16));
  [[nodiscard]] static constexpr std::uint32_t after(std::uint32_t capacity) noexcept {
    return fearless::detail::smaller<std::uint32_t>(capacity * 4 - 2, most);
  }

  // Throws std::bad_alloc.
  [[nodiscard]] static Block* make(std::uint32_t capacity) {
    const std::size_t front = space_in_front(capacity);
    auto* memory = static_cast<std::byte*>(::operator new(front + sizeof(Block), std::align_val_t(alignment)));
    auto* block = ::new (memory + front) Block(capacity);
    for (std::uint32_t i = block->first(); i < limit; ++i) ::new (static_cast<void*>(block->slot(i))) Slot<S>;
    return block;
  }

  // The values in it are gone already.
  static void destroy(Block* block) noexcept {
    if (block == nullptr) return;
    std::byte* memory = reinterpret_cast<std::byte*>(block) - space_in_front(block->capacity_);
    ::operator delete(memory, std::align_val_t(alignment));
  }

  // Makes a drained block a new one. Relaxed: it is handed over by a release store.
  void reset() noexcept {
    next.store(nullptr, std::memory_order_relaxed);
    for (std::uint32_t i = first(); i < limit; ++i) slot(i)->full.store(0, std::memory_order_relaxed);
  }

  [[nodiscard]] std::uint32_t capacity() const noexcept { return capacity_; }
  [[nodiscard]] std::uint32_t first() const noexcept { return limit - capacity_; }
  [[nodiscard]] Slot<S>* slot(std::uint32_t number) noexcept {
    return reinterpret_cast<Slot<S>*>(this) - (limit - number);
  }

  std::atomic<Block*> next{nullptr};

 private:
  explicit Block(std::uint32_t capacity) noexcept : capacity_(capacity) {}

  [[nodiscard]] static constexpr std::size_t space_in_front(std::uint32_t capacity) noexcept {
    return (capacity * sizeof(Slot<S>) + alignment - 1) / alignment * alignment;
  }

  std::uint32_t capacity_;
};

}  // namespace fearless::mpsc::detail
