// SPDX-License-Identifier: MIT
// A class as one meets it: a pool of threads with a queue, a cache under a mutex, and a callback for what is done.
// fearless.cpp is the same class with the library's types; compile_time.py compares what the two cost the compiler.
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

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
  std::shared_ptr<const Settings> settings;
  std::function<void(const Answer&)> done;
  std::mutex queue_mutex;
  std::condition_variable changed;
  Queue queue;
  std::mutex sums_mutex;
  std::map<std::string, long> sums;
};

void submit(Shared& shared, Request request) {
  {
    const std::lock_guard lock(shared.queue_mutex);
    shared.queue.requests.push_back(std::move(request));
  }
  shared.changed.notify_one();
}

void work(Shared& shared, long bonus) {
  for (;;) {
    Request request;
    {
      std::unique_lock lock(shared.queue_mutex);
      shared.changed.wait(lock, [&shared] { return !shared.queue.requests.empty() || shared.queue.closed; });
      if (shared.queue.requests.empty()) return;
      request = std::move(shared.queue.requests.front());
      shared.queue.requests.pop_front();
    }
    Answer answer{request.name, bonus};
    for (const int n : request.numbers) answer.sum += n * shared.settings->factor;
    {
      const std::lock_guard lock(shared.sums_mutex);
      shared.sums[answer.name] += answer.sum;
    }
    shared.done(answer);
  }
}

class Service {
 public:
  Service(std::shared_ptr<const Settings> settings, std::function<void(const Answer&)> done)
      : shared_(std::make_shared<Shared>()) {
    shared_->settings = std::move(settings);
    shared_->done = std::move(done);
    for (std::size_t i = 0; i < shared_->settings->threads; ++i) {
      threads_.emplace_back([](std::shared_ptr<Shared> shared, long bonus) { work(*shared, bonus); }, shared_, 0L);
    }
  }
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  ~Service() { finish(); }

  const std::shared_ptr<Shared>& shared() const { return shared_; }

  void finish() {
    {
      const std::lock_guard lock(shared_->queue_mutex);
      shared_->queue.closed = true;
    }
    shared_->changed.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  long total() const {
    const std::lock_guard lock(shared_->sums_mutex);
    long sum = 0;
    for (const auto& [name, value] : shared_->sums) sum += value;
    return sum;
  }

 private:
  std::shared_ptr<Shared> shared_;
  std::vector<std::thread> threads_;
};

struct Seen {
  std::mutex mutex;
  int answers = 0;
};

int main() {
  auto seen = std::make_shared<Seen>();
  Service service(std::make_shared<Settings>(), [seen](const Answer&) {
    const std::lock_guard lock(seen->mutex);
    ++seen->answers;
  });
  Shared& shared = *service.shared();
  std::thread first([&shared] { submit(shared, {"first", {1, 2}}); });
  std::thread second([&shared] { submit(shared, {"second", {3}}); });
  first.join();
  second.join();
  service.finish();
  const std::lock_guard lock(seen->mutex);
  std::printf("%ld in %d\n", service.total(), seen->answers);
  return service.total() == 18 && seen->answers == 2 ? 0 : 1;
}
