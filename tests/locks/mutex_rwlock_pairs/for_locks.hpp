// SPDX-License-Identifier: MIT
// Waiting for a Mutex or an RwLock.
#pragma once

#include "locks/mutex_rwlock_pairs/wait.hpp"

namespace {

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

}  // namespace
