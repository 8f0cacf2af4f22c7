// SPDX-License-Identifier: MIT
// What the parts of thread_test.cpp share.
#pragma once

#include <fearless/marker/values.hpp>
#include <fearless/move.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include <pthread.h>

#include "support/always_row.hpp"

namespace {

namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;
using namespace std::chrono_literals;
using fearless::Panic;

std::atomic<int> living{0};

struct Living {
  Living() { ++living; }
  Living(const Living&) { ++living; }
  Living(Living&&) noexcept { ++living; }
  Living& operator=(const Living&) = default;
  ~Living() { --living; }
};

}  // namespace

// Its rule lets it cross on every compiler: it holds nothing.
template <>
struct fearless::rules::row<Living> : AlwaysRow {};
