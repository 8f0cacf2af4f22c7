// SPDX-License-Identifier: MIT
// The blocks of the list of an unbounded channel.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/bounds.hpp>
#include <fearless/sync/mpsc/detail/carried.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>

namespace fearless::mpsc::mpsc_detail {

// The storage for one value. The sender that owns the slot writes the value and then `full`. Nobody else writes there
// until the block is drained.
template <class S>
struct Slot : Place<S> {
  std::atomic<std::uint8_t> full{0};
};

// A block consists of its slots, followed by this object. The slots are numbered from the end: the last slot of every
// block has the number `limit - 1`, whatever the capacity. So the address of the block and the number suffice to find a
// slot. If a sender has taken a number that belongs to no slot, it need not access the block, which may have been
// freed.
template <class S>
class Block {
 public:
  static constexpr std::uint32_t limit = 256;
  static constexpr std::size_t alignment = detail::larger<std::size_t>(128, alignof(Slot<S>));

  // Each block is larger than the one before, so that a channel for one message is small: 16, 62 and 254 slots, but no
  // more than fit into 4 KiB for the first block and 32 KiB for the later ones.
  static constexpr std::uint32_t most =
      static_cast<std::uint32_t>(detail::bounded<std::size_t>(32768 / sizeof(Slot<S>), 1, limit - 2));
  static constexpr std::uint32_t least =
      static_cast<std::uint32_t>(detail::bounded<std::size_t>(4096 / sizeof(Slot<S>), 1, 16));
  [[nodiscard]] static constexpr std::uint32_t after(std::uint32_t capacity) noexcept {
    return detail::smaller<std::uint32_t>(capacity * 4 - 2, most);
  }

  // Throws std::bad_alloc.
  [[nodiscard]] static Block* make(std::uint32_t capacity) {
    const std::size_t front = space_in_front(capacity);
    auto* memory = static_cast<std::byte*>(::operator new(front + sizeof(Block), std::align_val_t(alignment)));
    auto* block = ::new (memory + front) Block(capacity);
    for (std::uint32_t i = block->first(); i < limit; ++i) ::new (static_cast<void*>(block->slot(i))) Slot<S>;
    return block;
  }

  // The values in the block must have been destroyed.
  static void destroy(Block* block) noexcept {
    if (block == nullptr) return;
    std::byte* memory = reinterpret_cast<std::byte*>(block) - space_in_front(block->capacity_);
    ::operator delete(memory, std::align_val_t(alignment));
  }

  // Makes a drained block usable again. Relaxed: a release store hands the block over afterwards.
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

}  // namespace fearless::mpsc::mpsc_detail
