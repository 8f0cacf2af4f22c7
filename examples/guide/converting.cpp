// SPDX-License-Identifier: MIT
// The class that docs/guide/converting.md begins with; examples/worker/file_watcher.cpp is what becomes of it.
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>

// [before]
class FileWatcher {
 public:
  explicit FileWatcher(std::string path) : path_(std::move(path)), thread_([this] { run(); }) {}
  FileWatcher(const FileWatcher&) = delete;
  ~FileWatcher() {
    stop_ = true;
    thread_.join();
  }
  std::size_t size() const { return size_; }

 private:
  void run() {
    while (!stop_) {
      std::error_code missing;
      const auto now = std::filesystem::file_size(path_, missing);
      if (!missing) size_ = static_cast<std::size_t>(now);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  std::string path_;
  std::size_t size_ = 0;
  bool stop_ = false;
  std::thread thread_;
};
// [/before]

// Nobody makes one: its two threads race.
int main() { static_assert(!std::is_copy_constructible_v<FileWatcher>); }
