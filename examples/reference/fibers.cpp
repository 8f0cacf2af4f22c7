// SPDX-License-Identifier: MIT
// The examples that the reference shows for fibers.
#include <fearless/cell.hpp>
#include <fearless/fiber.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>

#include <cstdio>
#include <string>
#include <utility>

using namespace fearless;

int main() {
  // [carrier]
  const fiber::Carrier carrier;  // a thread that runs fibers
  fiber::JoinHandle<int> length = fiber::spawn_on(
      carrier, [](const std::string& text) { return static_cast<int>(text.size()); }, std::string("ab"));
  std::printf("%d\n", length.join().unwrap());
  // [carrier]

  // [local]
  auto outer = fiber::spawn_on(carrier, [] {
    const auto total = Rc<Cell<int>>::make(0);  // shared by fibers of one carrier, which run one at a time
    fiber::LocalJoinHandle<void> beside = fiber::spawn_local([](const Rc<Cell<int>>& mine) { mine->set(1); }, total);
    beside.join().unwrap();
    return total->get();
  });
  std::printf("%d\n", outer.join().unwrap());
  // [local]
}

// prints:
//   2
//   1
