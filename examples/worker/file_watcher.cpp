// SPDX-License-Identifier: MIT
// A file watcher: a class with a thread of its own. Usually that is a member std::thread started with
// `[this] { run(); }`, which uses the object while it is built, moved and destroyed. Here what both sides need is one
// struct of locks, and the thread never sees the object.
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/worker.hpp>

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

namespace thread = fearless::thread;
using namespace std::chrono_literals;

// [class]
class FileWatcher {
 public:
  explicit FileWatcher(std::string path) : worker_(fearless::Arc<Shared>::make(std::move(path)), watch) {}

  // Waits until the file has at least so many bytes, and returns how many it has.
  [[nodiscard]] std::size_t wait_for_size(std::size_t bytes) const {
    const Shared& shared = *worker_.shared();
    const auto size =
        shared.changed.wait_while(shared.size.lock().value(), [bytes](const std::size_t& n) { return n < bytes; });
    return **size;
  }

 private:
  struct Shared {
    std::string path;
    fearless::Mutex<std::size_t> size{0U};
    fearless::Condvar changed{};
  };

  static void watch(const Shared& shared, const thread::StopToken& stop) {
    do {
      std::error_code missing;
      const auto now = std::filesystem::file_size(shared.path, missing);
      if (missing) continue;
      shared.size.with([now](std::size_t& size) { size = static_cast<std::size_t>(now); });
      shared.changed.notify_all();
    } while (!stop.wait_for(1ms));
  }

  thread::Worker<Shared> worker_;
};
// [/class]

int main() {
  const auto path = std::filesystem::temp_directory_path() /
                    ("fearless_watched_" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()));
  {
    const FileWatcher watcher(path.string());
    std::ofstream(path) << "hello";
    std::printf("%zu bytes\n", watcher.wait_for_size(5));
    std::ofstream(path, std::ios::app) << ", world";
    std::printf("%zu bytes\n", watcher.wait_for_size(6));
  }
  std::filesystem::remove(path);
}

// prints:
//   5 bytes
//   12 bytes
