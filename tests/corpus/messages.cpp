// SPDX-License-Identifier: MIT
// The corpus, 9: messages, workers, callbacks, and values that threads share.
#include "support.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

using namespace fearless;

namespace {

struct Request {
  std::uint64_t id = 0;
  std::string path;
  std::map<std::string, std::string> headers;
};
struct Stop {};
using Command = std::variant<Request, Stop, SendFn<void()>>;

struct Hits {
  mutable std::atomic<int> number{0};
};

class Account {
 public:
  explicit Account(std::string owner) : owner_(std::move(owner)) {}
  void pay(int cents) { cents_ += cents; }

 private:
  std::string owner_;
  std::int64_t cents_ = 0;
  GCC_LINE(FEARLESS_MEMBERS(owner_, cents_))
};

[[maybe_unused]] void messages() {
  HAND_OVER(nothing, nothing, nothing, send(Request()));
  HAND_OVER(nothing, nothing, nothing, send(std::make_unique<Request>()));
  HAND_OVER(nothing, nothing, nothing, send(Command(Stop())));
  HAND_OVER(nothing, nothing, nothing, send(std::pair<std::string, std::vector<double>>()));
  HAND_OVER(nothing, nothing, nothing, send(std::optional<std::array<std::string, 3>>()));
  HAND_OVER(nothing, nothing, nothing, send(Account("me")));
  // A request with the sender for its answer.
  auto [answer, rx] = oneshot::channel<std::string>();
  HAND_OVER(nothing, nothing, nothing, send(std::pair(Request(), std::move(answer))));
  HAND_OVER(nothing, nothing, nothing, send(fearless::task([](int n) { return n + 1; }, 1)));
  HAND_OVER(nothing, nothing, nothing, send(SendFn<int(int)>([](int n) { return n + 1; })));
  // A closure as a message.
  const std::string name = "a";
  HAND_OVER(nothing, nothing, a_line, send([name, n = 1] { return name + std::to_string(n); }));
  REWRITTEN(send(FEARLESS_COPY(name) { return name + "1"; }));
  drop(std::move(rx));
}

[[maybe_unused]] void shared_values() {
  HAND_OVER(nothing, nothing, nothing, share(Request()));
  HAND_OVER(nothing, nothing, nothing, share(std::vector<std::string>()));
  HAND_OVER(nothing, nothing, nothing, lock(Account("me")));
  HAND_OVER(nothing, nothing, nothing, lock(std::deque<Command>()));
  HAND_OVER(nothing, nothing, nothing, lock(std::vector<std::unique_ptr<Account>>()));
  HAND_OVER(nothing, nothing, nothing, lock(std::map<std::string, SendFn<void(const Request&)>>()));
  HAND_OVER(nothing, nothing, nothing, share(std::map<std::string, Arc<Mutex<Account>>>()));
}

struct Service {
  Mutex<std::deque<std::string>> jobs;
  Condvar ready;
  mutable std::atomic<int> done{0};
};

[[maybe_unused]] void workers() {
  const auto service = Arc<Service>::make();
  const auto log = Arc<Mutex<std::string>>::make();
  const std::string prefix = "job ";
  auto channel = mpsc::channel<Request>();
  const auto tx = std::move(channel.first);

  HAND_OVER(nothing, nothing, nothing, work_on(service, [](const Service& mine, const thread::StopToken& stop) {
              while (!stop.stop_requested()) ++mine.done;
            }));
  HAND_OVER(nothing, nothing, nothing_before_15,
            work([log](const thread::StopToken&) { log->with([](auto& text) { text.clear(); }); }));
  HAND_OVER(nothing, nothing, a_line, work([log, prefix](const thread::StopToken& stop) {
              while (!stop.stop_requested()) log->with([&](auto& text) { text += prefix; });
            }));
  REWRITTEN(work(FEARLESS_COPY_FN(log, prefix)(const thread::StopToken& stop) {
    while (!stop.stop_requested()) log->with([&](auto& text) { text += prefix; });
  }));
  HAND_OVER(nothing, nothing, a_line,
            work_on(service, [prefix, n = 0](const Service& mine, const thread::StopToken&) mutable {
              mine.jobs.with([&](auto& jobs) { jobs.push_back(prefix + std::to_string(++n)); });
            }));
  REWRITTEN(work_on(
      service, FEARLESS_COPY_FN(prefix)(const Service& mine, const thread::StopToken&) {
        mine.jobs.with([&](auto& jobs) { jobs.push_back(prefix); });
      }));
  // The receiving end of a channel.
  HAND_OVER(nothing, nothing, nothing_before_15, spawn([from = std::move(channel.second)] {
              for (const Request& request : from) static_cast<void>(request);
            }));
  HAND_OVER(nothing, nothing, a_line, spawn([tx, prefix] { tx.send(Request{1, prefix, {}}).unwrap(); }));
  REWRITTEN(spawn(FEARLESS_COPY(tx, prefix) { tx.send(Request{1, prefix, {}}).unwrap(); }));
}

struct IsTopic {
  std::string topic;
  Arc<Hits> count;
  bool operator()(const std::string& name) const {
    ++count->number;
    return name == topic;
  }
};

[[maybe_unused]] void callbacks() {
  const auto seen = Arc<Mutex<std::vector<int>>>::make();
  const auto count = Arc<Hits>::make();
  const std::string topic = "a";
  std::vector<std::string> lines;
  const auto tx = mpsc::sync_channel<int>(4).first;

  HAND_OVER(nothing, nothing, nothing, call_back<int(int)>([](int n) { return 2 * n; }));
  HAND_OVER(nothing, nothing, nothing, call_back<int()>([n = 0]() mutable { return ++n; }));
  HAND_OVER(nothing, nothing, nothing_before_15,
            call_back<void(int)>([seen](int n) { seen->with([&](auto& all) { all.push_back(n); }); }));
  HAND_OVER(nothing, nothing, a_line, call_back<std::size_t(int)>([topic, count](int n) {
              count->number += n;
              return topic.size();
            }));
  REWRITTEN(call_back<std::size_t(int)>(FEARLESS_COPY_FN(topic, count)(int n) {
    count->number += n;
    return topic.size();
  }));
  HAND_OVER(nothing, nothing, a_line,
            call_back<void(std::string)>([lines](std::string line) mutable { lines.push_back(std::move(line)); }));
  REWRITTEN(
      call_back<void(std::string)>(FEARLESS_MOVE_FN(lines)(std::string line) { lines.push_back(std::move(line)); }));
  HAND_OVER(nothing, nothing, nothing, call_back_from_many<int(int)>([](int n) { return 2 * n; }));
  HAND_OVER(nothing, nothing, nothing_before_15, call_back_from_many<void()>([count] { ++count->number; }));
  HAND_OVER(nothing, nothing, a_line, call_back_from_many<bool(const std::string&)>([topic, count](const auto& name) {
              ++count->number;
              return name == topic;
            }));
  REWRITTEN(call_back_from_many<bool(const std::string&)>(IsTopic{topic, count}));
  HAND_OVER(nothing, nothing, a_line, call_back<void(int)>([tx, topic](int n) {
              if (topic.empty()) tx.send(n).unwrap();
            }));
  REWRITTEN(call_back<void(int)>(FEARLESS_COPY_FN(tx, topic)(int n) {
    if (topic.empty()) tx.send(n).unwrap();
  }));
}

// --- What must not cross.

struct Node {
  Node* next = nullptr;
};

class Button {
 public:
  void bind() {
    REFUSED_HAND_OVER(call_back<void()>([this] { ++clicks_; }));
    REFUSED_HAND_OVER(work([this](const thread::StopToken&) { ++clicks_; }));
  }

 private:
  int clicks_ = 0;
};

[[maybe_unused]] void what_would_race(Account& account) {
  std::string text;
  REFUSED_HAND_OVER(send(std::string_view(text)));
  REFUSED_HAND_OVER(send(Node()));
  REFUSED_HAND_OVER(send(Rc<int>(0)));
  REFUSED_HAND_OVER(send(std::function<void()>()));
  REFUSED_HAND_OVER(send(std::make_pair(std::string(), &account)));
  REFUSED_HAND_OVER(share(RefCell<int>(0)));
  REFUSED_HAND_OVER(share(std::make_unique<Account>("me")));
  REFUSED_HAND_OVER(lock(Rc<int>(0)));
  REFUSED_HAND_OVER(lock(std::vector<int*>()));
  REFUSED_HAND_OVER(call_back<void(int)>([&text](int n) { text += std::to_string(n); }));
  REFUSED_HAND_OVER(call_back_from_many<int()>([n = Cell<int>(0)] { return n.get(); }));
  REFUSED_HAND_OVER(work([&account](const thread::StopToken&) { account.pay(1); }));
}

}  // namespace
