// SPDX-License-Identifier: MIT
// A view that belongs to one thread, as those of a user interface do: nothing in it is atomic or locked, and its lines
// are shared by plain Rcs. Workers feed it through handles, and cannot reach it otherwise.
#include <fearless/home.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/thread.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

using fearless::Home;
using fearless::Rc;
using fearless::Remote;
namespace home = fearless::home;
namespace thread = fearless::thread;

// [view]
class View {
 public:
  void add(std::string line) {
    lines_.push_back(Rc<std::string>::make(std::move(line)));
    if (longest_.size() < lines_.back()->size()) longest_ = *lines_.back();
  }
  std::string longest() const { return longest_; }
  std::size_t count() const { return lines_.size(); }

 private:
  std::vector<Rc<std::string>> lines_;
  std::string longest_;
};
// [/view]

void work(const Remote<View>& view, int number) {
  for (int line = 0; line != 100; ++line) {
    view.tell(&View::add, "worker " + std::to_string(number) + ": " + std::string(static_cast<std::size_t>(line), '='));
  }
}

int main() {
  // [use]
  home::Thread loop;                                // or a loop of your own: home::Serial
  auto view = Home<View>::make_on(loop);            // made, called and destroyed on that thread
  const Remote<View> remote = view.remote();        // a handle, for any thread
  remote.tell(&View::add, std::string("welcome"));  // true: it waits for its turn
  if (const auto count = remote.ask(&View::count).wait(); count.has_value()) {
    std::printf("%zu line\n", *count);  // the error: home::Gone
  }
  // [/use]

  std::vector<thread::JoinHandle<void>> workers;
  for (int i = 1; i <= 4; ++i) workers.push_back(thread::spawn(work, remote, i));
  for (auto& worker : workers) worker.join().value();
  const auto length = remote.ask(&View::longest).wait().value().size();
  std::printf("%zu lines, the longest one of %zu characters\n", remote.ask(&View::count).wait().value(), length);

  {
    const auto ends = std::move(view);
  }
  const auto late = remote.ask(&View::count).wait();
  std::printf("%s\n", late.has_value() ? "still there" : late.error().what());
}

// prints:
//   1 line
//   401 lines, the longest one of 109 characters
//   the object is gone, or the loop it lived on
