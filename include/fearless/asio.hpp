// SPDX-License-Identifier: MIT
// Boost.Asio: functions, handlers and coroutines that have passed the checks of threads, and strands as homes for
// objects.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/asio/co_spawn.hpp>
#include <fearless/asio/detail/handed.hpp>
#include <fearless/asio/rows.hpp>
#include <fearless/asio/serial.hpp>
#include <fearless/home.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/std/kinds.hpp>

#include <boost/asio/defer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>

#include <functional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace fearless {

namespace rules::place {
struct asio_post {
  static constexpr const char* text = "fearless::asio::post";
};
struct asio_dispatch {
  static constexpr const char* text = "fearless::asio::dispatch";
};
struct asio_defer {
  static constexpr const char* text = "fearless::asio::defer";
};
struct asio_handler {
  static constexpr const char* text = "fearless::asio::handler";
};
}  // namespace rules::place

namespace asio {

/// The result of `handler`: a callable for one call with the results of an operation, `f(args…, results…)`.
/// \snippet reference/asio.cpp handler
template <class F, class... Args>
class Handler {
 public:
  /// For `handler` only.
  template <class... From>
  explicit Handler(std::in_place_t, From&&... from) : parts_(std::forward<From>(from)...) {}

  /// Calls the function, and passes the function and its arguments as rvalues. Throws what the function throws. Refuses
  /// to compile unless the results are Send and the function can be called with them.
  template <class... R>
  void operator()(R&&... results) {
    constexpr bool callable = std::is_invocable_v<F, Args..., R...>;
    static_assert(callable,
                  "fearless::asio::handler: the callable is not callable with these arguments and the results "
                  "of the operation");
    using Needs = derive::Needs<
        derive::Requirement<rules::place::result<rules::place::asio_handler>, traits::Send, std::decay_t<R>>...>;
    FEARLESS_DETAIL_REQUIRE(std::conditional_t<callable, Needs, derive::Needs<>>);
    if constexpr (callable && Needs::granted) {
      std::apply(
          [&](F& f, Args&... args) {
            static_cast<void>(std::invoke(std::move(f), std::move(args)..., std::forward<R>(results)...));
          },
          parts_);
    }
  }

 private:
  std::tuple<F, Args...> parts_;
};

/// Returns a completion handler for any `async_*` function: `socket.async_read_some(buffer, asio::handler(f, args…))`
/// calls `f(args…, error_code, n)`. `f` and `args` are copied here (or moved from rvalues) and passed as rvalues.
/// Throws what copying throws. Refuses to compile unless `f` and `args` are Send and Static. The results are checked
/// where the operation calls the handler. (The buffers that the operation reads and writes meanwhile are not checked:
/// keep them alive in an argument, or in the object of a Home.)
template <class F, class... Args>
[[nodiscard]] Handler<std::decay_t<F>, std::decay_t<Args>...> handler(F&& f, Args&&... args) {
  constexpr bool copied =
      std::is_constructible_v<std::decay_t<F>, F> && (std::is_constructible_v<std::decay_t<Args>, Args> && ...);
  using Needs = home::home_detail::PartsNeeds<rules::place::asio_handler, F, Args...>;
  static_assert(copied, "fearless: the callable or an argument can only be moved: pass it with std::move");
  FEARLESS_DETAIL_REQUIRE(std::conditional_t<copied, Needs, derive::Needs<>>);
  if constexpr (copied && Needs::granted) {
    return Handler<std::decay_t<F>, std::decay_t<Args>...>(std::in_place, std::forward<F>(f),
                                                           std::forward<Args>(args)...);
  }
  fearless::detail::fatal("fearless::asio::handler: refused");
}

namespace asio_detail {
template <class F, class... Args>
Handler<std::decay_t<F>, std::decay_t<Args>...> handed(F&& f, Args&&... args) {
  return Handler<std::decay_t<F>, std::decay_t<Args>...>(std::in_place, std::forward<F>(f),
                                                         std::forward<Args>(args)...);
}
}  // namespace asio_detail

/// Posts a call of `f(args…)` to `target`, an executor or an execution context; it is never made within this call. `f`
/// and `args` are copied here (or moved from rvalues) and passed as rvalues. An exception of `f` leaves the `run()` of
/// the context; the result of `f` is dropped. Throws std::bad_alloc and what copying throws. Refuses to compile unless
/// `f` and `args` are Send and Static. Boost.Asio: `post`.
template <class Target, class F, class... Args>
void post(Target&& target, F&& f, Args&&... args) {
  using Call = asio_detail::Handed<rules::place::asio_post, F, Args...>;
  FEARLESS_DETAIL_REQUIRE_CALL(Call);
  if constexpr (Call::granted) {
    boost::asio::post(std::forward<Target>(target),
                      asio_detail::handed(std::forward<F>(f), std::forward<Args>(args)...));
  }
}
/// The same as `post`; but if this thread runs `target`, the call may be made at once. Boost.Asio: `dispatch`.
template <class Target, class F, class... Args>
void dispatch(Target&& target, F&& f, Args&&... args) {
  using Call = asio_detail::Handed<rules::place::asio_dispatch, F, Args...>;
  FEARLESS_DETAIL_REQUIRE_CALL(Call);
  if constexpr (Call::granted) {
    boost::asio::dispatch(std::forward<Target>(target),
                          asio_detail::handed(std::forward<F>(f), std::forward<Args>(args)...));
  }
}
/// The same as `post`, for a call that continues the function that runs now. Boost.Asio: `defer`.
template <class Target, class F, class... Args>
void defer(Target&& target, F&& f, Args&&... args) {
  using Call = asio_detail::Handed<rules::place::asio_defer, F, Args...>;
  FEARLESS_DETAIL_REQUIRE_CALL(Call);
  if constexpr (Call::granted) {
    boost::asio::defer(std::forward<Target>(target),
                       asio_detail::handed(std::forward<F>(f), std::forward<Args>(args)...));
  }
}

}  // namespace asio

// Why: it holds a function and its arguments, which one thread calls, once.
template <class F, class... Args>
struct rules::row<asio::Handler<F, Args...>> : kind::owner<F, Args...> {};

}  // namespace fearless
