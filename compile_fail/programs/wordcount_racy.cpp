// SPDX-License-Identifier: MIT
// examples/wordcount with races: what its workers share, shared wrongly.
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/thread.hpp>

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

using fearless::Arc;
using fearless::Mutex;
using fearless::Rc;
namespace mpsc = fearless::mpsc;
namespace thread = fearless::thread;

using Words = std::map<std::string, std::size_t>;

void words_by_reference(Words& words) {
#ifdef CASE_words_by_reference
  // error: cannot be sent to another thread
  // error: std::reference_wrapper<std::map<
  // blames: this block
  (void)thread::spawn([](Words& all) { ++all["word"]; }, std::ref(words));
#else
  Arc shared(Mutex(std::move(words)));
  (void)thread::spawn([](Arc<Mutex<Words>> all) { all->with([](Words& mine) { ++mine["word"]; }); }, shared);
#endif
}

void words_in_a_closure(Words& words) {
#ifdef CASE_words_in_a_closure
  // error: cannot be sent to another thread
  // error: lambda
  // blames: this block
  (void)thread::spawn([&] { ++words["word"]; });
#else
  (void)thread::spawn([](Words mine) { ++mine["word"]; }, words);
#endif
}

void words_in_a_shared_ptr() {
#ifdef CASE_words_in_a_shared_ptr
  // error: cannot be sent to another thread
  // error: std::shared_ptr<std::map<
  // blames: this block
  (void)thread::spawn([](std::shared_ptr<Words> all) { ++(*all)["word"]; }, std::make_shared<Words>());
#else
  (void)thread::spawn([](Arc<Mutex<Words>> all) { all->with([](Words& mine) { ++mine["word"]; }); },
                      Arc<Mutex<Words>>::make());
#endif
}

void words_in_an_rc() {
#ifdef CASE_words_in_an_rc
  // error: cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  (void)thread::spawn([](Rc<Mutex<Words>> all) { all->with([](Words& mine) { ++mine["word"]; }); },
                      Rc<Mutex<Words>>::make());
#else
  (void)thread::spawn([](Arc<Mutex<Words>> all) { all->with([](Words& mine) { ++mine["word"]; }); },
                      Arc<Mutex<Words>>::make());
#endif
}

// Owned by all, locked by none: an Arc lets its owners read.
void words_without_a_lock(const Arc<Words>& words) {
#ifdef CASE_words_without_a_lock
  // error(GNU): discards qualifiers
  // error(Clang): no viable overloaded operator[]
  // blames: this block
  (void)thread::spawn([](Arc<Words> all) { ++(*all)["word"]; }, words);
#else
  (void)thread::spawn([](Arc<Words> all) { return all->size(); }, words);
#endif
}

void paths_received_by_two(mpsc::Receiver<std::string> paths) {
#ifdef CASE_paths_received_by_two
  // error: cannot be shared between threads
  // error: only one thread may receive
  // blames: this block
  Arc shared(std::move(paths));
#else
  Arc shared(Mutex(std::move(paths)));
#endif
}
