// SPDX-License-Identifier: MIT
// The rows of <mutex>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <mutex>

namespace fearless::rules {

// Why: every use of it is synchronised.
template <>
struct row<std::mutex> : kind::synchronized {};
template <>
struct row<std::recursive_mutex> : kind::synchronized {};
template <>
struct row<std::timed_mutex> : kind::synchronized {};
template <>
struct row<std::recursive_timed_mutex> : kind::synchronized {};
template <>
struct row<std::once_flag> : kind::synchronized {};

// Why: the thread that locked the mutex has to unlock it.
template <class M>
struct row<std::lock_guard<M>> : kind::lock<M> {};
template <class M>
struct row<std::unique_lock<M>> : kind::lock<M> {};
template <class... M>
struct row<std::scoped_lock<M...>> : kind::lock<M...> {};

// Why: it holds nothing.
template <>
struct row<std::defer_lock_t> : kind::stateless {};
template <>
struct row<std::try_to_lock_t> : kind::stateless {};
template <>
struct row<std::adopt_lock_t> : kind::stateless {};

}  // namespace fearless::rules
