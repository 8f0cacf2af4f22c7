// SPDX-License-Identifier: MIT
// The smallest program that uses the package.
#include <fearless/marker.hpp>

int answer();

static_assert(fearless::Send<int> && !fearless::Send<int*>);

int main() { return answer() == 42 ? 0 : 1; }
