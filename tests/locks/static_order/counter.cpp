// SPDX-License-Identifier: MIT
// The other file of mutex_static_test: globals that it uses before this file's statics would be made.
#include <fearless/cell.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/barrier.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/once.hpp>
#include <fearless/sync/rwlock.hpp>

#include <string>

// Not constinit: what the compiler makes a constant by itself is one as well.
extern const fearless::Mutex<int> counter;
extern const fearless::RwLock<int> table;
extern const fearless::RefCell<int> cell;
extern const fearless::LazyLock<std::string> name;
extern const fearless::OnceLock<std::string> place;
extern const fearless::Condvar changed;
extern const fearless::Barrier barrier;
extern const fearless::Once once;
extern fearless::ArcWeak<int> weak;

const fearless::Mutex<int> counter(100);
const fearless::RwLock<int> table(100);
const fearless::RefCell<int> cell(100);
const fearless::LazyLock<std::string> name([] { return std::string("name"); });
const fearless::OnceLock<std::string> place;
const fearless::Condvar changed;
const fearless::Barrier barrier(1);
const fearless::Once once;
fearless::ArcWeak<int> weak;
