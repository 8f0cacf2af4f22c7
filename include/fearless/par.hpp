// SPDX-License-Identifier: MIT
// Parallel algorithms on oneTBB, whose functions and elements have passed the checks of threads (Rust: rayon).
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/bridge/par_kinds.hpp>
#include <fearless/detail/bridge/par_run.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/lend.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/par/pipeline.hpp>
#include <fearless/par/scope.hpp>
#include <fearless/thread/detail/call.hpp>

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_invoke.h>
#include <oneapi/tbb/parallel_reduce.h>
#include <oneapi/tbb/parallel_sort.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <numeric>
#include <optional>
#include <ranges>
#include <tuple>
#include <type_traits>
#include <utility>

namespace fearless::par {

namespace par_detail {

using Blocks = oneapi::tbb::blocked_range<std::size_t>;

// Calls `body(first, last)` for parts of a sequence of `count` elements.
template <class Body>
void for_blocks(std::size_t count, const Body& body) {
  if (count == 0) return;
  run([&] {
    oneapi::tbb::parallel_for(Blocks(0, count), [&](const Blocks& block) { body(block.begin(), block.end()); });
  });
}

template <class Range>
std::size_t size_of(Range& range) {
  return static_cast<std::size_t>(std::ranges::distance(range));
}
template <class Iterator>
Iterator at(Iterator begin, std::size_t index) {
  return begin + static_cast<std::iter_difference_t<Iterator>>(index);
}

// Whether a thread would read an element of one sequence that another thread writes in the other.
template <class A, class B>
bool overlap_shifted(const A* a, const B* b, std::size_t count) {
  const auto from = reinterpret_cast<std::uintptr_t>(a);
  const auto to = reinterpret_cast<std::uintptr_t>(b);
  if (count == 0 || (from == to && sizeof(A) == sizeof(B))) return false;
  return from < to + count * sizeof(B) && to < from + count * sizeof(A);
}

// Calls a function once, and stores its result.
template <class F>
class Calling {
 public:
  explicit Calling(F&& f) : f_(std::move(f)) {}
  explicit Calling(const F& f) : f_(f) {}
  void operator()() const {
    if constexpr (std::is_void_v<Returned<F>>) {
      std::invoke(f_);
      result_.emplace();
    } else {
      result_.emplace(std::invoke(f_));
    }
  }
  [[nodiscard]] ResultOf<F> take() { return *std::move(result_); }

 private:
  mutable F f_;
  mutable std::optional<ResultOf<F>> result_;  // oneTBB calls its functions as const
};
template <class... F>
void invoke_all(const Calling<F>&... call) {
  if constexpr (sizeof...(F) == 1) {
    (call(), ...);
  } else {
    oneapi::tbb::parallel_invoke(std::ref(call)...);
  }
}

}  // namespace par_detail

/// Calls `f(element)` for every element of `range`, several at a time on the threads of oneTBB, and waits for all.
/// `range` is a random-access range of known size; an element is passed as the range returns it. An exception of `f`
/// cancels the calls that have not begun, and is thrown here. Refuses to compile unless `f` is Sync, since several
/// threads call it as const; unless the elements are Send (if passed as `T&` or by value) or Sync (if passed as
/// `const T&`); and if two elements may be one object, which several threads would change. Rust: rayon's
/// `ParallelIterator::for_each`.
template <std::ranges::random_access_range Range, class F>
  requires std::ranges::sized_range<Range>
void for_each(Range&& range, const F& f) {
  using Checks = par_detail::Checks<rules::place::par_for_each, F, Range>;
  FEARLESS_DETAIL_REQUIRE_PAR(Checks, (std::invocable<const F&, std::ranges::range_reference_t<Range>>));
  if constexpr (Checks::granted && std::invocable<const F&, std::ranges::range_reference_t<Range>>) {
    const auto begin = par_detail::first_of(range);
    par_detail::for_blocks(par_detail::size_of(range), [&](std::size_t first, std::size_t last) {
      for (auto element = par_detail::at(begin, first), end = par_detail::at(begin, last); element != end; ++element) {
        std::invoke(f, *element);
      }
    });
  }
}

/// Stores `f(element)` for every element of `range` at the same position of `out`, which must have at least as many
/// elements. The ranges may be identical. Throws std::invalid_argument if they overlap otherwise and both are
/// contiguous (other overlaps are not detected), and std::out_of_range if `out` is shorter; nothing is stored then.
/// Other exceptions are as for `for_each`; some results are stored then and some are not. Refuses to compile as
/// `for_each` does, for both ranges, and unless the results are Send. Rust: rayon's `map` and `collect_into_vec`.
template <std::ranges::random_access_range Range, std::ranges::random_access_range Out, class F>
  requires std::ranges::sized_range<Range> && std::ranges::sized_range<Out>
void transform(Range&& range, Out&& out, const F& f) {
  using Checks = par_detail::TransformChecks<rules::place::par_transform, F, Range, Out>;
  constexpr bool fits =
      requires(std::ranges::iterator_t<Out> to, std::ranges::iterator_t<Range> from) { *to = std::invoke(f, *from); };
  FEARLESS_DETAIL_REQUIRE_PAR(Checks, fits);
  if constexpr (Checks::granted && fits) {
    const std::size_t count = par_detail::size_of(range);
    if (par_detail::size_of(out) < count) {
      fearless::detail::raise(
          std::out_of_range("fearless::par::transform: the second range is shorter than the first"));
    }
    if constexpr (std::ranges::contiguous_range<Range> && std::ranges::contiguous_range<Out>) {
      if (par_detail::overlap_shifted(std::ranges::data(range), std::ranges::data(out), count)) {
        fearless::detail::raise(std::invalid_argument("fearless::par::transform: the ranges overlap"));
      }
    }
    const auto begin = par_detail::first_of(range);
    const auto target = par_detail::first_of(out);
    par_detail::for_blocks(count, [&](std::size_t first, std::size_t last) {
      for (; first != last; ++first) *par_detail::at(target, first) = std::invoke(f, *par_detail::at(begin, first));
    });
  }
}

/// Combines `identity` and `map(element)` for every element of `range` by `op`, and returns the result. Only neighbours
/// are combined, so `op` must be associative, and `identity` must not change the result. Exceptions are as for
/// `for_each`; throws par::Cancelled if oneTBB returned a partial result. Refuses to compile as `for_each` does, for
/// `op` and `map`, and unless `identity`, which every thread copies, is Send and Sync. Rust: rayon's `map` and
/// `reduce`.
template <std::ranges::random_access_range Range, class T, class Op, class Map>
  requires std::ranges::sized_range<Range>
[[nodiscard]] T transform_reduce(Range&& range, const T& identity, const Op& op, const Map& map) {
  using Checks = par_detail::ReduceChecks<rules::place::par_transform_reduce, T, Op, Map, Range>;
  constexpr bool fits = requires(std::ranges::iterator_t<Range> from, T value) {
    { std::invoke(op, std::move(value), std::invoke(map, *from)) } -> std::convertible_to<T>;
    { std::invoke(op, std::move(value), std::move(value)) } -> std::convertible_to<T>;
    { std::invoke(op, std::invoke(map, *from), std::invoke(map, *from)) } -> std::convertible_to<T>;
  };
  FEARLESS_DETAIL_REQUIRE_PAR(Checks, fits);
  if constexpr (Checks::granted && fits) {
    const std::size_t count = par_detail::size_of(range);
    const auto begin = par_detail::first_of(range);
    std::optional<T> result;
    par_detail::run([&] {
      result.emplace(oneapi::tbb::parallel_reduce(
          par_detail::Blocks(0, count), identity,
          [&](const par_detail::Blocks& block, T so_far) {
            return std::transform_reduce(par_detail::at(begin, block.begin()), par_detail::at(begin, block.end()),
                                         std::move(so_far), std::ref(op), std::ref(map));
          },
          [&](T left, T right) -> T { return std::invoke(op, std::move(left), std::move(right)); }));
    });
    return *std::move(result);
  }
  fearless::detail::fatal("fearless::par::transform_reduce: refused");
}

/// Combines `identity` and every element of `range` by `op`, as `transform_reduce` does. Rust: rayon's `reduce`.
template <std::ranges::random_access_range Range, class T, class Op = std::plus<>>
  requires std::ranges::sized_range<Range>
[[nodiscard]] T reduce(Range&& range, const T& identity, const Op& op = {}) {
  return par::transform_reduce(std::forward<Range>(range), identity, op, std::identity());
}

/// Sorts the elements of `range`. The order of elements that `less` does not distinguish is unspecified. Exceptions are
/// as for `for_each`; all elements are then still there, in some order. Refuses to compile unless `less` is Sync, and
/// the elements are Send and, since several threads may compare one element at once, Sync. Rust: rayon's
/// `par_sort_unstable_by`.
template <std::ranges::random_access_range Range, class Less = std::less<>>
  requires std::ranges::sized_range<Range>
void sort(Range&& range, const Less& less = {}) {
  using Checks = par_detail::SortChecks<rules::place::par_sort, Less, Range>;
  constexpr bool fits = std::sortable<std::ranges::iterator_t<Range>, std::reference_wrapper<const Less>>;
  FEARLESS_DETAIL_REQUIRE_PAR(Checks, fits);
  if constexpr (Checks::granted && fits) {
    par_detail::run([&] {
      const auto begin = par_detail::first_of(range);
      oneapi::tbb::parallel_sort(begin, par_detail::at(begin, par_detail::size_of(range)), std::ref(less));
    });
  }
}

/// Calls a copy of each of `f…` (moved from rvalues) once, in parallel if there are enough threads, and waits for all.
/// Returns their results as a tuple, with std::monostate for void. An exception cancels the calls that have not begun,
/// and is thrown here. Refuses to compile unless each function and each result is Send. The functions may borrow,
/// because nothing outlives the call. Rust: `rayon::join`.
template <class... F>
  requires(sizeof...(F) >= 1 && (std::invocable<std::decay_t<F>&> && ...))
std::tuple<par_detail::ResultOf<F>...> invoke(F&&... f) {
  using Checks = par_detail::OnceChecks<rules::place::par_invoke, F...>;
  FEARLESS_DETAIL_REQUIRE(Checks);
  if constexpr (Checks::granted) {
    std::tuple<par_detail::Calling<std::decay_t<F>>...> calls(std::forward<F>(f)...);
    par_detail::run([&] { std::apply([](auto&... call) { par_detail::invoke_all(call...); }, calls); });
    return std::apply([](auto&... call) { return std::tuple<par_detail::ResultOf<F>...>(call.take()...); }, calls);
  }
  fearless::detail::fatal("fearless::par::invoke: refused");
}

/// Divides `sequence` into parts of `size` elements (the last one may be smaller), as `fearless::chunks_mut` does, and
/// calls `f(MutSlice<T>)` for each. Exceptions are those of `for_each` and `chunks_mut`. Refuses to compile as both do.
/// Rust: rayon's `par_chunks_mut`.
template <class R, class F>
void chunks(R&& sequence, std::size_t size, const F& f) {
  auto parts = chunks_mut(std::forward<R>(sequence), size);
  using Part = typename decltype(parts)::value_type;
  using Checks = par_detail::ChunkChecks<rules::place::par_chunks, F, Part>;
  FEARLESS_DETAIL_REQUIRE_PAR(Checks, (std::invocable<const F&, Part>));
  if constexpr (Checks::granted && std::invocable<const F&, Part>) {
    par_detail::for_blocks(parts.size(), [&](std::size_t first, std::size_t last) {
      for (; first != last; ++first) std::invoke(f, std::move(parts[first]));
    });
  }
}

}  // namespace fearless::par
