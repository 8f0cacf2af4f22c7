// SPDX-License-Identifier: MIT
// A service with a thread of its own that handles what is posted; destroying it handles what is left, and ends.
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>
#include <fearless/worker.hpp>

#include <cstdio>
#include <string>
#include <utility>

using fearless::Arc;
using fearless::Mutex;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

// [service]
class Log {
 public:
  explicit Log(Arc<Mutex<std::string>> to) : Log(std::move(to), mpsc::channel<std::string>()) {}
  void post(std::string line) const { lines_.send(std::move(line)).unwrap(); }

 private:
  struct Write {
    mpsc::Receiver<std::string> lines;
    void operator()(const Mutex<std::string>& to, const thread::StopToken& stop) const {
      // Until a stop is requested and nothing is left, although lines_, the sender, is still there.
      for (const auto& line : lines.iter(stop)) to.with([&](std::string& all) { all += line + "\n"; });
    }
  };
  Log(Arc<Mutex<std::string>> to, std::pair<mpsc::Sender<std::string>, mpsc::Receiver<std::string>> channel)
      : lines_(std::move(channel.first)), writer_(std::move(to), Write{std::move(channel.second)}) {}

  mpsc::Sender<std::string> lines_;
  thread::Worker<Mutex<std::string>> writer_;  // stopped and joined first
};
// [/service]

int main() {
  const auto text = Arc<Mutex<std::string>>::make();
  {
    const Log log(text);
    log.post("one");
    log.post("two");
  }
  text->with([](const std::string& all) { std::printf("%s", all.c_str()); });
}

// prints:
//   one
//   two
