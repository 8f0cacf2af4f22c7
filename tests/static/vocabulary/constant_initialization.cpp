// SPDX-License-Identifier: MIT
// Values that are constant expressions in Rust are constant expressions here, too. A global variable of such a type is
// initialised before any code runs, whichever file uses it first.
#include <fearless/cell.hpp>
#include <fearless/rc.hpp>
#include <fearless/rc/slice.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/arc/slice.hpp>
#include <fearless/sync/barrier.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/once.hpp>
#include <fearless/sync/rwlock.hpp>

#include <array>
#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

// A literal type with a constructor, and one that can neither be copied nor moved.
class Point {
 public:
  constexpr Point(int x, int y) : x_(x), y_(y) {}
  [[nodiscard]] constexpr int sum() const { return x_ + y_; }

 private:
  int x_;
  int y_;
};
struct Pinned {
  constexpr Pinned() = default;
  constexpr explicit Pinned(int n) : number(n) {}
  Pinned(const Pinned&) = delete;
  Pinned& operator=(const Pinned&) = delete;
  int number = 1;
};
struct Nested {
  fearless::Mutex<int> first{1};
  fearless::RwLock<std::array<int, 3>> second{std::array<int, 3>{1, 2, 3}};
  fearless::Condvar changed;
};
int one() { return 1; }

// Each kind of value, created in each way.
constinit fearless::Mutex<int> mutex(100);
constinit const fearless::Mutex<int> const_mutex(100);
constinit fearless::Mutex<int> default_mutex;
constinit fearless::Mutex deduced_mutex(1L);
constinit fearless::Mutex<Point> mutex_of_class(Point(1, 2));
constinit fearless::Mutex<Point> mutex_in_place(std::in_place, 1, 2);
constinit fearless::Mutex<Pinned> mutex_of_pinned;
constinit fearless::Mutex<Pinned> mutex_of_pinned_in_place(std::in_place, 2);
constinit fearless::Mutex<std::unique_ptr<int>> mutex_of_pointer;
constinit fearless::Mutex<std::unique_ptr<int>> mutex_of_null(std::in_place, nullptr);
constinit fearless::Mutex<std::vector<int>> mutex_of_no_elements;
constinit fearless::Mutex<std::optional<std::string>> mutex_of_optional(std::nullopt);
constinit fearless::Mutex<std::atomic<int>> mutex_of_atomic(std::in_place, 1);
constinit fearless::Mutex<std::string_view> mutex_of_view("text");
constinit fearless::RwLock<int> rwlock(100);
constinit const fearless::RwLock<int> const_rwlock(100);
constinit fearless::RwLock<int> default_rwlock;
constinit fearless::RwLock deduced_rwlock(1L);
constinit fearless::RwLock<Point> rwlock_in_place(std::in_place, 1, 2);
constinit fearless::RwLock<Pinned> rwlock_of_pinned;
constinit fearless::RwLock<std::unique_ptr<int>> rwlock_of_pointer;
constinit fearless::RefCell<int> refcell(100);
constinit fearless::RefCell<int> default_refcell;
constinit fearless::RefCell deduced_refcell(1L);
constinit fearless::RefCell<Point> refcell_of_class(Point(1, 2));
constinit fearless::RefCell<std::unique_ptr<int>> refcell_of_pointer;
constinit fearless::Cell<int> cell(100);
constinit fearless::Cell<int> default_cell;
constinit fearless::OnceCell<std::string> once_cell;
constinit fearless::LazyCell<int> lazy_cell(&one);
constinit fearless::Once once;
constinit fearless::OnceLock<std::string> once_lock;
constinit fearless::OnceLock<Pinned> once_lock_of_pinned;
constinit fearless::LazyLock<int> lazy_lock(&one);
constinit fearless::LazyLock<std::string> default_lazy_lock;
constinit fearless::LazyLock<std::string> lazy_lock_of_closure([] { return std::string("made"); });
constinit fearless::Condvar condvar;
constinit fearless::Barrier barrier(3);
constinit fearless::ArcWeak<int> arc_weak;
constinit fearless::ArcWeak<std::string> arc_weak_of_string;
constinit fearless::ArcWeak<int[]> arc_weak_of_slice;
constinit fearless::RcWeak<int> rc_weak;
constinit fearless::RcWeak<int[]> rc_weak_of_slice;
constinit fearless::RcWeak<std::string> rc_weak_of_string;
constinit Nested nested;
constinit std::array<fearless::Mutex<int>, 3> several{fearless::Mutex<int>(1), fearless::Mutex<int>(2),
                                                      fearless::Mutex<int>(3)};
constinit fearless::Mutex<fearless::RefCell<int>> lock_of_cell(std::in_place, 1);
constinit thread_local fearless::RefCell<int> of_each_thread(1);

// For other types it is no constant expression, but compiles.
const fearless::Mutex<std::vector<int>> mutex_of_vector(std::vector<int>(3));
const fearless::RwLock<std::string> rwlock_of_string(std::string(100, 'x'));

// A function-local static needs no guard.
[[maybe_unused]] fearless::Mutex<int>& counter() {
  static constinit fearless::Mutex<int> number(0);
  return number;
}

// All variables are used, so that no compiler warns about unused ones.
[[maybe_unused]] const void* const used[] = {&mutex,
                                             &const_mutex,
                                             &default_mutex,
                                             &deduced_mutex,
                                             &mutex_of_class,
                                             &mutex_in_place,
                                             &mutex_of_pinned,
                                             &mutex_of_pinned_in_place,
                                             &mutex_of_pointer,
                                             &mutex_of_null,
                                             &mutex_of_no_elements,
                                             &mutex_of_optional,
                                             &mutex_of_atomic,
                                             &mutex_of_view,
                                             &rwlock,
                                             &const_rwlock,
                                             &default_rwlock,
                                             &deduced_rwlock,
                                             &rwlock_in_place,
                                             &rwlock_of_pinned,
                                             &rwlock_of_pointer,
                                             &refcell,
                                             &default_refcell,
                                             &deduced_refcell,
                                             &refcell_of_class,
                                             &refcell_of_pointer,
                                             &cell,
                                             &default_cell,
                                             &once_cell,
                                             &lazy_cell,
                                             &once,
                                             &once_lock,
                                             &once_lock_of_pinned,
                                             &lazy_lock,
                                             &default_lazy_lock,
                                             &lazy_lock_of_closure,
                                             &condvar,
                                             &barrier,
                                             &arc_weak,
                                             &arc_weak_of_string,
                                             &arc_weak_of_slice,
                                             &rc_weak,
                                             &rc_weak_of_slice,
                                             &rc_weak_of_string,
                                             &nested,
                                             &several,
                                             &lock_of_cell,
                                             &mutex_of_vector,
                                             &rwlock_of_string};

}  // namespace
