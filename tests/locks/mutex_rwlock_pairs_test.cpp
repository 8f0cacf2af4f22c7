// SPDX-License-Identifier: MIT
// A thread that holds one thing and waits for another: every pair of what can be held and what can be waited for. That
// it waits, the system says; then what it holds must still be held, whatever it waited for must be what it got, and in
// whichever order it lets go, all must be free in the end.

#include "locks/mutex_rwlock_pairs/for_locks.hpp"
#include "locks/mutex_rwlock_pairs/for_others.hpp"
#include "locks/mutex_rwlock_pairs/held.hpp"

namespace {

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
