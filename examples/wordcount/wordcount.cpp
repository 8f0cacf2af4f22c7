// SPDX-License-Identifier: MIT
// Counts the words of files with several threads: a channel hands out the paths, a map behind a mutex takes the counts.
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

// Where the project's documentation is looked for when no file is named.
#ifndef FEARLESS_EXAMPLE_DOCS
#define FEARLESS_EXAMPLE_DOCS "."
#endif

using fearless::Arc;
using fearless::Mutex;
using fearless::Result;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

namespace {

using Words = std::map<std::string, std::size_t>;

constexpr const char* usage =
    "usage: wordcount [FILE...]\n"
    "Counts the words of the files (without any: README.md and docs/*.md of the project) with as many threads as the\n"
    "machine runs at once, and prints the 20 most frequent. Then it counts once more with one thread and compares.\n"
    "\n"
    "A word is a run of ASCII letters, in lower case, and of bytes that are not ASCII.\n"
    "\n"
    "exit status: 0 everything was counted; 1 a file could not be read (it is named on stderr, the others are "
    "counted);\n"
    "             2 the two counts differ\n";

void count_words(std::string_view text, std::string& word, Words& words) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalpha(byte)) {
      word += byte >= 0x80 ? c : static_cast<char>(std::tolower(byte));
    } else if (!word.empty()) {
      ++words[word];
      word.clear();
    }
  }
}

// The words of one file, or why it cannot be read.
Result<Words, std::string> count_file(const std::string& path) {
  // What can be read only once, or never ends, is no file whose words can be counted twice.
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::directory)
    return fearless::unexpected(std::string("is a directory"));
  if (error) return fearless::unexpected(error.message());
  if (status.type() != std::filesystem::file_type::regular) {
    return fearless::unexpected(std::string("is not a regular file"));
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return fearless::unexpected(std::generic_category().message(errno));
  Words words;
  std::string word;
  std::vector<char> buffer(1 << 16);
  while (file) {
    file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    count_words(std::string_view(buffer.data(), static_cast<std::size_t>(file.gcount())), word, words);
  }
  if (file.bad()) return fearless::unexpected(std::generic_category().message(errno == 0 ? EIO : errno));
  count_words("\n", word, words);
  return words;
}

void add(const Words& some, Words& all) {
  for (const auto& [word, n] : some) all[word] += n;
}

using Paths = Arc<Mutex<mpsc::Receiver<std::string>>>;
using Failures = std::vector<std::string>;

// What each worker does: takes a path as long as there are any, and adds the words of the file to those of all. Returns
// the files that it could not read.
Failures work(Paths paths, Arc<Mutex<Words>> all) {
  Failures failures;
  for (;;) {
    const auto path = paths->with([](auto& receiver) { return receiver.recv(); });
    if (!path) return failures;
    if (const auto words = count_file(*path)) {
      all->with([&](Words& total) { add(*words, total); });
    } else {
      failures.push_back(*path + ": " + words.error());
    }
  }
}

// Takes the sender, and so closes the channel at its end: the workers then run out of paths.
void hand_out(const std::vector<std::string>& files, mpsc::Sender<std::string> sender) {
  for (const auto& file : files) sender.send(file).unwrap();
}

struct Count {
  Words words;
  Failures failures;
};

Count count_with(std::size_t threads, const std::vector<std::string>& files) {
  const Arc all(Mutex<Words>{});
  auto [sender, receiver] = mpsc::channel<std::string>();
  const Arc paths(Mutex(std::move(receiver)));

  std::vector<thread::JoinHandle<Failures>> workers;
  for (std::size_t i = 0; i < threads; ++i) workers.push_back(thread::spawn(work, paths, all));
  hand_out(files, std::move(sender));

  Count count;
  for (auto& worker : workers) {
    for (auto& failure : worker.join().unwrap()) count.failures.push_back(std::move(failure));
  }
  std::ranges::sort(count.failures);
  count.words = all->with([](const Words& words) { return words; });
  return count;
}

Words count_alone(const std::vector<std::string>& files) {
  Words all;
  for (const auto& file : files) {
    if (const auto words = count_file(file)) add(*words, all);
  }
  return all;
}

std::vector<std::string> documentation() {
  const std::filesystem::path project(FEARLESS_EXAMPLE_DOCS);
  std::vector<std::string> files;
  std::error_code error;
  if (std::filesystem::exists(project / "README.md", error)) files.push_back((project / "README.md").string());
  for (const auto& entry : std::filesystem::directory_iterator(project / "docs", error)) {
    if (entry.path().extension() == ".md") files.push_back(entry.path().string());
  }
  std::ranges::sort(files);
  return files;
}

void print_most_frequent(const Words& words, std::size_t most) {
  std::vector<std::pair<std::string, std::size_t>> ranking(words.begin(), words.end());
  std::ranges::sort(ranking, [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  for (const auto& [word, n] : ranking) {
    if (most-- == 0) break;
    std::printf("%7zu %s\n", n, word.c_str());
  }
}

int run(const std::vector<std::string>& files) {
  const std::size_t threads = std::clamp<std::size_t>(files.size(), 1, thread::available_parallelism());
  const Count count = count_with(threads, files);
  for (const auto& failure : count.failures) std::fprintf(stderr, "wordcount: %s\n", failure.c_str());

  print_most_frequent(count.words, 20);
  std::size_t total = 0;
  for (const auto& [word, n] : count.words) total += n;
  std::printf("%zu words, %zu different, in %zu files; %zu threads counted\n", total, count.words.size(),
              files.size() - count.failures.size(), threads);

  if (count_alone(files) != count.words) {
    std::printf("one thread alone DISAGREES\n");
    return 2;
  }
  std::printf("one thread alone agrees\n");
  return count.failures.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) try {
  std::vector<std::string> files(argv + std::min(argc, 1), argv + argc);
  if (files.size() == 1 && (files[0] == "--help" || files[0] == "-h")) {
    std::fputs(usage, stdout);
    return 0;
  }
  if (!files.empty() && files[0] == "--") {
    files.erase(files.begin());
  } else if (files.empty()) {
    files = documentation();
  }
  const int status = run(files);
  if (std::fflush(stdout) != 0) {
    std::perror("wordcount: stdout");
    return 1;
  }
  return status;
} catch (const std::exception& error) {
  std::fprintf(stderr, "wordcount: %s\n", error.what());
  return 1;
}
