// SPDX-License-Identifier: MIT
// What the parallel algorithms refuse: functions that several threads call, and elements that they are given.
#include <fearless/cell.hpp>
#include <fearless/par.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>

#include <atomic>
#include <functional>
#include <optional>
#include <ranges>
#include <string>
#include <vector>

using fearless::Arc;
using fearless::Rc;
namespace par = fearless::par;

struct Counts {
  fearless::Cell<int>* count;
  void operator()(int&) const;
};
struct Adds {
  int by;
  void operator()(int& n) const { n += by; }
};
void callable(std::vector<int>& numbers, fearless::Cell<int>& count) {
#ifdef CASE_callable
  // error: fearless::par::for_each: the callable, `Counts`, cannot be shared between threads
  // blames: this block
  par::for_each(numbers, Counts{&count});
#else
  (void)count;
  par::for_each(numbers, Adds{1});
#endif
}

void take(Rc<int>&) {}
void take_arc(Arc<int>&) {}
void element(std::vector<Rc<int>>& owners, std::vector<Arc<int>>& shared) {
#ifdef CASE_element
  // error: fearless::par::for_each: an element, `fearless::Rc<int>`, cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  par::for_each(owners, take);
#else
  (void)owners;
  par::for_each(shared, take_arc);
#endif
}

void look(const fearless::Cell<int>&) {}
void look_at_number(const int&) {}
void const_element(const std::vector<fearless::Cell<int>>& cells, const std::vector<int>& numbers) {
#ifdef CASE_const_element
  // error: fearless::par::for_each: an element, `fearless::Cell<int>`, cannot be shared between threads
  // blames: this block
  par::for_each(cells, look);
#else
  (void)cells;
  par::for_each(numbers, look_at_number);
#endif
}

void set(int& n) { n = 1; }
void raise(std::atomic<int>& n) { ++n; }
// (A closure with captures is shown by some compilers only.)
template <class T>
struct AlwaysTheSame {
  T& object;
  T& operator()(int) const { return object; }
};
void same_object(int& one, std::atomic<int>& count) {
#ifdef CASE_same_object
  // error: two of its elements may be one object
  // blames: this block
  par::for_each(std::views::iota(0, 9) | std::views::transform(AlwaysTheSame<int>{one}), set);
#else
  (void)one;
  par::for_each(std::views::iota(0, 9) | std::views::transform(AlwaysTheSame<std::atomic<int>>{count}), raise);
#endif
}

struct CountsCalls {
  int* calls;
  int operator()(int n) const { return n + ++*calls; }
};
int twice(int n) { return 2 * n; }
void use(int) {}
void function_of_a_view(int& calls) {
#ifdef CASE_function_of_a_view
  // error: fearless::par::for_each: the range
  // error: cannot be shared between threads
  // error: a raw pointer may alias data of another thread
  // blames: this block
  par::for_each(std::views::iota(0, 9) | std::views::transform(CountsCalls{&calls}), use);
#else
  (void)calls;
  par::for_each(std::views::iota(0, 9) | std::views::transform(twice), use);
#endif
}

// Its call is not const, so several threads would change it through the view.
struct Counter {
  int next = 0;
  int operator()(int) { return next++; }
};
struct ConstCounter {
  int next = 0;
  int operator()(int n) const { return n + next; }
};
void state_of_a_view() {
#ifdef CASE_state_of_a_view
  // error: several threads would change the range itself, because it cannot be read as const
  // blames: this block
  par::for_each(std::views::iota(0, 9) | std::views::transform(Counter{}), use);
#else
  par::for_each(std::views::iota(0, 9) | std::views::transform(ConstCounter{}), use);
#endif
}

int length(const std::string& word) { return static_cast<int>(word.size()); }
void same_target(const std::vector<std::string>& words, int& one, std::vector<int>& lengths) {
#ifdef CASE_same_target
  // error: two of its elements may be one object
  // blames: this block
  par::transform(words, std::views::iota(0, 9) | std::views::transform(AlwaysTheSame<int>{one}), length);
#else
  (void)one;
  par::transform(words, lengths, length);
#endif
}

Rc<int> combine(Rc<int> a, const Rc<int>&) { return a; }
Rc<int> as_owner(const int& n) { return Rc<int>::make(n); }
Arc<int> combine_arcs(Arc<int> a, const Arc<int>&) { return a; }
Arc<int> as_shared(const int& n) { return Arc<int>::make(n); }
void identity(const std::vector<int>& numbers) {
#ifdef CASE_identity
  // error: fearless::par::transform_reduce: the identity, `fearless::Rc<int>`, cannot be sent to another thread
  // blames: this block
  (void)par::transform_reduce(numbers, Rc<int>::make(0), combine, as_owner);
#else
  (void)par::transform_reduce(numbers, Arc<int>::make(0), combine_arcs, as_shared);
#endif
}

void sort(std::vector<Rc<int>>& owners, std::vector<Arc<int>>& shared) {
#ifdef CASE_sort
  // error: fearless::par::sort: an element, `fearless::Rc<int>`, cannot be sent to another thread
  // blames: this block
  par::sort(owners);
#else
  (void)owners;
  par::sort(shared);
#endif
}

// A sequence of small numbers, several of which are in one word.
class Packed {
 public:
  class Reference {
   public:
    Reference(unsigned* word, int shift) : word_(word), shift_(shift) {}
    operator int() const { return static_cast<int>(*word_ >> shift_) & 15; }
    const Reference& operator=(int n) const;
    const Reference& operator=(const Reference& other) const { return *this = static_cast<int>(other); }
    Reference(const Reference&) = default;

   private:
    unsigned* word_;
    int shift_;
  };
  class Iterator {
   public:
    using iterator_category = std::random_access_iterator_tag;
    using value_type = int;
    using difference_type = std::ptrdiff_t;
    using reference = Reference;
    using pointer = void;
    Reference operator*() const { return Reference(words_ + index_ / 8, static_cast<int>(index_ % 8) * 4); }
    Reference operator[](difference_type n) const { return *(*this + n); }
    Iterator& operator++() { return *this += 1; }
    Iterator operator++(int) { return *this += 1; }
    Iterator& operator--() { return *this -= 1; }
    Iterator operator--(int) { return *this -= 1; }
    Iterator& operator+=(difference_type n) { return index_ += n, *this; }
    Iterator& operator-=(difference_type n) { return index_ -= n, *this; }
    friend Iterator operator+(Iterator a, difference_type n) { return a += n; }
    friend Iterator operator+(difference_type n, Iterator a) { return a += n; }
    friend Iterator operator-(Iterator a, difference_type n) { return a -= n; }
    friend difference_type operator-(Iterator a, Iterator b) { return a.index_ - b.index_; }
    friend bool operator==(Iterator a, Iterator b) { return a.index_ == b.index_; }
    friend auto operator<=>(Iterator a, Iterator b) { return a.index_ <=> b.index_; }

   private:
    unsigned* words_ = nullptr;
    difference_type index_ = 0;
  };
  Iterator begin();
  Iterator end();
};
void sort_proxies(Packed& packed, std::vector<int>& numbers) {
#ifdef CASE_sort_proxies
  (void)numbers;
  // error: two of its elements may be one object
  // blames: this block
  par::sort(packed);
#else
  (void)packed;
  par::sort(numbers);
#endif
}
void transform_to_proxies(const std::vector<int>& numbers, Packed& packed, std::vector<int>& out) {
#ifdef CASE_transform_to_proxies
  (void)out;
  // error: two of its elements may be one object
  // blames: this block
  par::transform(numbers, packed, twice);
#else
  (void)packed;
  par::transform(numbers, out, twice);
#endif
}

Rc<int> make_owner() { return Rc<int>::make(1); }
int make_number() { return 1; }
void invoke_result() {
#ifdef CASE_invoke_result
  // error: fearless::par::invoke: the result, `fearless::Rc<int>`, cannot be sent to another thread
  // blames: this block
  auto both = par::invoke(make_owner, make_number);
#else
  auto both = par::invoke(make_number, make_number);
#endif
  (void)both;
}

void not_callable(std::vector<int>& numbers) {
#ifdef CASE_not_callable
  // error: fearless::par: the function cannot be called, as const, with an element of the range
  // blames: this block
  par::for_each(numbers, length);
#else
  par::for_each(numbers, set);
#endif
}

void overlapping_chunk(fearless::MutSlice<Rc<int>>) {}
void chunk(fearless::MutSlice<int>) {}
void chunks(std::vector<Rc<int>>& owners, std::vector<int>& numbers) {
#ifdef CASE_chunks
  // error: fearless::par::chunks: an element, `fearless::MutSlice<fearless::Rc<int>>`, cannot be sent to another thread
  // blames: this block
  par::chunks(owners, 2, overlapping_chunk);
#else
  (void)owners;
  par::chunks(numbers, 2, chunk);
#endif
}

struct Prints {
  Rc<int> owner;
  void operator()() const {}
};
struct PrintsShared {
  Arc<int> owner;
  void operator()() const {}
};
void scoped_task(const Rc<int>& owner, const Arc<int>& shared) {
#ifdef CASE_scoped_task
  // error: fearless::par::Scope::spawn: the callable, `Prints`, cannot be sent to another thread
  // error: its `owner` is `fearless::Rc<int>`
  // blames: this block
  par::scope([&](const par::Scope& tasks) { tasks.spawn(Prints{owner}); });
#else
  (void)owner;
  par::scope([&](const par::Scope& tasks) { tasks.spawn(PrintsShared{shared}); });
#endif
}

std::optional<int> no_number() { return std::nullopt; }
Rc<int> own_number(int n) { return Rc<int>::make(n); }
Arc<int> share_number(int n) { return Arc<int>::make(n); }
void drop_owner(const Rc<int>&) {}
void drop_shared_owner(const Arc<int>&) {}
void token() {
#ifdef CASE_token
  // error: fearless::par::pipeline: a value between two stages, `fearless::Rc<int>`, cannot be sent to another thread
  // blames: this block
  par::pipeline(4, no_number, par::parallel(own_number), par::in_order(drop_owner));
#else
  par::pipeline(4, no_number, par::parallel(share_number), par::in_order(drop_shared_owner));
#endif
}

struct CountsAsConst {
  fearless::Cell<int> calls{0};
  void operator()(int) const {
    calls.update([](int n) { return n + 1; });
  }
};
void parallel_stage() {
#ifdef CASE_parallel_stage
  // error: fearless::par::pipeline: the callable, `CountsAsConst`, cannot be shared between threads
  // blames: this block
  par::pipeline(4, no_number, par::parallel(CountsAsConst{}));
#else
  par::pipeline(4, no_number, par::serial(CountsAsConst{}));
#endif
}

int times_two(int n) { return 2 * n; }
void last_stage() {
#ifdef CASE_last_stage
  // error: fearless::par::pipeline: each stage takes what the one before it returns, and the last returns void
  // blames: this block
  par::pipeline(4, no_number, par::parallel(times_two));
#else
  par::pipeline(4, no_number, par::parallel(times_two), par::serial([](int) {}));
#endif
}
