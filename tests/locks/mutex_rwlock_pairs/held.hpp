// SPDX-License-Identifier: MIT
// What is held while its holder waits for something else.
#pragma once

#include "locks/mutex_rwlock_pairs/wait.hpp"

namespace {

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

}  // namespace
