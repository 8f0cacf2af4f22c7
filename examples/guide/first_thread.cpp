// SPDX-License-Identifier: MIT
// The code of docs/guide/first-thread.md.
// [includes]
#include <fearless/move.hpp>    // FEARLESS_MOVE, FEARLESS_COPY
#include <fearless/std.hpp>     // the rules for std::string and the other classes of the standard library
#include <fearless/thread.hpp>  // thread::spawn

#include <cstdio>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace thread = fearless::thread;
// [/includes]

// [word_count]
std::size_t count_words(const std::string& text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    words += c != ' ' && !inside ? 1 : 0;
    inside = c != ' ';
  }
  return words;
}
// [/word_count]

int main() {
  {
    // [spawn]
    std::string text = "a value that would race does not compile";
    auto counter = thread::spawn(count_words, text);  // copies the text; std::move(text) gives it away
    std::printf("%zu words\n", counter.join().unwrap());
    // [/spawn]
  }
  // [move]
  std::string name = "worker";
  auto greeting = thread::spawn(FEARLESS_MOVE(name) { return "hello from " + name; });
  std::printf("%s\n", greeting.join().unwrap().c_str());
  // [/move]

  // [copy]
  const std::string file = "chapter";
  std::vector<thread::JoinHandle<std::string>> readers;
  for (int i = 1; i <= 3; ++i) {
    readers.push_back(thread::spawn(FEARLESS_COPY(file, i) { return file + std::to_string(i); }));
  }
  for (auto& reader : readers) std::printf("%s\n", reader.join().unwrap().c_str());
  // [/copy]

  // [panic]
  auto broken = thread::spawn([] { throw std::runtime_error("no luck"); });
  if (auto result = broken.join(); !result) {
    std::printf("%s\n", result.error().what());
    // std::move(result).error().rethrow() throws the exception itself
  }
  // [/panic]
}

// prints:
//   8 words
//   hello from worker
//   chapter1
//   chapter2
//   chapter3
//   no luck
