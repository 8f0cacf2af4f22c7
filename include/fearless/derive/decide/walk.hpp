// SPDX-License-Identifier: MIT
// The walk: a breadth-first search through all types that a type leads to, for one that never has the trait; and the
// shortest path to it.
#pragma once

#include <cstddef>
#include <type_traits>

#include <fearless/derive/decide/verdict.hpp>

namespace fearless::derive {

// The answer at a node of the walk. Indirections are followed here, so the class behind one is opened.
template <class Trait, class T>
struct NodeRule {
  static consteval auto get() { return Rule<Trait, T>{}; }
};
template <class Trait, class T>
struct NodeRule<Trait, Element<T>> : NodeRule<Trait, T> {};
template <class Trait, class T>
struct NodeRule<Trait, Pointee<const T>> {
  static consteval auto get() { return typename Trait::template OfConst<Pointee<T>>{}; }
};
template <class Trait, class T>
struct NodeRule<Trait, Pointee<volatile T>> : NodeRule<Trait, Pointee<T>> {};
template <class Trait, class T>
struct NodeRule<Trait, Pointee<const volatile T>> : NodeRule<Trait, Pointee<const T>> {};
template <class Trait, class T>
struct NodeRule<Trait, Pointee<T>> {
  static consteval auto get() {
    if constexpr (!std::is_class_v<T> || !safe_to_complete<T>()) {
      return Rule<Trait, T>{};
    } else if constexpr (constexpr auto declared = Trait::template declared_for_hierarchy<T>();
                         !std::is_same_v<decltype(declared), const NotDeclared>) {
      return declared;
    } else if constexpr (!Complete<T>) {
      return Rule<Trait, T>{};
    } else if constexpr (std::is_polymorphic_v<T> && !std::is_final_v<T>) {
      if constexpr (Trait::template declared_by_root<T>() &&
                    !is_never<std::remove_const_t<typename Trait::template Declared<T>>>)
        return always;
      else
        return never<because::it_may_point_at_a_derived_object_that_nobody_looked_at>;
    } else {
      return Rule<Trait, T>{};
    }
  }
};

#if FEARLESS_DETAIL_DUMPS_STRUCTS
template <class Trait, class T>
struct NodeRule<Trait, Fields<T>> {
  static consteval auto get() {
    if constexpr (verdict<Trait, Fields<T>> == Verdict::no)
      return never<because::a_private_member_or_capture_is_refused>;
    else
      return deferred_fields<Trait, T>();
  }
};
#endif

template <class T>
struct Unwrapped {
  using type = T;
};
template <class T>
struct Unwrapped<Element<T>> : Unwrapped<T> {};
template <class T>
struct Unwrapped<Pointee<T>> : Unwrapped<T> {};
template <class T>
struct Unwrapped<Fields<T>> : Unwrapped<T> {};

// A template may lead to ever new specialisations of itself, by deeper nesting or by counting, and the walk has to end.
// So the name of a type may nest only this deep, and a path may pass only so many classes in a row whose names contain
// a number as an argument. The number of all other classes is finite, so the count starts again after one.
inline constexpr int deepest_nesting = 64;
inline constexpr int longest_counting_path = 100;
template <class T>
consteval int remaining(int before) {
  using Object = std::remove_cv_t<typename Unwrapped<T>::type>;
  if constexpr (!std::is_class_v<Object> || HasRow<Object>) {
    return before;
  } else {
    Text name = type_name<Object>();
    int nesting = 0;
    bool counts = false;
    for (std::size_t i = 0; i < name.size; ++i) {
      nesting += name.data[i] == '<' ? 1 : name.data[i] == '>' ? -1 : 0;
      if (nesting > deepest_nesting) return 0;
      counts = counts || (nesting > 0 && name.data[i] >= '0' && name.data[i] <= '9' && i > 0 &&
                          !is_identifier_character(name.data[i - 1]));
    }
    return counts ? before - 1 : longest_counting_path;
  }
}

struct Walk;
using Expand = void (*)(Walk&);

// The question that a node asks, which identifies it. Names are compared first and then addresses. Names alone would be
// wrong, because two local classes may print the same name. Addresses alone would be sufficient, but GCC bug: with some
// options the comparison of the addresses of two variables is not a constant expression.
struct Question {
  const char* address;
  Text name;

  constexpr bool operator==(const Question& other) const {
    if (name.size != other.name.size) return false;
    for (std::size_t i = name.size; i-- > 0;)
      if (name.data[i] != other.name.data[i]) return false;
    return address == other.address;
  }
};
template <class Trait, class T>
inline constexpr char address = 0;
template <class Trait, class T>
inline constexpr Question question{&address<Trait, T>, spelling<Obligation<Trait, T>>()};

struct WalkNode {
  Expand expand;
  const Question* question;
  std::size_t parent;  // the number of the node that led here
  std::size_t index;   // of the parent's obligation that did
};

// The nodes that have been reached, each once, in the order of their distance from the root; `at` is the one that is
// being expanded.
struct Walk {
  WalkNode* nodes = new WalkNode[16];
  std::size_t size = 0;
  std::size_t capacity = 16;
  std::size_t at = 0;
  bool refused = false;

  constexpr Walk() = default;
  constexpr ~Walk() { delete[] nodes; }
  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;

  constexpr void reach(bool open, Expand expand, const Question& question, std::size_t index) {
    if (!open) return;
    for (std::size_t i = 0; i < size; ++i)
      if (*nodes[i].question == question) return;
    if (size == capacity) grow();
    nodes[size++] = {expand, &question, at, index};
  }
  constexpr void grow() {
    WalkNode* more = new WalkNode[2 * capacity];
    for (std::size_t i = 0; i < size; ++i) more[i] = nodes[i];
    delete[] nodes;
    nodes = more;
    capacity *= 2;
  }
};

// `ExpandAnswer` expands a node by its answer. The function for a node names the functions for the nodes after it. A
// compiler that instantiates functions immediately nests as deep as the path is long, so there is one function for each
// node and no helper between them.
constexpr void refuse(Walk& walk) { walk.refused = true; }

template <int Left, class Answer>
struct ExpandAnswer {
  static constexpr Expand expand = &refuse;  // Never, or a path that is too long
};
constexpr void pass(Walk&) {}
struct ExpandNothing {
  static constexpr Expand expand = &pass;
};
template <class Trait, class T, int Left>
struct ExpandType : ExpandAnswer<Left, decltype(NodeRule<Trait, T>::get())> {};
template <class Trait, class T, int Left>
using ExpandUnlessYes =
    std::conditional_t<verdict<Trait, T> == Verdict::yes, ExpandNothing, ExpandType<Trait, T, remaining<T>(Left)>>;

template <int Left>
struct ExpandAnswer<Left, Always> : ExpandNothing {};
template <int Left, class... Trait, class... T>
  requires(Left > 0)
struct ExpandAnswer<Left, IfAll<Obligation<Trait, T>...>> {
  static constexpr void expand(Walk& walk) {
    [[maybe_unused]] std::size_t index = 0;
    (walk.reach(verdict<Trait, T> != Verdict::yes, ExpandUnlessYes<Trait, T, Left>::expand, question<Trait, T>,
                index++),
     ...);
  }
};

// Expands one node after the other, until one of them is refused or none is left.
constexpr void run(Walk& walk, Expand root, const Question& question) {
  walk.reach(true, root, question, 0);
  for (; walk.at < walk.size; ++walk.at) {
    walk.nodes[walk.at].expand(walk);
    if (walk.refused) return;
  }
}

template <class Trait, class T>
consteval bool walk_finds_nothing() {
  Walk walk;
  run(walk, ExpandType<Trait, T, longest_counting_path>::expand, question<Trait, T>);
  return !walk.refused;
}

/// Whether T has Trait: the question that the engine answers.
template <class Trait, class T, Verdict = verdict<Trait, T>>
inline constexpr bool holds = walk_finds_nothing<Trait, T>();
template <class Trait, class T>
inline constexpr bool holds<Trait, T, Verdict::yes> = true;
template <class Trait, class T>
inline constexpr bool holds<Trait, T, Verdict::no> = false;

// The shortest path from a type to the one that refuses it: at each node, the index of the obligation to follow.
inline constexpr std::size_t longest_path = 64;
struct Path {
  std::size_t length = 0;
  std::size_t indices[longest_path] = {};
};
template <class Trait, class T>
consteval Path path_to_refusal() {
  Walk walk;
  run(walk, ExpandType<Trait, T, longest_counting_path>::expand, question<Trait, T>);
  Path path;
  for (std::size_t i = walk.at; i != 0; i = walk.nodes[i].parent) ++path.length;
  if (path.length > longest_path) path.length = longest_path;
  std::size_t n = path.length;
  for (std::size_t i = walk.at; i != 0; i = walk.nodes[i].parent)
    if (n > 0) path.indices[--n] = walk.nodes[i].index;
  return path;
}

}  // namespace fearless::derive
