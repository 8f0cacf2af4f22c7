// SPDX-License-Identifier: MIT
// A parallel loop over disjoint rows: every thread owns its rows while it writes them, so no two can write the same.
#include <fearless/lend.hpp>
#include <fearless/std.hpp>
#include <fearless/thread.hpp>

#include <cstddef>
#include <cstdio>
#include <utility>
#include <vector>

namespace thread = fearless::thread;

// Shades one row of an image from dark to light.
void shade(fearless::MutSlice<int> row, int brightness) {
  int x = 0;
  for (int& pixel : row) pixel = brightness * ++x;
}

int main() {
  constexpr std::size_t width = 6;
  std::vector<int> image(width * 3);
  thread::scope([&](thread::Scope& s) {
    int brightness = 0;
    for (auto& row : fearless::chunks_mut(image, width)) s.spawn(shade, std::move(row), ++brightness);
  });
  for (std::size_t i = 0; i < image.size(); ++i) std::printf("%d%s", image[i], (i + 1) % width == 0 ? "\n" : " ");
}

// prints:
//   1 2 3 4 5 6
//   2 4 6 8 10 12
//   3 6 9 12 15 18
