// SPDX-License-Identifier: MIT
// The rows of Boost.Lockfree, whose queues never wait: who finds one empty or full polls it. The ring for one sender is
// the limit of what a queue can do.
#include "../common/channel_rows.hpp"

#include <boost/lockfree/spsc_queue.hpp>

#include <array>

namespace {

template <class Try>
void poll(Try attempt) {
  for (int i = 0; !attempt(); ++i) {
    if (i % 64 == 63) std::this_thread::yield();
  }
}

template <class T>
class Ring {
 public:
  explicit Ring(std::size_t bound) : ring_(bound) {}
  void send(T value) {
    poll([&] { return ring_.push(value); });
  }
  T recv() {
    T value;
    poll([&] { return ring_.pop(value); });
    return value;
  }
  std::size_t recv_many(std::vector<T>& values, std::size_t limit) {
    values.resize(limit);
    std::size_t count = 0;
    poll([&] { return (count = ring_.pop(values.data(), limit)) != 0; });
    values.resize(count);
    return count;
  }

 private:
  boost::lockfree::spsc_queue<T> ring_;
};

}  // namespace

int main(int argc, char** argv) {
  bench::Program program;
  const auto of = [](std::size_t bound) { return [bound] { return bench::shared<Ring<int>>(bound); }; };
  for (const auto bound : std::to_array<std::size_t>({1, 64, 1024, 65536})) {
    bench::add_stream<int>(program, "bounded_" + std::to_string(bound), 1, of(bound));
  }
  bench::add_stream<int>(program, "unbounded_1p", 1, of(65536));
  bench::add_stream<int, bench::Many>(program, "recv_many", 1, of(65536));
  bench::add_drain<int, bench::Many>(program, "drain_recv_many", of(1'000'000));
  bench::add_ping_pong(program, "ping_pong", 1, of(1024));
  return program.run(argc, argv);
}
