// SPDX-License-Identifier: MIT
// What the owners of an Arc may do with its value: anything if it is ThreadSafe, and otherwise what const allows.
#include <fearless/members.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/worker.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace {

using namespace fearless;

template <class T>
using Value = std::remove_reference_t<decltype(*std::declval<const Arc<T>&>())>;
template <class T>
inline constexpr bool writes =
    std::is_same_v<Value<T>, T> &&
    std::is_same_v<std::remove_pointer_t<decltype(std::declval<const Arc<T>&>().operator->())>, T>;
template <class T>
inline constexpr bool only_reads =
    std::is_same_v<Value<T>, const T> &&
    std::is_same_v<std::remove_pointer_t<decltype(std::declval<const Arc<T>&>().operator->())>, const T>;

static_assert(writes<std::atomic<int>> && writes<Mutex<int>> && writes<Mutex<std::string>>);
static_assert(only_reads<int> && only_reads<std::string> && only_reads<std::unique_ptr<int>>);
static_assert(std::is_same_v<Value<const std::atomic<int>>, const std::atomic<int>>);

// An aggregate is what its members are. A member that nobody writes is const.
struct Shared {
  const std::string name;
  std::atomic<int> uses;
  Mutex<std::string> log;
};
struct NameMayChange {
  std::string name;
  std::atomic<int> uses;
};
static_assert(writes<Shared> && only_reads<NameMayChange>);

// An object of a derived class may not be ThreadSafe, although its base is.
struct Base {
  virtual ~Base() = default;
  virtual void use() {}
  FEARLESS_MEMBERS()
};
struct Derived : Base {
  void use() override { ++uses; }
  int uses = 0;
};
static_assert(is_thread_safe_v<Base> && only_reads<Base> && only_reads<Derived>);
struct Last final : Base {
  std::atomic<int> uses{0};
  FEARLESS_BASES_AND_MEMBERS((Base), uses)
};
static_assert(writes<Last>);

// A class may use Arcs of itself in its own functions.
struct Node {
  int value = 0;
  std::unique_ptr<Arc<Node>> next;
  [[nodiscard]] int sum() const { return value + (next ? (*next)->sum() : 0); }
};
static_assert(only_reads<Node>);

[[maybe_unused]] int count(const Arc<std::atomic<int>>& counter) { return ++*counter + counter->fetch_add(1); }
static_assert(std::is_invocable_v<decltype(count), const Arc<std::atomic<int>>&>);

// So does the function of a Worker see what it shares.
[[maybe_unused]] thread::Worker<Shared> start(Arc<Shared> shared) {
  return {std::move(shared), [](Shared& mine, const thread::StopToken&) { ++mine.uses; }};
}
[[maybe_unused]] thread::Worker<NameMayChange> start_reading(Arc<NameMayChange> shared) {
  return {std::move(shared), [](const NameMayChange&, const thread::StopToken&) {}};
}
static_assert(std::is_invocable_v<decltype(start), Arc<Shared>> &&
              std::is_invocable_v<decltype(start_reading), Arc<NameMayChange>>);

}  // namespace
