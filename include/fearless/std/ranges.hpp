// SPDX-License-Identifier: MIT
// The rows of <ranges>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <ranges>

#include <fearless/std/shared/streams.ipp>

namespace fearless::detail {
// The type that a view stores of an inner range, if the outer range returns it by value. (A stored iterator needs no
// condition: it gives no access beyond that of its range, and it is not moved with the view. The iterators of standard
// views have no names. docs/limits.md)
template <class Reference>
struct Kept {
  using type = std::remove_cvref_t<Reference>;
};
template <class T>
struct Kept<T&> {
  using type = std::ranges::dangling;
};
template <class View>
using KeptInner = typename Kept<std::ranges::range_reference_t<View>>::type;
}  // namespace fearless::detail

namespace fearless::rules {

// Why: it refers to a range.
template <class Range>
struct row<std::ranges::ref_view<Range>> : kind::reference<Range> {};

// Why: it owns its range.
template <class Range>
struct row<std::ranges::owning_view<Range>> : kind::owner<Range> {};

// Why: it owns its element.
template <class T>
struct row<std::ranges::single_view<T>> : kind::owner<T> {};

// Why: it consists of an iterator and a sentinel.
template <class W, class Bound>
struct row<std::ranges::iota_view<W, Bound>> : kind::owner<W, Bound> {};
template <class I, class End, std::ranges::subrange_kind Kind>
struct row<std::ranges::subrange<I, End, Kind>> : kind::owner<I, End> {};

// Why: it holds a view, and may hold an iterator into it.
template <class View>
struct row<std::ranges::take_view<View>> : kind::owner<View> {};
template <class View>
struct row<std::ranges::drop_view<View>> : kind::owner<View> {};
template <class View>
struct row<std::ranges::common_view<View>> : kind::owner<View> {};
template <class View>
struct row<std::ranges::reverse_view<View>> : kind::owner<View> {};
template <class View, std::size_t N>
struct row<std::ranges::elements_view<View, N>> : kind::owner<View> {};

// Why: it holds a view and a function.
template <class View, class F>
struct row<std::ranges::filter_view<View, F>> : kind::owner<View, F> {};
template <class View, class F>
struct row<std::ranges::transform_view<View, F>> : kind::owner<View, F> {};
template <class View, class F>
struct row<std::ranges::take_while_view<View, F>> : kind::owner<View, F> {};
template <class View, class F>
struct row<std::ranges::drop_while_view<View, F>> : kind::owner<View, F> {};

// Why: it holds a view of ranges, and may hold one of these.
template <class View>
struct row<std::ranges::join_view<View>> : kind::owner<View, detail::KeptInner<View>> {};

// Why: it holds a view and a pattern.
template <class View, class Pattern>
struct row<std::ranges::lazy_split_view<View, Pattern>> : kind::owner<View, Pattern> {};
template <class View, class Pattern>
struct row<std::ranges::split_view<View, Pattern>> : kind::owner<View, Pattern> {};

// Why: it reads a stream.
template <class T, class C, class Traits>
struct row<std::ranges::basic_istream_view<T, C, Traits>> : kind::stream {};

// Why: it is an empty range.
template <class T>
struct row<std::ranges::empty_view<T>> : kind::stateless {};

// Why: it is a base class that holds nothing.
template <>
struct row<std::ranges::view_base> : kind::stateless {};
template <class View>
struct row<std::ranges::view_interface<View>> : kind::stateless {};

// Why: it holds nothing.
template <>
struct row<std::ranges::dangling> : kind::stateless {};

#if __cpp_lib_ranges >= 202202L
// Why: it is a base class that holds nothing.
template <class Closure>
struct row<std::ranges::range_adaptor_closure<Closure>> : kind::stateless {};
#endif

// (libc++ has this view without all the features for which the macro stands.)

#if defined(__cpp_lib_ranges_zip) || (defined(_LIBCPP_VERSION) && __cplusplus > 202002L)
// Why: it holds views.
template <class... View>
struct row<std::ranges::zip_view<View...>> : kind::owner<View...> {};
#endif

#ifdef __cpp_lib_ranges_zip
// Why: it holds views and a function, or one view.
template <class F, class... View>
struct row<std::ranges::zip_transform_view<F, View...>> : kind::owner<F, View...> {};
template <class View, std::size_t N>
struct row<std::ranges::adjacent_view<View, N>> : kind::owner<View> {};
template <class View, class F, std::size_t N>
struct row<std::ranges::adjacent_transform_view<View, F, N>> : kind::owner<View, F> {};
#endif

#ifdef __cpp_lib_ranges_chunk
// Why: it holds a view, and may hold an iterator into it.
template <class View>
struct row<std::ranges::chunk_view<View>> : kind::owner<View> {};
#endif

#ifdef __cpp_lib_ranges_slide
// Why: it holds a view, and may hold an iterator into it.
template <class View>
struct row<std::ranges::slide_view<View>> : kind::owner<View> {};
#endif

#ifdef __cpp_lib_ranges_chunk_by
// Why: it holds a view and a function.
template <class View, class F>
struct row<std::ranges::chunk_by_view<View, F>> : kind::owner<View, F> {};
#endif

#ifdef __cpp_lib_ranges_join_with
// Why: it holds a view of ranges and a pattern, and may hold one of the ranges.
template <class View, class Pattern>
struct row<std::ranges::join_with_view<View, Pattern>> : kind::owner<View, Pattern, detail::KeptInner<View>> {};
#endif

#ifdef __cpp_lib_ranges_repeat
// Why: it owns its element.
template <class T, class Bound>
struct row<std::ranges::repeat_view<T, Bound>> : kind::owner<T, Bound> {};
#endif

#ifdef __cpp_lib_ranges_stride
// Why: it holds a view.
template <class View>
struct row<std::ranges::stride_view<View>> : kind::owner<View> {};
#endif

#ifdef __cpp_lib_ranges_cartesian_product
// Why: it holds views.
template <class... View>
struct row<std::ranges::cartesian_product_view<View...>> : kind::owner<View...> {};
#endif

#ifdef __cpp_lib_ranges_as_rvalue
// Why: it holds a view.
template <class View>
struct row<std::ranges::as_rvalue_view<View>> : kind::owner<View> {};
#endif

#ifdef __cpp_lib_ranges_as_const
// Why: it holds a view.
template <class View>
struct row<std::ranges::as_const_view<View>> : kind::owner<View> {};
#endif

#ifdef __cpp_lib_ranges_enumerate
// Why: it holds a view.
template <class View>
struct row<std::ranges::enumerate_view<View>> : kind::owner<View> {};
#endif

#ifdef __cpp_lib_ranges_concat
// Why: it holds views.
template <class... View>
struct row<std::ranges::concat_view<View...>> : kind::owner<View...> {};
#endif

#ifdef __cpp_lib_ranges_cache_latest
// Why: it holds a view and the current element.
template <class View>
struct row<std::ranges::cache_latest_view<View>> : kind::owner<View, detail::KeptInner<View>> {};
#endif

#ifdef __cpp_lib_ranges_as_input
// Why: it holds a view.
template <class View>
struct row<std::ranges::as_input_view<View>> : kind::owner<View> {};
#endif

}  // namespace fearless::rules
