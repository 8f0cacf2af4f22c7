// SPDX-License-Identifier: MIT
// What the parts of scope_test.cpp share.
#pragma once

#include <fearless/marker/values.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <cstdint>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "support/always_row.hpp"

namespace {

namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;
using fearless::Mutex;
using thread::Scope;

}  // namespace
