// SPDX-License-Identifier: MIT
// What the maps of Ref and RefMut, downcasts, and sequences refuse.
#include <fearless/cell.hpp>
#include <fearless/rc.hpp>
#include <fearless/rc/slice.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/arc/slice.hpp>

#include <atomic>
#include <utility>

using namespace fearless;

// A pair of copies is no pair of parts: it would be gone at once.
void ref_map_split_of_copies() {
  const RefCell cell(std::pair(1, 2));
  using Parts = std::pair<int, int>;
#ifdef CASE_ref_map_split_of_copies
  // error: fearless::Ref::map_split: the function must return a std::pair of references to parts of the value
  // blames: this block
  auto parts = cell.borrow().map_split([](const Parts& p) { return std::pair(p.first, p.second); });
#else
  auto parts =
      cell.borrow().map_split([](const Parts& p) { return std::pair<const int&, const int&>(p.first, p.second); });
#endif
}

void refmut_map_split_of_copies() {
  const RefCell cell(std::pair(1, 2));
  using Parts = std::pair<int, int>;
#ifdef CASE_refmut_map_split_of_copies
  // error: fearless::RefMut::map_split: the function must return a std::pair of references to parts of the value
  // blames: this block
  auto parts = cell.borrow_mut().map_split([](Parts& p) { return std::pair(p.first, p.second); });
#else
  auto parts = cell.borrow_mut().map_split([](Parts& p) { return std::pair<int&, int&>(p.first, p.second); });
#endif
}

// A copy is no part of the value.
void refmut_map_of_a_copy() {
  const RefCell cell(std::pair(1, 2));
  using Parts = std::pair<int, int>;
#ifdef CASE_refmut_map_of_a_copy
  // error: fearless::RefMut::map: the function must return a reference to a part of the value
  // blames: this block
  auto part = cell.borrow_mut().map([](Parts& p) { return p.first; });
#else
  auto part = cell.borrow_mut().map([](Parts& p) -> int& { return p.first; });
#endif
}

// A base class that may borrow does not say whether a derived class does.
struct Borrower {
  explicit Borrower(const std::atomic<int>& number) : borrowed(number) {}
  Borrower(const Borrower&) = delete;
  Borrower& operator=(const Borrower&) = delete;
  virtual ~Borrower() = default;
  const std::atomic<int>& borrowed;
};
struct Reader : Borrower {
  using Borrower::Borrower;
};
struct Owner {
  Owner() = default;
  Owner(const Owner&) = delete;
  Owner& operator=(const Owner&) = delete;
  virtual ~Owner() = default;
};
struct Keeper : Owner {};
FEARLESS_UNSAFE_STATIC(Owner);

void downcast_of_what_may_borrow() {
  const std::atomic<int> number = 1;
#ifdef CASE_downcast_of_what_may_borrow
  // error: fearless::Rc::downcast: T must be Static
  // blames: this block
  Rc<Borrower> base = Rc<Reader>::make(number);
  (void)std::move(base).downcast<Reader>();
#else
  Rc<Owner> base = Rc<Keeper>::make();
  (void)std::move(base).downcast<Keeper>();
#endif
  (void)number;
}

// What a sequence's temporary hands out would be gone with it.
void elements_of_a_temporary() {
#ifdef CASE_elements_of_a_temporary
  // error: deleted
  // blames: this block
  const int& first = Rc<int[]>::make(1)[0];
#else
  const auto numbers = Rc<int[]>::make(1);
  const int& first = numbers[0];
#endif
  (void)first;
}

void sequence_of_const() {
#ifdef CASE_sequence_of_const
  // error: fearless::Rc<T[]>, Arc<T[]>: T must be an object type that is no array and not const
  // error-count: any
  // blames: this block
  (void)Rc<const int[]>::make(1);
#else
  (void)Rc<int[]>::make(1);
#endif
}

// Elements go where the Arc goes.
void sequence_of_cells() {
#ifdef CASE_sequence_of_cells
  // error: fearless::Arc<T[]>: an element
  // blames: this block
  (void)Arc<Cell<int>[]>::make(1);
#else
  (void)Rc<Cell<int>[]>::make(1);
#endif
}
