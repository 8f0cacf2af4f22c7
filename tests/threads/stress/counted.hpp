// SPDX-License-Identifier: MIT
// Arc and ArcWeak, hammered.
#pragma once

#include "threads/stress/stress.hpp"

namespace {

TEST_F(Stress, ArcIsDestroyedOnce) {
  repeat([](int) {
    auto shared = Arc<Item>::make(0, 1);
    thread::scope([&](thread::Scope& s) {
      for (int i = 0; i < 4; ++i) {
        s.spawn(
            [](Arc<Item> mine) {
              for (int k = 0; k < 20; ++k) {
                const Arc<Item> copy = mine;
                mine = copy;
              }
            },
            shared);
      }
      fearless::drop(std::move(shared));
    });
    EXPECT_EQ(Item::alive.load(), 0);
  });
}

// An upgrade that races with the last owner's end gives a living value or none.
TEST_F(Stress, ArcWeakUpgrades) {
  repeat([](int) {
    auto shared = Arc<Item>::make(0, 42);
    std::atomic<int> wrong{0};
    thread::scope([&](thread::Scope& s) {
      for (int i = 0; i < 3; ++i) {
        s.spawn(
            [](const ArcWeak<Item>& weak, std::atomic<int>& count) {
              for (;;) {
                const auto strong = weak.upgrade();
                if (!strong.has_value()) break;
                if ((**strong).number() != 42) ++count;
                const ArcWeak<Item> another = strong->downgrade();
                if (!another.upgrade().has_value()) ++count;
              }
            },
            shared.downgrade(), std::ref(wrong));
      }
      s.spawn([](Arc<Item> mine) { fearless::drop(std::move(mine)); }, shared);
      fearless::drop(std::move(shared));
    });
    EXPECT_EQ(wrong.load(), 0);
    EXPECT_EQ(Item::alive.load(), 0);
  });
}

// Of all owners that ask for the value at once, one gets it.
TEST_F(Stress, ArcIntoInnerGivesTheValueToOne) {
  repeat([](int) {
    auto shared = Arc<Item>::make(0, 7);
    const auto weak = shared.downgrade();
    std::atomic<int> got{0};
    thread::scope([&](thread::Scope& s) {
      for (int i = 0; i < 3; ++i) {
        s.spawn(
            [](Arc<Item> mine, std::atomic<int>& count) {
              if (const auto value = std::move(mine).into_inner()) count += value->number();
            },
            shared, std::ref(got));
      }
      if (const auto value = std::move(shared).into_inner()) got += value->number();
    });
    EXPECT_EQ(got.load(), 7);
    EXPECT_FALSE(weak.upgrade().has_value());
  });
}

// Writers each have a copy of their own: nobody sees another's writing.
TEST_F(Stress, ArcMakeMutAndGetMut) {
  repeat([](int) {
    const auto shared = Arc<std::string>::make("shared");
    const auto weak = shared.downgrade();
    std::atomic<int> wrong{0};
    thread::scope([&](thread::Scope& s) {
      for (int i = 0; i < 3; ++i) {
        s.spawn(
            [](Arc<std::string> mine, std::atomic<int>& count, int number) {
              const std::string text(30, static_cast<char>('a' + number));
              for (int k = 0; k < 10; ++k) {
                mine.make_mut() = text;
                const auto observer = mine.downgrade();
                if (mine.get_mut() != nullptr) ++count;  // somebody observes it
                if (*mine != text) ++count;
              }
              if (mine.get_mut() == nullptr) ++count;
            },
            shared, std::ref(wrong), i);
      }
    });
    EXPECT_EQ(wrong.load(), 0);
    EXPECT_EQ(*shared, "shared");
  });
}

}  // namespace
