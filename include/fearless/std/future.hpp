// SPDX-License-Identifier: MIT
// The rows of <future>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <future>

namespace fearless::rules {

namespace because {
struct a_deferred_task_runs_in_whoever_calls_get {
  static constexpr const char* text = "a deferred task runs in whoever calls get";
  static constexpr const char* help = "use fearless::thread::spawn and its JoinHandle, or a channel";
  static constexpr const char* anchor = "future";
};
struct a_packaged_task_hides_what_it_runs {
  static constexpr const char* text = "a std::packaged_task hides what it runs";
  static constexpr const char* help = "use fearless::task";
  static constexpr const char* anchor = "packaged-task";
};
}  // namespace because

// Why: it transfers a T or an exception to another thread, once. (An allocator that was passed to it does not show in
// its type.)
template <class T>
struct row<std::promise<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = if_send<T>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

// Why: a function deferred by std::async runs on the thread that calls get.
template <class T>
struct row<std::future<T>> : kind::never_because<because::a_deferred_task_runs_in_whoever_calls_get> {};

// Why: it is a future whose copies refer to the same T.
template <class T>
struct row<std::shared_future<T>> : kind::never_because<because::a_deferred_task_runs_in_whoever_calls_get> {};

// Why: the type of the callable that it runs is hidden.
template <class Signature>
struct row<std::packaged_task<Signature>> : kind::never_because<because::a_packaged_task_hides_what_it_runs> {};

// Why: it consists of a number and an immutable text.
template <>
struct row<std::future_error> : kind::value {};

}  // namespace fearless::rules
