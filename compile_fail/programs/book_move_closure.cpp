// SPDX-License-Identifier: MIT
// examples/book/move_closure.cpp with a race: the thread would look at a vector that main destroys meanwhile.
#include <fearless/move.hpp>
#include <fearless/std.hpp>
#include <fearless/thread.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace thread = fearless::thread;

void borrowed() {
  std::vector<int> numbers{3, 1, 4};
#ifdef CASE_borrowed
  // error: cannot be sent to another thread
  // error: lambda
  // blames: this block
  auto size = thread::spawn([&numbers] { return numbers.size(); });
  numbers.clear();
#else
  auto size = thread::spawn(FEARLESS_MOVE(numbers) { return numbers.size(); });
#endif
  (void)size.join();
}

void pointer() {
  std::vector<int> numbers{3, 1, 4};
#ifdef CASE_pointer
  // error: cannot be sent to another thread
  // error: a raw pointer may alias data of another thread
  // blames: this block
  auto first = thread::spawn([](const int* number) { return *number; }, numbers.data());
#else
  auto first = thread::spawn([](int number) { return number; }, numbers[0]);
#endif
  (void)first.join();
}

// A view of a string that may die before the thread looks at it.
void view() {
  std::string name = "numbers";
#ifdef CASE_view
  // error: borrows what may die before the thread does
  // error: string_view
  // error: view borrows what may die first
  // blames: this block
  auto size = thread::spawn([](std::string_view text) { return text.size(); }, std::string_view(name));
#else
  auto size = thread::spawn([](std::string_view text) { return text.size(); }, name);
#endif
  (void)size.join();
}
