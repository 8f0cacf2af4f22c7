// SPDX-License-Identifier: MIT
// A graph of which lock was taken while which other lock was held, anywhere in the program. A cycle in it is a deadlock
// that may happen, even if it has not happened yet.
#pragma once

#include <fearless/detail/lock/lock_order_handler.hpp>
#include <fearless/detail/source_place.hpp>

#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fearless::detail {

// A lock (its kind, such as "Mutex", and its type) and the source location where it was taken.
struct TakenLock {
  const void* lock;
  std::string_view kind;
  std::string_view type;
  SourcePlace where;
};

class [[gnu::visibility("default")]] LockGraph {
 public:
  // The graph is never destroyed: locks may still be used while the program's statics are destroyed.
  static LockGraph& instance() {
    static LockGraph* const graph = new LockGraph;
    return *graph;
  }

  // Records that a thread which holds `first` is about to wait for `then`. If the reverse order has been recorded, this
  // reports the contradiction, once.
  void add(const TakenLock& first, const TakenLock& then) {
    std::string report;
    {
      const std::lock_guard lock(mutex_);
      const auto added = locks_[first.lock].followers.try_emplace(then.lock, first, then);
      if (!added.second) return;
      locks_[then.lock].followed.insert(first.lock);
      const auto way = way_between(then.lock, first.lock);
      if (way.empty()) return;
      added.first->second.reported = true;
      report = "fearless: locks are taken in contradictory orders, so that threads may wait for each other forever:\n";
      append(report, "  now      ", added.first->second);
      for (const Step* step : way) append(report, "  earlier  ", *step);
    }
    std::fputs(report.c_str(), stderr);
    lock_order_handler().load()(report.c_str());
  }

  // Removes a lock that is destroyed. Another lock may be created at the same address.
  void forget(const void* lock) {
    const std::lock_guard hold(mutex_);
    const auto found = locks_.find(lock);
    if (found == locks_.end()) return;
    for (const auto& [follower, step] : found->second.followers) locks_[follower].followed.erase(lock);
    for (const void* before : found->second.followed) locks_[before].followers.erase(lock);
    locks_.erase(found);
  }

 private:
  // An edge of the graph: two locks in the order in which they were taken.
  struct Step {
    Step(const TakenLock& f, const TakenLock& t) : first(f), then(t) {}
    TakenLock first;
    TakenLock then;
    // This edge has been reported as wrong. An edge in the opposite direction does not contradict it again.
    bool reported = false;
  };
  struct Node {
    std::map<const void*, Step, std::less<>> followers;
    std::set<const void*, std::less<>> followed;
  };

  // The shortest path along the edges, or an empty one if there is none.
  [[nodiscard]] std::vector<const Step*> way_between(const void* from, const void* to) const {
    std::map<const void*, const Step*, std::less<>> reached{{from, nullptr}};
    std::vector<const void*> queue{from};
    for (std::size_t i = 0; i < queue.size() && !reached.contains(to); ++i) {
      const auto node = locks_.find(queue[i]);
      if (node == locks_.end()) continue;
      for (const auto& [follower, step] : node->second.followers) {
        if (!step.reported && reached.try_emplace(follower, &step).second) queue.push_back(follower);
      }
    }
    std::vector<const Step*> way;
    for (auto at = reached.find(to); at != reached.end() && at->second != nullptr;
         at = reached.find(at->second->first.lock)) {
      way.insert(way.begin(), at->second);
    }
    return way;
  }

  static void append(std::string& text, const char* when, const Step& step) {
    text.append(when);
    append(text, step.first);
    text.append("\n           is held while taking ");
    append(text, step.then);
    text.append("\n");
  }
  static void append(std::string& text, const TakenLock& taken) {
    char address[2 + 2 * sizeof(void*) + 1] = {};
    std::snprintf(address, sizeof(address), "%p", taken.lock);
    text.append(taken.kind).append("<").append(taken.type).append("> at ").append(address).append(", locked at ");
    text.append(taken.where.file_name()).append(":").append(std::to_string(taken.where.line()));
  }

  std::mutex mutex_;
  std::map<const void*, Node, std::less<>> locks_;
};

}  // namespace fearless::detail
