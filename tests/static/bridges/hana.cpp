// SPDX-License-Identifier: MIT
// Boost.Hana: the members of a Struct, and Hana's own types.
#include <fearless/hana.hpp>

#include <boost/hana/adapt_adt.hpp>
#include <boost/hana/adapt_struct.hpp>
#include <boost/hana/define_struct.hpp>

#include <fearless/boxed.hpp>
#include <fearless/rc.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>

#include <string_view>
#include <tuple>

namespace hana_facts {

using fearless::is_send_v;
using fearless::is_static_v;
using fearless::is_sync_v;
using fearless::is_thread_safe_v;
template <class T, class R>
constexpr bool refused_because =
    std::is_same_v<typename fearless::derive::Explanation<fearless::traits::Send, T>::reason, R>;
// Whether a wrong list is detected. The class is then refused, unless reflection is available, which needs no list.
constexpr bool seen_anyway = FEARLESS_DETAIL_REFLECTS;
template <class T, class R>
consteval bool bad_list_because() {
  if constexpr (seen_anyway)
    return std::is_same_v<decltype(fearless::derive::Listing<T>::members()), fearless::rules::Never<R>>;
  else
    return refused_because<T, R>;
}
namespace because = fearless::rules::because;
namespace hana = boost::hana;

// --- BOOST_HANA_DEFINE_STRUCT ---

struct Point {
  BOOST_HANA_DEFINE_STRUCT(Point, (int, x), (double, y));
};
static_assert(is_send_v<Point> && is_sync_v<Point> && is_static_v<Point> && !is_thread_safe_v<Point>);
static_assert(fearless::derive::Listing<Point>::names()[1] == std::string_view("y"));

struct PointWithMore {
  BOOST_HANA_DEFINE_STRUCT(PointWithMore, (int, x), (double, y));
  char more;
};
static_assert(bad_list_because<PointWithMore, because::the_list_of_its_members_is_incomplete>() &&
              is_send_v<PointWithMore> == seen_anyway);

class Private {
 public:
  Private();
  ~Private();

 private:
  BOOST_HANA_DEFINE_STRUCT(Private, (int, a));
};
static_assert(!fearless::derive::Listed<Private>);  // to Hana it is none either: its accessors are private

class Opened {
 public:
  Opened();
  Opened(const Opened&);
  ~Opened();

 private:
  int number;
  fearless::Box<int> state;
  const char letters[3];
  friend struct boost::hana::accessors_impl<Opened>;
};
class OpenedRc {
 public:
  OpenedRc();
  ~OpenedRc();

 private:
  int number;
  fearless::Rc<int> rc;
  friend struct boost::hana::accessors_impl<OpenedRc>;
};
class Forgotten {
 public:
  Forgotten();
  ~Forgotten();

 private:
  int number;
  fearless::Rc<int> rc;
  friend struct boost::hana::accessors_impl<Forgotten>;
};
class WithBase : Point {
 public:
  WithBase();
  ~WithBase();
  int more;
};
class Marked : fearless::NotSend {
 public:
  Marked();
  int more;
};
class Polymorphic {
 public:
  virtual ~Polymorphic();
  int number;
};
struct Mutables {
  int a;
  mutable int b;
};
struct Twice {
  int a;
  int b;
};
class Getters {
 public:
  Getters();
  ~Getters();
  int get() const;

 private:
  int* pointer;
};
class Handmade {
 public:
  Handmade();
  ~Handmade();

 private:
  int* pointer;
};
class Odd {
 public:
  Odd();
  ~Odd();
};
class Locked {
 public:
  Locked();
  ~Locked();

 private:
  mutable fearless::Mutex<int> mutex;
  friend struct boost::hana::accessors_impl<Locked>;
};

template <class T>
struct Stack {
  Stack();
  ~Stack();
  BOOST_HANA_DEFINE_STRUCT(Stack, (T, top), (int, size));
};

}  // namespace hana_facts

BOOST_HANA_ADAPT_STRUCT(hana_facts::Opened, number, state, letters);
BOOST_HANA_ADAPT_STRUCT(hana_facts::OpenedRc, number, rc);
BOOST_HANA_ADAPT_STRUCT(hana_facts::Forgotten, number);
BOOST_HANA_ADAPT_STRUCT(hana_facts::WithBase, more);
BOOST_HANA_ADAPT_STRUCT(hana_facts::Marked, more);
BOOST_HANA_ADAPT_STRUCT(hana_facts::Polymorphic, number);
BOOST_HANA_ADAPT_STRUCT(hana_facts::Mutables, a, b);
BOOST_HANA_ADAPT_STRUCT(hana_facts::Twice, a, a);
BOOST_HANA_ADAPT_STRUCT(hana_facts::Locked, mutex);
BOOST_HANA_ADAPT_ADT(hana_facts::Getters, (number, [](const auto& self) { return self.get(); }));
template <>
struct boost::hana::accessors_impl<hana_facts::Handmade> {
  static constexpr auto apply() {
    return hana::make_tuple(hana::make_pair(hana::int_c<0>, [](const auto&) { return 0; }));
  }
};
template <>
struct boost::hana::accessors_impl<hana_facts::Odd> {
  static constexpr auto apply() { return std::tuple<>(); }
};

namespace hana_facts {

static_assert(is_send_v<Opened> && is_static_v<Opened> && !is_thread_safe_v<Opened>);
static_assert(refused_because<OpenedRc, because::count_is_not_atomic> && !is_sync_v<OpenedRc>);
static_assert(bad_list_because<Forgotten, because::the_list_of_its_members_is_incomplete>() && !is_send_v<Forgotten>);
static_assert(!is_sync_v<Forgotten> && is_static_v<Forgotten> == seen_anyway);
static_assert(bad_list_because<WithBase, because::the_list_of_its_members_is_incomplete>() &&
              is_send_v<WithBase> == seen_anyway);
static_assert(bad_list_because<Marked, because::the_list_of_its_members_is_incomplete>() && !is_send_v<Marked>);
static_assert(is_send_v<Polymorphic>);
static_assert(is_send_v<Mutables> && !is_sync_v<Mutables>);
static_assert(bad_list_because<Twice, because::the_list_of_its_members_names_one_twice>());
static_assert(is_send_v<Twice> == seen_anyway && is_sync_v<Twice> == seen_anyway);
static_assert(bad_list_because<Getters, because::an_accessor_function_does_not_show_the_member>() &&
              !is_send_v<Getters>);
static_assert(bad_list_because<Handmade, because::an_accessor_function_does_not_show_the_member>() &&
              !is_send_v<Handmade>);
static_assert(bad_list_because<Odd, because::an_accessor_function_does_not_show_the_member>() &&
              is_send_v<Odd> == seen_anyway);
static_assert(is_send_v<Locked> && is_sync_v<Locked> && is_thread_safe_v<Locked>);
static_assert(is_send_v<Stack<int>> && is_send_v<Stack<Opened>> && !is_send_v<Stack<OpenedRc>>);

struct Aggregate {
  Opened opened;
  Stack<Opened> stack;
};
struct BadAggregate {
  OpenedRc opened;
};
static_assert(is_send_v<Aggregate> && !is_send_v<BadAggregate>);

// A class derived from a Struct inherits the accessors, which do not list its own members.
struct Derived : Stack<int> {
  fearless::Rc<int> rc;
};
static_assert(!fearless::derive::Listed<Derived> && !is_send_v<Derived>);

// --- Hana's own types ---

using Rc = fearless::Rc<int>;
static_assert(is_send_v<hana::tuple<int, double>> && is_sync_v<hana::tuple<int, double>>);
static_assert(!is_send_v<hana::tuple<int, Rc>> && !is_sync_v<hana::tuple<int, Rc>>);
static_assert(!is_static_v<hana::tuple<int&>> && !is_thread_safe_v<hana::tuple<int>>);
static_assert(is_thread_safe_v<hana::tuple<>>);
static_assert(is_send_v<hana::basic_tuple<int>> && !is_send_v<hana::basic_tuple<Rc>>);
static_assert(is_send_v<hana::pair<int, char>> && !is_send_v<hana::pair<int, Rc>> && !is_send_v<hana::pair<Rc, int>>);
static_assert(is_send_v<hana::optional<int>> && !is_send_v<hana::optional<Rc>> && is_thread_safe_v<hana::optional<>>);
static_assert(is_send_v<decltype(hana::make_set(hana::int_c<1>, hana::type_c<int>))>);
using GoodMap = decltype(hana::make_map(hana::make_pair(hana::type_c<int>, 1), hana::make_pair(hana::int_c<2>, 'a')));
using BadMap = decltype(hana::make_map(hana::make_pair(hana::type_c<int>, std::declval<Rc>())));
static_assert(is_send_v<GoodMap> && is_sync_v<GoodMap> && !is_send_v<BadMap> && !is_thread_safe_v<GoodMap>);
static_assert(is_thread_safe_v<decltype(hana::make_map())>);
static_assert(is_send_v<hana::type<Rc>> && is_thread_safe_v<hana::type<Rc>>);
static_assert(is_send_v<hana::basic_type<Rc>> && is_thread_safe_v<hana::basic_type<Rc>>);
static_assert(is_send_v<hana::type<struct Incomplete>> && is_sync_v<hana::type<int&>>);
static_assert(is_thread_safe_v<decltype(hana::int_c<5>)> && is_thread_safe_v<decltype(hana::true_c)>);
static_assert(is_thread_safe_v<decltype(hana::string_c<'a', 'b'>)>);

}  // namespace hana_facts
