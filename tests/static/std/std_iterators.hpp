// SPDX-License-Identifier: MIT
// Iterators, sentinels, functions and views that hold a T in addition to what they need.
#pragma once

#include <fearless/std/string_view.hpp>

#include <cstddef>
#include <iterator>

#include "std_types.hpp"

namespace std_rows {

// Over numbers. The part has to be copied and assigned, so a string_view is the one that is not Static.
template <class T>
struct IteratorWith {
  using iterator_category = std::random_access_iterator_tag;
  using value_type = int;
  using difference_type = std::ptrdiff_t;
  using pointer = int*;
  using reference = int&;
  T part;
  std::ptrdiff_t at;
  int& operator*() const;
  int* operator->() const;
  int& operator[](std::ptrdiff_t) const;
  IteratorWith& operator++();
  IteratorWith operator++(int);
  IteratorWith& operator--();
  IteratorWith operator--(int);
  IteratorWith& operator+=(std::ptrdiff_t);
  IteratorWith& operator-=(std::ptrdiff_t);
  friend IteratorWith operator+(const IteratorWith& i, std::ptrdiff_t) { return i; }
  friend IteratorWith operator+(std::ptrdiff_t, const IteratorWith& i) { return i; }
  friend IteratorWith operator-(const IteratorWith& i, std::ptrdiff_t) { return i; }
  friend std::ptrdiff_t operator-(const IteratorWith& a, const IteratorWith& b) { return a.at - b.at; }
  friend bool operator==(const IteratorWith& a, const IteratorWith& b) { return a.at == b.at; }
  friend bool operator<(const IteratorWith& a, const IteratorWith& b) { return a.at < b.at; }
  friend bool operator>(const IteratorWith& a, const IteratorWith& b) { return a.at > b.at; }
  friend bool operator<=(const IteratorWith& a, const IteratorWith& b) { return a.at <= b.at; }
  friend bool operator>=(const IteratorWith& a, const IteratorWith& b) { return a.at >= b.at; }
};
template <class T>
struct EndWith {
  T part;
  template <class U>
  friend bool operator==(const IteratorWith<U>&, const EndWith&) {
    return true;
  }
};
// Holds nothing itself, and its elements are Ts.
template <class T>
struct IteratorOver {
  using iterator_category = std::random_access_iterator_tag;
  using value_type = T;
  using difference_type = std::ptrdiff_t;
  using pointer = T*;
  using reference = T&;
  int part;
  T& operator*() const;
  T& operator[](std::ptrdiff_t) const;
  IteratorOver& operator++();
  IteratorOver operator+(std::ptrdiff_t) const;
  std::ptrdiff_t operator-(const IteratorOver&) const;
  bool operator==(const IteratorOver&) const;
  bool operator!=(const IteratorOver&) const;
};

// As `owns`, for parts that can be assigned. The part that is ThreadSafe is left out.
template <template <class> class Of>
inline constexpr bool owns_copies = needs_send_of<Of> && needs_sync_of<Of> && answers<Of<Plain>> == value &&
                                    answers<Of<std::string_view>> == Answers{true, true, false, false};

}  // namespace std_rows
