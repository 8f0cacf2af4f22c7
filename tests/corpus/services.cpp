// SPDX-License-Identifier: MIT
// The corpus, 1: services, and what they are made of: threads, pools, timers, queues, statistics.
#include "support.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

using namespace fearless;
using Clock = std::chrono::steady_clock;

// A logger whose thread appends what it is sent to a text.
class LogWriter {
 public:
  LogWriter(Arc<Mutex<std::string>> sink, std::string prefix);
  void post(std::string line) const { lines_.send(prefix_ + std::move(line)).unwrap(); }

 private:
  std::string prefix_;
  mpsc::Sender<std::string> lines_;
  thread::Worker<Mutex<std::string>> writer_;
  GCC_LINE(FEARLESS_MEMBERS(prefix_, lines_, writer_))
};
CLASS(LogWriter, "Send, Sync, Static", nothing, nothing, a_line);

// A pool: its threads share a queue of tasks.
class ThreadPool {
 public:
  explicit ThreadPool(std::size_t threads);
  ~ThreadPool();
  void submit(Task<void> job) const {
    queue_->jobs.with([&](auto& jobs) { jobs.push_back(std::move(job)); });
    queue_->ready.notify_one();
  }

 private:
  struct Queue {
    Mutex<std::deque<Task<void>>> jobs;
    Condvar ready;
    mutable std::atomic<bool> closed = false;
  };
  Arc<Queue> queue_;
  std::vector<thread::JoinHandle<void>> threads_;
  GCC_LINE(FEARLESS_MEMBERS(queue_, threads_))
};
CLASS(ThreadPool, "Send, Sync, Static", nothing, nothing, a_line);

// Tells a peer that this process is alive.
class Heartbeat {
 public:
  Heartbeat(std::string peer, std::chrono::milliseconds period);
  bool is_missing(Clock::time_point now) const { return now - last_ > 3 * period_; }

 private:
  std::string peer_;
  std::chrono::milliseconds period_;
  Clock::time_point last_{};
  thread::Worker<void> beat_;
  GCC_LINE(FEARLESS_MEMBERS(peer_, period_, last_, beat_))
};
CLASS(Heartbeat, "Send, Sync, Static", nothing, nothing, a_line);

// Timers in a heap. An entry is a private class.
class TimerQueue {
 public:
  TimerQueue() {}
  std::uint64_t add(Clock::time_point when, SendFn<void()> action);
  bool cancel(std::uint64_t id);
  std::optional<Clock::time_point> next() const;

 private:
  class Entry {
   public:
    Entry(Clock::time_point when, std::uint64_t id, SendFn<void()> action)
        : when_(when), id_(id), action_(std::move(action)) {}
    bool operator<(const Entry& other) const { return when_ > other.when_; }

   private:
    Clock::time_point when_;
    std::uint64_t id_;
    SendFn<void()> action_;
    GCC_LINE(FEARLESS_MEMBERS(when_, id_, action_))
  };
  std::vector<Entry> heap_;
  std::uint64_t next_id_ = 1;
  GCC_LINE(FEARLESS_MEMBERS(heap_, next_id_))
};
CLASS(TimerQueue::Entry, "Send, Static", nothing, nothing, a_line);
CLASS(TimerQueue, "Send, Static", nothing, nothing, a_line);

// The timers of a program, which many threads set.
class Scheduler {
 public:
  Scheduler() {}
  std::uint64_t after(std::chrono::milliseconds delay, SendFn<void()> action) const;
  void stop() { stopping_ = true; }

 private:
  Mutex<TimerQueue> timers_;
  Condvar changed_;
  std::atomic<bool> stopping_{false};
  GCC_LINE(FEARLESS_MEMBERS(timers_, changed_, stopping_))
};
CLASS(Scheduler, "Send, Sync, Static, ThreadSafe", nothing, nothing, a_line);

// Counters that every thread counts up.
class Metrics {
 public:
  explicit Metrics(std::string prefix) : prefix_(std::move(prefix)) {}
  void hit(std::size_t what) const { counters_[what].fetch_add(1, std::memory_order_relaxed); }

 private:
  const std::string prefix_;
  mutable std::array<std::atomic<std::uint64_t>, 16> counters_{};
  GCC_LINE(FEARLESS_MEMBERS(prefix_, counters_))
};
CLASS(Metrics, "Send, Sync, Static (ThreadSafe)", nothing, nothing, a_line);

// A bucket of tokens behind a lock.
class RateLimiter {
 public:
  RateLimiter(double per_second, double burst) : rate_(per_second), bucket_(Bucket{burst, Clock::time_point()}) {}
  bool try_take(double tokens) const;

 private:
  struct Bucket {
    double tokens;
    Clock::time_point filled;
  };
  double rate_;
  Mutex<Bucket> bucket_;
  GCC_LINE(FEARLESS_MEMBERS(rate_, bucket_))
};
CLASS(RateLimiter, "Send, Sync, Static", nothing, nothing, a_line);

// A thread of the standard library, and when it showed a sign of life.
class Watchdog {
 public:
  explicit Watchdog(std::chrono::seconds limit) : limit_(limit) {}
  ~Watchdog() {
    if (thread_.joinable()) thread_.join();
  }
  void kick() { last_.store(Clock::now().time_since_epoch().count()); }

 private:
  std::thread thread_;
  std::chrono::seconds limit_;
  std::atomic<Clock::rep> last_{0};
  GCC_LINE(FEARLESS_MEMBERS(thread_, limit_, last_))
};
CLASS(Watchdog, "Send, Sync, Static", nothing, nothing, a_line);

// A bounded queue for any element.
template <class T>
class BlockingQueue {
 public:
  explicit BlockingQueue(std::size_t capacity) : capacity_(capacity) {}
  void push(T value) const {
    auto items = items_.lock().unwrap();
    items->push_back(std::move(value));
    not_empty_.notify_one();
  }

 private:
  const std::size_t capacity_;
  Mutex<std::deque<T>> items_;
  Condvar not_empty_;
  Condvar not_full_;
  LINE(FEARLESS_MEMBERS(capacity_, items_, not_empty_, not_full_))
};
// (What GCC and Clang are not told may hold its argument anywhere, and an owner of a TimerQueue is not Sync.)
CLASS(BlockingQueue<std::unique_ptr<TimerQueue>>, "Send, Sync, Static, ThreadSafe", a_line, a_line, a_line);

// How often to try again.
class RetryPolicy {
 public:
  constexpr RetryPolicy(int attempts, double factor) : attempts_(attempts), factor_(factor) {}
  constexpr int attempts() const { return attempts_; }

 private:
  int attempts_;
  double factor_;
  bool jitter_ = true;
  GCC_LINE(FEARLESS_MEMBERS(attempts_, factor_, jitter_))
};
CLASS(RetryPolicy, "Send, Sync, Static", nothing, nothing, a_line);

// Who is called for which event.
class EventBus {
 public:
  struct Event {
    std::string name;
    std::vector<std::string> arguments;
  };
  using Handler = SyncFn<void(const Event&)>;
  EventBus() = default;
  EventBus(const EventBus&) = delete;
  void subscribe(const std::string& name, Handler handler) const {
    handlers_.with([&](auto& all) { all[name].push_back(std::move(handler)); });
  }
  void publish(const Event& event) const;

 private:
  Mutex<std::map<std::string, std::vector<Handler>>> handlers_;
  std::atomic<std::size_t> published_{0};
  GCC_LINE(FEARLESS_MEMBERS(handlers_, published_))
};
CLASS(EventBus, "Send, Sync, Static, ThreadSafe", nothing, nothing, a_line);

// Settings that are read all the time and seldom changed.
class Settings {
 public:
  Settings() {}
  std::string get(const std::string& key) const;
  void set(const std::string& key, std::string value) const;

 private:
  RwLock<std::unordered_map<std::string, std::string>> values_;
  std::atomic<std::uint32_t> generation_{0};
  GCC_LINE(FEARLESS_MEMBERS(values_, generation_))
};
CLASS(Settings, "Send, Sync, Static, ThreadSafe", nothing, nothing, a_line);

// Opens when a service fails too often.
class CircuitBreaker {
 public:
  enum class State : std::uint8_t { closed, open, half_open };
  explicit CircuitBreaker(int limit) : limit_(limit) {}
  bool allows() const { return state_.load() != State::open; }

 private:
  const int limit_;
  std::atomic<State> state_{State::closed};
  std::atomic<int> failures_{0};
  Mutex<std::optional<Clock::time_point>> opened_;
  GCC_LINE(FEARLESS_MEMBERS(limit_, state_, failures_, opened_))
};
CLASS(CircuitBreaker, "Send, Sync, Static (ThreadSafe)", nothing, nothing, a_line);

// The usual class of std: a mutex stands beside what it protects, and nothing says what that is.
class BatchWriter {
 public:
  explicit BatchWriter(std::size_t limit) : limit_(limit) {}
  void add(std::string row) {
    const std::lock_guard lock(mutex_);
    rows_.push_back(std::move(row));
    if (rows_.size() >= limit_) full_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable full_;
  std::vector<std::string> rows_;
  std::size_t limit_;
  GCC_LINE(FEARLESS_MEMBERS(mutex_, full_, rows_, limit_))
};
PROMISE(FEARLESS_UNSAFE_THREAD_SAFE(BatchWriter);)
CLASS(BatchWriter, "Send, Sync, Static, ThreadSafe", a_promise, a_promise, a_promise);

// The services of a program: a singleton.
class Registry {
 public:
  static Registry& instance();
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;

 private:
  Registry() = default;
  Mutex<std::unordered_map<std::string, Arc<Settings>>> services_;
  std::vector<std::string> order_;
  GCC_LINE(FEARLESS_MEMBERS(services_, order_))
};
CLASS(Registry, "Send, Sync, Static", nothing, nothing, a_line);

// A service of a kind that only its derived class knows.
class Service {
 public:
  virtual ~Service() = default;
  virtual void start() = 0;
  virtual void stop() = 0;
  GCC_LINE(FEARLESS_MEMBERS())
};
PROMISE(FEARLESS_UNSAFE_DYN_IMPL((Send, Static), Service);)
CLASS(Service, "Send, Sync, Static, ThreadSafe", nothing, nothing, a_line);

// What owns such services: the promise is for all of them.
class Supervisor {
 public:
  Supervisor() {}
  void add(std::unique_ptr<Service> service) { services_.push_back(std::move(service)); }

 private:
  std::vector<std::unique_ptr<Service>> services_;
  int restarts_ = 0;
  GCC_LINE(FEARLESS_MEMBERS(services_, restarts_))
};
CLASS(Supervisor, "Send, Static", a_promise, a_promise, a_promise);
