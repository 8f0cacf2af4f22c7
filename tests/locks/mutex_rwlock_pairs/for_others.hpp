// SPDX-License-Identifier: MIT
// Waiting for anything but a Mutex or an RwLock.
#pragma once

#include "locks/mutex_rwlock_pairs/wait.hpp"

namespace {

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

}  // namespace
