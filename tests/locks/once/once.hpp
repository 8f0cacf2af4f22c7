// SPDX-License-Identifier: MIT
// What the parts of once_test.cpp share.
#pragma once

#include <fearless/cell.hpp>
#include <fearless/marker/values.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/once.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <pthread.h>

namespace {

namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;
using fearless::Cell;
using fearless::LazyLock;
using fearless::Mutex;
using fearless::Once;
using fearless::OnceLock;
using fearless::OncePoisonError;
using fearless::OnceState;
using fearless::Rc;

template <class F>
void expect_deadlock(F f) {
  try {
    f();
    ADD_FAILURE() << "nothing was thrown";
  } catch (const std::system_error& e) {
    EXPECT_EQ(e.code(), std::errc::resource_deadlock_would_occur);
  }
}

}  // namespace
