// SPDX-License-Identifier: MIT
// The rows of <vector>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <vector>

#include <fearless/std/shared/allocator.ipp>
#include <fearless/std/shared/libstdcxx.ipp>
#include <fearless/std/shared/contiguous_iterator.ipp>

namespace fearless::detail {
// The type in which vector<bool> stores its bits.
#if defined(__GLIBCXX__)
template <class A>
using WordOfBits = std::_Bit_type;
#else
template <class A>
struct SizeOf {
  using type = std::size_t;
};
template <class A>
  requires requires { typename A::size_type; }
struct SizeOf<A> {
  using type = typename A::size_type;
};
template <class A>
using WordOfBits = typename SizeOf<A>::type;
#endif
}  // namespace fearless::detail

namespace fearless::rules {

// Why: it owns its elements.
template <class T, class A>
struct row<std::vector<T, A>> : kind::container<A, detail::Allocates<T>, Element<T>> {};

// Why: it owns its bits. Several bits share a word, which matters only if a thread writes.
template <class A>
struct row<std::vector<bool, A>> : kind::container<A, detail::Allocates<detail::WordOfBits<A>>> {};

#if defined(__GLIBCXX__)
// Why: a reference or iterator of vector<bool> refers to bits, several of which share a word.
template <>
struct row<detail::libstdcxx::_Bit_reference> : kind::iterator<bool> {};
template <>
struct row<detail::libstdcxx::_Bit_iterator> : kind::iterator<bool> {};
template <>
struct row<detail::libstdcxx::_Bit_const_iterator> : kind::iterator<const bool> {};
#endif

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 230000
}  // namespace fearless::rules

namespace fearless::detail {
// Whether a reference to a bit consists of a number and a raw pointer.
template <class Container>
inline constexpr bool has_plain_words = true;
template <class A>
inline constexpr bool has_plain_words<std::vector<bool, A>> =
    std::is_same_v<typename Allocates<WordOfBits<A>>::template asked<A>,
                   Types<typename Rebound<A, WordOfBits<A>>::type>>;
}  // namespace fearless::detail

namespace fearless::rules {

// Why: a reference or iterator of vector<bool> refers to bits, several of which share a word.
template <class Container>
  requires detail::has_plain_words<Container>
struct row<std::__bit_reference<Container>> : kind::iterator<bool> {};
template <class Container, typename Container::__storage_type N>
  requires detail::has_plain_words<Container>
struct row<std::__bit_iterator<Container, false, N>> : kind::iterator<bool> {};
template <class Container, typename Container::__storage_type N>
  requires detail::has_plain_words<Container>
struct row<std::__bit_iterator<Container, true, N>> : kind::iterator<const bool> {};
template <class Container>
  requires detail::has_plain_words<Container>
struct row<std::__bit_const_reference<Container>> : kind::iterator<const bool> {};
#endif

}  // namespace fearless::rules
