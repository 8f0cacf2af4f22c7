// SPDX-License-Identifier: MIT
// The rows of iterators, which are references into a sequence, and of classes that hold iterators.
#include <fearless/std/array.hpp>
#include <fearless/std/deque.hpp>
#include <fearless/std/forward_list.hpp>
#include <fearless/std/functional.hpp>
#include <fearless/std/iterator.hpp>
#include <fearless/std/list.hpp>
#include <fearless/std/map.hpp>
#include <fearless/std/mdspan.hpp>
#include <fearless/std/set.hpp>
#include <fearless/std/span.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/string_view.hpp>
#include <fearless/std/unordered_map.hpp>
#include <fearless/std/unordered_set.hpp>
#include <fearless/std/vector.hpp>

#include "std_iterators.hpp"

namespace std_rows {
namespace {

template <class It, class Element>
inline constexpr bool leads_to =
    answers<It> == Answers{fearless::is_send_v<Element&>, fearless::is_sync_v<Element&>, false, false};
template <class Container, class Element = typename Container::value_type>
inline constexpr bool iterates =
    leads_to<typename Container::iterator, Element> && leads_to<typename Container::const_iterator, const Element> &&
    leads_to<std::reverse_iterator<typename Container::iterator>, Element>;
template <class Container, class Element = typename Container::value_type>
inline constexpr bool goes_over =
    leads_to<typename Container::iterator, Element> && leads_to<typename Container::const_iterator, const Element>;
template <class T>
inline constexpr bool all_sequences_iterate =
    iterates<std::vector<T>> && iterates<std::deque<T>> && iterates<std::list<T>> && goes_over<std::forward_list<T>>;
static_assert(all_sequences_iterate<Plain> && all_sequences_iterate<Synchronized>);
static_assert(all_sequences_iterate<Unsendable> && all_sequences_iterate<Unshareable>);
template <class T>
inline constexpr bool all_maps_iterate =
    iterates<std::map<int, T>> && iterates<std::multimap<int, T>> && goes_over<std::unordered_map<int, T>> &&
    goes_over<std::unordered_multimap<int, T>> && goes_over<std::unordered_map<std::string, T>>;
static_assert(all_maps_iterate<Plain> && all_maps_iterate<Synchronized>);
static_assert(all_maps_iterate<Unsendable> && all_maps_iterate<Unshareable>);
// A set's keys are const.
template <class T>
inline constexpr bool all_sets_iterate =
    iterates<std::set<T, CompareWith<int>>, const T> && iterates<std::multiset<T, CompareWith<int>>, const T> &&
    goes_over<std::unordered_set<T, HashWith<int>, CompareWith<int>>, const T> &&
    goes_over<std::unordered_multiset<T, HashWith<int>, CompareWith<int>>, const T>;
static_assert(all_sets_iterate<Plain> && all_sets_iterate<Synchronized> && all_sets_iterate<Unshareable>);
static_assert(iterates<std::string> && iterates<std::wstring>);
static_assert(answers<std::vector<int>::iterator> == nothing);
static_assert(answers<std::vector<int>::const_iterator> == Answers{true, true, false, false});
static_assert(answers<std::vector<Synchronized>::iterator> == Answers{true, true, false, false});

// The bits of a vector<bool> share words, so each has the answers of a reference to a bool.
static_assert(leads_to<std::vector<bool>::iterator, bool> && leads_to<std::vector<bool>::const_iterator, const bool>);
static_assert(leads_to<std::vector<bool>::reference, bool>);

// A node that was extracted from a container is owned.
template <class T>
using MapNode = typename std::map<int, T>::node_type;
template <class T>
using SetNode = typename std::set<T, CompareWith<int>>::node_type;
template <class T>
using UnorderedNode = typename std::unordered_map<int, T>::node_type;
static_assert(owns<MapNode> && owns<SetNode> && owns<UnorderedNode>);
template <class T>
using NodeAllocator = typename std::set<int, std::less<int>, AllocatorWith<T, int>>::node_type;
static_assert(needs_traits_of<NodeAllocator>);

// An adaptor has the answers of the iterator that it adapts.
template <class T>
using Reversed = std::reverse_iterator<IteratorWith<T>>;
template <class T>
using Moving = std::move_iterator<IteratorWith<T>>;
template <class T>
using Counted = std::counted_iterator<IteratorWith<T>>;
template <class T>
using Common = std::common_iterator<IteratorWith<T>, EndWith<int>>;
template <class T>
using CommonEnd = std::common_iterator<IteratorWith<int>, EndWith<T>>;
static_assert(owns_copies<Reversed> && owns_copies<Moving> && owns_copies<Counted>);
static_assert(owns_copies<Common> && owns_copies<CommonEnd>);
template <class T>
inline constexpr bool is_its_end = answers<std::move_sentinel<EndWith<T>>> == answers<T>;
static_assert(is_its_end<Plain> && is_its_end<Unsendable> && is_its_end<Unshareable> && is_its_end<Synchronized>);
static_assert(is_its_end<std::string_view>);
static_assert(answers<std::counted_iterator<int*>> == Answers{false, false, true, false});
#if defined(__cpp_lib_ranges_as_const) || defined(__glibcxx_ranges_as_const)
template <class T>
using Constant = std::basic_const_iterator<IteratorWith<T>>;
static_assert(owns_copies<Constant>);
#endif

// An inserter has the answers of a reference to the container.
template <class Container>
inline constexpr bool all_insert =
    leads_to<std::back_insert_iterator<Container>, Container> &&
    leads_to<std::front_insert_iterator<Container>, Container> && leads_to<std::insert_iterator<Container>, Container>;
static_assert(all_insert<std::deque<int>>);
struct Growing {
  using value_type = int;
  using iterator = int*;
  fearless::NotSend mark;
  Synchronized state;
};
static_assert(all_insert<Growing> && fearless::is_send_v<std::back_insert_iterator<Growing>>);
// An insert_iterator also holds an iterator of the container.
struct Position {
  using value_type = int;
  using difference_type = std::ptrdiff_t;
  int& operator*() const;
  Position& operator++();
  Position operator++(int);
  bool operator==(const Position&) const;
  Unsendable part;
};
struct Positioned : Growing {
  Position begin() { return {}; }
};
static_assert(fearless::is_send_v<std::back_insert_iterator<Positioned>>);
static_assert(!fearless::is_send_v<std::insert_iterator<Positioned>>);

static_assert(answers<std::istream_iterator<int>> == nothing && answers<std::ostream_iterator<int>> == nothing);
static_assert(answers<std::istreambuf_iterator<char>> == nothing && answers<std::ostreambuf_iterator<char>> == nothing);
static_assert(answers<std::default_sentinel_t> == all && answers<std::unreachable_sentinel_t> == all);
static_assert(answers<std::input_iterator_tag> == all && answers<std::output_iterator_tag> == all);
static_assert(answers<std::forward_iterator_tag> == all && answers<std::bidirectional_iterator_tag> == all);
static_assert(answers<std::random_access_iterator_tag> == all && answers<std::contiguous_iterator_tag> == all);

// A searcher has the answers of its iterators and functions. If it has a table, its copies share and read it.
template <class T>
using SearchPattern = std::default_searcher<IteratorWith<T>>;
template <class T>
using SearchEqual = std::default_searcher<IteratorWith<int>, CompareWith<T>>;
static_assert(owns_copies<SearchPattern> && owns_copies<SearchEqual>);
template <template <class> class Of>
inline constexpr bool shares =
    answers<Of<Plain>> == value && answers<Of<Unsendable>> == Answers{false, true, true, false} &&
    answers<Of<Unshareable>> == Answers{false, false, true, false} &&
    answers<Of<std::string_view>> == Answers{true, true, false, false};
template <class T>
using BoyerPattern = std::boyer_moore_searcher<IteratorWith<T>, HashWith<int>, CompareWith<int>>;
template <class T>
using BoyerElement = std::boyer_moore_searcher<IteratorOver<T>, HashWith<int>, CompareWith<int>>;
template <class T>
using BoyerHash = std::boyer_moore_searcher<IteratorWith<int>, HashWith<T>, CompareWith<int>>;
template <class T>
using BoyerEqual = std::boyer_moore_searcher<IteratorWith<int>, HashWith<int>, CompareWith<T>>;
static_assert(shares<BoyerPattern> && shares<BoyerElement> && shares<BoyerHash> && shares<BoyerEqual>);
template <class T>
using HorspoolPattern = std::boyer_moore_horspool_searcher<IteratorWith<T>, HashWith<int>, CompareWith<int>>;
template <class T>
using HorspoolElement = std::boyer_moore_horspool_searcher<IteratorOver<T>, HashWith<int>, CompareWith<int>>;
template <class T>
using HorspoolHash = std::boyer_moore_horspool_searcher<IteratorWith<int>, HashWith<T>, CompareWith<int>>;
template <class T>
using HorspoolEqual = std::boyer_moore_horspool_searcher<IteratorWith<int>, HashWith<int>, CompareWith<T>>;
static_assert(shares<HorspoolPattern> && shares<HorspoolElement> && shares<HorspoolHash> && shares<HorspoolEqual>);

#ifdef __cpp_lib_mdspan
template <class T>
inline constexpr bool spans = leads_to<std::mdspan<T, std::extents<int, 2, 3>>, T> &&
                              leads_to<std::mdspan<const T, std::dextents<int, 2>, std::layout_stride>, const T>;
static_assert(spans<Plain> && spans<Synchronized> && spans<Unsendable> && spans<Unshareable>);
static_assert(answers<std::mdspan<int, std::extents<int, 2>>> == nothing);
static_assert(answers<std::mdspan<const int, std::extents<int, 2>>> == Answers{true, true, false, false});
static_assert(answers<std::extents<int, 2, std::dynamic_extent>> == value);
using Extents = std::dextents<int, 2>;
static_assert(answers<std::layout_left> == all && answers<std::layout_left::mapping<Extents>> == value);
static_assert(answers<std::layout_right> == all && answers<std::layout_right::mapping<Extents>> == value);
static_assert(answers<std::layout_stride> == all && answers<std::layout_stride::mapping<Extents>> == value);
static_assert(answers<std::default_accessor<int*>> == all);
#ifdef __cpp_lib_aligned_accessor
static_assert(answers<std::aligned_accessor<int, 8>> == all);
template <class T>
using AlignedSpan = std::mdspan<T, std::extents<int, 2>, std::layout_right, std::aligned_accessor<T, alignof(T)>>;
static_assert(leads_to<AlignedSpan<int>, int> && leads_to<AlignedSpan<const int>, const int>);
static_assert(leads_to<AlignedSpan<Synchronized>, Synchronized>);
#endif
// A user-defined accessor is a part, as are its data handle and a layout.
template <class Handle, class T, class Element = const int>
struct Accessor {
  using element_type = Element;
  using reference = Element&;
  using data_handle_type = Handle;
  using offset_policy = Accessor;
  T part;
  reference access(const Handle&, std::size_t) const;
  Handle offset(const Handle&, std::size_t) const;
};
template <class T>
struct Layout {
  template <class E>
  struct mapping : std::layout_right::mapping<E> {
    using layout_type = Layout;
  };
};
template <>
template <class E>
struct Layout<Unsendable>::mapping {
  using extents_type = E;
  using index_type = typename E::index_type;
  using size_type = typename E::size_type;
  using rank_type = typename E::rank_type;
  using layout_type = Layout;
  Unsendable part;
  E extents_;
  const E& extents() const;
  index_type required_span_size() const;
  template <class... I>
  index_type operator()(I...) const;
  static constexpr bool is_always_unique() { return true; }
  static constexpr bool is_always_exhaustive() { return true; }
  static constexpr bool is_always_strided() { return false; }
  static constexpr bool is_unique() { return true; }
  static constexpr bool is_exhaustive() { return true; }
  static constexpr bool is_strided() { return false; }
};
template <class T>
using Accessing = std::mdspan<const int, Extents, std::layout_right, Accessor<Synchronized, T>>;
template <class T>
using Handling = std::mdspan<const int, Extents, std::layout_right, Accessor<T, int>>;
template <template <class> class Of>
inline constexpr bool borrows_beside = answers<Of<Plain>> == Answers{true, true, false, false} &&
                                       answers<Of<Unsendable>> == Answers{false, true, false, false} &&
                                       answers<Of<Unshareable>> == Answers{true, false, false, false};
static_assert(borrows_beside<Accessing> && borrows_beside<Handling>);
static_assert(!fearless::is_send_v<std::mdspan<const int, Extents, Layout<Unsendable>>>);
static_assert(!fearless::is_send_v<std::mdspan<const int, Extents, Layout<Unsendable>, Accessor<Synchronized, int>>>);
static_assert(answers<std::mdspan<int, Extents, std::layout_right, Accessor<Synchronized, int, int>>> == nothing);
#ifdef __cpp_lib_aligned_accessor
using AlignedAccessor = std::aligned_accessor<const int, 4>;
static_assert(!fearless::is_send_v<std::mdspan<const int, Extents, Layout<Unsendable>, AlignedAccessor>>);
#endif
#endif

}  // namespace
}  // namespace std_rows
