// SPDX-License-Identifier: MIT
// A store of keys and values whose thread compacts its log in the background: store_before.cpp, with fearless.
#include <fearless/fearless.hpp>

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

using fearless::Arc, fearless::Condvar, fearless::Mutex, fearless::RwLock;
namespace thread = fearless::thread;

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
  explicit Store(std::size_t limit) : limit_(limit), compactor_(shared_, Compact{limit}) {}
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  std::optional<std::string> get(const std::string& key) const {
    reads_.fetch_add(1, std::memory_order_relaxed);
    const auto values = values_.read().unwrap();
    const auto found = values->find(key);
    if (found == values->end()) return std::nullopt;
    return found->second;
  }
  void put(const std::string& key, std::string value) const { change(Entry{key, std::move(value)}); }
  void erase(const std::string& key) const { change(Entry{key, std::nullopt}); }

  std::size_t size() const {
    return values_.with_read([](const Values& values) { return values.size(); });
  }
  std::uint64_t sum() const { return values_.with_read(checksum); }
  std::uint64_t reads() const { return reads_.load(std::memory_order_relaxed); }

  // What the log alone leads to, once the thread has nothing to do.
  std::uint64_t sum_of_log() const {
    auto log = shared_->log.lock().unwrap();
    shared_->idle.wait_while(log, [&](const Log& l) { return l.since >= limit_; }).unwrap();
    Values values;
    for (const Entry& entry : log->entries) enter(values, entry);
    return checksum(values);
  }
  bool was_compacted() const {
    return shared_->log.with([](const Log& log) { return log.compactions > 0; });
  }

 private:
  void change(Entry entry) const {
    {
      auto values = values_.write().unwrap();
      enter(*values, entry);
      auto log = shared_->log.lock().unwrap();
      log->entries.push_back(std::move(entry));
      ++log->since;
    }
    shared_->grown.notify_one();
  }

  struct Log {
    std::vector<Entry> entries;
    std::size_t since = 0;
    int compactions = 0;
  };
  struct Shared {
    Mutex<Log> log;
    Condvar grown;
    Condvar idle;
  };
  struct Compact {
    std::size_t limit;
    void operator()(const Shared& shared, const thread::StopToken& stop) const {
      auto log = shared.log.lock().unwrap();
      for (;;) {
        const auto grows = [&](const Log& l) { return l.since < limit; };
        if (shared.grown.wait_while(log, stop, grows).unwrap().stopped()) return;
        log->entries = compacted(log->entries);
        log->since = 0;
        ++log->compactions;
        shared.idle.notify_all();
      }
    }
  };

  const std::size_t limit_;
  mutable std::atomic<std::uint64_t> reads_{0};
  RwLock<Values> values_;
  Arc<Shared> shared_ = Arc<Shared>::make();
  thread::Worker<Shared> compactor_;
  FEARLESS_MEMBERS(limit_, reads_, values_, shared_, compactor_)
};

// --- What the program does with it.

std::string key_of(int writer, int i) { return "key " + std::to_string(writer) + "." + std::to_string(i % 20); }

// Every writer has keys of its own, so that the result is always the same.
void write(const Store& store, int writer, int steps) {
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
  const Store store(64);
  thread::scope([&](thread::Scope& scope) {
    for (int writer = 0; writer < 3; ++writer)
      (void)scope.spawn(FEARLESS_SHARE(store)(int w) { write(store, w, 500); }, writer);
    (void)scope.spawn(FEARLESS_SHARE(store) { (void)count_found(store, 300); });
  });

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
