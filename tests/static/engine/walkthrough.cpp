// SPDX-License-Identifier: MIT
// The steps of docs/architecture.md, "One type's way through the engine", as facts that every compiler checks.
#include <memory>
#include <string_view>
#include <type_traits>
#include <vector>

#include <fearless/derive/explain/explanation.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>

using namespace fearless;
using namespace fearless::derive;

namespace {

// [types]
struct Job {
  int n;
  std::vector<Rc<int>> v;
};
// [/types]

using Send = traits::Send;  // the class behind the concept of the same name

// [surface]
static_assert(std::is_same_v<SurfaceRule<Send, Job>, Open>);    // no declaration, no row: it has to be opened
static_assert(std::is_same_v<SurfaceRule<Send, int>, Always>);  // a number
static_assert(std::is_same_v<SurfaceRule<Send, Rc<int>>, Never<because::count_is_not_atomic>>);  // a row
static_assert(std::is_same_v<SurfaceRule<Send, std::vector<Rc<int>>>, IfAll<Obligation<Send, Element<Rc<int>>>>>);
// [/surface]

#if !FEARLESS_DETAIL_REFLECTS
// [count]
static_assert(clause_count<Job>.shape == Shape::members && clause_count<Job>.clauses == 2);
static_assert(std::is_same_v<AggregateMembers<Job>::type, TypeList<int, std::vector<Rc<int>>>>);
// [/count]
#if !defined(__clang__)
// [count_on_gcc]
static_assert(!AreMembers<Job, 4> && AreMembers<Job, 2> && !AreMembers<Job, 3>);  // 2 initialisers fit, 3 do not
static_assert(complete<Job, std::make_index_sequence<2>>);                        // and nothing follows these 2
// [/count_on_gcc]
#else
static_assert(!has_bases<Job> && bound_members<Job>.clauses == 2);
#endif
#endif

// [rule]
static_assert(std::is_same_v<Rule<Send, Job>, IfAll<Obligation<Send, int>, Obligation<Send, std::vector<Rc<int>>>>>);
// [/rule]

// [verdict]
static_assert(verdict<Send, int> == Verdict::yes);
static_assert(glance<Send, Element<Rc<int>>>() == Verdict::no);  // the row answers, no class is opened
static_assert(verdict<Send, std::vector<Rc<int>>> == Verdict::no);
static_assert(verdict<Send, Job> == Verdict::no);  // yes & no
static_assert(!holds<Send, Job>);                  // without a walk
// [/verdict]

// [deferred]
struct Item {
  Rc<int> count;
};
struct Batch {
  int n;
  std::vector<Item> items;
};
static_assert(glance<Send, Element<Item>>() == Verdict::deferred);  // Item would have to be opened
static_assert(verdict<Send, Batch> == Verdict::deferred);           // yes & deferred
static_assert(!holds<Send, Batch>);                                 // so the walk decides
// [/deferred]

// [recursion]
struct Node {
  int n;
  std::unique_ptr<Node> next;
};
static_assert(verdict<Send, Node> == Verdict::deferred);
static_assert(holds<Send, Node>);  // the walk comes back to Node, and nothing refused
// [/recursion]

// [walk]
static_assert(path_to_refusal<Send, Batch>().length == 3);
static_assert(std::is_same_v<Explanation<Send, Batch>::followed, Follow<Send, Batch, 1, 0, 0>>);
static_assert(std::is_same_v<Explanation<Send, Batch>::reason, because::count_is_not_atomic>);
static_assert(std::is_same_v<Explanation<Send, Job>::followed, Follow<Send, Job, 1, 0>>);
// [/walk]

// `mutable` shows through the constness of the object, for the traits that ask about it.
// [mutable]
struct Cache {
  int n;
  mutable int hits;
};
static_assert(std::is_same_v<Rule<traits::Sync, Cache>,
                             IfAll<Obligation<traits::Sync, int>, Obligation<traits::ThreadSafe, int>>>);
// [/mutable]

template <class T>
constexpr bool has_message(std::string_view message) {
  constexpr Sentence text = why_not_text<Send, T>();
  return std::string_view(text.data(), text.size()) == message;
}
// [message]
static_assert(
    has_message<Batch>("`Batch` is not Send: its `items.count` is `fearless::Rc<int>`, which is never Send: "
                       "its reference count is not atomic\n"
                       "  the way: Batch::items: std::vector<Item> -> Item -> Item::count: fearless::Rc<int>\n"
                       "  help: share it with fearless::Arc<int> (docs/errors.md#rc)"));
// [/message]

}  // namespace
