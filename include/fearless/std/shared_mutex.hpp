// SPDX-License-Identifier: MIT
// The rows of <shared_mutex>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <shared_mutex>

namespace fearless::rules {

// Why: every use of it is synchronised.
template <>
struct row<std::shared_mutex> : kind::synchronized {};
template <>
struct row<std::shared_timed_mutex> : kind::synchronized {};

// Why: the thread that locked the mutex has to unlock it.
template <class M>
struct row<std::shared_lock<M>> : kind::lock<M> {};

}  // namespace fearless::rules
