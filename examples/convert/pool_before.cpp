// SPDX-License-Identifier: MIT
// A pool of threads whose tasks have futures, as it is written with std. pool_after.cpp is the same with fearless.
#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

// Runs what it is given, in the order in which it is given, on a fixed number of threads.
class ThreadPool {
 public:
  explicit ThreadPool(std::size_t threads) {
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
  }
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;
  ~ThreadPool() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  // The future has the result of the function, or the exception that left it.
  template <class F, class... Args>
  auto submit(F&& f, Args&&... args) {
    using R = std::invoke_result_t<std::decay_t<F>, std::decay_t<Args>...>;
    auto task = std::make_shared<std::packaged_task<R()>>(std::bind(std::forward<F>(f), std::forward<Args>(args)...));
    std::future<R> result = task->get_future();
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      queue_.push_back([task] { (*task)(); });
      ++submitted_;
    }
    ready_.notify_one();
    return result;
  }

  std::size_t submitted() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return submitted_;
  }

 private:
  // [run]
  void run() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        ready_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) return;
        job = std::move(queue_.front());
        queue_.pop_front();
      }
      job();
    }
  }
  // [/run]

  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> queue_;
  std::size_t submitted_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
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
  void add(const Counts& counts) {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& [word, n] : counts) all_[word] += n;
    ++texts_;
  }
  std::string most_frequent() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto most =
        std::max_element(all_.begin(), all_.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == all_.end() ? "nothing" : most->first + " " + std::to_string(most->second);
  }
  int texts() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return texts_;
  }

 private:
  mutable std::mutex mutex_;
  Counts all_;
  int texts_ = 0;
};
// [/statistics]

void primes(ThreadPool& pool) {
  std::vector<std::future<int>> parts;
  for (int i = 0; i < 10; ++i) parts.push_back(pool.submit(count_primes, i * 1000, (i + 1) * 1000));
  int sum = 0;
  for (std::future<int>& part : parts) sum += part.get();
  std::printf("primes below 10000: %d\n", sum);
}

void words(ThreadPool& pool) {
  const std::vector<std::string> texts{"to be or not to be", "that is the question", "whether to be is to do"};
  const auto statistics = std::make_shared<Statistics>();
  std::vector<std::future<void>> parts;
  for (const std::string& text : texts)
    parts.push_back(pool.submit([statistics, text] { statistics->add(count_words(text)); }));
  for (std::future<void>& part : parts) part.get();
  std::printf("texts: %d, most frequent: %s\n", statistics->texts(), statistics->most_frequent().c_str());
  Counts all;
  for (const std::string& text : texts)
    for (const auto& [word, n] : count_words(text)) all[word] += n;
  std::printf("%s", chart(all).c_str());
}

void product(ThreadPool& pool) {
  const auto a = std::make_shared<const Matrix>(some_matrix(20, 1));
  const auto b = std::make_shared<const Matrix>(some_matrix(20, 2));
  std::vector<std::future<std::vector<long>>> rows;
  for (std::size_t row = 0; row < a->size; ++row)
    rows.push_back(pool.submit([a, b, row] { return row_of_product(*a, *b, row); }));
  Matrix result{a->size, {}};
  for (auto& row : rows) {
    const std::vector<long> numbers = row.get();
    result.numbers.insert(result.numbers.end(), numbers.begin(), numbers.end());
  }
  std::printf("trace of the product: %ld\n", trace(result));
}

void failure(ThreadPool& pool) {
  std::future<int> number = pool.submit([](const std::string& text) { return std::stoi(text); }, std::string("seven"));
  try {
    std::printf("number: %d\n", number.get());
  } catch (const std::invalid_argument&) {
    std::printf("number: none\n");
  }
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
