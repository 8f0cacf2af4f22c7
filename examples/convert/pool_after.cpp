// SPDX-License-Identifier: MIT
// A pool of threads whose tasks have handles: pool_before.cpp, with fearless.
#include <fearless/fearless.hpp>

#include <algorithm>
#include <cstdio>
#include <deque>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

using fearless::Arc, fearless::Condvar, fearless::Mutex, fearless::Task, fearless::TaskHandle;

// Runs what it is given, in the order in which it is given, on a fixed number of threads.
class ThreadPool {
 public:
  explicit ThreadPool(std::size_t threads) {
    for (std::size_t i = 0; i < threads; ++i)
      threads_.push_back(fearless::thread::spawn(FEARLESS_COPY(shared_) { run(*shared_); }));
  }
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;
  ~ThreadPool() {
    shared_->state.with([](State& state) { state.stopping = true; });
    shared_->ready.notify_all();
    for (auto& thread : threads_) thread.join().unwrap();
  }

  // The handle has the result of the function, or the exception that left it.
  template <class F, class... Args>
  auto submit(F&& f, Args&&... args) {
    auto [task, result] = fearless::packaged(std::forward<F>(f), std::forward<Args>(args)...);
    {
      auto state = shared_->state.lock().unwrap();
      state->queue.push_back(std::move(task));
      ++state->submitted;
    }
    shared_->ready.notify_one();
    return std::move(result);
  }

  std::size_t submitted() const {
    return shared_->state.with([](const State& state) { return state.submitted; });
  }

 private:
  struct State {
    std::deque<Task<void>> queue;
    std::size_t submitted = 0;
    bool stopping = false;
  };
  struct Shared {
    Mutex<State> state;
    Condvar ready;
  };

  // [run]
  static void run(const Shared& shared) {
    for (;;) {
      auto state = shared.state.lock().unwrap();
      shared.ready.wait_while(state, [](const State& s) { return !s.stopping && s.queue.empty(); }).unwrap();
      if (state->queue.empty()) return;
      auto job = std::move(state->queue.front());
      state->queue.pop_front();
      drop(std::move(state));
      job();
    }
  }
  // [/run]

  Arc<Shared> shared_ = Arc<Shared>::make();
  std::vector<fearless::thread::JoinHandle<void>> threads_;
};

// --- What the program does with it.

using Counts = std::map<std::string, int>;

Counts count_words(const std::string& text) {
  Counts counts;
  std::string word;
  for (const char c : text + " ") {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      ++counts[std::exchange(word, "")];
    }
  }
  return counts;
}

// The words as a table, the most frequent ones first.
std::string chart(const Counts& counts) {
  std::vector<std::pair<int, std::string>> rows;
  for (const auto& [word, n] : counts) rows.emplace_back(-n, word);
  std::sort(rows.begin(), rows.end());
  std::size_t width = 0;
  for (const auto& [n, word] : rows) width = std::max(width, word.size());
  std::string text;
  for (const auto& [n, word] : rows) {
    if (n == -1) continue;
    text += word;
    text.append(width - word.size() + 1, ' ');
    text.append(static_cast<std::size_t>(-n), '*');
    text += '\n';
  }
  return text;
}

bool is_prime(int n) {
  for (int i = 2; i * i <= n; ++i)
    if (n % i == 0) return false;
  return n > 1;
}

// A square of numbers. The rows of a product can be computed one by one.
struct Matrix {
  std::size_t size = 0;
  std::vector<long> numbers;
};

Matrix some_matrix(std::size_t size, long seed) {
  Matrix made{size, std::vector<long>(size * size)};
  for (long& number : made.numbers) {
    seed = (seed * 75 + 74) % 65537;
    number = seed % 10;
  }
  return made;
}

std::vector<long> row_of_product(const Matrix& a, const Matrix& b, std::size_t row) {
  std::vector<long> result(a.size, 0);
  for (std::size_t i = 0; i < a.size; ++i)
    for (std::size_t column = 0; column < a.size; ++column)
      result[column] += a.numbers[row * a.size + i] * b.numbers[i * a.size + column];
  return result;
}

long trace(const Matrix& matrix) {
  long sum = 0;
  for (std::size_t i = 0; i < matrix.size; ++i) sum += matrix.numbers[i * matrix.size + i];
  return sum;
}

int count_primes(int begin, int end) {
  int count = 0;
  for (int n = begin; n < end; ++n) count += is_prime(n) ? 1 : 0;
  return count;
}

// [statistics]
// Counts the words of all texts, each on its own, and how many texts there were.
class Statistics {
 public:
  void add(const Counts& counts) const {
    auto locked = state_.lock().unwrap();
    for (const auto& [word, n] : counts) locked->all[word] += n;
    ++locked->texts;
  }
  std::string most_frequent() const {
    const auto locked = state_.lock().unwrap();
    const auto& all = locked->all;
    const auto most =
        std::max_element(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == all.end() ? "nothing" : most->first + " " + std::to_string(most->second);
  }
  int texts() const {
    return state_.with([](const State& state) { return state.texts; });
  }

 private:
  struct State {
    Counts all;
    int texts = 0;
  };
  Mutex<State> state_;
  FEARLESS_MEMBERS(state_)
};
// [/statistics]

void primes(ThreadPool& pool) {
  std::vector<TaskHandle<int>> parts;
  for (int i = 0; i < 10; ++i) parts.push_back(pool.submit(count_primes, i * 1000, (i + 1) * 1000));
  int sum = 0;
  for (TaskHandle<int>& part : parts) sum += part.join().unwrap();
  std::printf("primes below 10000: %d\n", sum);
}

void words(ThreadPool& pool) {
  const std::vector<std::string> texts{"to be or not to be", "that is the question", "whether to be is to do"};
  const auto statistics = Arc<Statistics>::make();
  std::vector<TaskHandle<void>> parts;
  for (const std::string& text : texts)
    parts.push_back(pool.submit(FEARLESS_COPY(statistics, text) { statistics->add(count_words(text)); }));
  for (TaskHandle<void>& part : parts) part.join().unwrap();
  std::printf("texts: %d, most frequent: %s\n", statistics->texts(), statistics->most_frequent().c_str());
  Counts all;
  for (const std::string& text : texts)
    for (const auto& [word, n] : count_words(text)) all[word] += n;
  std::printf("%s", chart(all).c_str());
}

void product(ThreadPool& pool) {
  const auto a = Arc<Matrix>::make(some_matrix(20, 1));
  const auto b = Arc<Matrix>::make(some_matrix(20, 2));
  std::vector<TaskHandle<std::vector<long>>> rows;
  for (std::size_t row = 0; row < a->size; ++row)
    rows.push_back(pool.submit(FEARLESS_COPY(a, b, row) { return row_of_product(*a, *b, row); }));
  Matrix result{a->size, {}};
  for (auto& row : rows) {
    const std::vector<long> numbers = row.join().unwrap();
    result.numbers.insert(result.numbers.end(), numbers.begin(), numbers.end());
  }
  std::printf("trace of the product: %ld\n", trace(result));
}

void failure(ThreadPool& pool) {
  TaskHandle<int> number = pool.submit([](const std::string& text) { return std::stoi(text); }, std::string("seven"));
  if (const auto result = number.join())
    std::printf("number: %d\n", *result);
  else
    std::printf("number: none\n");
}

}  // namespace

int main() {
  ThreadPool pool(4);
  primes(pool);
  words(pool);
  product(pool);
  failure(pool);
  std::printf("tasks: %zu\n", pool.submitted());
}

// prints:
//   primes below 10000: 1229
//   texts: 3, most frequent: to 4
//   to       ****
//   be       ***
//   is       **
//   trace of the product: 8660
//   number: none
//   tasks: 34
