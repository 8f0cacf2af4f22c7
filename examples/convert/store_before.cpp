// SPDX-License-Identifier: MIT
// A store of keys and values whose thread compacts its log in the background, as it is written with std.
// store_after.cpp is the same with fearless.
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

// What happened to a key: a new value, or none.
struct Entry {
  std::string key;
  std::optional<std::string> value;
};

using Values = std::map<std::string, std::string>;

void enter(Values& values, const Entry& entry) {
  if (entry.value)
    values[entry.key] = *entry.value;
  else
    values.erase(entry.key);
}

// An entry as a line of a file: what separates is escaped.
std::string encoded(const Entry& entry) {
  std::string line;
  const auto add = [&](std::string_view text) {
    for (const char c : text) {
      if (c == '=' || c == '\\') line += '\\';
      line += c;
    }
  };
  add(entry.key);
  if (entry.value) {
    line += '=';
    add(*entry.value);
  }
  return line;
}

std::optional<Entry> decoded(std::string_view line) {
  Entry entry;
  std::string* to = &entry.key;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '=') {
      if (entry.value) return std::nullopt;
      to = &entry.value.emplace();
    } else if (line[i] == '\\' && ++i == line.size()) {
      return std::nullopt;
    } else {
      *to += line[i];
    }
  }
  return entry;
}

// The shortest log that leads to the same values.
std::vector<Entry> compacted(const std::vector<Entry>& log) {
  Values values;
  for (const Entry& entry : log) enter(values, entry);
  std::vector<Entry> shortest;
  shortest.reserve(values.size());
  for (auto& [key, value] : values) shortest.push_back(Entry{key, std::move(value)});
  return shortest;
}

std::uint64_t checksum(const Values& values) {
  std::uint64_t sum = 14695981039346656037U;
  const auto add = [&](std::string_view text) {
    for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211U;
  };
  for (const auto& [key, value] : values) {
    add(key);
    add("=");
    add(value);
    add(";");
  }
  return sum;
}

// Values for any number of readers and writers. Every change is also an entry of a log; when the log has grown by
// `limit` entries, a thread replaces it by a shorter one.
class Store {
 public:
  explicit Store(std::size_t limit) : limit_(limit), compactor_([this] { compact_until_stopped(); }) {}
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  ~Store() {
    {
      const std::lock_guard<std::mutex> lock(log_mutex_);
      stopping_ = true;
    }
    grown_.notify_one();
    compactor_.join();
  }

  std::optional<std::string> get(const std::string& key) const {
    reads_.fetch_add(1, std::memory_order_relaxed);
    const std::shared_lock<std::shared_mutex> lock(values_mutex_);
    const auto found = values_.find(key);
    if (found == values_.end()) return std::nullopt;
    return found->second;
  }
  void put(const std::string& key, std::string value) { change(Entry{key, std::move(value)}); }
  void erase(const std::string& key) { change(Entry{key, std::nullopt}); }

  std::size_t size() const {
    const std::shared_lock<std::shared_mutex> lock(values_mutex_);
    return values_.size();
  }
  std::uint64_t sum() const {
    const std::shared_lock<std::shared_mutex> lock(values_mutex_);
    return checksum(values_);
  }
  std::uint64_t reads() const { return reads_.load(std::memory_order_relaxed); }

  // What the log alone leads to, once the thread has nothing to do.
  std::uint64_t sum_of_log() const {
    std::unique_lock<std::mutex> lock(log_mutex_);
    idle_.wait(lock, [this] { return since_ < limit_; });
    Values values;
    for (const Entry& entry : log_) enter(values, entry);
    return checksum(values);
  }
  bool was_compacted() const {
    const std::lock_guard<std::mutex> lock(log_mutex_);
    return compactions_ > 0;
  }

 private:
  void change(Entry entry) {
    {
      const std::unique_lock<std::shared_mutex> lock(values_mutex_);
      enter(values_, entry);
      const std::lock_guard<std::mutex> log_lock(log_mutex_);
      log_.push_back(std::move(entry));
      ++since_;
    }
    grown_.notify_one();
  }

  void compact_until_stopped() {
    std::unique_lock<std::mutex> lock(log_mutex_);
    for (;;) {
      grown_.wait(lock, [this] { return stopping_ || since_ >= limit_; });
      if (stopping_) return;
      log_ = compacted(log_);
      since_ = 0;
      ++compactions_;
      idle_.notify_all();
    }
  }

  const std::size_t limit_;
  mutable std::atomic<std::uint64_t> reads_{0};
  mutable std::shared_mutex values_mutex_;
  Values values_;
  mutable std::mutex log_mutex_;
  std::condition_variable grown_;
  mutable std::condition_variable idle_;
  std::vector<Entry> log_;
  std::size_t since_ = 0;
  int compactions_ = 0;
  bool stopping_ = false;
  std::thread compactor_;
};

// --- What the program does with it.

std::string key_of(int writer, int i) { return "key " + std::to_string(writer) + "." + std::to_string(i % 20); }

// Every writer has keys of its own, so that the result is always the same.
void write(Store& store, int writer, int steps) {
  for (int i = 0; i < steps; ++i) {
    if (i % 7 == 3)
      store.erase(key_of(writer, i));
    else
      store.put(key_of(writer, i), "value " + std::to_string(i));
  }
}

int count_found(const Store& store, int steps) {
  int found = 0;
  for (int i = 0; i < steps; ++i)
    if (store.get(key_of(i % 3, i))) ++found;
  return found;
}

}  // namespace

int main() {
  Store store(64);
  std::vector<std::thread> threads;
  for (int writer = 0; writer < 3; ++writer) threads.emplace_back([&store, writer] { write(store, writer, 500); });
  threads.emplace_back([&store] { (void)count_found(store, 300); });
  for (std::thread& thread : threads) thread.join();

  std::printf("keys: %zu\n", store.size());
  std::printf("found: %d\n", count_found(store, 60));
  std::printf("the log leads to the same values: %s\n", store.sum_of_log() == store.sum() ? "yes" : "no");
  std::printf("it was compacted: %s\n", store.was_compacted() ? "yes" : "no");
  const Entry odd{"a=b", "c\\d"};
  const auto read = decoded(encoded(odd));
  std::printf("an entry is read as it was written: %s\n", read && read->value == odd.value ? "yes" : "no");
  std::printf("reads: %llu\n", static_cast<unsigned long long>(store.reads()));
}

// prints:
//   keys: 54
//   found: 54
//   the log leads to the same values: yes
//   it was compacted: yes
//   an entry is read as it was written: yes
//   reads: 360
