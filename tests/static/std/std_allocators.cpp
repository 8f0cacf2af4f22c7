// SPDX-License-Identifier: MIT
// Allocators and what a container makes of them: a container stores its allocator rebound to its nodes and tables, and
// that may be another class.
#include <fearless/std/deque.hpp>
#include <fearless/std/forward_list.hpp>
#include <fearless/std/list.hpp>
#include <fearless/std/map.hpp>
#include <fearless/std/memory.hpp>
#include <fearless/std/queue.hpp>
#include <fearless/std/regex.hpp>
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

using Pair = std::pair<const int, int>;
template <template <class> class A>
struct With {
  using Vector = std::vector<int, A<int>>;
  using Bits = std::vector<bool, A<bool>>;
  using String = std::basic_string<char, std::char_traits<char>, A<char>>;
  using Deque = std::deque<int, A<int>>;
  using List = std::list<int, A<int>>;
  using ForwardList = std::forward_list<int, A<int>>;
  using Set = std::set<int, std::less<int>, A<int>>;
  using Multiset = std::multiset<int, std::less<int>, A<int>>;
  using Map = std::map<int, int, std::less<int>, A<Pair>>;
  using Multimap = std::multimap<int, int, std::less<int>, A<Pair>>;
  using HashSet = std::unordered_set<int, std::hash<int>, std::equal_to<int>, A<int>>;
  using HashMultiset = std::unordered_multiset<int, std::hash<int>, std::equal_to<int>, A<int>>;
  using HashMap = std::unordered_map<int, int, std::hash<int>, std::equal_to<int>, A<Pair>>;
  using HashMultimap = std::unordered_multimap<int, int, std::hash<int>, std::equal_to<int>, A<Pair>>;
  using Stack = std::stack<int, List>;
  using Queue = std::queue<int, Deque>;
  using Match = std::match_results<const char*, A<std::sub_match<const char*>>>;
};
template <template <class> class A, Answers Of>
inline constexpr bool nodes =
    answers<typename With<A>::List> == Of && answers<typename With<A>::ForwardList> == Of &&
    answers<typename With<A>::Set> == Of && answers<typename With<A>::Multiset> == Of &&
    answers<typename With<A>::Map> == Of && answers<typename With<A>::Multimap> == Of &&
    answers<typename With<A>::HashSet> == Of && answers<typename With<A>::HashMultiset> == Of &&
    answers<typename With<A>::HashMap> == Of && answers<typename With<A>::HashMultimap> == Of &&
    answers<typename With<A>::Stack> == Of;
template <template <class> class A, Answers Of>
inline constexpr bool node_handles =
    answers<typename With<A>::Set::node_type> == Of && answers<typename With<A>::Map::node_type> == Of &&
    answers<typename With<A>::HashSet::node_type> == Of && answers<typename With<A>::HashMap::node_type> == Of;
template <template <class> class A, Answers Of>
inline constexpr bool tables = answers<typename With<A>::Deque> == Of && answers<typename With<A>::Queue> == Of;
template <template <class> class A, Answers Of>
inline constexpr bool arrays = answers<typename With<A>::Vector> == Of && answers<typename With<A>::String> == Of;

// The members that every allocator here needs in addition to its data.
template <template <class> class A, class T>
struct Allocating {
  using value_type = T;
  T* allocate(std::size_t n) { return static_cast<T*>(::operator new(n * sizeof(T))); }
  void deallocate(T* p, std::size_t) { ::operator delete(p); }
  friend bool operator==(const A<T>&, const A<T>&) { return true; }
};

// Holds a pointer, except if it is rebound to the element types that a program names.
template <class T>
struct Pointing : Allocating<Pointing, T> {
  int* uses = nullptr;
};
template <class T>
  requires(std::is_same_v<T, int> || std::is_same_v<T, bool> || std::is_same_v<T, char> || std::is_same_v<T, Pair> ||
           std::is_same_v<T, std::sub_match<const char*>>)
struct Pointing<T> : Allocating<Pointing, T> {};
static_assert(answers<Pointing<int>> == all && !fearless::is_send_v<Pointing<long>>);
static_assert(sizeof(With<Pointing>::List) > sizeof(std::list<int>));
inline constexpr Answers pointing{false, false, true, false};
static_assert(nodes<Pointing, pointing> && tables<Pointing, pointing>);
static_assert(answers<With<Pointing>::Bits> == pointing);
static_assert(arrays<Pointing, value>);  // which hold it as it was given
static_assert(fearless::is_static_v<With<Pointing>::Match> == fearless::is_static_v<const char*>);

// Holds nothing, except as an allocator of pointers.
template <class T>
struct PointingForPointers : Allocating<PointingForPointers, T> {
  template <class U>
  struct rebind {
    using other = PointingForPointers<U>;
  };
};
template <class T>
struct PointingForPointers<T*> : Allocating<PointingForPointers, T*> {
  template <class U>
  struct rebind {
    using other = PointingForPointers<U>;
  };
  int* uses = nullptr;
};
static_assert(tables<PointingForPointers, pointing> && arrays<PointingForPointers, value>);
static_assert(answers<With<PointingForPointers>::List> == value && answers<With<PointingForPointers>::Map> == value);
static_assert(answers<With<PointingForPointers>::HashSet> == pointing);

// It is rebound to another template.
template <class T>
struct Elsewhere : Allocating<Elsewhere, T> {
  template <class U>
  struct rebind {
    using other = Pointing<U>;
  };
};
static_assert(answers<Elsewhere<long>> == all);
static_assert(nodes<Elsewhere, pointing> && tables<Elsewhere, pointing>);
static_assert(arrays<Elsewhere, value>);  // Pointing<int> is fine, too

// Holds nothing itself, but the pointers of the allocator that it is rebound to hold something.
template <class T>
struct Shared {
  template <class U>
  using rebind = Shared<U>;
  T* data;
};
template <class T>
struct SharedPointers {
  using value_type = T;
  using pointer = Shared<T>;
  pointer allocate(std::size_t);
  void deallocate(pointer, std::size_t);
};
template <>
struct SharedPointers<int> : Allocating<SharedPointers, int> {};
template <>
struct SharedPointers<Pair> : Allocating<SharedPointers, Pair> {};
template <class T>
struct SharedLinks : Allocating<SharedLinks, T> {
  using void_pointer = Shared<void>;
};
static_assert(answers<SharedPointers<long>> == all && answers<SharedLinks<long>> == all);
static_assert(nodes<SharedPointers, pointing> && nodes<SharedLinks, pointing>);

// An allocator that is no template is not rebound.
struct ForInt : std::allocator<int> {
  using value_type = int;
};
static_assert(answers<std::vector<int, ForInt>> == value && answers<std::list<int, ForInt>> == nothing);

// Most allocators hold nothing, and some hold a value.
template <class T>
struct Empty : Allocating<Empty, T> {
  Empty() = default;
  template <class U>
  Empty(const Empty<U>&) noexcept {}
};
template <class T>
class Numbered {
 public:
  using value_type = T;
  constexpr explicit Numbered(int number) : number_(number) {}
  template <class U>
  Numbered(const Numbered<U>& other) : number_(other.number()) {}
  constexpr int number() const { return number_; }
  T* allocate(std::size_t);
  void deallocate(T*, std::size_t);

 private:
  int number_;
};
// An allocator's own pointers may be plain values.
template <class T>
struct Offset {
  template <class U>
  using rebind = Offset<U>;
  std::ptrdiff_t offset;
};
template <class T>
struct Offsets {
  using value_type = T;
  using pointer = Offset<T>;
  template <class U>
  struct rebind {
    using other = Offsets<U>;
  };
  pointer allocate(std::size_t);
  void deallocate(pointer, std::size_t);
};
static_assert(nodes<Empty, value> && tables<Empty, value> && arrays<Empty, value> && node_handles<Empty, value>);
static_assert(answers<With<Empty>::Bits> == value);
static_assert(nodes<Offsets, value> && tables<Offsets, value> && arrays<Offsets, value>);
static_assert(fearless::is_send_v<With<Numbered>::List> && fearless::is_send_v<With<Numbered>::ForwardList>);
static_assert(fearless::is_send_v<With<Numbered>::Map> && fearless::is_send_v<With<Numbered>::HashMap>);
static_assert(fearless::is_send_v<With<Numbered>::Vector> && fearless::is_send_v<With<Numbered>::Bits>);
static_assert(fearless::is_static_v<With<Numbered>::List> && fearless::is_static_v<With<Numbered>::HashSet>);
static_assert(node_handles<Pointing, pointing>);
static_assert(answers<std::list<std::string, Empty<std::string>>> == value);
static_assert(!fearless::is_send_v<std::list<int*, Empty<int*>>> &&
              !fearless::is_send_v<std::list<int*, Numbered<int*>>>);

// An adaptor has the answers of the allocator that it adapts.
template <class T>
using Scoped = std::scoped_allocator_adaptor<Pointing<T>>;
template <class T>
using ScopedEmpty = std::scoped_allocator_adaptor<Empty<T>>;
static_assert(!fearless::is_send_v<With<Scoped>::List> && !fearless::is_send_v<With<Scoped>::HashMap>);
static_assert(fearless::is_send_v<With<Scoped>::Vector> && fearless::is_send_v<With<ScopedEmpty>::List>);

// A type that owns more objects of itself.
struct Tree {
  std::list<Tree, Empty<Tree>> children;
  std::map<int, Tree, std::less<int>, Empty<std::pair<const int, Tree>>> named;
};
struct PointingTree {
  std::list<PointingTree, Pointing<PointingTree>> children;
};
static_assert(answers<Tree> == value && !fearless::is_send_v<PointingTree>);
struct Unfinished;
static_assert(!fearless::is_send_v<std::list<Unfinished, Empty<Unfinished>>>);

// A declaration for one allocator does not apply to another one; a declaration for the template does.
template <class T>
struct Promised : Pointing<T> {};
template <class T>
struct PromisedForInt : Pointing<T> {};
template <class T>
struct AsElement : Pointing<T> {};

// A program may specialise std::allocator for a class of its own.
struct Own {
  int number;
};
struct OwnWithoutState {
  int number;
};

}  // namespace
}  // namespace std_rows

template <>
struct std::allocator<std_rows::Own> {
  using value_type = std_rows::Own;
  long* allocated;
  std_rows::Own* allocate(std::size_t);
  void deallocate(std_rows::Own*, std::size_t);
};
template <>
struct std::allocator<std_rows::OwnWithoutState> {
  using value_type = std_rows::OwnWithoutState;
  std_rows::OwnWithoutState* allocate(std::size_t);
  void deallocate(std_rows::OwnWithoutState*, std::size_t);
};
namespace std_rows {
namespace {
static_assert(!fearless::is_send_v<std::allocator<Own>> && !fearless::is_send_v<std::vector<Own>>);
static_assert(!fearless::is_send_v<std::deque<Own>> && fearless::is_send_v<std::vector<OwnWithoutState>>);
static_assert(fearless::is_send_v<std::allocator<void>> && fearless::is_thread_safe_v<std::allocator<int>>);

}  // namespace
}  // namespace std_rows

template <class T>
inline constexpr auto fearless::unsafe_impl_send<std_rows::Promised<T>> = fearless::rules::always;
FEARLESS_UNSAFE_SEND(std_rows::PromisedForInt<int>);
template <class T>
inline constexpr auto fearless::unsafe_impl_send<std_rows::AsElement<T>> = fearless::if_send<T>;

namespace std_rows {
namespace {

static_assert(fearless::is_send_v<With<Promised>::List> && fearless::is_send_v<With<Promised>::HashMap>);
static_assert(fearless::is_send_v<With<PromisedForInt>::Vector> && !fearless::is_send_v<With<PromisedForInt>::List>);
static_assert(fearless::is_send_v<With<AsElement>::List> && fearless::is_send_v<With<AsElement>::Map>);
static_assert(fearless::is_send_v<With<AsElement>::HashMap> && fearless::is_send_v<With<AsElement>::HashSet>);
static_assert(!fearless::is_send_v<std::list<int*, AsElement<int*>>>);

}  // namespace
}  // namespace std_rows
