// SPDX-License-Identifier: MIT
// Types that lead back to themselves, or to incomplete ones, through the standard library.
#include <fearless/std.hpp>

#include "std_types.hpp"

namespace std_rows {
namespace {

template <class T>
struct List {
  T value;
  std::unique_ptr<List> next;
};
template <class T>
struct Tree {
  std::vector<Tree> children;
  T value;
};
template <class T>
struct Json {
  std::variant<std::monostate, double, std::string, std::vector<Json>, std::map<std::string, Json>, T> value;
};
// Through several kinds of indirection and by-value holders at the same time.
struct Deep {
  std::optional<std::unique_ptr<Deep>> child;
  std::array<std::unique_ptr<Deep>, 2> children;
  std::pair<int, std::unique_ptr<Deep[]>> more;
  std::tuple<std::list<Deep>, std::forward_list<Deep>, std::set<Deep>, std::unordered_map<int, std::vector<Deep>>> all;
  int value;
};
struct DeepUnsendable {
  std::optional<std::unique_ptr<DeepUnsendable>> child;
  std::tuple<std::list<DeepUnsendable>, std::unordered_map<int, std::vector<Unsendable>>> all;
};
struct DeepBorrowing {
  std::pair<int, std::unique_ptr<DeepBorrowing[]>> more;
  std::variant<std::vector<DeepBorrowing>, std::map<int, std::string_view>> all;
};
template <class T>
struct Odd;
template <class T>
struct Even {
  std::map<std::string, Odd<T>> odds;
  T value;
};
template <class T>
struct Odd {
  std::unordered_map<int, Even<T>> evens;
};
template <class T>
struct Adapted {
  std::stack<Adapted, std::vector<Adapted>> stack;
  std::queue<Adapted, std::list<Adapted>> queue;
  T value;
};

template <template <class> class Of>
inline constexpr bool sees_the_end = needs_static_of<Of> && !fearless::is_send_v<Of<Unsendable>> &&
                                     !fearless::is_sync_v<Of<Unshareable>> && answers<Of<Plain>> == value;
static_assert(sees_the_end<Tree> && sees_the_end<Json> && sees_the_end<Even> && sees_the_end<Odd>);
static_assert(sees_the_end<Adapted>);
template <template <class> class Of>
inline constexpr bool sends_the_end =
    fearless::is_send_v<Of<Plain>> && fearless::is_static_v<Of<Plain>> && !fearless::is_sync_v<Of<Plain>> &&
    !fearless::is_send_v<Of<Unsendable>> && !fearless::is_static_v<Of<Borrowing>>;
static_assert(sends_the_end<List>);
static_assert(answers<Deep> == Answers{true, false, true, false});
static_assert(answers<DeepUnsendable> == Answers{false, false, true, false});
static_assert(answers<DeepBorrowing> == Answers{true, false, false, false});

// A class that is never completed is refused; the containers themselves cause no error.
struct Hidden;
template <class T>
inline constexpr bool refused = answers<T> == Answers{false, false, false, false};
static_assert(refused<std::unique_ptr<Hidden>>);
static_assert(refused<std::vector<std::unique_ptr<Hidden>>>);
static_assert(refused<std::unique_ptr<std::vector<Hidden>>>);
static_assert(refused<std::unique_ptr<std::optional<Hidden>>>);
static_assert(refused<std::unique_ptr<std::tuple<int, Hidden>>>);
static_assert(refused<std::unique_ptr<std::array<Hidden, 0>>>);
static_assert(refused<std::span<Hidden>>);
static_assert(refused<std::reference_wrapper<Hidden>>);
static_assert(refused<std::list<Hidden>> && refused<std::map<int, Hidden>> && refused<std::deque<Hidden>>);

}  // namespace
}  // namespace std_rows
