// SPDX-License-Identifier: MIT
// The parallel algorithms: what they compute, what their exceptions do, and the traps of nested calls.
#include <fearless/par.hpp>
#include <fearless/std/atomic.hpp>
#include <fearless/std/ranges.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/thread.hpp>
#include <fearless/std/vector.hpp>
#include <fearless/sync/mutex.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <compare>
#include <cstddef>
#include <deque>
#include <functional>
#include <numeric>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

#include <gtest/gtest.h>

namespace {

namespace par = fearless::par;

std::vector<int> first_numbers(std::size_t count) {
  std::vector<int> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

TEST(Par, ForEachMeetsEveryElementOnce) {
  for (const std::size_t count : {0u, 1u, 2u, 1000u, 100000u}) {
    auto numbers = first_numbers(count);
    par::for_each(numbers, [](int& n) { n = 2 * n + 1; });
    for (std::size_t i = 0; i != count; ++i) ASSERT_EQ(numbers[i], static_cast<int>(2 * i + 1));
  }
  std::deque<std::string> words(100, "a");
  par::for_each(words, [](std::string& word) { word += 'b'; });
  EXPECT_EQ(std::ranges::count(words, std::string("ab")), 100);
  par::for_each(words | std::views::reverse, [](std::string& word) { word += 'c'; });
  EXPECT_EQ(std::ranges::count(words, std::string("abc")), 100);
}

// A contiguous range whose iterators count what is read, as those of a checking container may do.
class CountsReads {
 public:
  class Iterator {
   public:
    using iterator_concept = std::contiguous_iterator_tag;
    using iterator_category = std::random_access_iterator_tag;
    using value_type = int;
    using element_type = int;
    using difference_type = std::ptrdiff_t;
    using reference = int&;
    using pointer = int*;
    Iterator() = default;
    Iterator(int* element, long* reads) : element_(element), reads_(reads) {}
    int& operator*() const { return ++*reads_, *element_; }
    int* operator->() const { return element_; }
    int& operator[](difference_type n) const { return *(*this + n); }
    Iterator& operator++() { return *this += 1; }
    Iterator operator++(int) { return std::exchange(*this, *this + 1); }
    Iterator& operator--() { return *this -= 1; }
    Iterator operator--(int) { return std::exchange(*this, *this - 1); }
    Iterator& operator+=(difference_type n) { return element_ += n, *this; }
    Iterator& operator-=(difference_type n) { return element_ -= n, *this; }
    friend Iterator operator+(Iterator a, difference_type n) { return a += n; }
    [[maybe_unused]] friend Iterator operator+(difference_type n, Iterator a) { return a += n; }
    friend Iterator operator-(Iterator a, difference_type n) { return a -= n; }
    friend difference_type operator-(Iterator a, Iterator b) { return a.element_ - b.element_; }
    [[maybe_unused]] friend bool operator==(Iterator a, Iterator b) { return a.element_ == b.element_; }
    [[maybe_unused]] friend auto operator<=>(Iterator a, Iterator b) { return a.element_ <=> b.element_; }

   private:
    int* element_ = nullptr;
    long* reads_ = nullptr;
  };
  explicit CountsReads(std::size_t count) : numbers_(first_numbers(count)) {}
  Iterator begin() { return {numbers_.data(), &reads_}; }
  Iterator end() { return {numbers_.data() + numbers_.size(), &reads_}; }
  [[nodiscard]] long reads() const { return reads_; }

 private:
  std::vector<int> numbers_;
  long reads_ = 0;
};
static_assert(std::ranges::contiguous_range<CountsReads>);
using par::par_detail::gives_each_once;
static_assert(gives_each_once<CountsReads> && gives_each_once<std::ranges::ref_view<CountsReads>>);
static_assert(gives_each_once<std::ranges::reverse_view<std::ranges::ref_view<std::vector<int>>>>);
static_assert(!gives_each_once<std::ranges::reverse_view<std::ranges::ref_view<CountsReads>>>);
// The iterators of a std::deque contain pointers of its allocator.
template <class T>
struct Pointer {
  using difference_type = std::ptrdiff_t;
  using element_type = T;
  using iterator_category = std::random_access_iterator_tag;
  using value_type = std::remove_cv_t<T>;
  using reference = std::add_lvalue_reference_t<T>;
  using pointer = T*;
  template <class U>
  using rebind = Pointer<U>;
  T* address = nullptr;
};
template <class T>
struct OwnPointers {
  using value_type = T;
  using pointer = Pointer<T>;
  pointer allocate(std::size_t);
  void deallocate(pointer, std::size_t);
};
static_assert(gives_each_once<std::deque<int>> && gives_each_once<const std::deque<int>>);
static_assert(!gives_each_once<std::deque<int, OwnPointers<int>>>);

TEST(Par, ReadsAContiguousRangeThroughPointers) {
  CountsReads numbers(10000);
  par::for_each(numbers, [](int& n) { n = -n; });
  par::transform(numbers, numbers, [](int n) { return n - 1; });
  par::sort(numbers);
  EXPECT_EQ(par::reduce(numbers, 0L), -9999L * 10000 / 2 - 10000);
  EXPECT_EQ(numbers.reads(), 0);
  EXPECT_EQ(*numbers.begin(), -10000);
}

// A view is read as const, so that its function is called as const.
TEST(Par, ReadsAViewAsConst) {
  struct Tells {
    int operator()(int) { return 1; }
    int operator()(int) const { return 2; }
  };
  EXPECT_EQ(par::reduce(std::views::iota(0, 100) | std::views::transform(Tells()), 0), 200);
}

TEST(Par, TransformStoresEachResultAtItsPlace) {
  const auto numbers = first_numbers(5000);
  std::vector<std::string> words(5000);
  par::transform(numbers, words, [](const int& n) { return std::to_string(n); });
  EXPECT_EQ(words[4321], "4321");
  std::vector<std::string> few(10);
  EXPECT_THROW(par::transform(numbers, few, [](const int& n) { return std::to_string(n); }), std::out_of_range);
  std::vector<int> squares(100);
  par::transform(std::views::iota(0, 100), squares, [](int n) { return n * n; });
  EXPECT_EQ(squares[99], 99 * 99);
}

TEST(Par, ReducesInOrder) {
  const auto numbers = first_numbers(100000);
  EXPECT_EQ(par::reduce(numbers, 0L), 99999L * 100000 / 2);
  EXPECT_EQ(par::reduce(std::vector<int>(), 7), 7);
  EXPECT_EQ(
      par::transform_reduce(numbers, 0, [](int a, int b) { return std::max(a, b); }, [](int n) { return n % 77; }), 76);
  // It is associative, but not commutative.
  const std::vector<std::string> letters{"a", "b", "c", "d", "e", "f", "g"};
  EXPECT_EQ(par::reduce(letters, std::string()), "abcdefg");
}

TEST(Par, Sorts) {
  auto numbers = first_numbers(20000);
  std::ranges::reverse(numbers);
  par::sort(numbers);
  EXPECT_EQ(numbers, first_numbers(20000));
  par::sort(numbers, std::greater<>());
  EXPECT_TRUE(std::ranges::is_sorted(numbers, std::greater<>()));
}

TEST(Par, InvokeReturnsEveryResult) {
  const auto [number, nothing, word] = par::invoke([] { return 1; }, [] {}, [] { return std::string("two"); });
  EXPECT_EQ(number, 1);
  EXPECT_EQ(word, "two");
  static_assert(std::is_same_v<decltype(nothing), const std::monostate>);
  EXPECT_EQ(std::get<0>(par::invoke([] { return 3; })), 3);
}

// One function object given twice is two calls at once: each has a copy of its own.
TEST(Par, InvokeCallsCopies) {
  struct Counts {
    int n = 0;
    int operator()() { return ++n; }
  } counts;
  EXPECT_EQ(par::invoke(counts, counts), std::tuple(1, 1));
  EXPECT_EQ(counts.n, 0);
}

TEST(Par, TransformRefusesRangesThatOverlapShifted) {
  auto numbers = first_numbers(100);
  par::transform(numbers, numbers, std::negate<>());  // place for place
  EXPECT_EQ(numbers[99], -99);
  const std::span<const int> all(numbers);
  EXPECT_THROW(par::transform(all.subspan(1), std::span(numbers).first(99), std::negate<>()), std::invalid_argument);
  EXPECT_EQ(numbers[99], -99);
  par::transform(all.first(50), std::span(numbers).subspan(50), std::negate<>());  // side by side
  EXPECT_EQ(numbers[99], 49);
}

TEST(Par, ChunksAreDisjoint) {
  auto numbers = first_numbers(1003);
  par::chunks(numbers, 100, [](fearless::MutSlice<int> part) {
    for (std::size_t i = 0; i != part.size(); ++i) part[i] = static_cast<int>(part.size());
  });
  EXPECT_EQ(numbers[0], 100);
  EXPECT_EQ(numbers[1002], 3);
  EXPECT_THROW(par::chunks(numbers, 0, [](fearless::MutSlice<int>) {}), std::invalid_argument);
}

TEST(Par, AnExceptionIsThrownAtTheCall) {
  auto numbers = first_numbers(1000);
  EXPECT_THROW(par::for_each(numbers,
                             [](int& n) {
                               if (n == 500) throw std::runtime_error("500");
                             }),
               std::runtime_error);
  EXPECT_THROW((void)par::transform_reduce(numbers, 0, std::plus<>(),
                                           [](int n) -> int { throw std::runtime_error(std::to_string(n)); }),
               std::runtime_error);
  EXPECT_THROW(par::invoke([] { throw std::logic_error("one"); }, [] { return 1; }), std::logic_error);
}

// The work around a sum is cancelled while it is computed, as the exception of a task beside it does: oneTBB alone
// returns what was summed up until then.
TEST(Par, ACancelledSumIsNoSum) {
  const auto numbers = first_numbers(100000);
  oneapi::tbb::task_group_context context;
  bool cancelled = false;
  long sum = -1;
  oneapi::tbb::parallel_for(
      0, 1,
      [&](int) {
        context.cancel_group_execution();
        try {
          sum = par::reduce(numbers, 0L);
        } catch (const par::Cancelled&) {
          cancelled = true;
        }
      },
      context);
  EXPECT_TRUE(cancelled) << sum;
  EXPECT_EQ(sum, -1);
}

TEST(Par, ACancelledSortIsTold) {
  auto numbers = first_numbers(100000);
  std::ranges::reverse(numbers);
  oneapi::tbb::task_group_context context;
  bool cancelled = false;
  oneapi::tbb::parallel_for(
      0, 1,
      [&](int) {
        context.cancel_group_execution();
        try {
          par::sort(numbers);
        } catch (const par::Cancelled&) {
          cancelled = true;
        }
      },
      context);
  EXPECT_TRUE(cancelled);
}

// Waits until it is set, but not for long: in the test below nobody sets it in time.
void wait_briefly(const std::atomic<bool>& flag) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(100);
  while (!flag && std::chrono::steady_clock::now() < end) std::this_thread::yield();
}

// A thread holds a lock and waits for a nested call, whose other half runs elsewhere. Meanwhile there is a task beside
// it that wants the same lock. If the thread that waits took this task, it would wait for the lock that it holds.
TEST(Par, ALockIsHeldAcrossANestedCall) {
  const oneapi::tbb::global_control one_worker(oneapi::tbb::global_control::max_allowed_parallelism, 2);
  oneapi::tbb::task_arena arena(3, 2);  // this thread, the one below, and the worker
  const fearless::Mutex<int> lock(0);
  const auto here = std::this_thread::get_id();
  std::atomic<bool> is_halved{false}, is_taken{false}, is_taken_here{false};
  std::thread beside([&] {
    while (!is_halved) std::this_thread::yield();
    arena.execute([&] {
      oneapi::tbb::task_group tasks;
      tasks.run([&] {
        is_taken = true;
        is_taken_here = std::this_thread::get_id() == here;
        if (!is_taken_here) lock.with([](int& count) { ++count; });
      });
      wait_briefly(is_taken);
      tasks.wait();
    });
  });
  arena.execute([&] {
    const auto guard = lock.lock().value();
    std::array<int, 2> halves{};
    std::atomic<int> begun{0};
    par::for_each(halves, [&](int&) {
      if (begun++ == 0) {
        while (begun != 2) std::this_thread::yield();
      } else {
        is_halved = true;
      }
      if (std::this_thread::get_id() != here) wait_briefly(is_taken);
    });
  });
  beside.join();
  EXPECT_FALSE(is_taken_here);
  EXPECT_EQ(lock.with([](int count) { return count; }), 1);
}

TEST(Par, ElementsThatAreThreadSafeMayBeOneObject) {
  std::atomic<int> count{0};
  auto same = std::views::iota(0, 1000) | std::views::transform([&](int) -> std::atomic<int>& { return count; });
  par::for_each(same, [](std::atomic<int>& n) { ++n; });
  EXPECT_EQ(count, 1000);
}

}  // namespace
