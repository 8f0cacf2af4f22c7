// SPDX-License-Identifier: MIT
// What exclusive borrows refuse: Lend, MutSlice, and the division of a sequence.
#include <fearless/lend.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/thread.hpp>

#include <list>
#include <span>
#include <string>
#include <utility>
#include <vector>

using fearless::Rc;
namespace thread = fearless::thread;

class Figure {
 public:
  virtual ~Figure() = default;
};
FEARLESS_UNSAFE_SEND(Figure);

// A borrow must not outlive the one who lent.
void borrow_sent_away(const fearless::Lend<int>& lend, thread::Scope& s) {
#ifdef CASE_borrow_sent_away
  // error: borrows what may die before the thread does
  // error: fearless::MutRef<int>
  // blames: this block
  (void)thread::spawn([](fearless::MutRef<int>) {}, lend.lend());
#else
  (void)s.spawn([](fearless::MutRef<int>) {}, lend.lend());
#endif
}

void part_of_rcs(std::vector<Rc<int>>& rcs, std::vector<int>& numbers, thread::Scope& s) {
#ifdef CASE_part_of_rcs
  // error: cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  for (auto& part : fearless::chunks_mut(rcs, 2)) (void)s.spawn([](fearless::MutSlice<Rc<int>>) {}, std::move(part));
#else
  for (auto& part : fearless::chunks_mut(numbers, 2)) (void)s.spawn([](fearless::MutSlice<int>) {}, std::move(part));
#endif
}

// A span of one may be at the base of an object of a derived class.
void part_of_a_base(std::span<Figure> figures, std::vector<int>& numbers, thread::Scope& s) {
#ifdef CASE_part_of_a_base
  // error: cannot be sent to another thread
  // error: it may point at a derived object that nobody looked at
  // blames: this block
  for (auto& part : fearless::chunks_mut(figures, 1)) (void)s.spawn([](fearless::MutSlice<Figure>) {}, std::move(part));
#else
  for (auto& part : fearless::chunks_mut(numbers, 1)) (void)s.spawn([](fearless::MutSlice<int>) {}, std::move(part));
#endif
}

void copied_part(fearless::MutSlice<int> part) {
#ifdef CASE_copied_part
  // error: deleted
  // error: MutSlice
  // blames: this block
  auto other = part;
#else
  auto other = std::move(part);
#endif
}

void chunks_of_a_temporary(std::vector<int>& numbers) {
#ifdef CASE_chunks_of_a_temporary
  // error: fearless::chunks_mut: the sequence must be an lvalue
  // blames: this block
  (void)fearless::chunks_mut(std::vector<int>(8), 2);
#else
  (void)fearless::chunks_mut(numbers, 2);
#endif
}

// The result of what is refused may be used: that is no second error.
void chunks_of_const(const std::vector<int>& constant, std::vector<int>& numbers) {
#ifdef CASE_chunks_of_const
  // error: fearless::chunks_mut: the elements are const
  // blames: this block
  for (auto& part : fearless::chunks_mut(constant, 2)) part[0] = static_cast<int>(part.size());
#else
  for (auto& part : fearless::chunks_mut(numbers, 2)) part[0] = static_cast<int>(part.size());
#endif
}

void chunks_of_bits(std::vector<bool>& bits, std::vector<char>& bytes, thread::Scope& s) {
#ifdef CASE_chunks_of_bits
  // error: fearless::chunks_mut: the sequence must be an lvalue with its elements side by side
  // blames: this block
  for (auto& part : fearless::chunks_mut(bits, 8)) (void)s.spawn([](fearless::MutSlice<bool>) {}, std::move(part));
#else
  for (auto& part : fearless::chunks_mut(bytes, 8)) (void)s.spawn([](fearless::MutSlice<char>) {}, std::move(part));
#endif
}

void chunks_of_a_list(std::list<std::string>& list, std::vector<std::string>& words) {
#ifdef CASE_chunks_of_a_list
  // error: fearless::chunks_mut: the sequence must be an lvalue with its elements side by side
  // blames: this block
  auto parts = fearless::chunks_mut(list, 8);
#else
  auto parts = fearless::chunks_mut(words, 8);
#endif
  for (auto& word : parts[0]) word += '.';
}

void chunks_of_no_sequence(int number, std::vector<int>& numbers) {
#ifdef CASE_chunks_of_no_sequence
  // error: fearless::chunks_mut: the sequence must be an lvalue with its elements side by side
  // blames: this block
  (void)fearless::chunks_mut(number, 8).size();
#else
  numbers.push_back(number);
  (void)fearless::chunks_mut(numbers, 8).size();
#endif
}

void chunks_of_a_const_part(fearless::MutSlice<int> part) {
#ifdef CASE_chunks_of_a_const_part
  const auto constant = std::move(part);
  // error: fearless::chunks_mut: the sequence must be an lvalue with its elements side by side
  // blames: this block
  auto parts = fearless::chunks_mut(std::move(constant), 1);
#else
  auto parts = fearless::chunks_mut(std::move(part), 1);
#endif
  for (auto& one : parts) one[0] = 1;
}

void split_of_a_part_that_stays(fearless::MutSlice<int> part) {
#ifdef CASE_split_of_a_part_that_stays
  // error: fearless::split_at_mut: the sequence must be an lvalue
  // blames: this block
  auto [left, right] = fearless::split_at_mut(part, 1);
#else
  auto [left, right] = fearless::split_at_mut(std::move(part), 1);
#endif
  left[0] = right[0];
}

void split_of_bits(std::vector<bool>& bits, std::vector<char>& bytes) {
#ifdef CASE_split_of_bits
  // error: fearless::split_at_mut: the sequence must be an lvalue with its elements side by side
  // blames: this block
  auto [left, right] = fearless::split_at_mut(bits, 8);
#else
  auto [left, right] = fearless::split_at_mut(bytes, 8);
#endif
  left[0] = right[0];
}

void split_of_a_temporary(std::vector<int>& numbers) {
#ifdef CASE_split_of_a_temporary
  // error: fearless::split_at_mut: the sequence must be an lvalue with its elements side by side
  // blames: this block
  auto [left, right] = fearless::split_at_mut(std::vector<int>(9), 8);
#else
  auto [left, right] = fearless::split_at_mut(numbers, 8);
#endif
  left[0] = right[0];
}

void split_of_const(std::span<const int> constant, std::span<int> numbers) {
#ifdef CASE_split_of_const
  // error: fearless::split_at_mut: the elements are const
  // blames: this block
  auto [left, right] = fearless::split_at_mut(constant, 8);
#else
  auto [left, right] = fearless::split_at_mut(numbers, 8);
#endif
  left[0] = right[0];
}
