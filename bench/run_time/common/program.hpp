// SPDX-License-Identifier: MIT
// A program that measures one row of one library at a time and prints one number.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bench {

using Clock = std::chrono::steady_clock;

inline double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

// How one sample is to be taken.
struct Settings {
  double seconds = 0.1;   // how long the timed part lasts, about
  std::vector<int> cpus;  // thread i stays on cpus[i % size]; none: the system decides
  bool tiny = false;      // fixed sizes are divided by a hundred, to see that a row runs at all

  [[nodiscard]] std::size_t fixed(std::size_t size) const { return tiny ? size / 100 : size; }
};

// Keeps the compiler from computing `value` beforehand, or not at all.
template <class T>
inline void keep(const T& value) {
  asm volatile("" : : "r"(&value) : "memory");
}

// A row that lost something is no measurement.
inline void require(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(what);
}

// Operations a second. `pass(count)` does `count` operations and returns the seconds they took: what it prepares is not
// timed. The passes grow until one lasts a quarter of the time or has the largest size; those before warm up.
template <class Pass>
double rate(const Settings& settings, std::size_t at_most, Pass pass) {
  const double enough = settings.seconds / 4;
  std::size_t count = std::min<std::size_t>(16, at_most);
  double seconds = 0;
  double done = 0;
  for (bool grown = false; seconds < settings.seconds;) {
    const double took = pass(count);
    if (grown) {
      seconds += took;
      done += static_cast<double>(count);
    } else if (took >= enough || count == at_most) {
      grown = true;
    } else {
      const double factor = std::clamp(1.2 * enough / std::max(took, 1e-9), 2.0, 16.0);
      count = std::min(at_most, static_cast<std::size_t>(static_cast<double>(count) * factor));
    }
  }
  return done / seconds;
}

// The same for passes of one size, where the size is the subject.
template <class Pass>
double rate_of(const Settings& settings, std::size_t size, Pass pass) {
  double seconds = 0;
  double done = 0;
  while (seconds < settings.seconds) {
    seconds += pass(size);
    done += static_cast<double>(size);
  }
  return done / seconds;
}

inline constexpr std::size_t no_limit = std::size_t{1} << 40;

// Times `body()` where nothing has to be prepared.
template <class Body>
double timed(Body body) {
  const auto begin = Clock::now();
  body();
  return seconds_since(begin);
}

// The rows of one library: names as in rows.py, and what measures them.
class Program {
 public:
  using Row = std::function<double(const Settings&)>;

  void row(std::string name, Row measure) { rows_.emplace_back(std::move(name), std::move(measure)); }

  // ROW [--milliseconds N] [--cpus A,B] prints the row's number; --list the names of the rows; --smoke runs each of
  // them for a moment.
  int run(int argc, char** argv) const {
    try {
      return run_checked(std::vector<std::string>(argv + 1, argv + argc));
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s: %s\n", argv[0], error.what());
      return 1;
    }
  }

 private:
  int run_checked(const std::vector<std::string>& arguments) const {
    Settings settings;
    std::string name;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      const std::string& argument = arguments[i];
      const bool has_value = argument == "--milliseconds" || argument == "--cpus";
      require(!has_value || i + 1 < arguments.size(), "an option lacks its value");
      if (argument == "--list") {
        for (const auto& row : rows_) std::printf("%s\n", row.first.c_str());
        return 0;
      }
      if (argument == "--smoke") return smoke();
      if (argument == "--milliseconds") {
        settings.seconds = std::stod(arguments[++i]) / 1000;
      } else if (argument == "--tiny") {
        settings.tiny = true;
      } else if (argument == "--cpus") {
        settings.cpus = numbers(arguments[++i]);
      } else {
        name = argument;
      }
    }
    require(settings.seconds > 0, "--milliseconds must be more than 0");
    for (const auto& row : rows_) {
      if (row.first == name) {
        std::printf("%.6g\n", row.second(settings));
        return 0;
      }
    }
    throw std::runtime_error("there is no row '" + name + "'; see --list");
  }

  int smoke() const {
    Settings settings;
    settings.seconds = 0.001;
    settings.tiny = true;
    for (const auto& row : rows_) {
      std::printf("%-28s", row.first.c_str());
      std::fflush(stdout);
      std::printf("%.4g\n", row.second(settings));
    }
    std::printf("%zu rows ran\n", rows_.size());
    return 0;
  }

  static std::vector<int> numbers(const std::string& list) {
    std::vector<int> found;
    for (std::size_t begin = 0; begin < list.size();) {
      std::size_t length = 0;
      found.push_back(std::stoi(list.substr(begin), &length));
      begin += length + 1;
    }
    return found;
  }

  std::vector<std::pair<std::string, Row>> rows_;
};

}  // namespace bench
