// SPDX-License-Identifier: MIT
// A logger whose thread writes what many threads put into a bounded channel: logger_before.cpp, with fearless.
#include <fearless/fearless.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using fearless::Arc, fearless::Mutex, fearless::SendFn;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

enum class Level : std::uint8_t { debug, info, error };

std::string_view name_of(Level level) {
  constexpr std::array<std::string_view, 3> names{"debug", "info", "error"};
  return names[static_cast<std::size_t>(level)];
}

std::optional<Level> level_named(std::string_view name) {
  for (const Level level : {Level::debug, Level::info, Level::error})
    if (name_of(level) == name) return level;
  return std::nullopt;
}

// What a line may not contain: it would end the line, or hide what follows.
std::string escaped(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '\n':
        clean += "\\n";
        break;
      case '\t':
        clean += ' ';
        break;
      default:
        if (static_cast<unsigned char>(c) >= ' ') clean += c;
    }
  }
  return clean;
}

struct Line {
  Level level = Level::info;
  std::string module;
  std::string text;
};

std::string format(const Line& line) {
  std::string all = "[";
  all += name_of(line.level);
  all += "] ";
  all += line.module;
  all += ": ";
  all += escaped(line.text);
  return all;
}

// Writes lines in a thread of its own. At most `capacity` lines wait; who logs one more waits, too.
class AsyncLogger {
 public:
  using Sink = SendFn<void(const Line&)>;

  AsyncLogger(std::size_t capacity, Sink sink) : AsyncLogger(mpsc::sync_channel<Line>(capacity), std::move(sink)) {}
  AsyncLogger(const AsyncLogger&) = delete;
  AsyncLogger& operator=(const AsyncLogger&) = delete;
  void set_level(Level level) const { level_.store(level, std::memory_order_relaxed); }

  void log(Level level, const std::string& module, const std::string& text) const {
    if (level < level_.load(std::memory_order_relaxed)) return;
    lines_.send(Line{level, module, text}).unwrap();
    accepted_.fetch_add(1, std::memory_order_relaxed);
  }
  void info(const std::string& module, const std::string& text) const { log(Level::info, module, text); }
  void error(const std::string& module, const std::string& text) const { log(Level::error, module, text); }

  std::size_t accepted() const { return accepted_.load(std::memory_order_relaxed); }

 private:
  AsyncLogger(std::pair<mpsc::SyncSender<Line>, mpsc::Receiver<Line>> channel, Sink sink)
      : lines_(std::move(channel.first)), thread_(Write{std::move(channel.second), std::move(sink)}) {}

  // [thread]
  struct Write {
    mpsc::Receiver<Line> lines;
    Sink sink;
    void operator()(const thread::StopToken& stop) {
      // What was logged before is written, although the logger, which has the sender, waits for this thread.
      for (const Line& line : lines.iter(stop)) sink(line);
    }
  };
  // [/thread]

  mutable std::atomic<Level> level_{Level::info};
  mutable std::atomic<std::size_t> accepted_{0};
  mpsc::SyncSender<Line> lines_;
  thread::Worker<void> thread_;
  FEARLESS_MEMBERS(level_, accepted_, lines_, thread_)
};

// --- What the program does with it.

// What was written, for whoever looks at it afterwards.
class Memory {
 public:
  void add(std::string line) const {
    lines_.with([&](auto& lines) { lines.push_back(std::move(line)); });
  }
  std::vector<std::string> sorted() const {
    auto all = lines_.with([](const auto& lines) { return lines; });
    std::sort(all.begin(), all.end());
    return all;
  }

 private:
  Mutex<std::vector<std::string>> lines_;
  FEARLESS_MEMBERS(lines_)
};

// A part of the program, which works and logs.
void simulate(const AsyncLogger& logger, const std::string& module, int steps) {
  int errors = 0;
  std::uint32_t state = static_cast<std::uint32_t>(module.size());
  for (int i = 0; i < steps; ++i) {
    state = state * 1664525U + 1013904223U;
    if (state % 16 == 0) {
      ++errors;
      logger.error(module, "step " + std::to_string(i) + " failed\nand was tried again");
    } else {
      logger.log(Level::debug, module, "step " + std::to_string(i));
    }
  }
  logger.info(module, std::to_string(errors) + " of " + std::to_string(steps) + " steps failed");
}

// How many lines each part wrote, from the lines themselves.
std::string lines_by_module(const std::vector<std::string>& lines) {
  std::map<std::string, int> counts;
  for (const std::string& line : lines) {
    if (!level_named(std::string_view(line).substr(1, line.find(']') - 1))) continue;
    const std::size_t begin = line.find("] ");
    const std::size_t end = line.find(": ");
    if (begin == std::string::npos || end == std::string::npos || end < begin) continue;
    ++counts[line.substr(begin + 2, end - begin - 2)];
  }
  std::string text;
  for (const auto& [module, count] : counts) {
    if (!text.empty()) text += ", ";
    text += module + " " + std::to_string(count);
  }
  if (text.empty()) text = "nothing";
  return text;
}

// The longest time that a part worked without an error.
int longest_without_error(std::uint32_t state, int steps) {
  int longest = 0;
  int since = 0;
  for (int i = 0; i < steps; ++i) {
    state = state * 1664525U + 1013904223U;
    since = state % 16 == 0 ? 0 : since + 1;
    longest = std::max(longest, since);
  }
  return longest;
}

void print(const std::vector<std::string>& lines) {
  std::size_t errors = 0;
  for (const std::string& line : lines) {
    if (line.rfind("[info]", 0) == 0) std::printf("%s\n", line.c_str());
    if (line.rfind("[error]", 0) == 0) ++errors;
  }
  std::printf("%zu lines, %zu of them errors: %s\n", lines.size(), errors, lines_by_module(lines).c_str());
}

}  // namespace

int main() {
  const auto memory = Arc<Memory>::make();
  std::size_t accepted = 0;
  {
    const auto logger = Arc<AsyncLogger>::make(
        std::size_t{8}, FEARLESS_COPY_FN(memory)(const Line& line) { memory->add(format(line)); });
    std::vector<thread::JoinHandle<void>> parts;
    for (const std::string module : {"disk", "network", "display"})
      parts.push_back(thread::spawn(FEARLESS_COPY(logger, module) { simulate(*logger, module, 200); }));
    for (auto& part : parts) part.join().unwrap();
    accepted = logger->accepted();
  }
  print(memory->sorted());
  for (const std::uint32_t state : {4U, 7U})
    std::printf("%d steps without an error\n", longest_without_error(state, 200));
  std::printf("accepted: %zu\n", accepted);
}

// prints:
//   [info] disk: 12 of 200 steps failed
//   [info] display: 13 of 200 steps failed
//   [info] network: 13 of 200 steps failed
//   41 lines, 38 of them errors: disk 13, display 14, network 14
//   15 steps without an error
//   15 steps without an error
//   accepted: 41
