// SPDX-License-Identifier: MIT
// The types that FEARLESS_SHARE gives to the names in its list, and the traits of the closure.
#include <fearless/rc.hpp>
#include <fearless/share.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread/scope.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace {

struct Polymorphic {
  virtual ~Polymorphic() = default;
  std::atomic<int> count = 0;
};
struct Counters {
  std::atomic<int> hits = 0;
  fearless::Mutex<std::string> last;
};

template <class T>
using Seen = decltype(fearless::detail::share(std::declval<T&>(), "", "", 1));
static_assert(std::is_same_v<Seen<int>, const int&>);
static_assert(std::is_same_v<Seen<const int>, const int&>);
static_assert(std::is_same_v<Seen<std::string>, const std::string&>);
static_assert(std::is_same_v<Seen<int[3]>, const int (&)[3]>);
static_assert(std::is_same_v<Seen<int(int)>, int (&)(int)>);
static_assert(std::is_same_v<Seen<std::atomic<int>>, std::atomic<int>&>);
static_assert(std::is_same_v<Seen<const std::atomic<int>>, const std::atomic<int>&>);
static_assert(std::is_same_v<Seen<fearless::Mutex<int>>, fearless::Mutex<int>&>);
static_assert(std::is_same_v<Seen<Counters>, Counters&>);
static_assert(std::is_same_v<Seen<fearless::thread::Scope>, fearless::thread::Scope&>);
// Whether the object behind it may be written to is not known.
static_assert(std::is_same_v<Seen<Polymorphic>, const Polymorphic&>);

int function(int n) { return n; }

[[maybe_unused]] void closures(std::string text, std::atomic<int>& count, const fearless::Rc<int>& local, int* pointer,
                               Polymorphic& object, const std::unique_ptr<int>& box, fearless::NotSync& alone) {
  auto both = FEARLESS_SHARE(text, count)(int n) { count += n + static_cast<int>(text.size()); };
  using Both = decltype(both);
  static_assert(fearless::Send<Both> && fearless::Sync<Both> && fearless::ThreadSafe<Both> && !fearless::Static<Both>);
  static_assert(std::is_same_v<Both::Captures, fearless::detail::Borrowed<const std::string&, std::atomic<int>&>>);
  static_assert(std::is_invocable_v<const Both&, int> && !std::is_invocable_v<Both> &&
                !std::is_invocable_v<Both, int, int> && std::is_copy_constructible_v<Both>);

  auto nothing = FEARLESS_SHARE() { return 1; };
  static_assert(fearless::Send<decltype(nothing)> && fearless::Static<decltype(nothing)>);
  auto a_function = FEARLESS_SHARE(function) { return function(1); };
  static_assert(fearless::Send<decltype(a_function)>);

  auto of_rc = FEARLESS_SHARE(local) { return *local; };
  static_assert(!fearless::Send<decltype(of_rc)> && !fearless::Sync<decltype(of_rc)>);
  auto of_pointer = FEARLESS_SHARE(pointer) { return *pointer; };
  static_assert(!fearless::Send<decltype(of_pointer)> && !fearless::Sync<decltype(of_pointer)>);
  auto of_object = FEARLESS_SHARE(object) { return object.count.load(); };
  static_assert(!fearless::Send<decltype(of_object)>);
  auto of_box = FEARLESS_SHARE(text, box) { return *box + static_cast<int>(text.size()); };
  static_assert(!fearless::Send<decltype(of_box)>);  // its const is shallow
  auto not_sync = FEARLESS_SHARE(alone) { (void)alone; };
  static_assert(!fearless::Send<decltype(not_sync)> && !fearless::Sync<decltype(not_sync)>);
  (void)both, (void)nothing, (void)a_function, (void)of_rc, (void)of_pointer, (void)of_object, (void)of_box,
      (void)not_sync;
}

}  // namespace
