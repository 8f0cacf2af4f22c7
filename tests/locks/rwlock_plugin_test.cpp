// SPDX-License-Identifier: MIT
// Tests of a lock that a host and a plugin share, each of which has what is inline to itself: with it the list of the
// slots in which threads show what they read.
#define FEARLESS_TEST_PAUSE_POINTS
#include <fearless/detail/lock/raw_rwlock.hpp>
#include <fearless/detail/lock/reader_slots.hpp>

#include <atomic>
#include <filesystem>
#include <optional>
#include <thread>
#include <vector>

#include <dlfcn.h>
#include <gtest/gtest.h>

namespace {

using fearless::detail::RawRwLock;
using fearless::detail::ReaderSlots;

class RwLockPlugin : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!fearless::detail::has_asymmetric_fence()) GTEST_SKIP() << "this system has no membarrier";
    const auto here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    plugin_ = ::dlopen((here / "rwlock_plugin.so").c_str(), RTLD_NOW | RTLD_LOCAL);
    ASSERT_NE(plugin_, nullptr) << ::dlerror();
    find(list, "plugin_list");
    find(read, "plugin_read");
    find(read_done, "plugin_read_done");
    find(try_lock, "plugin_try_lock");
    find(lock, "plugin_lock");
    find(unlock, "plugin_unlock");
    ASSERT_NE(list(), ReaderSlots::list()) << "then this tests nothing";
    // What stays of a plugin that is unloaded, for LeakSanitizer.
    static auto& left = *new std::vector<const void*>;
    left.push_back(list());
  }
  void TearDown() override { unload(); }
  void unload() {
    if (plugin_ != nullptr) ::dlclose(plugin_);
    plugin_ = nullptr;
  }

  // Opens the slots of `lock` for the host, or has the plugin do it.
  static void open_by_host(RawRwLock& l) {
    for (int i = 0; i < 20; ++i) {
      l.read();
      l.read_done();
    }
  }
  void open_by_plugin(RawRwLock& l) const {
    for (int i = 0; i < 20; ++i) {
      read(&l);
      read_done(&l);
    }
  }
  bool plugin_may_write(RawRwLock& l) const {
    const bool may = try_lock(&l);
    if (may) unlock(&l);
    return may;
  }
  static bool host_may_write(RawRwLock& l) {
    const bool may = l.try_lock();
    if (may) l.unlock();
    return may;
  }

  const void* (*list)() = nullptr;
  void (*read)(RawRwLock*) = nullptr;
  void (*read_done)(RawRwLock*) = nullptr;
  bool (*try_lock)(RawRwLock*) = nullptr;
  void (*lock)(RawRwLock*) = nullptr;
  void (*unlock)(RawRwLock*) = nullptr;

 private:
  template <class F>
  void find(F& f, const char* name) {
    f = reinterpret_cast<F>(::dlsym(plugin_, name));
    ASSERT_NE(f, nullptr) << name;
  }

  void* plugin_ = nullptr;
};

TEST_F(RwLockPlugin, WaitsForReadersOfTheHost) {
  RawRwLock l;
  open_by_host(l);
  l.read();
  EXPECT_TRUE(ReaderSlots::any_shows(*ReaderSlots::list(), &l));
  EXPECT_FALSE(plugin_may_write(l));
  std::atomic<bool> done{false};
  std::thread writer([&] {
    lock(&l);
    EXPECT_TRUE(done);
    unlock(&l);
  });
  done = true;
  l.read_done();
  writer.join();
  EXPECT_TRUE(plugin_may_write(l));
}

TEST_F(RwLockPlugin, IsWaitedForByTheHost) {
  RawRwLock l;
  open_by_plugin(l);
  read(&l);
  EXPECT_FALSE(host_may_write(l));
  std::atomic<bool> done{false};
  std::thread writer([&] {
    l.lock();
    EXPECT_TRUE(done);
    l.unlock();
  });
  done = true;
  read_done(&l);
  writer.join();
  EXPECT_TRUE(host_may_write(l));
}

TEST_F(RwLockPlugin, BothRead) {
  RawRwLock l;
  open_by_host(l);
  open_by_plugin(l);
  l.read();
  read(&l);
  EXPECT_FALSE(plugin_may_write(l));
  EXPECT_FALSE(host_may_write(l));
  l.read_done();
  EXPECT_FALSE(plugin_may_write(l));
  EXPECT_FALSE(host_may_write(l));
  read_done(&l);
  EXPECT_TRUE(plugin_may_write(l));
  EXPECT_TRUE(host_may_write(l));
}

TEST_F(RwLockPlugin, ALockWhereAnotherOneWasMayBeReadByOtherSlots) {
  std::optional<RawRwLock> l;
  l.emplace();
  open_by_host(*l);
  l.emplace();  // whose slots this thread expects to be open
  open_by_plugin(*l);
  l->read();
  EXPECT_FALSE(plugin_may_write(*l));
  l->read_done();
  EXPECT_TRUE(plugin_may_write(*l));
}

TEST_F(RwLockPlugin, MayBeUnloadedBeforeTheLock) {
  RawRwLock l;
  std::thread([&] { open_by_plugin(l); }).join();
  unload();
  EXPECT_TRUE(host_may_write(l));
  open_by_host(l);
  EXPECT_TRUE(host_may_write(l));
}

}  // namespace
