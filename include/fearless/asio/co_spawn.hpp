// SPDX-License-Identifier: MIT
// asio::co_spawn: runs a coroutine on an executor of Boost.Asio, after checking its function and arguments.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/asio/detail/handed.hpp>
#include <fearless/asio/rows.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>

#include <exception>
#include <functional>
#include <type_traits>
#include <utility>

namespace fearless {

namespace rules::place {
struct asio_co_spawn {
  static constexpr const char* text = "fearless::asio::co_spawn";
};
}  // namespace rules::place

namespace asio {

namespace asio_detail {

template <class T>
struct AwaitableTraits {
  static constexpr bool is_awaitable = false;
};
template <class T, class E>
struct AwaitableTraits<boost::asio::awaitable<T, E>> {
  static constexpr bool is_awaitable = true;
  using Executor = E;
};

// The frame of this coroutine owns the function and the arguments until the coroutine that they create has ended.
template <class Executor, class F, class... Args>
boost::asio::awaitable<void, Executor> run(F f, Args... args) {
  co_await std::invoke(std::move(f), std::move(args)...);
}

}  // namespace asio_detail

/// Runs the coroutine `f(args…)` on `target`, an executor or an execution context. `f` and `args` are copied here (or
/// moved from rvalues) and live until the coroutine has ended. `f` returns a `boost::asio::awaitable`. An exception of
/// the coroutine leaves the `run()` of the context, as that of a posted function does. Throws std::bad_alloc and what
/// copying throws. Refuses to compile unless `f` and `args` are Send and Static; also refuses an existing awaitable,
/// whose content cannot be inspected. The local variables of the coroutine are not checked: if a guard is held over
/// `co_await`, another thread may release it, which ends the program. tokio: `spawn`.
template <class Target, class F, class... Args>
void co_spawn(Target&& target, F&& f, Args&&... args) {
  using Call = asio_detail::Handed<rules::place::asio_co_spawn, F, Args...>;
  constexpr bool is_ready_made = asio_detail::AwaitableTraits<std::decay_t<F>>::is_awaitable;
  static_assert(!is_ready_made,
                "fearless::asio::co_spawn: an awaitable hides what it holds: pass the coroutine function and its "
                "arguments instead of calling it");
  if constexpr (!is_ready_made) {
    FEARLESS_DETAIL_REQUIRE_CALL(Call);
    if constexpr (Call::granted) {
      using Made = asio_detail::AwaitableTraits<typename Call::Returned>;
      static_assert(Made::is_awaitable,
                    "fearless::asio::co_spawn: the function does not return a boost::asio::awaitable");
      if constexpr (Made::is_awaitable) {
        boost::asio::co_spawn(target,
                              asio_detail::run<typename Made::Executor, std::decay_t<F>, std::decay_t<Args>...>(
                                  std::forward<F>(f), std::forward<Args>(args)...),
                              [](const std::exception_ptr& exception) {
                                if (exception != nullptr) std::rethrow_exception(exception);
                              });
      }
    }
  }
}

}  // namespace asio
}  // namespace fearless
