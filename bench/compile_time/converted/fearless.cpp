// SPDX-License-Identifier: MIT
// The class of std.cpp with the library's types. NARROW includes the headers that it needs, else there is one for all.
#if defined(NARROW)
#include <fearless/std/deque.hpp>
#include <fearless/std/functional.hpp>
#include <fearless/std/map.hpp>
#include <fearless/std/string.hpp>
#include <fearless/std/vector.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/task.hpp>
#include <fearless/thread.hpp>
#else
#include <fearless/fearless.hpp>
#endif
#include <cstddef>
#include <cstdio>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

using fearless::Arc;
using fearless::Condvar;
using fearless::Mutex;
namespace thread = fearless::thread;

struct Request {
  std::string name;
  std::vector<int> numbers;
};
struct Answer {
  std::string name;
  long sum = 0;
};
struct Queue {
  std::deque<Request> requests;
  bool closed = false;
};
struct Settings {
  std::size_t threads = 2;
  long factor = 3;
};

struct Shared {
  Arc<Settings> settings;
  fearless::SyncFn<void(const Answer&)> done;
  Mutex<Queue> queue{};
  Condvar changed{};
  Mutex<std::map<std::string, long>> sums{};
};

void submit(const Shared& shared, Request request) {
  {
    auto queue = shared.queue.lock().value();
    queue->requests.push_back(std::move(request));
  }
  shared.changed.notify_one();
}

void work(const Shared& shared, long bonus) {
  for (;;) {
    Request request;
    {
      auto queue = shared.queue.lock().value();
      shared.changed.wait_while(queue, [](Queue& q) { return q.requests.empty() && !q.closed; }).value();
      if (queue->requests.empty()) return;
      request = std::move(queue->requests.front());
      queue->requests.pop_front();
    }
    Answer answer{request.name, bonus};
    for (const int n : request.numbers) answer.sum += n * shared.settings->factor;
    {
      auto sums = shared.sums.lock().value();
      (*sums)[answer.name] += answer.sum;
    }
    shared.done(answer);
  }
}

class Service {
 public:
  Service(Arc<Settings> settings, fearless::SyncFn<void(const Answer&)> done)
      : shared_(Arc<Shared>::make(std::move(settings), std::move(done))) {
    for (std::size_t i = 0; i < shared_->settings->threads; ++i) {
      threads_.push_back(thread::spawn([](Arc<Shared> shared, long bonus) { work(*shared, bonus); }, shared_, 0L));
    }
  }
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  ~Service() { finish(); }

  const Arc<Shared>& shared() const { return shared_; }

  void finish() {
    {
      auto queue = shared_->queue.lock().value();
      queue->closed = true;
    }
    shared_->changed.notify_all();
    for (auto& handle : threads_) handle.join().value();
    threads_.clear();
  }

  long total() const {
    auto sums = shared_->sums.lock().value();
    long sum = 0;
    for (const auto& [name, value] : *sums) sum += value;
    return sum;
  }

 private:
  Arc<Shared> shared_;
  std::vector<thread::JoinHandle<void>> threads_;
};

struct CountAnswers {
  Arc<Mutex<int>> seen;
  void operator()(const Answer&) const {
    auto answers = seen->lock().value();
    ++*answers;
  }
};

int main() {
  auto seen = Arc<Mutex<int>>::make(0);
  Service service(Arc<Settings>::make(), CountAnswers{seen});
  const Shared& shared = *service.shared();
  thread::scope([&shared](thread::Scope& scope) {
    scope.spawn([](const Shared& to) { submit(to, {"first", {1, 2}}); }, std::cref(shared));
    scope.spawn([](const Shared& to) { submit(to, {"second", {3}}); }, std::cref(shared));
  });
  service.finish();
  auto answers = seen->lock().value();
  std::printf("%ld in %d\n", service.total(), *answers);
  return service.total() == 18 && *answers == 2 ? 0 : 1;
}
