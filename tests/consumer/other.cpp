// SPDX-License-Identifier: MIT
// A second translation unit with the same headers: nothing in them may be defined twice.
#include <fearless/marker.hpp>

int answer();
int answer() { return fearless::Static<int> ? 42 : 0; }
