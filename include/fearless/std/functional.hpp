// SPDX-License-Identifier: MIT
// The rows of <functional>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <functional>

#include <fearless/std/shared/hash.ipp>
#include <fearless/std/shared/less.ipp>

namespace fearless::rules {

namespace because {
struct a_std_function_hides_what_it_was_made_of {
  static constexpr const char* text = "a std::function hides what it was made of";
  static constexpr const char* help = "use fearless::SendFn, which asks before it hides";
  static constexpr const char* anchor = "std-function";
};
}  // namespace because

// Why: it holds nothing, unless it is a user's specialisation that does.
template <class T>
  requires kind::Empty<std::plus<T>>
struct row<std::plus<T>> : kind::stateless {};
template <class T>
  requires kind::Empty<std::minus<T>>
struct row<std::minus<T>> : kind::stateless {};
template <class T>
  requires kind::Empty<std::multiplies<T>>
struct row<std::multiplies<T>> : kind::stateless {};
template <class T>
  requires kind::Empty<std::divides<T>>
struct row<std::divides<T>> : kind::stateless {};
template <class T>
  requires kind::Empty<std::modulus<T>>
struct row<std::modulus<T>> : kind::stateless {};
template <class T>
  requires kind::Empty<std::negate<T>>
struct row<std::negate<T>> : kind::stateless {};
template <class T>
  requires kind::Empty<std::not_equal_to<T>>
struct row<std::not_equal_to<T>> : kind::stateless {};
template <class T>
  requires kind::Empty<std::greater<T>>
struct row<std::greater<T>> : kind::stateless {};
template <class T>
  requires kind::Empty<std::greater_equal<T>>
struct row<std::greater_equal<T>> : kind::stateless {};
template <class T>
  requires kind::Empty<std::less_equal<T>>
struct row<std::less_equal<T>> : kind::stateless {};
template <class T>
  requires kind::Empty<std::logical_and<T>>
struct row<std::logical_and<T>> : kind::stateless {};
template <class T>
  requires kind::Empty<std::logical_or<T>>
struct row<std::logical_or<T>> : kind::stateless {};
template <class T>
  requires kind::Empty<std::logical_not<T>>
struct row<std::logical_not<T>> : kind::stateless {};
template <class T>
  requires kind::Empty<std::bit_and<T>>
struct row<std::bit_and<T>> : kind::stateless {};
template <class T>
  requires kind::Empty<std::bit_or<T>>
struct row<std::bit_or<T>> : kind::stateless {};
template <class T>
  requires kind::Empty<std::bit_xor<T>>
struct row<std::bit_xor<T>> : kind::stateless {};
template <class T>
  requires kind::Empty<std::bit_not<T>>
struct row<std::bit_not<T>> : kind::stateless {};

// Why: it holds nothing.
template <>
struct row<std::identity> : kind::stateless {};
template <>
struct row<std::ranges::equal_to> : kind::stateless {};
template <>
struct row<std::ranges::not_equal_to> : kind::stateless {};
template <>
struct row<std::ranges::less> : kind::stateless {};
template <>
struct row<std::ranges::less_equal> : kind::stateless {};
template <>
struct row<std::ranges::greater> : kind::stateless {};
template <>
struct row<std::ranges::greater_equal> : kind::stateless {};

// Why: it is a reference.
template <class T>
struct row<std::reference_wrapper<T>> : kind::reference<T> {};
}  // namespace fearless::rules

namespace fearless::detail {
template <class T>
inline constexpr bool calls_any_function<std::reference_wrapper<T>> =
    std::is_function_v<std::remove_pointer_t<T>> || calls_any_function<std::remove_const_t<T>>;
}  // namespace fearless::detail

namespace fearless::rules {

// Why: the type of the callable that it holds is hidden.
template <class Signature>
struct row<std::function<Signature>> : kind::never_because<because::a_std_function_hides_what_it_was_made_of> {};

#ifdef __cpp_lib_move_only_function
// Why: the type of the callable that it holds is hidden.
template <class Signature>
struct row<std::move_only_function<Signature>>
    : kind::never_because<because::a_std_function_hides_what_it_was_made_of> {};
#endif

#ifdef __cpp_lib_copyable_function
// Why: the type of the callable that it holds is hidden.
template <class Signature>
struct row<std::copyable_function<Signature>> : kind::never_because<because::a_std_function_hides_what_it_was_made_of> {
};
#endif

#ifdef __cpp_lib_function_ref
// Why: the type of the callable that it refers to is hidden.
template <class... Signature>
struct row<std::function_ref<Signature...>> : kind::never_because<because::a_std_function_hides_what_it_was_made_of> {};
#endif

// Why: it has no state; only its type carries information.
template <>
struct row<std::bad_function_call> : kind::value {};

// Why: it consists of two iterators and a function.
template <class I, class Equal>
struct row<std::default_searcher<I, Equal>> : kind::owner<I, Equal> {};

// Why: it consists of two iterators, two functions and a table of elements, which its copies may share.
template <class I, class Hash, class Equal>
struct row<std::boyer_moore_searcher<I, Hash, Equal>>
    : kind::sharer<I, Element<typename std::iterator_traits<I>::value_type>, Hash, Equal> {};
template <class I, class Hash, class Equal>
struct row<std::boyer_moore_horspool_searcher<I, Hash, Equal>>
    : kind::sharer<I, Element<typename std::iterator_traits<I>::value_type>, Hash, Equal> {};

}  // namespace fearless::rules
