// SPDX-License-Identifier: MIT
// The rows of fearless::fiber.
#include "common/bridge_rows.hpp"
#include "common/bridges.hpp"

#include <fearless/fiber.hpp>
#include <fearless/sync/mpsc.hpp>

namespace {

namespace fiber = fearless::fiber;
namespace mpsc = fearless::mpsc;

// Runs on a carrier: two of its fibers, of which one sends to the other.
double between_fibers(std::size_t bound, std::size_t count) {
  const auto begin = bench::Clock::now();
  auto [sender, receiver] = mpsc::sync_channel<int>(bound);
  auto sending = fiber::spawn_local(
      [](const mpsc::SyncSender<int>& to, std::size_t n) {
        for (std::size_t i = 0; i < n; ++i) to.send(static_cast<int>(i & 0xFFFF)).unwrap();
      },
      std::move(sender), count);
  auto receiving = fiber::spawn_local(
      [](const mpsc::Receiver<int>& from, std::size_t n) {
        for (std::size_t i = 0; i < n; ++i) {
          bench::require(from.recv().unwrap() == static_cast<int>(i & 0xFFFF), "the wrong message");
        }
      },
      std::move(receiver), count);
  sending.join().unwrap();
  receiving.join().unwrap();
  return bench::seconds_since(begin);
}

auto on_a_carrier(std::size_t bound) {
  return [bound](std::size_t count) {
    const fiber::Carrier carrier;
    return fiber::spawn_on(carrier, between_fibers, bound, count).join().unwrap();
  };
}

}  // namespace

void bench::add_fibers(Program& program) {
  add_fiber_row(program, "fiber_bounded_64", on_a_carrier(64));
  add_fiber_row(program, "fiber_bounded_1", on_a_carrier(1));
  add_fiber_row(program, "fiber_rendezvous", on_a_carrier(0));
}
