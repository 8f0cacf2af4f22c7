// SPDX-License-Identifier: MIT
// What is left when a copy or a move of the user's type throws, or a destructor does; in channels, counted values,
// threads and locks.
#include <fearless/fearless.hpp>

#include <atomic>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

struct Refused final : std::runtime_error {
  Refused() : std::runtime_error("refused") {}
};

// Copies and moves that can be told to throw, on whichever thread. `Fussy::moves = 2` lets two moves pass.
class Fussy {
 public:
  explicit Fussy(int id) : id_(id) { ++alive; }
  Fussy(const Fussy& other) : id_(other.id_) { begin(copies); }
  Fussy(Fussy&& other) : id_(other.id_) {
    begin(moves);
    other.id_ = 0;
  }
  Fussy& operator=(const Fussy& other) {
    pay(copies);
    id_ = other.id_;
    return *this;
  }
  ~Fussy() { --alive; }
  [[nodiscard]] int id() const { return id_; }

  static constexpr int any = 1 << 20;
  static inline std::atomic<int> copies = any;
  static inline std::atomic<int> moves = any;
  static inline std::atomic<int> alive = 0;
  static inline thread_local bool spared = false;  // on this thread nothing throws

 private:
  static void pay(std::atomic<int>& budget) {
    if (!spared && budget.fetch_sub(1) <= 0) throw Refused();
  }
  static void begin(std::atomic<int>& budget) {
    pay(budget);
    ++alive;
  }
  int id_;
};
FEARLESS_UNSAFE_SEND(Fussy);
FEARLESS_UNSAFE_SYNC(Fussy);
FEARLESS_UNSAFE_STATIC(Fussy);

// A destructor that may throw, and does if it is told to.
struct Explosive {
  bool armed = false;
  explicit Explosive(bool a) : armed(a) {}
  Explosive(Explosive&& other) noexcept : armed(std::exchange(other.armed, false)) {}
  Explosive(const Explosive&) = delete;
  Explosive& operator=(const Explosive&) = delete;
  ~Explosive() noexcept(false) {
    if (armed) throw Refused();
  }
};
FEARLESS_UNSAFE_SEND(Explosive);
FEARLESS_UNSAFE_SYNC(Explosive);
FEARLESS_UNSAFE_STATIC(Explosive);

namespace {

using fearless::Arc;
using fearless::Rc;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

class ExceptionFault : public testing::Test {
 protected:
  ~ExceptionFault() override {
    forgive();
    EXPECT_EQ(Fussy::alive.load(), 0);
  }
  // What is left of the tests throws nothing.
  static void forgive() {
    Fussy::copies = Fussy::any;
    Fussy::moves = Fussy::any;
  }
};
using ExceptionFaultDeathTest = ExceptionFault;

// Calls `part` with every move throwing, then all but the first, and so on, until it gets through: how often it threw.
template <class Part>
int at_every_move(Part part) {
  for (int n = 0;; ++n) {
    bool threw = false;
    part([&](auto&& moving) {
      Fussy::moves = n;
      try {
        moving();
      } catch (const Refused&) {
        threw = true;
      }
      Fussy::moves = Fussy::any;
      return !threw;
    });
    EXPECT_EQ(Fussy::alive.load(), 0) << "after " << n << " moves";
    if (!threw || n == 100) return n;
  }
}

// --- channels
// ----------------------------------------------------------------------------------------------------------

template <class Ends>
void send_at_every_move(Ends ends) {
  EXPECT_GE(at_every_move([&](auto attempt) {
              auto [tx, rx] = ends();
              EXPECT_TRUE(tx.send(Fussy(1)).has_value());
              Fussy value(2);
              const bool sent = attempt([&] { EXPECT_TRUE(tx.send(std::move(value)).has_value()); });
              EXPECT_EQ(value.id(), sent ? 0 : 2);
              EXPECT_TRUE(tx.send(Fussy(3)).has_value());
              EXPECT_EQ(rx.recv().value().id(), 1);
              if (sent) {
                EXPECT_EQ(rx.recv().value().id(), 2);
              }
              EXPECT_EQ(rx.recv().value().id(), 3);
              EXPECT_EQ(rx.try_recv().error(), mpsc::TryRecvError::Empty);
            }),
            1);
}

TEST_F(ExceptionFault, SendOfAValueWhoseMoveThrows) {
  send_at_every_move([] { return mpsc::channel<Fussy>(); });
  send_at_every_move([] { return mpsc::sync_channel<Fussy>(3); });
}

TEST_F(ExceptionFault, SendOfAValueWhoseCopyThrows) {
  auto [tx, rx] = mpsc::channel<Fussy>();
  auto [stx, srx] = mpsc::sync_channel<Fussy>(1);
  const Fussy value(1);
  Fussy::copies = 0;
  EXPECT_THROW(static_cast<void>(tx.send(value)), Refused);
  EXPECT_THROW(static_cast<void>(stx.send(value)), Refused);
  EXPECT_THROW(static_cast<void>(stx.try_send(value)), Refused);
  forgive();
  EXPECT_EQ(rx.try_recv().error(), mpsc::TryRecvError::Empty);
  EXPECT_EQ(srx.try_recv().error(), mpsc::TryRecvError::Empty);
  EXPECT_TRUE(stx.try_send(value).has_value());  // its room was not taken
}

TEST_F(ExceptionFault, GivingBackAValueWhoseMoveThrows) {
  at_every_move([](auto attempt) {
    auto [tx, rx] = mpsc::channel<Fussy>();
    fearless::drop(std::move(rx));
    Fussy value(1);
    attempt([&] { EXPECT_FALSE(tx.send(std::move(value)).has_value()); });
  });
  at_every_move([](auto attempt) {
    auto [tx, rx] = mpsc::sync_channel<Fussy>(1);
    EXPECT_TRUE(tx.send(Fussy(1)).has_value());
    Fussy value(2);
    attempt([&] { EXPECT_FALSE(tx.try_send(std::move(value)).has_value()); });
    EXPECT_EQ(rx.recv().value().id(), 1);
    EXPECT_TRUE(tx.try_send(Fussy(3)).has_value());
  });
}

// What could not be moved out stays the first in the channel.
template <class Receive>
void receive_at_every_move(Receive receive) {
  EXPECT_GE(at_every_move([&](auto attempt) {
              auto [tx, rx] = mpsc::channel<Fussy>();
              for (int i = 1; i <= 3; ++i) {
                EXPECT_TRUE(tx.send(Fussy(i)).has_value());
              }
              int first = 0;
              attempt([&] { first = receive(rx); });
              if (first == 0) {
                first = rx.recv().value().id();
              }
              EXPECT_EQ(first, 1);
              EXPECT_EQ(rx.recv().value().id(), 2);
              EXPECT_EQ(rx.recv().value().id(), 3);
            }),
            1);
}

TEST_F(ExceptionFault, ReceivingAValueWhoseMoveThrows) {
  receive_at_every_move([](const auto& rx) {
    const auto result = rx.recv();
    return result->id();
  });
  receive_at_every_move([](const auto& rx) {
    const auto result = rx.try_recv();
    return result->id();
  });
  receive_at_every_move([](const auto& rx) {
    const auto result = rx.recv_timeout(std::chrono::seconds(1));
    return result->id();
  });
  receive_at_every_move([](const auto& rx) {
    const auto it = rx.begin();  // by name: what is taken out of one that is about to go is moved once more
    return (*it).id();
  });
}

TEST_F(ExceptionFault, RecvManyOfValuesWhoseMovesThrow) {
  EXPECT_GE(at_every_move([](auto attempt) {
              auto [tx, rx] = mpsc::channel<Fussy>();
              for (int i = 1; i <= 4; ++i) {
                EXPECT_TRUE(tx.send(Fussy(i)).has_value());
              }
              std::vector<Fussy> values;
              values.reserve(4);
              attempt([&] { EXPECT_EQ(rx.recv_many(values, 4), 4U); });
              while (auto next = rx.try_recv()) {
                values.push_back(std::move(*next));
              }
              ASSERT_EQ(values.size(), 4U);
              for (int i = 1; i <= 4; ++i) {
                EXPECT_EQ(values[static_cast<std::size_t>(i - 1)].id(), i);
              }
            }),
            4);
}

// The sender of a rendezvous has its answer, and the value is not lost, when the receiver cannot move it at first.
TEST_F(ExceptionFault, RendezvousOfAValueWhoseMoveThrows) {
  auto [tx, rx] = mpsc::sync_channel<Fussy>(0);
  auto sender = thread::spawn(
      [](const mpsc::SyncSender<Fussy>& mine) {
        Fussy::spared = true;
        return mine.send(Fussy(1)).has_value();
      },
      std::move(tx));
  Fussy::moves = 0;
  EXPECT_THROW(static_cast<void>(rx.recv()), Refused);
  forgive();
  EXPECT_EQ(rx.recv().value().id(), 1);
  EXPECT_FALSE(rx.recv().has_value());
  EXPECT_TRUE(sender.join().value());
}

// --- counted values
// ----------------------------------------------------------------------------------------------------

template <class Handle>
class ExceptionFaultOfCounted : public ExceptionFault {};
using Handles = testing::Types<Arc<Fussy>, Rc<Fussy>>;
TYPED_TEST_SUITE(ExceptionFaultOfCounted, Handles, );

TYPED_TEST(ExceptionFaultOfCounted, MakingThrows) {
  const Fussy value(1);
  Fussy::copies = 0;
  EXPECT_THROW(static_cast<void>(TypeParam::make(value)), Refused);
  EXPECT_THROW(static_cast<void>(TypeParam(value)), Refused);
  EXPECT_THROW(static_cast<void>(TypeParam::new_cyclic([](const auto&) -> Fussy { throw Refused(); })), Refused);
}

TYPED_TEST(ExceptionFaultOfCounted, TryUnwrapKeepsTheValue) {
  EXPECT_GE(at_every_move([](auto attempt) {
              auto handle = TypeParam::make(1);
              const auto weak = handle.downgrade();
              const bool taken = attempt([&] {
                const auto result = std::move(handle).try_unwrap();
                EXPECT_EQ(result->id(), 1);
              });
              if (!taken) {
                EXPECT_EQ((*handle).id(), 1);
                EXPECT_EQ(handle.strong_count(), 1U);
              }
              EXPECT_EQ(weak.upgrade().has_value(), !taken);
            }),
            1);
}

TYPED_TEST(ExceptionFaultOfCounted, IntoInnerKeepsTheValue) {
  EXPECT_GE(at_every_move([](auto attempt) {
              auto handle = TypeParam::make(1);
              const bool taken = attempt([&] { EXPECT_EQ(std::move(handle).into_inner()->id(), 1); });
              if (!taken) {
                EXPECT_EQ((*handle).id(), 1);
                EXPECT_EQ(handle.strong_count(), 1U);
              }
            }),
            1);
}

TYPED_TEST(ExceptionFaultOfCounted, MakeMutKeepsTheValue) {
  auto handle = TypeParam::make(1);
  {
    const auto other = handle;
    Fussy::copies = 0;
    EXPECT_THROW(static_cast<void>(handle.make_mut()), Refused);
    this->forgive();
    EXPECT_TRUE(handle.ptr_eq(other));
    EXPECT_EQ(handle.strong_count(), 2U);
  }
  const auto weak = handle.downgrade();
  Fussy::moves = 0;
  EXPECT_THROW(static_cast<void>(handle.make_mut()), Refused);
  this->forgive();
  EXPECT_EQ((*handle).id(), 1);
  EXPECT_TRUE(weak.upgrade().has_value());
  EXPECT_EQ(handle.make_mut().id(), 1);
}

// --- threads
// -----------------------------------------------------------------------------------------------------------

int id_of(const Fussy& value) { return value.id(); }
int id_of_mine(Fussy value) { return value.id(); }

TEST_F(ExceptionFault, SpawnWhoseArgumentsCannotBeMoved) {
  EXPECT_GE(at_every_move([](auto attempt) {
              std::optional<thread::JoinHandle<int>> handle;
              const bool started = attempt([&] { handle.emplace(thread::spawn(id_of, Fussy(1))); });
              EXPECT_EQ(handle.has_value(), started);
              if (handle) {
                EXPECT_EQ(handle->join().value(), 1);
              }
            }),
            1);
}

TEST_F(ExceptionFault, SpawnWhoseArgumentsCannotBeCopied) {
  const Fussy value(1);
  Fussy::copies = 0;
  EXPECT_THROW(static_cast<void>(thread::spawn(id_of, value)), Refused);
  EXPECT_THROW(static_cast<void>(thread::Builder{}.spawn(id_of, value)), Refused);
  EXPECT_THROW(thread::scope([&](thread::Scope& s) { s.spawn(id_of, value); }), Refused);
  EXPECT_THROW(static_cast<void>(fearless::task(id_of, value)), Refused);
}

// The move into the function's own parameter happens on the new thread: there it is a panic.
TEST_F(ExceptionFault, AMoveOnTheNewThreadIsAPanic) {
  EXPECT_GE(at_every_move([](auto attempt) {
              const Fussy value(1);
              bool panicked = false;
              const bool started = attempt([&] {
                auto handle = thread::spawn(id_of_mine, value);
                const auto result = handle.join();
                panicked = !result.has_value();
                if (panicked) {
                  throw Refused();
                }
              });
              EXPECT_EQ(panicked, !started);
            }),
            1);
}

TEST_F(ExceptionFault, AResultThatCannotBeMoved) {
  EXPECT_GE(at_every_move([](auto attempt) {
              attempt([] {
                auto handle = thread::spawn([] { return Fussy(1); });
                auto result = handle.join();
                if (!result.has_value()) {
                  std::move(result).error().rethrow();
                }
                EXPECT_EQ(result->id(), 1);
              });
            }),
            2);
}

TEST_F(ExceptionFault, AScopesResultThatCannotBeMoved) {
  EXPECT_GE(at_every_move([](auto attempt) {
              attempt([] {
                const int id = thread::scope([&](thread::Scope& s) {
                                 auto handle = s.spawn([] { return Fussy(1); });
                                 auto result = handle.join();
                                 if (!result.has_value()) {
                                   std::move(result).error().rethrow();
                                 }
                                 return std::move(*result);
                               }).id();
                EXPECT_EQ(id, 1);
              });
            }),
            2);
}

// Nobody joins: the results die with the scope, also those that could not be kept.
TEST_F(ExceptionFault, ResultsNobodyWants) {
  at_every_move([](auto attempt) {
    attempt([] {
      thread::scope([&](thread::Scope& s) {
        s.spawn([] { return Fussy(1); });
        s.spawn([] { return Fussy(2); });
      });
    });
  });
}

// --- results
// -----------------------------------------------------------------------------------------------------------

static_assert(!std::is_nothrow_move_constructible_v<fearless::Result<Fussy, int>>);
static_assert(std::is_nothrow_move_constructible_v<fearless::Result<std::string, int>>);

// The one that could not be assigned still holds what it held.
TEST_F(ExceptionFault, AResultWhoseMoveThrows) {
  using Result = fearless::Result<Fussy, std::string>;
  const auto text = std::string(50, 'e');
  at_every_move([&](auto attempt) {
    Result from(std::in_place, 1);
    Result to(fearless::unexpect, text);
    const bool moved = attempt([&] { to = std::move(from); });
    EXPECT_EQ(to.has_value(), moved);
    EXPECT_EQ(moved ? to->id() : static_cast<int>(to.error().size()), moved ? 1 : 50);
  });
  EXPECT_GE(at_every_move([&](auto attempt) {
              Result from(std::in_place, 1);
              attempt([&] {
                const Result to(std::move(from));
                EXPECT_EQ(to->id(), 1);
              });
            }),
            1);
}

// --- values that are made once, cells and locks
// ------------------------------------------------------------------------

TEST_F(ExceptionFault, OnceLockStaysEmpty) {
  EXPECT_GE(at_every_move([](auto attempt) {
              const fearless::OnceLock<Fussy> lock;
              const bool filled = attempt([&] { EXPECT_TRUE(lock.set(Fussy(1)).has_value()); });
              EXPECT_EQ(lock.get() != nullptr, filled);
              EXPECT_EQ(lock.get_or_init([] { return Fussy(2); }).id(), filled ? 1 : 2);
            }),
            1);
}

TEST_F(ExceptionFault, OnceCellStaysEmpty) {
  EXPECT_GE(at_every_move([](auto attempt) {
              const fearless::OnceCell<Fussy> cell;
              const bool filled = attempt([&] { EXPECT_TRUE(cell.set(Fussy(1)).has_value()); });
              EXPECT_EQ(cell.get() != nullptr, filled);
            }),
            1);
}

// A copy that throws under a guard leaves the lock unlocked, and poisons it.
TEST_F(ExceptionFault, ACopyUnderALock) {
  const fearless::Mutex<Fussy> mutex(Fussy(1));
  const Fussy other(2);
  Fussy::copies = 0;
  EXPECT_THROW(mutex.with([&](Fussy& value) { value = other; }), Refused);
  forgive();
  EXPECT_TRUE(mutex.is_poisoned());
  mutex.clear_poison();
  EXPECT_EQ(mutex.with([](const Fussy& value) { return value.id(); }), 1);
}

// --- destructors
// -------------------------------------------------------------------------------------------------------

// One that could throw and does not is a value like any other.
TEST_F(ExceptionFault, DestructorsThatMayThrowAreAllowed) {
  auto [tx, rx] = mpsc::channel<Explosive>();
  EXPECT_TRUE(tx.send(Explosive(false)).has_value());
  EXPECT_TRUE(tx.send(Explosive(false)).has_value());
  EXPECT_TRUE(rx.recv().has_value());
  const auto arc = Arc<Explosive>::make(false);
  const auto rc = Rc<Explosive>::make(false);
  EXPECT_FALSE(arc->armed || rc->armed);
  EXPECT_TRUE(thread::spawn([] { return Explosive(false); }).join().has_value());
  EXPECT_TRUE(thread::spawn([](const Explosive& e) { return e.armed; }, Explosive(false)).join().has_value());
}

// One that throws ends the program, as in the standard library's containers, and never passes half a destruction.
TEST_F(ExceptionFaultDeathTest, DestructorsThatThrowEndTheProgram) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto drop_channel = [] {
    auto [tx, rx] = mpsc::channel<Explosive>();
    static_cast<void>(tx.send(Explosive(true)));
    fearless::drop(std::move(rx));
  };
  EXPECT_DEATH(drop_channel(), "refused|terminate");
  EXPECT_DEATH({ const auto arc = Arc<Explosive>::make(true); }, "refused|terminate");
  EXPECT_DEATH({ const auto rc = Rc<Explosive>::make(true); }, "refused|terminate");
  EXPECT_DEATH(
      { static_cast<void>(thread::spawn([](const Explosive&) {}, Explosive(true)).join()); }, "refused|terminate");
}

}  // namespace
