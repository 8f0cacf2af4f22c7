// SPDX-License-Identifier: MIT
// Task<R>, SendFn<R(A…)> and SyncFn<R(A…)>: callables that have passed the checks of thread::spawn, for executors,
// queues and callbacks.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/thread/detail/call.hpp>

#include <functional>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

namespace fearless {

namespace rules::because {

/// The reason why a callable is not Sync if only one thread at a time may call it.
struct it_is_called_by_one_thread_at_a_time {
  static constexpr const char* text = "it is called by one thread at a time";
  static constexpr const char* help = "move it to the thread that calls it, or put it in a fearless::Mutex";
  static constexpr const char* anchor = "task";
};

}  // namespace rules::because

namespace rules::place {
struct task {
  static constexpr const char* text = "fearless::task";
};
struct send_fn {
  static constexpr const char* text = "fearless::SendFn";
};
struct sync_fn {
  static constexpr const char* text = "fearless::SyncFn";
};
}  // namespace rules::place

namespace detail {

// The content of a Task or a SendFn: a function object whose type is erased.
template <class Signature>
struct AnyCall;
template <class R, class... A>
struct AnyCall<R(A...)> {
  AnyCall() = default;
  AnyCall(const AnyCall&) = delete;
  AnyCall& operator=(const AnyCall&) = delete;
  virtual ~AnyCall() = default;
  virtual R call(A... args) = 0;
};

template <class F, class Signature>
struct CallOf;
template <class F, class R, class... A>
struct CallOf<F, R(A...)> final : AnyCall<R(A...)> {
  template <class... From>
  explicit CallOf(From&&... from) : function(std::forward<From>(from)...) {}
  R call(A... args) override {
    if constexpr (std::is_void_v<R>) {
      std::invoke(function, std::forward<A>(args)...);
    } else {
      return std::invoke(function, std::forward<A>(args)...);
    }
  }

  F function;
};

// Whether a call of F(A...) for an R& would return a reference to a temporary: to its result, if that is a value, or to
// a conversion of the result. (From C++23 on, std::is_invocable_r says of some of these that they cannot be called for
// an R&.)
template <class R, class F, class... A>
inline constexpr bool refers_to_a_temporary = false;
template <class R, class F, class... A>
  requires(std::is_reference_v<R> && std::is_convertible_v<std::invoke_result_t<F, A...>, R>)
inline constexpr bool refers_to_a_temporary<R, F, A...> =
    !std::is_reference_v<std::invoke_result_t<F, A...>> ||
    !std::is_convertible_v<std::remove_reference_t<std::invoke_result_t<F, A...>>*, std::remove_reference_t<R>*>;

// A callable with its arguments, for one call.
template <class F, class... Args>
struct Bound {
  template <class... From>
  explicit Bound(From&&... from) : call(std::forward<From>(from)...) {}
  decltype(auto) operator()() {
    return std::apply(
        [](F& f, Args&... args) -> decltype(auto) { return std::invoke(std::move(f), std::move(args)...); }, call);
  }

  std::tuple<F, Args...> call;
};

}  // namespace detail

/// A call that will be made at most once, on any thread. `task` creates it. It is move-only. Rust:
/// `Box<dyn FnOnce() -> R + Send>`.
/// \snippet reference/tasks.cpp task
template <class R>
class [[nodiscard]] Task {
 public:
  using result_type = R;

  /// For `task` only.
  explicit Task(std::unique_ptr<detail::AnyCall<R()>> call) noexcept : call_(std::move(call)) {}

  /// Makes the call, and destroys the callable and its arguments. Returns the result. Throws what the call throws, and
  /// std::bad_function_call if the call was made before, or this object was moved from.
  R operator()() {
    if (call_ == nullptr) detail::raise(std::bad_function_call());
    const auto mine = std::move(call_);
    return mine->call();
  }

  /// Returns whether the call can still be made.
  [[nodiscard]] explicit operator bool() const noexcept { return call_ != nullptr; }

 private:
  std::unique_ptr<detail::AnyCall<R()>> call_;
};

/// Returns a Task that calls `f(args…)`. As in `thread::spawn`, `f` and `args` are copied here (or moved from rvalues)
/// and passed as rvalues, but another component provides the thread: `pool.submit(fearless::task(f, x))` gives a
/// checked callable to any executor that takes move-only callables. Throws what copying throws, and std::bad_alloc.
/// Refuses to compile as `thread::spawn` does. Rust: `Box::new(move || f(x)) as Box<dyn FnOnce() -> R + Send>`.
template <class F, class... Args>
Task<typename thread::thread_detail::Call<rules::place::task, thread::thread_detail::May::OutliveTheirMaker, F,
                                          Args...>::Result>
task(F&& f, Args&&... args) {
  using Call =
      thread::thread_detail::Call<rules::place::task, thread::thread_detail::May::OutliveTheirMaker, F, Args...>;
  FEARLESS_DETAIL_REQUIRE_CALL(Call);
  if constexpr (Call::granted) {
    using R = typename Call::Result;
    using Bound = detail::Bound<std::decay_t<F>, std::decay_t<Args>...>;
    return Task<R>(std::make_unique<detail::CallOf<Bound, R()>>(std::forward<F>(f), std::forward<Args>(args)...));
  }
  detail::fatal("fearless::task: refused");
}

/// `SendFn<R(A…)>` is described at that specialisation.
/// \snippet reference/tasks.cpp send_fn
template <class Signature>
class SendFn;

/// A callable of any type, which may be moved to another thread and called there repeatedly. It is move-only. One
/// thread at a time calls it, so its call operator is not const. Rust: `Box<dyn FnMut(A…) -> R + Send>`.
/// \snippet reference/tasks.cpp send_fn
template <class R, class... A>
class [[nodiscard]] SendFn<R(A...)> {
 public:
  /// Holds a copy of `f` (moved from an rvalue). Throws what copying throws, and std::bad_alloc. Refuses to compile
  /// unless `f` can be called with `A…`, and is Send and Static. If `R` is a reference, `f` must return a reference,
  /// too.
  template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, SendFn>)
  SendFn(F&& f) {
    using Decayed = std::decay_t<F>;
    using Needs =
        derive::Needs<derive::Requirement<rules::place::callable<rules::place::send_fn>, traits::Send, Decayed>,
                      derive::Requirement<rules::place::callable<rules::place::send_fn>, traits::Static, Decayed>>;
    constexpr bool outlives = !detail::refers_to_a_temporary<R, Decayed&, A...>;
    constexpr bool callable = !outlives || std::is_invocable_r_v<R, Decayed&, A...>;
    static_assert(callable, "fearless::SendFn<R(A...)>: the function cannot be called with A... for an R");
    static_assert(outlives, "fearless::SendFn<R&(A...)>: the function returns a value, which R& would outlive");
    if constexpr (callable && outlives) {
      FEARLESS_DETAIL_REQUIRE(Needs);
      if constexpr (Needs::granted) call_ = std::make_unique<detail::CallOf<Decayed, R(A...)>>(std::forward<F>(f));
    }
  }

  /// Calls the function and returns its result. Throws what the function throws, and std::bad_function_call if this
  /// object was moved from.
  R operator()(A... args) {
    if (call_ == nullptr) detail::raise(std::bad_function_call());
    return call_->call(std::forward<A>(args)...);
  }

  /// Returns whether this object can be called: it was not moved from.
  [[nodiscard]] explicit operator bool() const noexcept { return call_ != nullptr; }

 private:
  std::unique_ptr<detail::AnyCall<R(A...)>> call_;
};

/// `SyncFn<R(A…)>` is described at that specialisation.
/// \snippet reference/tasks.cpp sync_fn
template <class Signature>
class SyncFn;

/// A callable of any type, which several threads may call at the same time, through copies or through one object.
/// Copies share the callable. The last copy destroys it, on any thread. Rust: `Arc<dyn Fn(A…) -> R + Send + Sync>`.
/// \snippet reference/tasks.cpp sync_fn
template <class R, class... A>
class [[nodiscard]] SyncFn<R(A...)> {
 public:
  /// Holds a copy of `f` (moved from an rvalue), which it calls as const. Throws what copying throws, and
  /// std::bad_alloc. Refuses to compile unless a `const` copy of `f` can be called with `A…`, and is Send, Sync and
  /// Static. If `R` is a reference, `f` must return a reference, too.
  template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, SyncFn>)
  SyncFn(F&& f) {
    using Decayed = std::decay_t<F>;
    using Place = rules::place::callable<rules::place::sync_fn>;
    using Needs = derive::Needs<derive::Requirement<Place, traits::Send, Decayed>,
                                derive::Requirement<Place, traits::Sync, Decayed>,
                                derive::Requirement<Place, traits::Static, Decayed>>;
    constexpr bool outlives = !detail::refers_to_a_temporary<R, const Decayed&, A...>;
    constexpr bool callable = !outlives || std::is_invocable_r_v<R, const Decayed&, A...>;
    static_assert(callable, "fearless::SyncFn<R(A...)>: the function cannot be called, as const, with A... for an R");
    static_assert(outlives, "fearless::SyncFn<R&(A...)>: the function returns a value, which R& would outlive");
    if constexpr (callable && outlives) {
      FEARLESS_DETAIL_REQUIRE(Needs);
      if constexpr (Needs::granted)
        call_ = std::make_shared<detail::CallOf<const Decayed, R(A...)>>(std::forward<F>(f));
    }
  }

  /// Calls the function and returns its result. Throws what the function throws, and std::bad_function_call if this
  /// object was moved from.
  R operator()(A... args) const {
    if (call_ == nullptr) detail::raise(std::bad_function_call());
    return call_->call(std::forward<A>(args)...);
  }

  /// Returns whether this object can be called: it was not moved from.
  [[nodiscard]] explicit operator bool() const noexcept { return call_ != nullptr; }

 private:
  std::shared_ptr<detail::AnyCall<R(A...)>> call_;
};

// Why Send: its content was checked when it was created. Why not Sync, as in Rust: a call may change the content.
template <class R>
struct rules::row<Task<R>> {
  static constexpr auto send = always;
  static constexpr auto sync = never<because::it_is_called_by_one_thread_at_a_time>;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_is_called_by_one_thread_at_a_time>;
};
template <class Signature>
struct rules::row<SendFn<Signature>> : row<Task<void>> {};
// Why Sync: its content was also checked for Sync, and is called as const. The reference count is atomic.
template <class Signature>
struct rules::row<SyncFn<Signature>> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
namespace detail {
template <class Signature>
inline constexpr bool calls_any_function<SendFn<Signature>> = true;
template <class Signature>
inline constexpr bool calls_any_function<SyncFn<Signature>> = true;
}  // namespace detail

}  // namespace fearless
