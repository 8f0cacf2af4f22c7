// SPDX-License-Identifier: MIT
// Which parts of a program's configuration may cross to another thread, and why the others may not.
#include <fearless/explain.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mutex.hpp>

#include <atomic>
#include <chrono>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct Endpoint {
  std::string host;
  int port;
};

struct Metrics {
  std::atomic<long> requests;
  fearless::Mutex<std::map<std::string, long>> by_path;
};

struct Config {
  Endpoint listen;
  std::vector<Endpoint> upstream;
  std::optional<std::chrono::milliseconds> timeout;
  fearless::Arc<Metrics> metrics;
  std::string_view banner;
  fearless::Rc<std::string> motd;
  const char* locale;
};

int main() { std::cout << fearless::explain<Config>(); }

// prints:
//   Config  not Send  not Sync  not Static  not ThreadSafe
//   |-- listen: Endpoint  Send  Sync  Static  not ThreadSafe
//   |   |-- host: std::string  Send  Sync  Static  not ThreadSafe
//   |   `-- port: int  Send  Sync  Static  not ThreadSafe
//   |-- upstream: std::vector<Endpoint>  Send  Sync  Static  not ThreadSafe
//   |   `-- Endpoint  Send  Sync  Static  not ThreadSafe
//   |       |-- host: std::string  Send  Sync  Static  not ThreadSafe
//   |       `-- port: int  Send  Sync  Static  not ThreadSafe
//   |-- timeout: std::optional<std::chrono::milliseconds>  Send  Sync  Static  not ThreadSafe
//   |-- metrics: fearless::Arc<Metrics>  Send  Sync  Static  not ThreadSafe
//   |   `-- Metrics  Send  Sync  Static  ThreadSafe
//   |       |-- requests: std::atomic<long>  Send  Sync  Static  ThreadSafe
//   |       `-- by_path: fearless::Mutex<std::map<std::string, long>>  Send  Sync  Static  ThreadSafe
//   |-- banner: std::string_view  Send  Sync  not Static  not ThreadSafe
//   |       Static: a view borrows what may die first
//   |-- motd: fearless::Rc<std::string>  not Send  not Sync  Static  not ThreadSafe
//   |       Send, Sync, ThreadSafe: its reference count is not atomic
//   `-- locale: const char*  not Send  not Sync  Static  not ThreadSafe
//           Send, Sync, ThreadSafe: a pointer to characters may lead to text of another thread
