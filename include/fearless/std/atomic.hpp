// SPDX-License-Identifier: MIT
// The rows of <atomic>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <atomic>

namespace fearless::rules {

namespace because {
struct the_object_can_still_be_used_without_its_atomic_ref {
  static constexpr const char* text = "the object can still be used without its atomic_ref";
  static constexpr const char* help = "make the object a std::atomic, and share that";
  static constexpr const char* anchor = "atomic-ref";
};
}  // namespace because

// Why: each access is atomic, and may copy a T from one thread to another.
template <class T>
struct row<std::atomic<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = if_send<T>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = if_send<T>;
};

// Why: each access is atomic.
template <>
struct row<std::atomic_flag> : kind::synchronized {};

#ifdef __cpp_lib_atomic_ref
// Why: it refers to an object that other code may access without atomic operations.
template <class T>
struct row<std::atomic_ref<T>> : kind::never_because<because::the_object_can_still_be_used_without_its_atomic_ref> {};
#endif

}  // namespace fearless::rules
