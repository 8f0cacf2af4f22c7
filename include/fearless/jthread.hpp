// SPDX-License-Identifier: MIT
// jthread and async: the functions of the standard library, with the same signatures and with the checks of
// thread::spawn.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/thread/detail/call.hpp>

#include <future>
#include <thread>
#include <type_traits>
#include <utility>
#include <version>

#if defined(__cpp_lib_jthread)
#include <stop_token>
#endif

namespace fearless {

namespace rules::place {
struct jthread {
  static constexpr const char* text = "fearless::jthread";
};
struct async {
  static constexpr const char* text = "fearless::async";
};
}  // namespace rules::place

#if defined(__cpp_lib_jthread)
/// `std::jthread` with the checks of `thread::spawn`: replace the name, and everything else stays. As there, an
/// exception that leaves the function ends the program. Rust has no counterpart: there, threads are joined explicitly
/// or by a scope.
/// \snippet reference/jthreads.cpp jthread
class jthread : public std::jthread {
 public:
  /// An object without a thread.
  jthread() noexcept = default;

  /// Starts `f(args…)`, or `f(stop_token, args…)` if that can be called. Throws as `std::jthread` does. Refuses to
  /// compile unless `f` and every argument are Send and Static.
  template <class F, class... Args>
    requires(!std::is_same_v<std::remove_cvref_t<F>, jthread>)
  explicit jthread(F&& f, Args&&... args) {
    constexpr bool callable = std::is_invocable_v<std::decay_t<F>, std::stop_token, std::decay_t<Args>...> ||
                              std::is_invocable_v<std::decay_t<F>, std::decay_t<Args>...>;
    using Needs =
        decltype(thread::thread_detail::needs<rules::place::jthread, thread::thread_detail::May::OutliveTheirMaker,
                                              void, std::decay_t<F>, std::decay_t<Args>...>(
            std::index_sequence_for<Args...>{}));
    static_assert(callable, "fearless::jthread: the callable is not callable with these arguments, each as an rvalue");
    FEARLESS_DETAIL_REQUIRE(Needs);
    if constexpr (callable && Needs::granted) {
      static_cast<std::jthread&>(*this) = std::jthread(std::forward<F>(f), std::forward<Args>(args)...);
    }
  }
};

// Why: the same as for std::jthread: it is a handle, and a std::stop_source.
template <>
struct rules::row<jthread> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
#endif

namespace detail {

template <class F, class... Args>
using AsyncCall = thread::thread_detail::Call<place::async, thread::thread_detail::May::OutliveTheirMaker, F, Args...>;

}  // namespace detail

/// `std::async` with the checks of `thread::spawn`, whatever the policy is. Returns the future. If `f` throws, `f` and
/// `args` are destroyed while the stack is unwound, and not with the future. Throws as `std::async` does. Refuses to
/// compile unless `f`, every argument and the result are Send and Static. Rust: `thread::spawn`, whose handle
/// corresponds to the future.
template <class F, class... Args>
[[nodiscard]] std::future<typename detail::AsyncCall<F, Args...>::Returned> async(std::launch policy, F&& f,
                                                                                  Args&&... args) {
  using Call = detail::AsyncCall<F, Args...>;
  FEARLESS_DETAIL_REQUIRE_CALL(Call);
  if constexpr (Call::granted) {
    using OneCall = thread::thread_detail::OneCall<std::decay_t<F>, std::decay_t<Args>...>;
    return std::async(policy, OneCall(std::in_place, std::forward<F>(f), std::forward<Args>(args)...));
  }
  detail::fatal("fearless::async: refused");
}
template <class F, class... Args>
  requires(!std::is_same_v<std::remove_cvref_t<F>, std::launch>)
[[nodiscard]] std::future<typename detail::AsyncCall<F, Args...>::Returned> async(F&& f, Args&&... args) {
  using Call = detail::AsyncCall<F, Args...>;
  FEARLESS_DETAIL_REQUIRE_CALL(Call);
  if constexpr (Call::granted) {
    return fearless::async(std::launch::async | std::launch::deferred, std::forward<F>(f), std::forward<Args>(args)...);
  }
  detail::fatal("fearless::async: refused");
}

}  // namespace fearless
