// SPDX-License-Identifier: MIT
// What the parts of rc_arc_test.cpp share: the two families of handles.
#pragma once

#include <fearless/boxed.hpp>
#include <fearless/cell.hpp>
#include <fearless/format.hpp>
#include <fearless/rc.hpp>
#include <fearless/rc/slice.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/arc/from_this.hpp>
#include <fearless/sync/arc/slice.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <compare>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace {

using fearless::Arc;
using fearless::ArcWeak;
using fearless::EnableArcFromThis;
using fearless::Mutex;
using fearless::Rc;
using fearless::RcWeak;

struct OfRc {
  static constexpr auto* name = "Rc";
  template <class T>
  using Handle = Rc<T>;
  template <class T>
  using Weak = RcWeak<T>;
};
struct OfArc {
  static constexpr auto* name = "Arc";
  template <class T>
  using Handle = Arc<T>;
  template <class T>
  using Weak = ArcWeak<T>;
};

template <class Family, class T>
using HandleOf = typename Family::template Handle<T>;
template <class Family, class T>
using WeakOf = typename Family::template Weak<T>;

template <class Family>
class RcAndArc : public testing::Test {};
using Families = testing::Types<OfRc, OfArc>;
TYPED_TEST_SUITE(RcAndArc, Families, );

}  // namespace
