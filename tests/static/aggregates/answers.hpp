// SPDX-License-Identifier: MIT
// The answers for several types, each as one constant for a static_assert.
#pragma once

#include <fearless/marker.hpp>

namespace test {

// Whether the four questions can be asked at all: each of them compiles and has an answer.
template <class T>
constexpr bool answers =
    (fearless::Send<T> || !fearless::Send<T>) && (fearless::Sync<T> || !fearless::Sync<T>) &&
    (fearless::Static<T> || !fearless::Static<T>) && (fearless::ThreadSafe<T> || !fearless::ThreadSafe<T>);
// Whether no thread but its own may have each of the types. (They may be Static.)
template <class... T>
constexpr bool refused = ((!fearless::Send<T> && !fearless::Sync<T> && !fearless::ThreadSafe<T> && answers<T>) && ...);
template <class... T>
constexpr bool fine = ((fearless::Send<T> && fearless::Sync<T> && fearless::Static<T>) && ...);

}  // namespace test
