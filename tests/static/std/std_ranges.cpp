// SPDX-License-Identifier: MIT
// The rows of the views of <ranges>: each has the answers of its parts.
#include <fearless/std/istream.hpp>
#include <fearless/std/ranges.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/vector.hpp>

#include "std_iterators.hpp"

namespace std_rows::views {

// A view of numbers, of ranges, or of ranges that it returns by value; a pattern and functions. Each holds a T.
template <class T>
struct ViewWith {
  T part;
  int* begin() const;
  int* end() const;
};
template <class T>
struct ViewOfRangesWith {
  T part;
  std::vector<int>* begin() const;
  std::vector<int>* end() const;
};
// Of pairs.
template <class T>
struct ViewOfPairsWith {
  T part;
  std::pair<int, int>* begin() const;
  std::pair<int, int>* end() const;
};
struct MakeVector {
  template <class T>
  struct Of {
    std::vector<T> operator()(int) const;
  };
};
template <class T>
struct TestWith {
  T part;
  bool operator()(int) const;
  bool operator()(int, int) const;
};
struct Ring {
  Synchronized state;
  int* begin() const;
  int* end() const;
};

}  // namespace std_rows::views

template <class T>
inline constexpr bool std::ranges::enable_view<std_rows::views::ViewWith<T>> = true;
template <class T>
inline constexpr bool std::ranges::enable_view<std_rows::views::ViewOfRangesWith<T>> = true;
template <class T>
inline constexpr bool std::ranges::enable_view<std_rows::views::ViewOfPairsWith<T>> = true;

namespace std_rows {
namespace {

namespace rs = std::ranges;
using namespace views;
using Numbers = ViewWith<int>;

template <class Range>
inline constexpr bool refers_to =
    answers<rs::ref_view<Range>> == Answers{fearless::is_send_v<Range&>, fearless::is_sync_v<Range&>, false, false};
static_assert(refers_to<std::vector<int>> && refers_to<const std::vector<int>>);
static_assert(refers_to<const std::vector<Unshareable>>);
static_assert(refers_to<Ring> && fearless::is_send_v<rs::ref_view<Ring>>);
template <class T>
using Owning = rs::owning_view<std::vector<T>>;
template <class T>
using Single = rs::single_view<T>;
static_assert(owns<Owning> && owns<Single>);

// From begin to end.
template <class T>
using Iota = rs::iota_view<IteratorWith<T>, std::unreachable_sentinel_t>;
template <class T>
using IotaEnd = rs::iota_view<IteratorWith<int>, EndWith<T>>;
template <class T>
using Subrange = rs::subrange<IteratorWith<T>, EndWith<int>>;
template <class T>
using SubrangeEnd = rs::subrange<IteratorWith<int>, EndWith<T>>;
static_assert(owns_copies<Iota> && owns_copies<IotaEnd> && owns_copies<Subrange> && owns_copies<SubrangeEnd>);
static_assert(answers<rs::iota_view<int, int>> == value);
static_assert(answers<rs::subrange<int*>> == Answers{false, false, true, false});

// Views of a view, and of a view and a function.
template <class T>
using Take = rs::take_view<ViewWith<T>>;
template <class T>
using Drop = rs::drop_view<ViewWith<T>>;
template <class T>
using Common = rs::common_view<rs::take_while_view<ViewWith<T>, TestWith<int>>>;
template <class T>
using Reverse = rs::reverse_view<ViewWith<T>>;
template <class T>
using Elements = rs::elements_view<ViewOfPairsWith<T>, 0>;
static_assert(owns_copies<Take> && owns_copies<Drop> && owns_copies<Common> && owns_copies<Reverse>);
static_assert(owns_copies<Elements>);
template <template <class...> class View>
struct And {
  template <class T>
  using Held = View<ViewWith<T>, TestWith<int>>;
  template <class T>
  using Function = View<Numbers, TestWith<T>>;
  static constexpr bool counts = owns_copies<Held> && owns_copies<Function>;
};
template <class V, class F>
using Filter = rs::filter_view<V, F>;
template <class V, class F>
using Transform = rs::transform_view<V, F>;
template <class V, class F>
using TakeWhile = rs::take_while_view<V, F>;
template <class V, class F>
using DropWhile = rs::drop_while_view<V, F>;
static_assert(And<Filter>::counts && And<Transform>::counts && And<TakeWhile>::counts && And<DropWhile>::counts);

// A view of ranges stores an inner range that is returned by value, but not one that is stored elsewhere.
template <class T>
using Join = rs::join_view<ViewOfRangesWith<T>>;
static_assert(owns_copies<Join>);
template <class T>
using Made = rs::transform_view<Numbers, MakeVector::Of<T>>;
static_assert(answers<Made<Unsendable>> == value);
template <class T>
using JoinMade = rs::join_view<Made<T>>;
static_assert(owns<JoinMade>);
template <class T>
using LazySplit = rs::lazy_split_view<ViewWith<T>, Numbers>;
template <class T>
using LazySplitPattern = rs::lazy_split_view<Numbers, ViewWith<T>>;
template <class T>
using Split = rs::split_view<ViewWith<T>, Numbers>;
template <class T>
using SplitPattern = rs::split_view<Numbers, ViewWith<T>>;
static_assert(owns_copies<LazySplit> && owns_copies<LazySplitPattern>);
static_assert(owns_copies<Split> && owns_copies<SplitPattern>);

static_assert(answers<rs::basic_istream_view<int, char, std::char_traits<char>>> == nothing);
static_assert(answers<rs::empty_view<int*>> == all && answers<rs::dangling> == all && answers<rs::view_base> == all);
struct Interface : rs::view_interface<Interface> {};
static_assert(answers<rs::view_interface<Interface>> == all);

// An iterator of a view leads to the view, but the type of that view does not show in the iterator's name.
static_assert(!fearless::is_send_v<rs::iterator_t<rs::transform_view<Numbers, TestWith<int>>>>);
static_assert(!fearless::is_sync_v<rs::iterator_t<rs::transform_view<Numbers, TestWith<int>>>>);
static_assert(!fearless::is_send_v<rs::iterator_t<rs::filter_view<Numbers, TestWith<int>>>>);

#if __cpp_lib_ranges >= 202202L
struct Closure : rs::range_adaptor_closure<Closure> {};
static_assert(answers<rs::range_adaptor_closure<Closure>> == all);
#endif
#if defined(__cpp_lib_ranges_zip) || (defined(_LIBCPP_VERSION) && __cplusplus > 202002L)
template <class T>
using Zip = rs::zip_view<Numbers, ViewWith<T>>;
static_assert(owns_copies<Zip>);
#endif
#ifdef __cpp_lib_ranges_zip
template <class T>
using ZipTransform = rs::zip_transform_view<TestWith<int>, Numbers, ViewWith<T>>;
template <class T>
using ZipTransformFunction = rs::zip_transform_view<TestWith<T>, Numbers, Numbers>;
template <class T>
using Adjacent = rs::adjacent_view<ViewWith<T>, 2>;
template <class T>
using AdjacentTransform = rs::adjacent_transform_view<ViewWith<T>, TestWith<int>, 2>;
template <class T>
using AdjacentTransformFunction = rs::adjacent_transform_view<Numbers, TestWith<T>, 2>;
static_assert(owns_copies<ZipTransform> && owns_copies<ZipTransformFunction>);
static_assert(owns_copies<Adjacent> && owns_copies<AdjacentTransform> && owns_copies<AdjacentTransformFunction>);
#endif
#ifdef __cpp_lib_ranges_chunk
template <class T>
using Chunk = rs::chunk_view<ViewWith<T>>;
static_assert(owns_copies<Chunk>);
#endif
#ifdef __cpp_lib_ranges_slide
template <class T>
using Slide = rs::slide_view<ViewWith<T>>;
static_assert(owns_copies<Slide>);
#endif
#ifdef __cpp_lib_ranges_chunk_by
template <class V, class F>
using ChunkBy = rs::chunk_by_view<V, F>;
static_assert(And<ChunkBy>::counts);
#endif
#ifdef __cpp_lib_ranges_join_with
template <class T>
using JoinWith = rs::join_with_view<ViewOfRangesWith<T>, Numbers>;
template <class T>
using JoinWithPattern = rs::join_with_view<ViewOfRangesWith<int>, ViewWith<T>>;
template <class T>
using JoinMadeWith = rs::join_with_view<Made<T>, rs::single_view<T>>;
static_assert(owns_copies<JoinWith> && owns_copies<JoinWithPattern>);
static_assert(answers<JoinMadeWith<Unsendable>> == Answers{false, true, true, false});
#endif
#ifdef __cpp_lib_ranges_repeat
template <class T>
using Repeat = rs::repeat_view<T>;
static_assert(owns<Repeat> && answers<rs::repeat_view<int, int>> == value);
#endif
#ifdef __cpp_lib_ranges_stride
template <class T>
using Stride = rs::stride_view<ViewWith<T>>;
static_assert(owns_copies<Stride>);
#endif
#ifdef __cpp_lib_ranges_cartesian_product
template <class T>
using CartesianProduct = rs::cartesian_product_view<Numbers, ViewWith<T>>;
static_assert(owns_copies<CartesianProduct>);
#endif
#ifdef __cpp_lib_ranges_as_rvalue
template <class T>
using AsRvalue = rs::as_rvalue_view<ViewWith<T>>;
static_assert(owns_copies<AsRvalue>);
#endif
#ifdef __cpp_lib_ranges_as_const
template <class T>
using AsConst = rs::as_const_view<ViewWith<T>>;
static_assert(owns_copies<AsConst>);
#endif
#ifdef __cpp_lib_ranges_enumerate
template <class T>
using Enumerate = rs::enumerate_view<ViewWith<T>>;
static_assert(owns_copies<Enumerate>);
#endif
#ifdef __cpp_lib_ranges_concat
template <class T>
using Concat = rs::concat_view<Numbers, ViewWith<T>>;
static_assert(owns_copies<Concat>);
#endif
#ifdef __cpp_lib_ranges_cache_latest
template <class T>
using CacheLatest = rs::cache_latest_view<ViewWith<T>>;
static_assert(owns_copies<CacheLatest>);
static_assert(!fearless::is_send_v<rs::cache_latest_view<Made<Unsendable>>>);
#endif
#ifdef __cpp_lib_ranges_as_input
template <class T>
using AsInput = rs::as_input_view<ViewWith<T>>;
static_assert(owns_copies<AsInput>);
#endif

}  // namespace
}  // namespace std_rows
