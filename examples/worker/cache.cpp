// SPDX-License-Identifier: MIT
// A cache with a background refresher: readers never wait for a refresh, and the refresher stops with the cache.
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/rwlock.hpp>
#include <fearless/thread.hpp>
#include <fearless/worker.hpp>

#include <chrono>
#include <cstdio>
#include <map>
#include <string>
#include <utility>

namespace thread = fearless::thread;
using namespace std::chrono_literals;

using Prices = std::map<std::string, int>;

// Stands for a slow question to a server.
Prices ask_server(int round) { return {{"apple", 10 + round}, {"pear", 20 + round}}; }

// [cache]
class PriceCache {
 public:
  PriceCache() : worker_(fearless::Arc<Shared>::make(fearless::RwLock(ask_server(0))), refresh) {}

  [[nodiscard]] int price(const std::string& what) const {
    const auto prices = worker_.shared()->prices.read().value();
    return prices->at(what);
  }

 private:
  struct Shared {
    fearless::RwLock<Prices> prices;
  };

  static void refresh(const Shared& shared, const thread::StopToken& stop) {
    for (int round = 1; !stop.wait_for(1ms); ++round) {
      auto fresh = ask_server(round < 5 ? round : 5);
      auto prices = shared.prices.write().value();
      *prices = std::move(fresh);
    }
  }

  thread::Worker<Shared> worker_;
};
// [/cache]

int main() {
  const PriceCache cache;
  while (cache.price("apple") < 15) thread::yield_now();
  std::printf("apple %d, pear %d\n", cache.price("apple"), cache.price("pear"));
}

// prints:
//   apple 15, pear 25
