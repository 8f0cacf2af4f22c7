// SPDX-License-Identifier: MIT
// The rows of <exception>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <exception>

namespace fearless::rules {

namespace because {
struct an_exception_ptr_shares_an_exception_of_any_type {
  static constexpr const char* text = "a std::exception_ptr shares an exception of any type";
  static constexpr const char* help = "let the exception leave the thread (join gives a Panic), or send what it says";
  static constexpr const char* anchor = "exception-ptr";
};
}  // namespace because

// Why: it has no state of its own.
template <>
struct row<std::exception> : kind::value {};
template <>
struct row<std::bad_exception> : kind::value {};

// Why: every copy refers to the same exception, of a hidden type, and a catch clause may modify it.
template <>
struct row<std::exception_ptr> : kind::never_because<because::an_exception_ptr_shares_an_exception_of_any_type> {};

// Why: it holds an exception_ptr.
template <>
struct row<std::nested_exception> : kind::never_because<because::an_exception_ptr_shares_an_exception_of_any_type> {};

}  // namespace fearless::rules
