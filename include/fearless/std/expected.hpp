// SPDX-License-Identifier: MIT
// The rows of <expected>, where the library has it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#if __has_include(<expected>)
#include <expected>
#endif

#ifdef __cpp_lib_expected
#include <fearless/std/kinds.hpp>
namespace fearless::rules {

// Why: it holds a T or an E, and additional state that records which.
template <class T, class E>
struct row<std::expected<T, E>> : kind::owner<T, E> {};

// Why: it consists of an E.
template <class E>
struct row<std::unexpected<E>> : kind::memberwise<E> {};

// Why: it is an exception that holds an E.
template <class E>
struct row<std::bad_expected_access<E>> : kind::owner<E> {};

// Why: it holds nothing.
template <>
struct row<std::unexpect_t> : kind::stateless {};

}  // namespace fearless::rules
#endif
