// SPDX-License-Identifier: MIT
// The counts of an Rc's block: how many handles own and observe its value, on one thread.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/counted/counted.hpp>
#include <fearless/detail/language.hpp>

#include <cstddef>
#include <cstdint>

namespace fearless {

template <class T>
class Rc;
template <class T>
class RcWeak;

namespace detail {

// GCC 12 bug: it does not see that the count which frees the block is the last one, and warns about a use after free
// when the count is read next. The warning is turned off here.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuse-after-free"
#endif

// The counts of an Rc's block, for one thread. All strong handles together own one of the weak counts.
struct LocalCounts {
  template <class T>
  using Owner = Rc<T>;
  template <class T>
  using Observer = RcWeak<T>;

  static constexpr const char* moved_from = "fearless::Rc: used after it was moved from";
  static constexpr std::uint32_t max = 0x7fff'ffff;

  void add_strong() noexcept { add(strong); }
  Dropped drop_strong() noexcept {
    if (--strong != 0) return Dropped::one_of_several;
    return weak == 1 ? Dropped::last_handle : Dropped::last_owner;
  }
  bool try_add_strong() noexcept {
    if (strong == 0) return false;
    add(strong);
    return true;
  }
  void add_weak() noexcept { add(weak); }
  void downgrade() noexcept { add(weak); }
  bool drop_weak() noexcept { return --weak == 0; }

  bool is_unique() const noexcept { return strong == 1 && weak == 1; }
  bool has_weak() const noexcept { return weak != 1; }
  bool claim() noexcept {
    if (strong != 1) return false;
    strong = 0;
    return true;
  }
  void unclaim() noexcept { strong = 1; }

  std::size_t strong_count() const noexcept { return strong; }
  std::size_t weak_count() const noexcept { return weak - 1; }

  std::uint32_t strong = 1;
  std::uint32_t weak = 1;

 private:
  static void add(std::uint32_t& count) noexcept {
    if (count == max) fatal("fearless::Rc: more than 2147483647 handles of one value");
    ++count;
  }
};

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

}  // namespace detail

}  // namespace fearless
