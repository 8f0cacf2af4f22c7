// SPDX-License-Identifier: MIT
// The rows of <mdspan>, where the library has it.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#if __has_include(<mdspan>)
#include <mdspan>
#endif

#ifdef __cpp_lib_mdspan
namespace fearless::rules {

// Why: it consists of numbers, some of which are part of its type.
template <class I, std::size_t... N>
struct row<std::extents<I, N...>> : kind::owner<I> {};

// Why: it holds nothing.
template <>
struct row<std::layout_left> : kind::stateless {};
template <>
struct row<std::layout_right> : kind::stateless {};
template <>
struct row<std::layout_stride> : kind::stateless {};

// Why: it consists of its extents and strides.
template <class Extents>
struct row<std::layout_left::mapping<Extents>> : kind::owner<Extents> {};
template <class Extents>
struct row<std::layout_right::mapping<Extents>> : kind::owner<Extents> {};
template <class Extents>
struct row<std::layout_stride::mapping<Extents>> : kind::owner<Extents> {};

// Why: it holds nothing.
template <class T>
struct row<std::default_accessor<T>> : kind::stateless {};

#ifdef __cpp_lib_aligned_accessor
// Why: it holds nothing.
template <class T, std::size_t N>
struct row<std::aligned_accessor<T, N>> : kind::stateless {};

// Why: it gives access to every element, as a reference does; the elements are aligned.
template <class T, class Extents, class Layout, std::size_t N>
struct row<std::mdspan<T, Extents, Layout, std::aligned_accessor<T, N>>>
    : kind::view<T, typename Layout::template mapping<Extents>> {};
#endif

// Why: it gives access to every element, as a reference does.
template <class T, class Extents, class Layout>
struct row<std::mdspan<T, Extents, Layout, std::default_accessor<T>>>
    : kind::view<T, typename Layout::template mapping<Extents>> {};

// Why: it consists of its accessor, the accessor's data handle, and its mapping.
template <class T, class Extents, class Layout, class Accessor>
struct row<std::mdspan<T, Extents, Layout, Accessor>>
    : kind::view<T, typename Accessor::data_handle_type, Accessor, typename Layout::template mapping<Extents>> {};

}  // namespace fearless::rules
#endif
