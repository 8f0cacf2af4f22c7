// SPDX-License-Identifier: MIT
// Global locks and cells are there before main, whichever file's statics are made first: this file's use those of
// static_order/counter.cpp, which is linked behind it.
#include <fearless/cell.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/barrier.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/once.hpp>
#include <fearless/sync/rwlock.hpp>

#include <string>

#include <gtest/gtest.h>

extern const fearless::Mutex<int> counter;
extern const fearless::RwLock<int> table;
extern const fearless::RefCell<int> cell;
extern const fearless::LazyLock<std::string> name;
extern const fearless::OnceLock<std::string> place;
extern const fearless::Condvar changed;
extern const fearless::Barrier barrier;
extern const fearless::Once once;
extern fearless::ArcWeak<int> weak;

namespace {

struct Early {
  Early() {
    counter.with([](int& n) { ++n; });
    auto writing = table.write().value();
    ++*writing;
    auto borrowed = cell.borrow_mut();
    ++*borrowed;
    static_cast<void>(place.set(*name));
    changed.notify_all();
    barrier.wait();
    once.call_once([] {});
    weak = kept.downgrade();
  }
  fearless::Arc<int> kept{fearless::Arc<int>::make(7)};
};
const Early early;

TEST(MutexStatic, WhatWasDoneBeforeMainIsThere) {
  EXPECT_EQ(counter.with([](int n) { return n; }), 101);
  const auto reading = table.read().value();
  EXPECT_EQ(*reading, 101);
  const auto borrowed = cell.borrow();
  EXPECT_EQ(*borrowed, 101);
  ASSERT_NE(place.get(), nullptr);
  EXPECT_EQ(*place.get(), "name");
  EXPECT_TRUE(once.is_completed());
  const auto kept = weak.upgrade();
  ASSERT_TRUE(kept.has_value());
  EXPECT_EQ(**kept, 7);
}

}  // namespace
