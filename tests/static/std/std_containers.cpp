// SPDX-License-Identifier: MIT
// The rows of strings, containers, their adaptors and allocators.
#include <fearless/std/deque.hpp>
#include <fearless/std/flat_map.hpp>
#include <fearless/std/flat_set.hpp>
#include <fearless/std/forward_list.hpp>
#include <fearless/std/functional.hpp>
#include <fearless/std/initializer_list.hpp>
#include <fearless/std/list.hpp>
#include <fearless/std/map.hpp>
#include <fearless/std/memory.hpp>
#include <fearless/std/memory_resource.hpp>
#include <fearless/std/queue.hpp>
#include <fearless/std/scoped_allocator.hpp>
#include <fearless/std/set.hpp>
#include <fearless/std/stack.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/unordered_map.hpp>
#include <fearless/std/unordered_set.hpp>
#include <fearless/std/vector.hpp>

#include "std_types.hpp"

namespace std_rows {
namespace {

template <class T>
using Vector = std::vector<T>;
template <class T>
using Deque = std::deque<T>;
template <class T>
using List = std::list<T>;
template <class T>
using ForwardList = std::forward_list<T>;
static_assert(owns<Vector> && owns<Deque> && owns<List> && owns<ForwardList>);
static_assert(answers<std::vector<bool>> == value);
static_assert(answers<const std::vector<int>> == Answers{true, true, true, true});
static_assert(answers<std::vector<std::vector<std::string>>> == value);
static_assert(!fearless::is_send_v<std::vector<int*>>);

// Keys, values, comparators and hashers each count.
template <class T>
using MapKey = std::map<T, int>;
template <class T>
using MapValue = std::map<int, T>;
template <class T>
using MapCompare = std::map<int, int, CompareWith<T>>;
static_assert(owns<MapKey> && owns<MapValue> && owns<MapCompare>);
template <class T>
using MultimapKey = std::multimap<T, int>;
template <class T>
using MultimapValue = std::multimap<int, T>;
template <class T>
using MultimapCompare = std::multimap<int, int, CompareWith<T>>;
static_assert(owns<MultimapKey> && owns<MultimapValue> && owns<MultimapCompare>);
template <class T>
using SetKey = std::set<T>;
template <class T>
using SetCompare = std::set<int, CompareWith<T>>;
static_assert(owns<SetKey> && owns<SetCompare>);
template <class T>
using MultisetKey = std::multiset<T>;
template <class T>
using MultisetCompare = std::multiset<int, CompareWith<T>>;
static_assert(owns<MultisetKey> && owns<MultisetCompare>);
template <class T>
using UnorderedMapKey = std::unordered_map<T, int, HashWith<int>, CompareWith<int>>;
template <class T>
using UnorderedMapValue = std::unordered_map<int, T>;
template <class T>
using UnorderedMapHash = std::unordered_map<int, int, HashWith<T>>;
template <class T>
using UnorderedMapEqual = std::unordered_map<int, int, HashWith<int>, CompareWith<T>>;
static_assert(owns<UnorderedMapKey> && owns<UnorderedMapValue> && owns<UnorderedMapHash> && owns<UnorderedMapEqual>);
template <class T>
using UnorderedMultimapKey = std::unordered_multimap<T, int, HashWith<int>, CompareWith<int>>;
template <class T>
using UnorderedMultimapValue = std::unordered_multimap<int, T>;
template <class T>
using UnorderedMultimapHash = std::unordered_multimap<int, int, HashWith<T>>;
template <class T>
using UnorderedMultimapEqual = std::unordered_multimap<int, int, HashWith<int>, CompareWith<T>>;
static_assert(owns<UnorderedMultimapKey> && owns<UnorderedMultimapValue> && owns<UnorderedMultimapHash> &&
              owns<UnorderedMultimapEqual>);
template <class T>
using UnorderedSetKey = std::unordered_set<T, HashWith<int>, CompareWith<int>>;
template <class T>
using UnorderedSetHash = std::unordered_set<int, HashWith<T>>;
template <class T>
using UnorderedSetEqual = std::unordered_set<int, HashWith<int>, CompareWith<T>>;
static_assert(owns<UnorderedSetKey> && owns<UnorderedSetHash> && owns<UnorderedSetEqual>);
template <class T>
using UnorderedMultisetKey = std::unordered_multiset<T, HashWith<int>, CompareWith<int>>;
template <class T>
using UnorderedMultisetHash = std::unordered_multiset<int, HashWith<T>>;
template <class T>
using UnorderedMultisetEqual = std::unordered_multiset<int, HashWith<int>, CompareWith<T>>;
static_assert(owns<UnorderedMultisetKey> && owns<UnorderedMultisetHash> && owns<UnorderedMultisetEqual>);
static_assert(answers<std::map<std::string, std::string>> == value);
static_assert(answers<std::map<std::string, int, std::less<>>> == value);
static_assert(answers<std::set<int, std::greater<int>>> == value);
static_assert(answers<std::set<int, bool (*)(int, int)>> == value);
static_assert(!fearless::is_send_v<std::set<int, std::function<bool(int, int)>>>);
static_assert(answers<std::unordered_map<std::string, std::string>> == value);
static_assert(answers<std::unordered_set<std::string>> == value);

// An adaptor has the answers of its container.
template <class T>
using Stack = std::stack<T>;
template <class T>
using Queue = std::queue<T>;
template <class T>
using PriorityQueue = std::priority_queue<T>;
template <class T>
using PriorityQueueCompare = std::priority_queue<int, std::vector<int>, CompareWith<T>>;
static_assert(owns<Stack> && owns<Queue> && owns<PriorityQueue> && owns<PriorityQueueCompare>);

// Each allocator counts as well, because each container stores it.
template <class T>
using VectorAllocator = std::vector<int, AllocatorWith<T, int>>;
template <class T>
using DequeAllocator = std::deque<int, AllocatorWith<T, int>>;
template <class T>
using ListAllocator = std::list<int, AllocatorWith<T, int>>;
template <class T>
using ForwardListAllocator = std::forward_list<int, AllocatorWith<T, int>>;
template <class T>
using StringAllocator = std::basic_string<char, std::char_traits<char>, AllocatorWith<T, char>>;
static_assert(owns<VectorAllocator> && owns<DequeAllocator> && owns<ListAllocator> && owns<ForwardListAllocator> &&
              owns<StringAllocator>);
template <class T>
using PairAllocator = AllocatorWith<T, std::pair<const int, int>>;
template <class T>
using MapAllocator = std::map<int, int, std::less<int>, PairAllocator<T>>;
template <class T>
using MultimapAllocator = std::multimap<int, int, std::less<int>, PairAllocator<T>>;
template <class T>
using SetAllocator = std::set<int, std::less<int>, AllocatorWith<T, int>>;
template <class T>
using MultisetAllocator = std::multiset<int, std::less<int>, AllocatorWith<T, int>>;
static_assert(owns<MapAllocator> && owns<MultimapAllocator> && owns<SetAllocator> && owns<MultisetAllocator>);
template <class T>
using UnorderedMapAllocator = std::unordered_map<int, int, std::hash<int>, std::equal_to<int>, PairAllocator<T>>;
template <class T>
using UnorderedMultimapAllocator =
    std::unordered_multimap<int, int, std::hash<int>, std::equal_to<int>, PairAllocator<T>>;
template <class T>
using UnorderedSetAllocator = std::unordered_set<int, std::hash<int>, std::equal_to<int>, AllocatorWith<T, int>>;
template <class T>
using UnorderedMultisetAllocator =
    std::unordered_multiset<int, std::hash<int>, std::equal_to<int>, AllocatorWith<T, int>>;
static_assert(owns<UnorderedMapAllocator> && owns<UnorderedMultimapAllocator> && owns<UnorderedSetAllocator> &&
              owns<UnorderedMultisetAllocator>);

// The pointer type of an allocator counts as well, although the allocator does not hold one.
template <class T>
using VectorPointer = std::vector<int, AllocatorOfPointer<T, int>>;
template <class T>
using DequePointer = std::deque<int, AllocatorOfPointer<T, int>>;
template <class T>
using ListPointer = std::list<int, AllocatorOfPointer<T, int>>;
template <class T>
using ForwardListPointer = std::forward_list<int, AllocatorOfPointer<T, int>>;
template <class T>
using StringPointer = std::basic_string<char, std::char_traits<char>, AllocatorOfPointer<T, char>>;
static_assert(owns<VectorPointer> && owns<DequePointer> && owns<ListPointer> && owns<ForwardListPointer> &&
              owns<StringPointer>);
template <class T>
using MapPointer = std::map<int, int, std::less<int>, AllocatorOfPointer<T, std::pair<const int, int>>>;
template <class T>
using SetPointer = std::multiset<int, std::less<int>, AllocatorOfPointer<T, int>>;
template <class T>
using UnorderedMapPointer =
    std::unordered_map<int, int, std::hash<int>, std::equal_to<int>, AllocatorOfPointer<T, std::pair<const int, int>>>;
template <class T>
using UnorderedSetPointer = std::unordered_set<int, std::hash<int>, std::equal_to<int>, AllocatorOfPointer<T, int>>;
static_assert(owns<MapPointer> && owns<SetPointer> && owns<UnorderedMapPointer> && owns<UnorderedSetPointer>);
// A raw pointer counts for nothing: the container owns what it leads to.
struct PlainAllocator {
  using value_type = int;
  using pointer = int*;
};
static_assert(answers<std::vector<int, PlainAllocator>> == value);
// The condition completes no class.
struct Unfinished;
static_assert(!fearless::is_send_v<std::vector<Unfinished>>);
static_assert(!fearless::is_send_v<std::vector<Unfinished, AllocatorOfPointer<int, Unfinished>>>);
struct Promised;

}  // namespace
}  // namespace std_rows

FEARLESS_UNSAFE_SEND(std_rows::Promised);

namespace std_rows {
namespace {

static_assert(fearless::is_send_v<std::vector<Promised, AllocatorOfPointer<int, Promised>>>);
static_assert(!fearless::is_send_v<std::vector<Promised, AllocatorOfPointer<Unsendable, Promised>>>);
static_assert(answers<std::allocator<int>> == all);
static_assert(answers<std::pmr::polymorphic_allocator<int>> == nothing);
static_assert(answers<std::pmr::memory_resource> == nothing && answers<std::pmr::memory_resource&> == nothing);
static_assert(answers<std::pmr::monotonic_buffer_resource> == nothing);
static_assert(answers<std::pmr::unsynchronized_pool_resource> == nothing);
static_assert(answers<std::pmr::synchronized_pool_resource> == nothing);
template <class T>
using ScopedOuter = std::scoped_allocator_adaptor<AllocatorWith<T, int>, AllocatorWith<int, int>>;
template <class T>
using ScopedInner = std::scoped_allocator_adaptor<AllocatorWith<int, int>, AllocatorWith<T, int>>;
static_assert(needs_traits_of<ScopedOuter> && needs_traits_of<ScopedInner>);
static_assert(answers<std::pmr::vector<int>> == nothing);
static_assert(answers<std::pmr::string> == nothing);

#ifdef __cpp_lib_flat_map
template <class T>
using FlatMapKey = std::flat_map<T, int, CompareWith<int>>;
template <class T>
using FlatMapValue = std::flat_map<int, T>;
template <class T>
using FlatMapCompare = std::flat_map<int, int, CompareWith<T>>;
static_assert(owns<FlatMapKey> && owns<FlatMapValue> && owns<FlatMapCompare>);
template <class T>
using FlatMultimapKey = std::flat_multimap<T, int, CompareWith<int>>;
template <class T>
using FlatMultimapValue = std::flat_multimap<int, T>;
template <class T>
using FlatMultimapCompare = std::flat_multimap<int, int, CompareWith<T>>;
static_assert(owns<FlatMultimapKey> && owns<FlatMultimapValue> && owns<FlatMultimapCompare>);
static_assert(answers<std::sorted_unique_t> == all && answers<std::sorted_equivalent_t> == all);
#endif
#ifdef __cpp_lib_flat_set
template <class T>
using FlatSetKey = std::flat_set<T, CompareWith<int>>;
template <class T>
using FlatSetCompare = std::flat_set<int, CompareWith<T>>;
static_assert(owns<FlatSetKey> && owns<FlatSetCompare>);
template <class T>
using FlatMultisetKey = std::flat_multiset<T, CompareWith<int>>;
template <class T>
using FlatMultisetCompare = std::flat_multiset<int, CompareWith<T>>;
static_assert(owns<FlatMultisetKey> && owns<FlatMultisetCompare>);
#endif

static_assert(answers<std::string> == value);
static_assert(answers<std::wstring> == value);
static_assert(answers<std::u8string> == value);
static_assert(answers<std::basic_string<int*>> == Answers{false, false, true, false});
static_assert(answers<std::char_traits<char>> == all);

}  // namespace
}  // namespace std_rows
