// SPDX-License-Identifier: MIT
// The vocabulary in a program without exceptions, or without run-time type information, or without either. What would
// throw ends such a program with the same words: `main WAY` does that in the way named.
#include <fearless/fearless.hpp>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <pthread.h>

#if defined(NO_EXCEPTIONS) && defined(__cpp_exceptions)
#error "this build has exceptions"
#endif
#if defined(NO_RTTI) && defined(__cpp_rtti)
#error "this build has run-time type information"
#endif

namespace {

using namespace fearless;

int checks = 0;

void check(bool condition, const char* what) {
  ++checks;
  if (condition) return;
  std::fprintf(stderr, "FAILED: %s\n", what);
  std::exit(1);
}
#define CHECK(condition) check(condition, #condition)

struct Shape {
  virtual int area() const = 0;
  virtual ~Shape() = default;
};
struct Square final : Shape {
  explicit Square(int side) : side_(side) {}
  int area() const override { return side_ * side_; }

 private:
  int side_;
};

}  // namespace
FEARLESS_UNSAFE_SEND(Square);
FEARLESS_UNSAFE_SYNC(Square);
FEARLESS_UNSAFE_STATIC(Square);

namespace {

void threads() {
  auto handle = thread::spawn([](std::string s) { return s + "!"; }, std::string("hello"));
  CHECK(handle.join().value() == "hello!");
  auto named = thread::Builder{}.name("named").stack_size(1 << 20).spawn([] { return thread::name().value_or(""); });
  CHECK(named.has_value() && named->join().value() == "named");
  CHECK(!thread::Builder{}.stack_size(SIZE_MAX).spawn([] {}).has_value());
  const std::string borrowed = "borrowed";
  const auto size = thread::scope([&](thread::Scope& s) {
    s.spawn([](const std::string& text) { check(text == "borrowed", "a thread that nobody joins"); },
            std::cref(borrowed));
    auto scoped = s.spawn([](const std::string& text) { return text.size(); }, std::cref(borrowed));
    return scoped.join().value();
  });
  CHECK(size == 8);
  const auto me = thread::current();
  thread::spawn([](const thread::Thread& t) { t.unpark(); }, me).join().value();
  thread::park();
}

// Without exceptions nothing is unwound: the thread's end finds out that it left no result.
#if defined(__GLIBCXX__) || defined(NO_EXCEPTIONS)
int leaves(const std::unique_ptr<int>& /*owned*/) { pthread_exit(nullptr); }

void without_a_result() {
  const auto told = [](const auto& result) {
    return !result.has_value() &&
           std::strstr(result.error().what(), "the thread ended without a result") == result.error().what();
  };
  CHECK(told(thread::spawn(leaves, std::make_unique<int>(1)).join()));
  CHECK(told(thread::Builder{}.name("x").spawn(leaves, std::make_unique<int>(1)).value().join()));
  CHECK(thread::scope([&](thread::Scope& s) { return told(s.spawn(leaves, std::make_unique<int>(1)).join()); }));
  auto handle = thread::spawn(leaves, std::make_unique<int>(1));
  while (!handle.is_finished()) thread::yield_now();
  CHECK(told(handle.join()));
}
#else
void without_a_result() {}
#endif

void channels() {
  auto [tx, rx] = mpsc::channel<std::unique_ptr<int>>();
  auto producer = thread::spawn(
      [](const mpsc::Sender<std::unique_ptr<int>>& mine) {
        for (int i = 1; i <= 100; ++i) mine.send(std::make_unique<int>(i)).value();
      },
      std::move(tx));
  int sum = 0;
  for (const auto& value : rx) sum += *value;
  CHECK(sum == 5050);
  CHECK(producer.join().has_value());
  auto [stx, srx] = mpsc::sync_channel<int>(1);
  CHECK(stx.send(1).has_value() && stx.try_send(2).error().is_full());
  CHECK(srx.recv().value() == 1);
  fearless::drop(std::move(srx));
  CHECK(stx.send(3).error().value == 3);
}

void shared() {
  const auto counter = Arc<Mutex<int>>::make(0);
  std::vector<thread::JoinHandle<void>> handles;
  for (int i = 0; i < 4; ++i) {
    handles.push_back(thread::spawn([](const Arc<Mutex<int>>& mine) { mine->with([](int& n) { ++n; }); }, counter));
  }
  for (auto& handle : handles) CHECK(handle.join().has_value());
  CHECK(counter->with([](const int& n) { return n; }) == 4);
  const auto weak = counter.downgrade();
  CHECK(weak.upgrade().has_value());
  CHECK(counter.strong_count() == 1 && counter.weak_count() == 1);

  const Arc<Shape> shape = Arc<Square>::make(3);
  CHECK(shape->area() == 9);

  const RwLock<int> lock(1);
  CHECK(lock.write().has_value());
  CHECK(lock.read().has_value());
  const Condvar condvar;
  const Mutex<bool> ready(true);
  CHECK(condvar.wait_while(ready.lock().value(), [](const bool& r) { return !r; }).has_value());
  const Barrier barrier(1);
  CHECK(barrier.wait().is_leader());
}

void once() {
  static const Once initialised;
  static std::atomic<int> runs{0};
  thread::scope([](thread::Scope& s) {
    for (int i = 0; i < 4; ++i) s.spawn([] { initialised.call_once([] { ++runs; }); });
  });
  CHECK(runs == 1);
  static const LazyLock lazy([] { return std::string("made"); });
  CHECK(*lazy == "made");
  const OnceLock<int> cell;
  CHECK(cell.set(1).has_value() && cell.set(2).error() == 2 && *cell.get() == 1);
}

void local() {
  const auto rc = Rc<RefCell<int>>::make(1);
  {
    const auto first = rc->borrow();
    CHECK(!rc->try_borrow_mut().has_value());
  }
  CHECK(rc->replace(5) == 1);
  const Cell<int> number(1);
  number.set(2);
  CHECK(number.get() == 2);
  auto box = Box<int>::make(4);
  CHECK(*box == 4);
  constexpr StaticStr text = "text";
  CHECK(text.size() == 4);
  auto task = fearless::task([](int a, int b) { return a + b; }, 1, 2);
  CHECK(task() == 3);
  SendFn<int(int)> twice([](int n) { return 2 * n; });
  CHECK(twice(4) == 8);
}

// A Result of what can only be moved, and cannot be copied.
void results() {
  Result<std::unique_ptr<int>, std::string> result(std::make_unique<int>(1));
  Result<std::unique_ptr<int>, std::string> error(unexpect, "no");
  result = std::move(error);
  CHECK(!result.has_value() && result.error() == "no");
  result = Result<std::unique_ptr<int>, std::string>(std::make_unique<int>(2));
  CHECK(result.has_value() && **result == 2);
  CHECK(result.emplace(nullptr) == nullptr);
}

[[noreturn]] void end(const char* way) {
  if (std::strcmp(way, "relock") == 0) {
    const Mutex<int> mutex(0);
    const auto first = mutex.lock().value();
    const auto second = mutex.lock();
  } else if (std::strcmp(way, "borrow") == 0) {
    const RefCell<int> cell(0);
    const auto first = cell.borrow();
    const auto second = cell.borrow_mut();
  } else if (std::strcmp(way, "value") == 0) {
    thread::Builder{}.stack_size(SIZE_MAX).spawn([] {}).value().join().value();
  } else if (std::strcmp(way, "task") == 0) {
    auto task = fearless::task([] {});
    task();
    task();
  } else if (std::strcmp(way, "join") == 0) {
    auto handle = thread::spawn([] {});
    static_cast<void>(handle.join());
    static_cast<void>(handle.join());
  }
  std::fprintf(stderr, "FAILED: the program goes on\n");
  std::exit(1);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) end(argv[1]);
  threads();
  without_a_result();
  channels();
  shared();
  once();
  local();
  results();
  std::printf("%d checks hold\n", checks);
}
