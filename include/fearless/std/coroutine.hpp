// SPDX-License-Identifier: MIT
// The rows of <coroutine>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <coroutine>

#include <fearless/std/shared/coroutine_reason.ipp>

namespace fearless::rules {

// Why: it refers to a coroutine frame of hidden variables, which every copy of it can resume and destroy.
template <class Promise>
struct row<std::coroutine_handle<Promise>> : kind::never_because<because::a_coroutine_hides_what_it_holds> {};

// Why: it holds nothing.
template <>
struct row<std::suspend_always> : kind::stateless {};
template <>
struct row<std::suspend_never> : kind::stateless {};
template <>
struct row<std::noop_coroutine_promise> : kind::stateless {};

}  // namespace fearless::rules
