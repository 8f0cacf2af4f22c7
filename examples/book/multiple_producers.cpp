// SPDX-License-Identifier: MIT
// Several producers send to one receiver: each owns a sender of its own, and the channel closes with the last.
#include <fearless/std.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/thread.hpp>

#include <cstdio>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

namespace {

struct Reading {
  std::string place;
  int degrees;
};

void measure(mpsc::Sender<Reading> tx, std::string place, std::vector<int> degrees) {
  for (const int d : degrees) tx.send({place, d}).unwrap();
}

}  // namespace

int main() {
  auto [tx, rx] = mpsc::channel<Reading>();
  std::vector<thread::JoinHandle<void>> producers;
  producers.push_back(thread::spawn(measure, tx.clone(), std::string("attic"), std::vector<int>{21, 25, 23}));
  producers.push_back(thread::spawn(measure, tx.clone(), std::string("cellar"), std::vector<int>{9, 8}));
  producers.push_back(thread::spawn(measure, std::move(tx), std::string("garden"), std::vector<int>{14, 11, 12, 13}));

  // The readings of different places arrive in any order, those of one place as they were sent.
  std::map<std::string, std::vector<int>> readings;
  for (auto& reading : rx) readings[reading.place].push_back(reading.degrees);
  for (auto& producer : producers) producer.join().unwrap();

  for (const auto& [place, degrees] : readings) {
    std::printf("%s:", place.c_str());
    for (const int d : degrees) std::printf(" %d", d);
    std::printf("\n");
  }
}

// prints:
//   attic: 21 25 23
//   cellar: 9 8
//   garden: 14 11 12 13
