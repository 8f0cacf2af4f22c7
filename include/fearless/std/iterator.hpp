// SPDX-License-Identifier: MIT
// The rows of <iterator>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <iterator>

#include <fearless/std/shared/streams.ipp>

namespace fearless::detail {
// The iterator of a container. (What has none can be named, but not be inserted into.)
template <class Container>
struct PlaceOf {
  using type = void;
};
template <class Container>
  requires requires(Container& container) { std::ranges::begin(container); }
struct PlaceOf<Container> {
  using type = decltype(std::ranges::begin(*static_cast<Container*>(nullptr)));
};
template <class Container>
using PlaceIn = typename PlaceOf<Container>::type;
}  // namespace fearless::detail

namespace fearless::rules {

// Why: it consists of the iterator that it reverses or moves from.
template <class I>
struct row<std::reverse_iterator<I>> : kind::memberwise<I> {};
template <class I>
struct row<std::move_iterator<I>> : kind::memberwise<I> {};

// Why: it consists of an iterator and a count.
template <class I>
struct row<std::counted_iterator<I>> : kind::owner<I> {};

// Why: it holds an iterator or a sentinel.
template <class I, class End>
struct row<std::common_iterator<I, End>> : kind::owner<I, End> {};

// Why: it consists of a sentinel.
template <class End>
struct row<std::move_sentinel<End>> : kind::memberwise<End> {};

#if defined(__cpp_lib_ranges_as_const) || defined(__glibcxx_ranges_as_const)
// Why: it consists of the iterator that it reads through.
template <std::input_iterator I>
struct row<std::basic_const_iterator<I>> : kind::memberwise<I> {};
#endif

// Why: it inserts into a container, so it is a reference to that container.
template <class Container>
struct row<std::back_insert_iterator<Container>> : kind::iterator<Container> {};
template <class Container>
struct row<std::front_insert_iterator<Container>> : kind::iterator<Container> {};

// Why: it inserts into a container at a place, so it is a reference to that container, and an iterator of it.
template <class Container>
struct row<std::insert_iterator<Container>> : kind::iterator<Container, detail::PlaceIn<Container>> {};

// Why: it reads or writes a stream.
template <class T, class C, class Traits, class D>
struct row<std::istream_iterator<T, C, Traits, D>> : kind::stream {};
template <class T, class C, class Traits>
struct row<std::ostream_iterator<T, C, Traits>> : kind::stream {};

// Why: it holds nothing.
template <>
struct row<std::default_sentinel_t> : kind::stateless {};
template <>
struct row<std::unreachable_sentinel_t> : kind::stateless {};
template <>
struct row<std::input_iterator_tag> : kind::stateless {};
template <>
struct row<std::output_iterator_tag> : kind::stateless {};
template <>
struct row<std::forward_iterator_tag> : kind::stateless {};
template <>
struct row<std::bidirectional_iterator_tag> : kind::stateless {};
template <>
struct row<std::random_access_iterator_tag> : kind::stateless {};
template <>
struct row<std::contiguous_iterator_tag> : kind::stateless {};

}  // namespace fearless::rules
