// SPDX-License-Identifier: MIT
// Homes, handles of what lives there, answers and callbacks cross to other threads, whatever the object is.
#include <fearless/home.hpp>
#include <fearless/rc.hpp>

#include <type_traits>

namespace {

using namespace fearless;

struct View {
  Rc<int> number;
  void set(int) {}
};
static_assert(!is_send_v<View> && !is_sync_v<View>);

template <class T>
constexpr bool crosses = is_send_v<T> && is_sync_v<T> && is_static_v<T>;

static_assert(crosses<Home<View>> && !is_thread_safe_v<Home<View>>);
static_assert(crosses<Remote<View>> && !is_thread_safe_v<Remote<View>>);
static_assert(crosses<Answer<int>> && !is_thread_safe_v<Answer<int>>);
static_assert(crosses<Answer<void>>);
static_assert(crosses<decltype(std::declval<Remote<View>>().then(&View::set))>);
static_assert(crosses<home::OnThread> && !is_thread_safe_v<home::OnThread>);
static_assert(crosses<home::Thread> && is_thread_safe_v<home::Thread>);
static_assert(crosses<home::Gone>);
static_assert(home::Serial<home::OnThread> && !home::Serial<home::Thread> && !home::Serial<int>);

static_assert(std::is_copy_constructible_v<Remote<View>> && !std::is_copy_constructible_v<Home<View>>);
static_assert(std::is_nothrow_move_constructible_v<Home<View>> && std::is_nothrow_move_assignable_v<Home<View>>);
static_assert(!std::is_copy_constructible_v<Answer<int>> && std::is_nothrow_move_constructible_v<Answer<int>>);
static_assert(!std::is_move_constructible_v<home::Thread>);

}  // namespace
