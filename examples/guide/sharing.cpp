// SPDX-License-Identifier: MIT
// The code of docs/guide/sharing.md.
#include <fearless/move.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/rwlock.hpp>
#include <fearless/thread.hpp>

#include <atomic>
#include <cstdio>
#include <map>
#include <string>
#include <utility>
#include <vector>

using fearless::Arc;
using fearless::Condvar;
using fearless::Mutex;
using fearless::RwLock;
namespace thread = fearless::thread;

// [state]
struct Server {
  const std::string name;                           // nobody writes it: no lock
  std::atomic<int> requests{0};                     // one number
  RwLock<std::map<std::string, int>> settings{{}};  // read by many, seldom written
  Mutex<std::vector<std::string>> log{};            // written by many
};
// [/state]

int main() {
  // [arc]
  const auto server = Arc<Server>::make("fearless");
  std::vector<thread::JoinHandle<void>> workers;
  for (int i = 0; i < 4; ++i) {
    workers.push_back(thread::spawn(FEARLESS_COPY(server, i) {  // an Arc is copied: one more owner
      ++server->requests;
      server->log.with([&](auto& lines) { lines.push_back(server->name + " " + std::to_string(i)); });
    }));
  }
  for (auto& worker : workers) worker.join().unwrap();
  // [/arc]
  std::printf("%d requests\n", server->requests.load());

  // [mutex]
  {
    auto lines = server->log.lock().unwrap();  // a guard: locked until the end of the block
    lines->push_back("one more");
    std::printf("%zu lines\n", lines->size());
  }
  const std::size_t size = server->log.with([](const auto& lines) { return lines.size(); });  // locked for one call
  // [/mutex]
  std::printf("%zu lines\n", size);

  // [rwlock]
  {
    auto settings = server->settings.write().unwrap();  // waits until nobody reads
    settings->emplace("port", 80);
  }
  {
    const auto settings = server->settings.read().unwrap();  // other threads may read meanwhile
    std::printf("port %d\n", settings->at("port"));
  }
  // [/rwlock]

  // [condvar]
  struct Gate {
    Mutex<bool> open{false};
    Condvar opened{};
  };
  const auto gate = Arc<Gate>::make();
  auto opener = thread::spawn(FEARLESS_COPY(gate) {
    gate->open.with([](bool& open) { open = true; });
    gate->opened.notify_all();
  });
  (void)gate->opened.wait_while(gate->open.lock().unwrap(), [](const bool& open) { return !open; }).unwrap();
  // [/condvar]
  opener.join().unwrap();
}

// prints:
//   4 requests
//   5 lines
//   5 lines
//   port 80
