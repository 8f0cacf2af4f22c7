// SPDX-License-Identifier: MIT
// Members that begin empty: a std::optional is the empty state of a channel's end, of a handle and of a Worker.
#include <fearless/std.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/worker.hpp>

#include <cstdio>
#include <optional>
#include <string>
#include <utility>

namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

// [later]
class Printer {
 public:
  void start() {
    auto [tx, rx] = mpsc::channel<std::string>();
    lines_.emplace(std::move(tx));
    writer_.emplace(Print{std::move(rx)});
  }
  void print(std::string line) const {
    if (lines_) lines_->send(std::move(line)).unwrap();
  }
  void stop() {
    writer_.reset();  // the thread prints what is there, and is joined
    lines_.reset();
  }

 private:
  struct Print {
    mpsc::Receiver<std::string> lines;
    void operator()(const thread::StopToken& stop) const {
      for (const auto& line : lines.iter(stop)) std::printf("%s\n", line.c_str());
    }
  };

  std::optional<mpsc::Sender<std::string>> lines_;
  std::optional<thread::Worker<void>> writer_;
};
// [/later]

int main() {
  Printer printer;
  printer.print("nobody prints this");
  for (int round = 1; round <= 2; ++round) {
    printer.start();
    printer.print("round " + std::to_string(round));
    printer.stop();
  }
}

// prints:
//   round 1
//   round 2
