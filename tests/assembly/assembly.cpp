// SPDX-License-Identifier: MIT
// Pairs of functions: one that fearless checks, and `raw_…`, which does the same by hand. Their machine code must be
// the same. (Compiled with optimisation and without assertions; assembly.py compares.)
#include <fearless/boxed.hpp>
#include <fearless/cell.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/marker/values.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/thread/detail/call.hpp>

#include <type_traits>
#include <utility>

struct Job {
  int number;
  double weight;
};

struct place_here {
  static constexpr const char* text = "here";
};

extern "C" {

void run_elsewhere(int number);

// The checks that spawn begins with, before a call.
void checked_call(int number) {
  auto job = [](Job j) { run_elsewhere(j.number); };
  using Call =
      fearless::thread::thread_detail::Call<place_here, fearless::thread::thread_detail::May::OutliveTheirMaker,
                                            decltype(job), Job>;
  FEARLESS_DETAIL_REQUIRE_CALL(Call);
  if constexpr (Call::granted) job(Job{number, 1.0});
}
void raw_checked_call(int number) {
  auto job = [](Job j) { run_elsewhere(j.number); };
  job(Job{number, 1.0});
}

// Reading through an Arc is reading through a pointer.
int arc_read(const fearless::Arc<int>& arc) { return *arc + 1; }
int raw_arc_read(const int* const& pointer) { return *pointer + 1; }

double arc_member(const fearless::Arc<Job>& arc) { return arc->weight; }
double raw_arc_member(const Job* const& pointer) { return pointer->weight; }

// A Box likewise.
void box_write(fearless::Box<Job>& box) { box->number = 7; }
void raw_box_write(Job* const& pointer) { pointer->number = 7; }

// A Cell is its value.
int cell_get(const fearless::Cell<int>& cell) { return cell.get(); }
int raw_cell_get(const int& value) { return value; }

void cell_set(const fearless::Cell<int>& cell, int value) { cell.set(value); }
void raw_cell_set(int& place, int value) { place = value; }

// A promise is a word to the compiler.
int promised(fearless::UnsafeSend<int*> pointer) { return **pointer; }
int raw_promised(int* pointer) { return *pointer; }

// A concept that is asked decides at compile time.
int asked(int number) {
  if constexpr (fearless::Send<Job> && fearless::Sync<Job> && fearless::Static<Job>) {
    return number + 1;
  } else {
    return number;
  }
}
int raw_asked(int number) { return number + 1; }

}  // extern "C"
