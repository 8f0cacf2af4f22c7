// SPDX-License-Identifier: MIT
// The requirements of the parallel algorithms on their functions, and on the elements that they pass to the functions.
#pragma once

#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/std/deque.hpp>
#include <fearless/thread/detail/call.hpp>

#include <concepts>
#include <cstddef>
#include <deque>
#include <functional>
#include <ranges>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <variant>

#include <fearless/std/shared/contiguous_iterator.ipp>

namespace fearless {

namespace rules::place {

struct par_for_each {
  static constexpr const char* text = "fearless::par::for_each";
};
struct par_transform {
  static constexpr const char* text = "fearless::par::transform";
};
struct par_transform_reduce {
  static constexpr const char* text = "fearless::par::transform_reduce";
};
struct par_sort {
  static constexpr const char* text = "fearless::par::sort";
};
struct par_invoke {
  static constexpr const char* text = "fearless::par::invoke";
};
struct par_chunks {
  static constexpr const char* text = "fearless::par::chunks";
};

/// An element of the range that `Call` receives.
template <class Call>
struct par_element {
  static constexpr PartText whole = PartText{}.add(Call::text).add(": an element");
  static constexpr const char* text = whole.text;
};
/// The range itself, which several threads read.
template <class Call>
struct par_range {
  static constexpr PartText whole = PartText{}.add(Call::text).add(": the range");
  static constexpr const char* text = whole.text;
};
/// The identity of a reduction.
template <class Call>
struct par_identity {
  static constexpr PartText whole = PartText{}.add(Call::text).add(": the identity");
  static constexpr const char* text = whole.text;
};

}  // namespace rules::place

namespace par::par_detail {

// --- Whether two elements of a range are two different objects. A range may return one object twice, as do views that
// compute a reference. So only ranges that are known to return each object once are accepted. Such a range is read
// through pointers or through iterators of the standard library, and these call no code of its own.
template <class Range>
inline constexpr bool gives_each_once = std::ranges::contiguous_range<Range>;
template <class V>
inline constexpr bool gives_each_once<std::ranges::take_view<V>> = gives_each_once<V>;
template <class V>
inline constexpr bool gives_each_once<std::ranges::drop_view<V>> = gives_each_once<V>;
template <class R>
inline constexpr bool gives_each_once<std::ranges::ref_view<R>> = gives_each_once<R>;
#if defined(__cpp_lib_ranges) && __cpp_lib_ranges >= 202110L
template <class R>
inline constexpr bool gives_each_once<std::ranges::owning_view<R>> = gives_each_once<R>;
#endif
// A std::deque uses the pointers of its allocator, and this view the iterators of its range: they may be the program's.
template <class Range>
concept HasLibraryIterator = std::is_pointer_v<std::ranges::iterator_t<Range>> ||
                             (std::ranges::range<Range> && derive::HasRow<std::ranges::iterator_t<Range>>);
template <class T, class A>
inline constexpr bool gives_each_once<std::deque<T, A>> = HasLibraryIterator<std::deque<T, A>>;
template <class T, class A>
inline constexpr bool gives_each_once<const std::deque<T, A>> = HasLibraryIterator<const std::deque<T, A>>;
template <class V>
inline constexpr bool gives_each_once<std::ranges::reverse_view<V>> = gives_each_once<V> && HasLibraryIterator<V>;

// --- How several threads read a range. A const view calls its function as const, so it is read as const if that gives
// the same elements.
template <class Range>
concept ReadAsConst =
    std::ranges::random_access_range<const Range> &&
    std::is_same_v<std::ranges::range_reference_t<const Range>, std::ranges::range_reference_t<Range>>;
template <class Range>
inline constexpr bool readable = gives_each_once<Range> || ReadAsConst<Range> || is_thread_safe_v<Range>;
template <class Range>
auto first_of(Range& range) {
  if constexpr (std::ranges::contiguous_range<Range>)
    return std::ranges::data(range);
  else if constexpr (!gives_each_once<Range> && ReadAsConst<Range>)
    return std::ranges::begin(std::as_const(range));
  else
    return std::ranges::begin(range);
}

// Whether several threads may receive the elements, as far as the identity of the elements matters.
template <class Reference>
inline constexpr bool changes_it = false;  // a const reference, or a value
template <class T>
inline constexpr bool changes_it<T&> = !std::is_const_v<T>;
template <class T>
inline constexpr bool changes_it<T&&> = !std::is_const_v<T>;
template <class Range>
inline constexpr bool disjoint = [] {
  using Reference = std::ranges::range_reference_t<Range>;
  if constexpr (!changes_it<Reference>)
    return true;
  else if constexpr (gives_each_once<std::remove_reference_t<Range>>)
    return true;
  else
    return is_thread_safe_v<std::remove_reference_t<Reference>>;
}();

// The same for a range that is written. What a proxy writes to is not known: two elements of a std::vector<bool> are in
// one word.
template <class Range>
inline constexpr bool written_disjoint =
    std::is_lvalue_reference_v<std::ranges::range_reference_t<Range>> && disjoint<Range>;

// The requirement on an element, as the function receives it: a const reference is shared, anything else is passed to
// one thread.
template <class Place, class Reference>
struct OfElement {
  using type = derive::Requirement<rules::place::par_element<Place>, traits::Send, std::remove_cvref_t<Reference>>;
};
template <class Place, class T>
struct OfElement<Place, const T&> {
  using type = derive::Requirement<rules::place::par_element<Place>, traits::Sync, T>;
};
template <class Place, class Range>
using ElementRequirement = typename OfElement<Place, std::ranges::range_reference_t<Range>>::type;
// Several threads read a range through its iterators. A view may call code, such as the function of
// `std::views::transform`, and therefore has to be Sync.
template <class Place, class Range, bool calls_nothing = gives_each_once<Range>>
struct OfRange {
  using type = derive::Requirement<rules::place::par_range<Place>, traits::Sync, std::remove_cv_t<Range>>;
};
template <class Place, class Range>
struct OfRange<Place, Range, true> {
  using type = ElementRequirement<Place, Range&>;
};
template <class Place, class Range>
using RangeRequirement = typename OfRange<Place, std::remove_reference_t<Range>>::type;
template <class Place, class F>
using SharedCallable = derive::Requirement<rules::place::callable<Place>, traits::Sync, F>;

template <class Place, class F, class... Range>
struct Checks
    : derive::Needs<SharedCallable<Place, F>, ElementRequirement<Place, Range>..., RangeRequirement<Place, Range>...> {
  static constexpr bool are_disjoint = (disjoint<Range> && ...);
  static constexpr bool are_readable = (readable<std::remove_reference_t<Range>> && ...);
  static constexpr bool granted = are_disjoint && are_readable && Checks::Needs::granted;
};
template <class Place, class F, class Range, class Out>
struct TransformChecks : Checks<Place, F, Range, Out> {
  static constexpr bool are_disjoint = disjoint<Range> && written_disjoint<Out>;
  static constexpr bool granted = are_disjoint && TransformChecks::are_readable && TransformChecks::Needs::granted;
};
template <class Place, class T, class Op, class Map, class Range>
struct ReduceChecks : derive::Needs<SharedCallable<Place, Op>, SharedCallable<Place, Map>,
                                    ElementRequirement<Place, Range>, RangeRequirement<Place, Range>,
                                    derive::Requirement<rules::place::par_identity<Place>, traits::Send, T>,
                                    derive::Requirement<rules::place::par_identity<Place>, traits::Sync, T>> {
  static constexpr bool are_disjoint = disjoint<Range>;
  static constexpr bool are_readable = readable<std::remove_reference_t<Range>>;
  static constexpr bool granted = are_disjoint && are_readable && ReduceChecks::Needs::granted;
};
template <class Place, class Less, class Range>
struct SortChecks
    : derive::Needs<
          SharedCallable<Place, Less>, RangeRequirement<Place, Range>,
          derive::Requirement<rules::place::par_element<Place>, traits::Send, std::ranges::range_value_t<Range>>,
          derive::Requirement<rules::place::par_element<Place>, traits::Sync, std::ranges::range_value_t<Range>>> {
  static constexpr bool are_disjoint = written_disjoint<Range>;
  static constexpr bool are_readable = readable<std::remove_reference_t<Range>>;
  static constexpr bool granted = are_disjoint && are_readable && SortChecks::Needs::granted;
};
template <class Place, class F, class Part>
struct ChunkChecks : derive::Needs<SharedCallable<Place, F>,
                                   derive::Requirement<rules::place::par_element<Place>, traits::Send, Part>> {
  static constexpr bool are_disjoint = true;
  static constexpr bool are_readable = true;
  static constexpr bool granted = ChunkChecks::Needs::granted;
};

template <class F>
using Returned = std::invoke_result_t<std::decay_t<F>&>;
template <class F>
using ResultOf = std::conditional_t<std::is_void_v<Returned<F>>, std::monostate, std::decay_t<Returned<F>>>;
// The requirements on a function that one task calls once as its own copy, and on its result.
template <class Place, class... F>
using OnceChecks = derive::Needs<derive::Requirement<rules::place::callable<Place>, traits::Send, std::decay_t<F>>...,
                                 derive::Requirement<rules::place::result<Place>, traits::Send, Returned<F>>...>;

}  // namespace par::par_detail
}  // namespace fearless

// The first statements of an algorithm. They give at most one error.
#define FEARLESS_DETAIL_REQUIRE_PAR(Checks, ...)                                                                      \
  constexpr bool is_callable = __VA_ARGS__;                                                                           \
  static_assert(is_callable, "fearless::par: the function cannot be called, as const, with an element of the range"); \
  static_assert(!is_callable || Checks::are_disjoint,                                                                 \
                "fearless::par: two of its elements may be one object, which several threads would change: give it "  \
                "the container, a std::span, or elements that are ThreadSafe");                                       \
  static_assert(!is_callable || !Checks::are_disjoint || Checks::are_readable,                                        \
                "fearless::par: several threads would change the range itself, because it cannot be read as const: "  \
                "give it a view whose function can be called as const");                                              \
  FEARLESS_DETAIL_REQUIRE(std::conditional_t<is_callable && Checks::are_disjoint && Checks::are_readable,             \
                                             typename Checks::Needs, ::fearless::derive::Needs<>>)
