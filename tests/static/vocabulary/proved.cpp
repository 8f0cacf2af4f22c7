// SPDX-License-Identifier: MIT
// If Clang checks a file before GCC compiles it, a choice depends only on what this compiler has proved itself. (On
// Clang the macro changes nothing.)
#define FEARLESS_CHECKED_BY_CLANG
#include <fearless/marker/proved.hpp>
#include <fearless/share.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/mutex.hpp>

#include <atomic>
#include <string>
#include <type_traits>
#include <utility>

namespace {

class NotShown {
 public:
  NotShown() = default;
  [[nodiscard]] int* get() const { return number_; }

 private:
  int* number_ = nullptr;
  std::string text_;
};
struct HoldsNotShown {
  std::atomic<int> count;
  NotShown hidden;
};
class Promised {
 public:
  Promised() = default;
  [[nodiscard]] int* get() const { return number_; }

 private:
  int* number_ = nullptr;
  std::string text_;
};
}  // namespace
FEARLESS_UNSAFE_THREAD_SAFE(Promised);
namespace {
struct Counters {
  std::atomic<int> hits;
  fearless::Mutex<std::string> last;
  Promised promised;
};

using fearless::detail::proved_thread_safe;

static_assert(proved_thread_safe<std::atomic<int>> && proved_thread_safe<fearless::Mutex<int>>);
static_assert(proved_thread_safe<Counters> && proved_thread_safe<const Counters> && proved_thread_safe<Promised>);
static_assert(proved_thread_safe<const int> && !proved_thread_safe<int>);
static_assert(!proved_thread_safe<NotShown> && !proved_thread_safe<HoldsNotShown>);
static_assert(!proved_thread_safe<fearless::Mutex<NotShown>> && !proved_thread_safe<const HoldsNotShown>);
#if !defined(__clang__)  // grants it unseen (with reflection it sees)
static_assert(fearless::ThreadSafe<NotShown> == !FEARLESS_DETAIL_REFLECTS);
#endif

template <class T>
using Seen = decltype(fearless::detail::share(std::declval<T&>(), "", "", 1));
static_assert(std::is_same_v<Seen<Counters>, Counters&>);
static_assert(std::is_same_v<Seen<NotShown>, const NotShown&>);
static_assert(std::is_same_v<Seen<HoldsNotShown>, const HoldsNotShown&>);

[[maybe_unused]] void closures(int* pointer, std::atomic<int>& count) {
  auto of_a_pointer = [pointer] { return *pointer; };
  auto of_an_atomic = [&count] { return count.load(); };
  static_assert(!proved_thread_safe<decltype(of_a_pointer)>);
  static_assert(std::is_same_v<Seen<decltype(of_a_pointer)>, const decltype(of_a_pointer)&>);
  (void)of_a_pointer, (void)of_an_atomic;
}

}  // namespace
