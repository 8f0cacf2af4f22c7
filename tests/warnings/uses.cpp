// SPDX-License-Identifier: MIT
// The public interface of locks, cells, what is done once and channels, as a program uses it: an optimiser that looks
// into all of it has nothing to warn of. Each function stands alone, so that everything is inlined there.
#include <fearless/fearless.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace fearless;
using namespace std::chrono_literals;

struct Pair {
  std::string first;
  int second = 0;
};

// Of each kind of value: one with a destructor, one without, one that only moves, one with members of its own.
template <class T>
T made();
template <>
std::string made() {
  return "value";
}
template <>
int made() {
  return 7;
}
template <>
std::unique_ptr<int> made() {
  return std::make_unique<int>(7);
}
template <>
Pair made() {
  return {"one", 2};
}
template <>
std::vector<std::string> made() {
  return {"one", "two"};
}
template <>
std::optional<std::string> made() {
  return "value";
}

template <class T>
int locks() {
  int n = 0;
  const Mutex<T> mutex(made<T>());
  const RwLock<T> rwlock(made<T>());
  if (auto guard = mutex.try_lock()) **guard = made<T>();
  if (auto guard = mutex.try_lock_for(1ms)) **guard = made<T>();
  mutex.with([](T& value) { value = made<T>(); });
  {
    auto guard = mutex.lock().unwrap();
    *guard = made<T>();
    auto part = std::move(guard).map([](T& value) -> T& { return value; });
    *part = made<T>();
  }
  {
    auto both = lock_all(mutex).value();
    *std::get<0>(both) = made<T>();
  }
  {
    auto writing = rwlock.write().unwrap();
    *writing = made<T>();
    const auto reading = std::move(writing).downgrade();
    const auto again = rwlock.read().value();
    if (const auto third = rwlock.try_read()) ++n;
    n += &*reading == &*again ? 1 : 0;
  }
  if (auto writing = rwlock.try_write()) **writing = made<T>();
  try {
    auto guard = mutex.lock().value();
    throw std::runtime_error("poison");
  } catch (const std::runtime_error&) {
    ++n;
  }
  if (auto failed = mutex.lock(); !failed) {
    auto guard = std::move(failed).error().into_inner();
    *guard = made<T>();
    mutex.clear_poison();
  }
  Mutex<T> own(made<T>());
  own.unsafe_get_mut() = made<T>();
  T inner = std::move(own).into_inner().value();
  RwLock<T> moved(RwLock<T>(std::move(inner)));
  if (auto value = std::move(moved).into_inner()) ++n;
  return n;
}

template <class T>
int cells() {
  int n = 0;
  const Cell<T> cell(made<T>());
  const RefCell<T> refcell(made<T>());
  cell.set(made<T>());
  T taken = cell.take();
  taken = cell.replace(std::move(taken));
  {
    auto writing = refcell.borrow_mut();
    *writing = made<T>();
    if (auto refused = refcell.try_borrow(); !refused) ++n;
  }
  {
    const auto reading = refcell.borrow();
    const auto again = reading.clone();
    if (auto refused = refcell.try_borrow_mut(); !refused) ++n;
    n += &*reading == &*again ? 1 : 0;
  }
  taken = refcell.replace(std::move(taken));
  const OnceCell<T> once;
  n += once.get() == nullptr ? 1 : 0;
  if (auto full = once.set(made<T>()); !full) ++n;
  if (auto full = once.set(made<T>()); !full) ++n;
  if (&once.get_or_init([] { return made<T>(); }) == once.get()) ++n;
  const LazyCell<T> lazy(&made<T>);
  n += &*lazy == lazy.get() ? 1 : 0;
  RefCell<T> other(made<T>());
  taken = std::move(other).into_inner();
  return n;
}

template <class T>
int once() {
  int n = 0;
  const Once one;
  one.call_once([&] { ++n; });
  one.call_once_force([&](const OnceState& state) { n += state.is_poisoned() ? 1 : 0; });
  one.wait();
  OnceLock<T> lock;
  n += lock.get() == nullptr ? 1 : 0;
  if (auto full = lock.set(made<T>()); !full) ++n;
  if (auto full = lock.set(made<T>()); !full) n += full.error() == made<T>() ? 1 : 0;
  if (&lock.get_or_init([] { return made<T>(); }) == lock.get()) ++n;
  if (&lock.wait() == lock.get()) ++n;
  n += lock == OnceLock<T>(made<T>()) ? 1 : 0;
  n += OnceLock<T>() == OnceLock<T>(made<T>()) ? 1 : 0;
  const OnceLock<T> copy(lock);
  if (auto value = OnceLock<T>(copy).into_inner()) ++n;
  if (auto value = lock.unsafe_take()) ++n;
  if (auto value = copy.get_or_try_init([]() -> Result<T, int> { return made<T>(); })) ++n;
  const LazyLock<T> lazy(&made<T>);
  n += lazy.get() == nullptr ? 1 : 0;
  n += *lazy == lazy.force() ? 1 : 0;
  return n;
}

template <class T>
int channels() {
  int n = 0;
  const auto use = [&n](auto ends) {
    auto [tx, rx] = std::move(ends);
    const auto more = tx.clone();
    if (auto failed = tx.send(made<T>()); !failed) ++n;
    if (auto failed = more.send(made<T>()); !failed) ++n;
    if (auto got = rx.recv()) ++n;
    if (auto got = rx.try_recv()) ++n;
    if (auto got = rx.recv_timeout(1ms); !got) n += got.error() == mpsc::RecvTimeoutError::Timeout ? 1 : 0;
    std::vector<T> some;
    if (auto failed = tx.send(made<T>()); !failed) ++n;
    n += static_cast<int>(rx.recv_many(some, 3));
    for (auto& message : rx.try_iter()) static_cast<void>(message);
    drop(std::move(rx));
    if (auto failed = tx.send(made<T>()); !failed) {
      T back = std::move(failed.error()).into_inner();
      static_cast<void>(back);
    }
  };
  use(mpsc::channel<T>());
  use(mpsc::sync_channel<T>(4));
  auto [tx, rx] = mpsc::sync_channel<T>(1);
  if (auto failed = tx.try_send(made<T>()); !failed) ++n;
  if (auto failed = tx.try_send(made<T>()); !failed) ++n;
  drop(std::move(tx));
  for (auto& message : rx) static_cast<void>(message);
  auto result = thread::spawn([](T value) { return value; }, made<T>()).join();
  if (result) ++n;
  const Mutex<bool> ready(false);
  const Condvar changed;
  const Barrier barrier(2);
  thread::scope([&](thread::Scope& s) {
    s.spawn(
        [](const Mutex<bool>& flag, const Condvar& c, const Barrier& b) {
          flag.with([](bool& now) { now = true; });
          c.notify_all();
          b.wait();
        },
        std::cref(ready), std::cref(changed), std::cref(barrier));
    auto guard = changed.wait_while(ready.lock().value(), [](bool& now) { return !now; }).value();
    auto [again, waited] = changed.wait_timeout(std::move(guard), 1us).value();
    n += waited.timed_out() ? 1 : 0;
    drop(std::move(again));
    barrier.wait();
  });
  return n;
}

// A function of its own is optimised otherwise than a part of one.
template <class T>
[[gnu::noinline]] bool empty_is_not_full() {
  return OnceLock<T>() == OnceLock<T>(made<T>());
}
[[gnu::noinline]] bool empty_is_not_this_text() { return OnceLock<std::string>() == OnceLock<std::string>("value"); }
template <class T>
[[gnu::noinline]] void fill(OnceLock<T>& lock) {
  static_cast<void>(lock.set(made<T>()));
}
template <class T>
[[gnu::noinline]] bool filled_later() {
  OnceLock<T> lock;
  fill(lock);
  return lock.get() != nullptr;
}
template <class T>
[[gnu::noinline]] bool lazy_of_its_own() {
  const LazyLock<T> lock(&made<T>);
  const LazyCell<T> cell(&made<T>);
  return *lock == *cell;
}
template <class T>
int small_functions() {
  return static_cast<int>(empty_is_not_full<T>()) + static_cast<int>(filled_later<T>()) +
         static_cast<int>(lazy_of_its_own<T>());
}

}  // namespace

int main() {
  int n = 0;
  n += locks<std::string>() + locks<int>() + locks<std::unique_ptr<int>>() + locks<Pair>() +
       locks<std::vector<std::string>>() + locks<std::optional<std::string>>();
  n += cells<std::string>() + cells<int>() + cells<std::unique_ptr<int>>() + cells<Pair>() +
       cells<std::vector<std::string>>() + cells<std::optional<std::string>>();
  n += once<std::string>() + once<int>() + once<std::vector<std::string>>() + once<std::optional<std::string>>();
  n += small_functions<std::string>() + small_functions<int>() + small_functions<std::vector<std::string>>() +
       small_functions<std::optional<std::string>>() + static_cast<int>(empty_is_not_this_text());
  n += channels<std::string>() + channels<int>() + channels<std::unique_ptr<int>>() + channels<Pair>() +
       channels<std::vector<std::string>>() + channels<std::optional<std::string>>();
  return n > 0 ? 0 : 1;
}
