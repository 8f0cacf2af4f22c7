// SPDX-License-Identifier: MIT
// The corpus, 8: what is handed to threads, scopes and pools.
#include "support.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace fearless;

namespace {

struct Config {
  std::string host;
  std::uint16_t port = 0;
  std::vector<std::string> names;
};
struct Image {
  std::vector<float> pixels;
  int width = 0;
};
struct Hits {
  mutable std::atomic<int> number{0};
};
class Report {
 public:
  explicit Report(std::string title) : title_(std::move(title)) {}
  void add(int value) { values_.push_back(value); }

 private:
  std::string title_;
  std::vector<int> values_;
  GCC_LINE(FEARLESS_MEMBERS(title_, values_))
};
int answer() { return 42; }
void resize(Image image, double factor) { image.width = static_cast<int>(image.width * factor); }

[[maybe_unused]] void functions_and_arguments() {
  HAND_OVER(nothing, nothing, nothing, spawn(answer));
  HAND_OVER(nothing, nothing, nothing, spawn([] { return std::string("done"); }));
  HAND_OVER(nothing, nothing, nothing, spawn(resize, Image(), 0.5));
  // A literal arrives as a pointer, of which nobody knows that it leads to a literal.
  HAND_OVER(a_line, a_line, a_line, spawn([](std::string name, int n) { return name + char(n); }, "a", 1));
  REWRITTEN(spawn([](std::string name, int n) { return name + char(n); }, std::string("a"), 1));
  HAND_OVER(nothing, nothing, nothing, spawn(&Report::add, Report("numbers"), 1));
  HAND_OVER(nothing, nothing, nothing,
            task([](std::unique_ptr<Image> image) { return image->width; }, std::make_unique<Image>()));
  HAND_OVER(nothing, nothing, nothing, spawn([](Report report) { report.add(1); }, Report("numbers")));
}

[[maybe_unused]] void captures_by_value(const Config& given) {
  int n = 3;
  const double factor = 0.5;
  const std::string name = "worker";
  const std::vector<int> numbers{1, 2, 3};
  const Config config = given;
  const auto deadline = std::chrono::steady_clock::now();

  // Numbers are numbers on every compiler.
  HAND_OVER(nothing, nothing, nothing, spawn([n, factor] { return n * factor; }));
  HAND_OVER(nothing, nothing, nothing, spawn([deadline] { return deadline < std::chrono::steady_clock::now(); }));
  HAND_OVER(nothing, nothing, a_line, spawn([name] { return name.size(); }));
  REWRITTEN(spawn(FEARLESS_COPY(name) { return name.size(); }));
  HAND_OVER(nothing, nothing, a_line, spawn([name, n] { return name + std::to_string(n); }));
  REWRITTEN(spawn(FEARLESS_COPY(name, n) { return name + std::to_string(n); }));
  HAND_OVER(nothing, nothing, a_line, spawn([=] { return std::accumulate(numbers.begin(), numbers.end(), n); }));
  REWRITTEN(spawn(FEARLESS_COPY(numbers, n) { return std::accumulate(numbers.begin(), numbers.end(), n); }));
  HAND_OVER(nothing, nothing, a_line, spawn([config] { return config.host + std::to_string(config.port); }));
  REWRITTEN(spawn(FEARLESS_COPY(config) { return config.host + std::to_string(config.port); }));
  HAND_OVER(nothing, nothing, a_line, spawn([copy = numbers, sum = 0]() mutable {
              for (const int each : copy) sum += each;
              return sum;
            }));
  REWRITTEN(spawn(FEARLESS_COPY(numbers) {
    int sum = 0;
    for (const int each : numbers) sum += each;
    return sum;
  }));
}

[[maybe_unused]] void captures_by_move(Image image, std::unique_ptr<Report> report, std::vector<Image> images,
                                       Box<Image> boxed) {
  HAND_OVER(nothing, nothing, a_line, spawn([image = std::move(image)] { return image.width; }));
  REWRITTEN(spawn(FEARLESS_MOVE(image) { return image.width; }));
  HAND_OVER(nothing, nothing, nothing_before_15, spawn([report = std::move(report)] { report->add(1); }));
  HAND_OVER(nothing, nothing, a_line, task([images = std::move(images), factor = 0.5]() mutable {
              for (Image& each : images) resize(std::move(each), factor);
            }));
  REWRITTEN(task(FEARLESS_MOVE(images) {
    for (Image& each : images) resize(std::move(each), 0.5);
  }));
  HAND_OVER(nothing, nothing, nothing_before_15, task([boxed = std::move(boxed)] { return boxed->width; }));
}

[[maybe_unused]] void captures_what_is_shared() {
  const auto total = Arc<Mutex<int>>::make(0);
  const auto hits = Arc<Hits>::make();
  const auto config = Arc<Config>::make();
  const auto table = Arc<RwLock<std::map<std::string, int>>>::make();
  const std::string key = "a";

  HAND_OVER(nothing, nothing, nothing_before_15, spawn([total] { total->with([](int& sum) { ++sum; }); }));
  HAND_OVER(nothing, nothing, nothing_before_15, spawn([hits] { ++hits->number; }));
  HAND_OVER(nothing, nothing, a_line, spawn([config, total] { total->with([&](int& sum) { sum += config->port; }); }));
  REWRITTEN(spawn(FEARLESS_COPY(config, total) { total->with([&](int& sum) { sum += config->port; }); }));
  HAND_OVER(nothing, nothing, a_line, spawn([table, key] { table->with_write([&](auto& all) { all[key] = 1; }); }));
  REWRITTEN(spawn(FEARLESS_COPY(table, key) { table->with_write([&](auto& all) { all[key] = 1; }); }));
  // The threads of a pool, in a loop.
  for (int i = 0; i < 4; ++i) {
    HAND_OVER(nothing, nothing, a_line, spawn([total, i] { total->with([&](int& sum) { sum += i; }); }));
    REWRITTEN(spawn(FEARLESS_COPY(total, i) { total->with([&](int& sum) { sum += i; }); }));
  }
  // With a result that somebody waits for.
  HAND_OVER(nothing, nothing, a_line, packaged([config, key] { return config->host + key; }));
  REWRITTEN(packaged(FEARLESS_COPY(config, key) { return config->host + key; }));
  HAND_OVER(nothing, nothing, nothing_before_15, packaged([config] { return config->names.size(); }));
}

[[maybe_unused]] void scopes_that_borrow(const std::vector<std::string>& lines) {
  const std::string word = "a";
  std::atomic<std::size_t> found{0};
  Mutex<std::vector<std::size_t>> places;
  std::array<std::atomic<int>, 4> counts{};

  HAND_OVER(nothing, nothing, a_line, spawn_scoped([&] { found += lines.size(); }));
  REWRITTEN(spawn_scoped(FEARLESS_SHARE(found, lines) { found += lines.size(); }));
  HAND_OVER(nothing, nothing, nothing_before_15, spawn_scoped([&found] { ++found; }));
  HAND_OVER(nothing, nothing, a_line,
            spawn_scoped([&places, &word] { places.with([&](auto& all) { all.push_back(word.size()); }); }));
  REWRITTEN(
      spawn_scoped(FEARLESS_SHARE(places, word) { places.with([&](auto& all) { all.push_back(word.size()); }); }));
  HAND_OVER(nothing, nothing, a_line, spawn_scoped([&counts, i = 1] { ++counts[std::size_t(i)]; }));
  REWRITTEN(
      spawn_scoped([](std::array<std::atomic<int>, 4>& all, int i) { ++all[std::size_t(i)]; }, std::ref(counts), 1));
  HAND_OVER(nothing, nothing, nothing,
            spawn_scoped([](const std::string& text) { return text.size(); }, std::cref(word)));
  HAND_OVER(nothing, nothing, nothing,
            spawn_scoped([](Mutex<std::vector<std::size_t>>& all) { all.with([](auto& list) { list.clear(); }); },
                         std::ref(places)));
}

// --- What must not cross.

class Ticker {
 public:
  void start() {
    REFUSED_HAND_OVER(spawn([this] { ++ticks_; }));
    REFUSED_HAND_OVER(spawn([this, n = 2] { ticks_ += n; }));
    REFUSED_HAND_OVER(spawn_scoped([this] { ++ticks_; }));
    REFUSED_HAND_OVER(spawn(&Ticker::run, this));
  }
  void run() { ++ticks_; }

 private:
  int ticks_ = 0;
};

[[maybe_unused]] void what_would_race(std::string_view view, const char* text) {
  int sum = 0;
  std::string name = "a";
  std::vector<int> numbers{1};
  const Rc<int> rc(1);
  const auto end = std::unique_ptr<int, void (*)(int*)>(nullptr, [](int*) {});
  std::optional<std::string> cached;

  REFUSED_HAND_OVER(spawn([&sum] { ++sum; }));
  REFUSED_HAND_OVER(spawn_scoped([&sum] { ++sum; }));
  REFUSED_HAND_OVER(spawn_scoped([&] { name += std::to_string(sum); }));
  REFUSED_HAND_OVER(spawn([rc] { return *rc; }));
  REFUSED_HAND_OVER(spawn_scoped([rc, name] { return name + std::to_string(*rc); }));
  REFUSED_HAND_OVER(spawn([view] { return view.size(); }));
  REFUSED_HAND_OVER(spawn([text] { return std::string(text); }));
  REFUSED_HAND_OVER(spawn([first = numbers.begin()] { return *first; }));
  REFUSED_HAND_OVER(spawn_scoped([](std::vector<int>& all) { all.push_back(1); }, std::ref(numbers)));
  REFUSED_HAND_OVER(spawn_scoped([&cached] { cached = "found"; }));
  REFUSED_HAND_OVER(spawn_scoped([&end] { return *end; }));
}

}  // namespace
