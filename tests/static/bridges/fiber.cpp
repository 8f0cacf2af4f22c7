// SPDX-License-Identifier: MIT
// Which parts of fibers may cross to another thread.
#include <fearless/fiber.hpp>
#include <fearless/rc.hpp>
#include <fearless/sync/arc.hpp>

#include <type_traits>

namespace {

using namespace fearless;

static_assert(Send<fiber::Carrier> && Sync<fiber::Carrier> && Static<fiber::Carrier>);
static_assert(Send<Arc<fiber::Carrier>> && Static<Arc<fiber::Carrier>>);
static_assert(!std::is_copy_constructible_v<fiber::Carrier> && !std::is_move_constructible_v<fiber::Carrier>);

static_assert(Send<fiber::JoinHandle<int>> && Sync<fiber::JoinHandle<int>> && Static<fiber::JoinHandle<int>>);
static_assert(!std::is_copy_constructible_v<fiber::JoinHandle<int>>);

// Also of a result that may cross: its fiber need not be.
static_assert(!Send<fiber::LocalJoinHandle<int>> && !Sync<fiber::LocalJoinHandle<int>>);
static_assert(!Send<fiber::LocalJoinHandle<Rc<int>>> && Static<fiber::LocalJoinHandle<Rc<int>>>);
static_assert(!ThreadSafe<fiber::JoinHandle<int>> && !ThreadSafe<fiber::LocalJoinHandle<int>>);

}  // namespace
