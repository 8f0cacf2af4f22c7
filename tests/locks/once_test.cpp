// SPDX-License-Identifier: MIT
// Tests of Once, OnceLock and LazyLock, named after Rust's suites. They are in once/, and compiled at once, because
// what they include takes longer than they do.

#include "locks/once/action.hpp"
#include "locks/once/lazy_lock.hpp"
#include "locks/once/once_lock.hpp"

namespace {

// Static facts, as rustc answers them; ThreadSafe as DESIGN does.
static_assert(fearless::is_send_v<Once> && fearless::is_sync_v<Once> && fearless::is_thread_safe_v<Once>);
static_assert(fearless::is_send_v<OnceLock<int>> && fearless::is_sync_v<OnceLock<int>>);
static_assert(fearless::is_thread_safe_v<OnceLock<int>> && fearless::is_static_v<OnceLock<int>>);
static_assert(fearless::is_send_v<OnceLock<Cell<int>>> && !fearless::is_sync_v<OnceLock<Cell<int>>>);
static_assert(!fearless::is_send_v<OnceLock<Rc<int>>> && !fearless::is_thread_safe_v<OnceLock<Rc<int>>>);
static_assert(!fearless::is_static_v<OnceLock<std::string_view>>);
static_assert(fearless::is_send_v<LazyLock<int>> && fearless::is_sync_v<LazyLock<int>>);
static_assert(fearless::is_thread_safe_v<LazyLock<int>>);
static_assert(!fearless::is_sync_v<LazyLock<Cell<int>>> && !fearless::is_sync_v<LazyLock<Rc<int>>>);
struct OwnsAnRc {
  Rc<int> value;
  int operator()() const { return *value; }
};
static_assert(!fearless::is_send_v<LazyLock<int, OwnsAnRc>> && !fearless::is_sync_v<LazyLock<int, OwnsAnRc>>);
static_assert(!std::is_move_assignable_v<OnceLock<int>> && !std::is_move_constructible_v<LazyLock<int>>);
static_assert(!std::is_move_constructible_v<OnceLock<std::unique_ptr<int>>>);
static_assert(std::is_same_v<decltype(*std::declval<const LazyLock<int>&>()), const int&>);

}  // namespace
