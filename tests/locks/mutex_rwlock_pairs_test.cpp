// SPDX-License-Identifier: MIT
// A thread that holds one thing and waits for another: every pair of what can be held and what can be waited for. That
// it waits, the system says; then what it holds must still be held, whatever it waited for must be what it got, and in
// whichever order it lets go, all must be free in the end.
#include <fearless/fearless.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "support/asleep.hpp"

namespace {

using fearless::Barrier;
using fearless::Condvar;
using fearless::LazyLock;
using fearless::Lend;
using fearless::Mutex;
using fearless::Once;
using fearless::OnceLock;
using fearless::RefCell;
using fearless::RwLock;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;
using namespace std::chrono_literals;

struct Pair {
  int a = 1;
  int b = 2;
};

// Whatever a thread holds or has got, until it lets go.
using Kept = std::shared_ptr<void>;
template <class T>
Kept keep(T value) {
  return std::make_shared<T>(std::move(value));
}
Kept keep_all(std::vector<Kept> all) { return keep(std::move(all)); }

template <class T>
bool is_free(const Mutex<T>& mutex) {
  const auto got = mutex.try_lock();
  return got.has_value() || got.error().is_poisoned();
}
template <class T>
bool is_free(const RwLock<T>& lock) {
  const auto got = lock.try_write();
  return got.has_value() || got.error().is_poisoned();
}
template <class T>
bool may_be_read(const RwLock<T>& lock) {
  const auto got = lock.try_read();
  return got.has_value() || got.error().is_poisoned();
}

// --- what is held

constexpr std::size_t many = 20;

// Only one thread uses the cell.
struct Things {
  Mutex<Pair> mutex{Pair{}};
  std::vector<std::unique_ptr<RwLock<Pair>>> locks;
  RefCell<int> cell{1};
  Lend<int> lent{1};

  Things() {
    for (std::size_t i = 0; i < many; ++i) locks.push_back(std::make_unique<RwLock<Pair>>(Pair{}));
  }
  [[nodiscard]] const RwLock<Pair>& lock(std::size_t i = 0) const { return *locks[i]; }
};

struct Hold {
  std::string name;
  std::function<Kept(Things&)> take;
  // Asked from another thread.
  std::function<bool(Things&)> is_held;
};

bool first_is_read(Things& t) { return !is_free(t.lock()) && may_be_read(t.lock()); }
bool first_is_written(Things& t) { return !may_be_read(t.lock()); }
bool mutex_is_locked(Things& t) { return !is_free(t.mutex); }

const std::vector<Hold>& holds() {
  static const std::vector<Hold> all{
      {"nothing", [](Things&) { return Kept(); }, [](Things&) { return true; }},
      {"a MutexGuard", [](Things& t) { return keep(t.mutex.lock().value()); }, mutex_is_locked},
      {"a MappedMutexGuard",
       [](Things& t) { return keep(t.mutex.lock().value().map([](Pair& p) -> int& { return p.b; })); },
       mutex_is_locked},
      {"a read guard", [](Things& t) { return keep(t.lock().read().value()); }, first_is_read},
      {"two read guards",
       [](Things& t) { return keep_all({keep(t.lock(0).read().value()), keep(t.lock(1).read().value())}); },
       [](Things& t) { return first_is_read(t) && !is_free(t.lock(1)); }},
      {"two read guards of one lock",
       [](Things& t) { return keep_all({keep(t.lock().read().value()), keep(t.lock().read().value())}); },
       first_is_read},
      {"a read guard that is the second",
       [](Things& t) {
         // So that the first entry is free again, and the second stands elsewhere.
         Kept first = keep(t.lock(1).read().value());
         Kept second = keep(t.lock(0).read().value());
         first.reset();
         return second;
       },
       first_is_read},
      {"many read guards",
       [](Things& t) {
         std::vector<Kept> guards;
         for (std::size_t i = 0; i < many; ++i) guards.push_back(keep(t.lock(i).read().value()));
         return keep_all(std::move(guards));
       },
       [](Things& t) {
         for (std::size_t i = 0; i < many; ++i) {
           if (is_free(t.lock(i))) return false;
         }
         return true;
       }},
      {"as many as there is room for",
       [](Things& t) {
         // One, and eight more: the next one needs a larger array.
         std::vector<Kept> guards;
         for (std::size_t i = 0; i < 9; ++i) guards.push_back(keep(t.lock(i).read().value()));
         return keep_all(std::move(guards));
       },
       first_is_read},
      {"a read guard by a slot",
       [](Things& t) {
         // A lock that is only read: at some time its readers stop counting themselves.
         for (int i = 0; i < 20'000; ++i) static_cast<void>(t.lock().read());
         return keep(t.lock().read().value());
       },
       first_is_read},
      {"a mapped read guard",
       [](Things& t) { return keep(t.lock().read().value().map([](const Pair& p) -> const int& { return p.b; })); },
       first_is_read},
      {"a write guard", [](Things& t) { return keep(t.lock().write().value()); }, first_is_written},
      {"a mapped write guard",
       [](Things& t) { return keep(t.lock().write().value().map([](Pair& p) -> int& { return p.b; })); },
       first_is_written},
      {"a downgraded guard", [](Things& t) { return keep(t.lock().write().value().downgrade()); }, first_is_read},
      {"a borrow", [](Things& t) { return keep(t.cell.borrow()); }, [](Things&) { return true; }},
      {"a mutable borrow", [](Things& t) { return keep(t.cell.borrow_mut()); }, [](Things&) { return true; }},
      {"what was lent", [](Things& t) { return keep(t.lent.lend()); },
       [](Things& t) {
         try {
           static_cast<void>(t.lent.lend());
           return false;
         } catch (const fearless::LendError&) {
           return true;
         }
       }},
      {"some of everything",
       [](Things& t) {
         return keep_all({keep(t.mutex.lock().value()), keep(t.lock(0).read().value()), keep(t.lock(1).write().value()),
                          keep(t.lock(2).read().value()), keep(t.lock(2).read().value()), keep(t.cell.borrow_mut()),
                          keep(t.lent.lend()), keep(t.lock(3).write().value().downgrade())});
       },
       [](Things& t) { return first_is_read(t) && mutex_is_locked(t) && !may_be_read(t.lock(1)); }},
  };
  return all;
}

// --- what is waited for

// Another thread, which does something until it is told to go on.
class Until {
 public:
  // `f(go_on)` waits for `go_on` at some time. Returns when it says that it has begun, by `begun`.
  template <class F>
  explicit Until(F f) : thread_([this, f] { f([this] { wait(); }); }) {
    begun_.get_future().wait();
  }
  Until(const Until&) = delete;
  Until& operator=(const Until&) = delete;
  ~Until() {
    go_on();
    if (thread_.joinable()) thread_.join();
  }
  void go_on() {
    if (!told_) go_.set_value();
    told_ = true;
  }

 private:
  void wait() {
    auto told = go_.get_future();
    begun_.set_value();
    told.wait();
  }
  std::promise<void> begun_;
  std::promise<void> go_;
  bool told_ = false;
  std::thread thread_;
};

// Made with what keeps others waiting in place.
class Wait {
 public:
  virtual ~Wait() = default;
  // By the thread that waits; returns what it has got.
  virtual Kept wait() = 0;
  // By the other.
  virtual void let_go() = 0;
  // Whether all is as before, when everybody has let go.
  virtual bool is_over() { return true; }
  // Where the word is that it sleeps on, if that is known.
  virtual std::pair<const void*, std::size_t> where() const { return {nullptr, 0}; }
};

template <class T>
std::pair<const void*, std::size_t> all_of(const T& object) {
  return {&object, sizeof(object)};
}

class ForMutex : public Wait {
 public:
  Kept wait() override {
    auto guard = mutex_.lock().value();
    EXPECT_EQ(*guard, 1);
    return keep(std::move(guard));
  }
  void let_go() override {
    **held_ = 1;
    held_.reset();
  }
  bool is_over() override { return is_free(mutex_); }
  std::pair<const void*, std::size_t> where() const override { return all_of(mutex_); }

 protected:
  Mutex<int> mutex_{0};
  std::optional<fearless::MutexGuard<int>> held_{mutex_.lock().value()};
};
class ForMutexInTime : public ForMutex {
 public:
  Kept wait() override { return keep(mutex_.try_lock_for(1h).value()); }
};
class ForAllMutexes : public ForMutex {
 public:
  Kept wait() override { return keep(fearless::lock_all(first_, mutex_).value()); }
  bool is_over() override { return is_free(first_) && is_free(mutex_); }

 private:
  Mutex<int> first_{0};
};

class ForRead : public Wait {
 public:
  Kept wait() override {
    auto guard = lock_.read().value();
    EXPECT_EQ(*guard, 1);
    return keep(std::move(guard));
  }
  void let_go() override {
    **held_ = 1;
    held_.reset();
  }
  bool is_over() override { return is_free(lock_); }
  std::pair<const void*, std::size_t> where() const override { return all_of(lock_); }

 protected:
  RwLock<int> lock_{0};
  std::optional<fearless::RwLockWriteGuard<int>> held_{lock_.write().value()};
};
// Twice, of which the second does not wait.
class ForReadAndReadAgain : public ForRead {
 public:
  Kept wait() override {
    Kept first = keep(lock_.read().value());
    return keep_all({first, keep(lock_.read().value()), keep(lock_.try_read().value())});
  }
};
// The writer stays, as a reader.
class ForReadBesideOneWhoDowngrades : public ForRead {
 public:
  void let_go() override {
    **held_ = 1;
    reading_.emplace(std::move(*held_).downgrade());
    held_.reset();
  }
  bool is_over() override {
    reading_.reset();
    return is_free(lock_);
  }

 private:
  std::optional<fearless::RwLockReadGuard<int>> reading_;
};
class ForWrite : public ForRead {
 public:
  Kept wait() override {
    auto guard = lock_.write().value();
    EXPECT_EQ(*guard, 1);
    return keep(std::move(guard));
  }
};
class ForWriteAndDowngrade : public ForRead {
 public:
  Kept wait() override { return keep(lock_.write().value().downgrade()); }
};
class ForWriteBesideAReader : public Wait {
 public:
  Kept wait() override { return keep(lock_.write().value()); }
  void let_go() override { held_.reset(); }
  bool is_over() override { return is_free(lock_); }
  std::pair<const void*, std::size_t> where() const override { return all_of(lock_); }

 protected:
  RwLock<int> lock_{0};
  std::optional<fearless::RwLockReadGuard<int>> held_{lock_.read().value()};
};
// (Who sleeps then sleeps in the reader's places.)
class ForWriteBesideAReaderInASlot : public ForWriteBesideAReader {
 public:
  ForWriteBesideAReaderInASlot() {
    held_.reset();
    for (int i = 0; i < 20'000; ++i) static_cast<void>(lock_.read());
    held_.emplace(lock_.read().value());
  }
  std::pair<const void*, std::size_t> where() const override { return {nullptr, 0}; }
};
// A reader keeps a writer waiting, who keeps this one out.
class ForReadBehindAWriter : public Wait {
 public:
  ForReadBehindAWriter() {
    std::promise<long> number;
    auto told = number.get_future();
    writer_ = std::thread([this, &number] {
      number.set_value(asleep::this_thread());
      auto guard = lock_.write().value();
      *guard = 1;
    });
    asleep::wait_until(told.get(), &lock_, sizeof(lock_));
  }
  Kept wait() override {
    auto guard = lock_.read().value();
    EXPECT_EQ(*guard, 1);
    return keep(std::move(guard));
  }
  void let_go() override {
    held_.reset();
    writer_.join();
  }
  bool is_over() override { return is_free(lock_); }
  std::pair<const void*, std::size_t> where() const override { return all_of(lock_); }

 private:
  RwLock<int> lock_{0};
  std::optional<fearless::RwLockReadGuard<int>> held_{lock_.read().value()};
  std::thread writer_;
};

class ForCondvar : public Wait {
 public:
  Kept wait() override {
    auto guard = mutex_.lock().value();
    while (!*guard) guard = changed_.wait(std::move(guard)).value();
    return keep(std::move(guard));
  }
  void let_go() override {
    mutex_.with([](bool& now) { now = true; });
    changed_.notify_all();
  }
  bool is_over() override { return is_free(mutex_); }
  std::pair<const void*, std::size_t> where() const override { return all_of(changed_); }

 protected:
  Mutex<bool> mutex_{false};
  Condvar changed_;
};
class ForCondvarWhile : public ForCondvar {
 public:
  Kept wait() override {
    return keep(changed_.wait_while(mutex_.lock().value(), [](bool& now) { return !now; }).value());
  }
};
class ForCondvarInTime : public ForCondvar {
 public:
  Kept wait() override {
    auto guard = mutex_.lock().value();
    while (!*guard) {
      auto [again, waited] = changed_.wait_timeout(std::move(guard), 1h).value();
      EXPECT_FALSE(waited.timed_out());
      guard = std::move(again);
    }
    return keep(std::move(guard));
  }
};
class ForCondvarWhileInTime : public ForCondvar {
 public:
  Kept wait() override {
    auto [guard, waited] =
        changed_.wait_timeout_while(mutex_.lock().value(), 1h, [](bool& now) { return !now; }).value();
    EXPECT_FALSE(waited.timed_out());
    return keep(std::move(guard));
  }
};
// Notified while the mutex is locked: it has to wait for that, too.
class ForCondvarAndItsMutex : public ForCondvar {
 public:
  void let_go() override {
    auto guard = mutex_.lock().value();
    *guard = true;
    changed_.notify_one();
  }
};

class ForBarrier : public Wait {
 public:
  Kept wait() override {
    EXPECT_FALSE(barrier_.wait().is_leader());
    return nullptr;
  }
  void let_go() override { EXPECT_TRUE(barrier_.wait().is_leader()); }
  std::pair<const void*, std::size_t> where() const override { return all_of(barrier_); }

 private:
  Barrier barrier_{2};
};

class ForOnce : public Wait {
 public:
  Kept wait() override {
    once_.call_once([] { ADD_FAILURE(); });
    return nullptr;
  }
  void let_go() override { running_.go_on(); }
  bool is_over() override { return once_.is_completed(); }

 protected:
  Once once_;

 private:
  Until running_{[this](const auto& go_on) { once_.call_once(go_on); }};
};
class ForOnceByWaiting : public ForOnce {
 public:
  Kept wait() override {
    once_.wait();
    return nullptr;
  }
};
class ForOnceThatNobodyBegan : public Wait {
 public:
  Kept wait() override {
    once_.wait();
    return nullptr;
  }
  void let_go() override {
    once_.call_once([] {});
  }

 private:
  Once once_;
};
// What it waits for fails, so that it makes the value itself.
class ForOnceLock : public Wait {
 public:
  Kept wait() override {
    EXPECT_EQ(lock_.get_or_init([] { return std::string("mine"); }), "mine");
    return nullptr;
  }
  void let_go() override { running_.go_on(); }

 protected:
  OnceLock<std::string> lock_;

 private:
  Until running_{[this](const auto& go_on) {
    EXPECT_THROW(static_cast<void>(lock_.get_or_init([&]() -> std::string {
                   go_on();
                   throw 1;
                 })),
                 int);
  }};
};
class ForOnceLockByWaiting : public Wait {
 public:
  Kept wait() override {
    EXPECT_EQ(lock_.wait(), "value");
    return nullptr;
  }
  void let_go() override { EXPECT_TRUE(lock_.set("value").has_value()); }

 private:
  OnceLock<std::string> lock_;
};
class ForLazyLock : public Wait {
 public:
  Kept wait() override {
    EXPECT_EQ(*lazy_, "value");
    return nullptr;
  }
  void let_go() override { running_.go_on(); }

 private:
  std::function<void()> go_on_;
  LazyLock<std::string, std::function<std::string()>> lazy_{std::function<std::string()>([this] {
    go_on_();
    return std::string("value");
  })};
  Until running_{[this](const auto& go_on) {
    go_on_ = go_on;
    EXPECT_EQ(*lazy_, "value");
  }};
};

// `Ends` makes both ends; the receiver waits.
template <class Ends>
class ForMessage : public Wait {
 public:
  Kept wait() override {
    EXPECT_EQ(ends_.second.recv().value(), "message");
    return nullptr;
  }
  void let_go() override { ends_.first.send("message").value(); }

 protected:
  decltype(Ends::make()) ends_ = Ends::make();
};
struct Unbounded {
  static auto make() { return mpsc::channel<std::string>(); }
};
template <std::size_t room>
struct Bounded {
  static auto make() { return mpsc::sync_channel<std::string>(room); }
};
template <class Ends>
class ForMessageInTime : public ForMessage<Ends> {
 public:
  Kept wait() override {
    EXPECT_EQ(this->ends_.second.recv_timeout(1h).value(), "message");
    return nullptr;
  }
};
template <class Ends>
class ForTheEndOfMessages : public ForMessage<Ends> {
 public:
  Kept wait() override {
    EXPECT_FALSE(this->ends_.second.recv().has_value());
    return nullptr;
  }
  void let_go() override { fearless::drop(std::move(this->ends_.first)); }
};
// The sender waits, until there is room, or a receiver.
template <std::size_t room>
class ForRoom : public Wait {
 public:
  ForRoom() {
    for (std::size_t i = 0; i < room; ++i) ends_.first.send("message").value();
  }
  Kept wait() override {
    ends_.first.send("message").value();
    return nullptr;
  }
  void let_go() override { EXPECT_EQ(ends_.second.recv().value(), "message"); }

 protected:
  std::pair<mpsc::SyncSender<std::string>, mpsc::Receiver<std::string>> ends_ = mpsc::sync_channel<std::string>(room);
};
template <std::size_t room>
class ForTheReceiversEnd : public ForRoom<room> {
 public:
  Kept wait() override {
    EXPECT_EQ(std::move(this->ends_.first.send("mine").error()).into_inner(), "mine");
    return nullptr;
  }
  void let_go() override { fearless::drop(std::move(this->ends_.second)); }
};

class ForThread : public Wait {
 public:
  Kept wait() override {
    EXPECT_EQ(handle_.join().value(), 7);
    return nullptr;
  }
  void let_go() override { ends_.first.send(7).value(); }

 private:
  std::pair<mpsc::Sender<int>, mpsc::Receiver<int>> ends_ = mpsc::channel<int>();
  thread::JoinHandle<int> handle_ =
      thread::spawn([](const mpsc::Receiver<int>& told) { return told.recv().value(); }, std::move(ends_.second));
};
class ForScope : public Wait {
 public:
  Kept wait() override {
    thread::scope([&](thread::Scope& s) {
      s.spawn([](const mpsc::Receiver<int>& told, fearless::MutRef<int> mine) { *mine = told.recv().value(); },
              std::move(ends_.second), lent_.lend());
    });
    const auto mine = lent_.lend();
    EXPECT_EQ(*mine, 7);
    return nullptr;
  }
  void let_go() override { ends_.first.send(7).value(); }

 protected:
  std::pair<mpsc::Sender<int>, mpsc::Receiver<int>> ends_ = mpsc::channel<int>();
  Lend<int> lent_{0};
};
class ForScopedThread : public ForScope {
 public:
  Kept wait() override {
    thread::scope([&](thread::Scope& s) {
      auto handle =
          s.spawn([](const mpsc::Receiver<int>& told) { return told.recv().value(); }, std::move(ends_.second));
      EXPECT_EQ(handle.join().value(), 7);
    });
    return nullptr;
  }
};

class ForToken : public Wait {
 public:
  Kept wait() override {
    me_.set_value(thread::current());
    while (!told_) park();
    return nullptr;
  }
  void let_go() override {
    told_ = true;
    me_.get_future().get().unpark();
  }

 protected:
  virtual void park() { thread::park(); }

 private:
  std::promise<thread::Thread> me_;
  std::atomic<bool> told_{false};
};
class ForTokenInTime : public ForToken {
 protected:
  void park() override { thread::park_timeout(1h); }
};

struct Kind {
  const char* name;
  std::unique_ptr<Wait> (*make)();
};
template <class T>
std::unique_ptr<Wait> make() {
  return std::make_unique<T>();
}

class Pairs : public testing::TestWithParam<Kind> {};

enum class Ending { HeldFirst, GotFirst, ByException };

void hold_and_wait(const Hold& hold, Wait& wait, Ending ending) {
  Things things;
  std::promise<long> number;
  auto told = number.get_future();
  std::thread waiter([&] {
    try {
      Kept held = hold.take(things);
      number.set_value(asleep::this_thread());
      Kept got = wait.wait();
      switch (ending) {
        case Ending::HeldFirst:
          held.reset();
          got.reset();
          break;
        case Ending::GotFirst:
          got.reset();
          held.reset();
          break;
        case Ending::ByException:
          throw 1;
      }
    } catch (int) {
    }
  });
  const auto [object, size] = wait.where();
  asleep::wait_until(told.get(), object, size);
  EXPECT_TRUE(hold.is_held(things));
  wait.let_go();
  waiter.join();
  EXPECT_TRUE(wait.is_over());
  EXPECT_TRUE(is_free(things.mutex));
  for (const auto& lock : things.locks) EXPECT_TRUE(is_free(*lock));
  EXPECT_TRUE(things.cell.try_borrow_mut().has_value());
  EXPECT_NO_THROW(static_cast<void>(things.lent.lend()));
}

TEST_P(Pairs, HoldOneAndWaitForAnother) {
  if (!asleep::is_told()) GTEST_SKIP() << "the system does not say who sleeps";
  // Each pair once, and each of its parts with every ending.
  std::size_t turn = std::char_traits<char>::length(GetParam().name);
  for (const Hold& hold : holds()) {
    const auto ending = static_cast<Ending>(turn++ % 3);
    SCOPED_TRACE(hold.name + ", ending " + std::to_string(static_cast<int>(ending)));
    const auto wait = GetParam().make();
    hold_and_wait(hold, *wait, ending);
    if (HasFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(
    , Pairs,
    testing::Values(
        Kind{"Mutex", make<ForMutex>}, Kind{"MutexInTime", make<ForMutexInTime>},
        Kind{"AllMutexes", make<ForAllMutexes>}, Kind{"Read", make<ForRead>},
        Kind{"ReadAndReadAgain", make<ForReadAndReadAgain>},
        Kind{"ReadBesideOneWhoDowngrades", make<ForReadBesideOneWhoDowngrades>},
        Kind{"ReadBehindAWriter", make<ForReadBehindAWriter>}, Kind{"Write", make<ForWrite>},
        Kind{"WriteAndDowngrade", make<ForWriteAndDowngrade>}, Kind{"WriteBesideAReader", make<ForWriteBesideAReader>},
        Kind{"WriteBesideAReaderInASlot", make<ForWriteBesideAReaderInASlot>}, Kind{"Condvar", make<ForCondvar>},
        Kind{"CondvarWhile", make<ForCondvarWhile>}, Kind{"CondvarInTime", make<ForCondvarInTime>},
        Kind{"CondvarWhileInTime", make<ForCondvarWhileInTime>},
        Kind{"CondvarAndItsMutex", make<ForCondvarAndItsMutex>}, Kind{"Barrier", make<ForBarrier>},
        Kind{"Once", make<ForOnce>}, Kind{"OnceByWaiting", make<ForOnceByWaiting>},
        Kind{"OnceThatNobodyBegan", make<ForOnceThatNobodyBegan>}, Kind{"OnceLock", make<ForOnceLock>},
        Kind{"OnceLockByWaiting", make<ForOnceLockByWaiting>}, Kind{"LazyLock", make<ForLazyLock>},
        Kind{"Message", make<ForMessage<Unbounded>>}, Kind{"MessageInTime", make<ForMessageInTime<Unbounded>>},
        Kind{"TheEndOfMessages", make<ForTheEndOfMessages<Unbounded>>},
        Kind{"MessageOfASyncChannel", make<ForMessage<Bounded<1>>>},
        Kind{"MessageOfASyncChannelInTime", make<ForMessageInTime<Bounded<1>>>},
        Kind{"TheEndOfASyncChannel", make<ForTheEndOfMessages<Bounded<1>>>},
        Kind{"MessageByRendezvous", make<ForMessage<Bounded<0>>>}, Kind{"Room", make<ForRoom<2>>},
        Kind{"RoomByRendezvous", make<ForRoom<0>>}, Kind{"TheReceiversEnd", make<ForTheReceiversEnd<2>>},
        Kind{"TheReceiversEndByRendezvous", make<ForTheReceiversEnd<0>>}, Kind{"Thread", make<ForThread>},
        Kind{"Scope", make<ForScope>}, Kind{"ScopedThread", make<ForScopedThread>}, Kind{"Token", make<ForToken>},
        Kind{"TokenInTime", make<ForTokenInTime>}),
    [](const auto& kind) { return std::string(kind.param.name); });

}  // namespace
