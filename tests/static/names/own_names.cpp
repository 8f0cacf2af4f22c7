// SPDX-License-Identifier: MIT
// `using namespace fearless;`, also beside `using namespace std;`, does not conflict with a program's own short names.
#include <fearless/describe.hpp>
#include <fearless/explain.hpp>
#include <fearless/fearless.hpp>
#include <fearless/members.hpp>
#include <fearless/move_fn.hpp>
#include <fearless/share.hpp>

using namespace std;
using namespace fearless;

struct row {
  int cells;
};
struct text {
  int characters;
};
struct place {
  int row;
};
struct because {};
struct Element {};
struct Pointee {};
struct Always {};
struct Never {};
enum class kind { one, other };
constexpr bool always = true;
template <class T>
constexpr bool never = false;
constexpr int accepted = 1;
constexpr int refused = 2;
constexpr int not_declared = 3;
int task(row, text);
void drop(row);
int explain(place);
int async(row);

static_assert(always && !never<int> && accepted + refused == not_declared && kind::one != kind::other);
static_assert(is_same_v<decltype(task(row{}, text{})), int>);
static_assert(is_same_v<decltype(explain(place{})), int>);
static_assert(is_same_v<decltype(async(row{})), int>);
static_assert(is_same_v<decltype(drop(row{})), void>);
static_assert(is_send_v<Arc<Mutex<row>>> && is_send_v<text> && is_send_v<place>);
static_assert(is_send_v<Element> && is_send_v<Pointee> && is_send_v<Always> && is_send_v<Never> && is_send_v<because>);
