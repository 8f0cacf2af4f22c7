// SPDX-License-Identifier: MIT
// Why a type is refused: the shortest way from it to what never has the trait, as types and as a sentence.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <fearless/derive/walk.hpp>

namespace fearless {

/// In the name of a refusal, for compilers that can print types only: the way from a type down to the one that is
/// refused.
template <class... T>
struct path {};

}  // namespace fearless

namespace fearless::derive {

template <std::size_t I, class Answer>
struct NthObligation;
template <std::size_t I, class First, class... Rest>
struct NthObligation<I, IfAll<First, Rest...>> : NthObligation<I - 1, IfAll<Rest...>> {};
template <class Trait, class T, class... Rest>
struct NthObligation<0, IfAll<Obligation<Trait, T>, Rest...>> {
  using trait = Trait;
  using type = T;
};

template <class Path, class T>
struct Append;
template <class... Steps, class T>
struct Append<path<Steps...>, T> {
  using type = path<Steps..., T>;
};
// A const object and the object itself are one step of a way.
template <class Last, class T>
inline constexpr bool same_step = std::is_same_v<std::remove_cv_t<Last>, std::remove_cv_t<T>>;

// Follows the edges; what is left at the end is the reason, and the trait it speaks of.
template <class Trait, class T, class Last, class Path, std::size_t... Edges>
struct Follow {
  using trait = Trait;
  using steps = Path;
  using answer = decltype(PlaceRule<Trait, T>::get());
};
template <class Trait, class T, class Last, class Path, std::size_t Edge, std::size_t... Edges>
struct Follow<Trait, T, Last, Path, Edge, Edges...> {
  using next = NthObligation<Edge, decltype(PlaceRule<Trait, T>::get())>;
  using step = typename Unwrapped<typename next::type>::type;
  using longer = typename std::conditional_t<same_step<Last, step>, std::type_identity<Path>, Append<Path, step>>::type;
  using rest = Follow<typename next::trait, typename next::type, step, longer, Edges...>;
  using trait = typename rest::trait;
  using steps = typename rest::steps;
  using answer = typename rest::answer;
};

// A field that is shown one by one has no name among the types.
template <class Trait, class T, class Last, class Path, std::size_t Edge, std::size_t... Edges>
struct Follow<Trait, Fields<T>, Last, Path, Edge, Edges...> {
  using trait = Trait;
  using steps = Path;
  using answer = Never<because::a_private_member_or_capture_is_refused>;
};

template <class Answer>
struct ReasonOf {
  using type = because::its_template_expands_without_end;  // the walk ended before its answer did
};
template <class Reason>
struct ReasonOf<Never<Reason>> {
  using type = Reason;
};

// The explanation of why T has no Trait: `steps`, `trait` and `reason`.
template <class Trait, class T>
struct Explanation {
  static constexpr Way way = way_to_refusal<Trait, T>();
  template <std::size_t... I>
  static auto follow(std::index_sequence<I...>) -> Follow<Trait, T, T, path<T>, way.edges[I]...>;
  using followed = decltype(follow(std::make_index_sequence<way.length>{}));
  using steps = typename followed::steps;
  using trait = typename followed::trait;
  using reason = typename ReasonOf<typename followed::answer>::type;
};

// A sentence put together at compile time.
struct Sentence {
  static constexpr std::size_t most = 2048;
  char characters[most] = {};
  std::size_t length = 0;

  constexpr void add(Text text) {
    for (std::size_t i = 0; i < text.size && length < most; ++i) characters[length++] = text.data[i];
  }
  constexpr void add(const char* text) {
    std::size_t n = 0;
    while (text[n] != '\0') ++n;
    add(Text{text, n});
  }
  constexpr const char* data() const { return characters; }
  constexpr std::size_t size() const { return length; }
};

template <class First, class... Rest>
constexpr void add_path(Sentence& sentence, path<First, Rest...>) {
  sentence.add(type_name<First>());
  ((sentence.add(" -> "), sentence.add(type_name<Rest>())), ...);
}

template <class Role, class Trait, class T>
constexpr Sentence explain_refusal() {
  using Why = Explanation<Trait, T>;
  Sentence sentence;
  sentence.add(Role::text);
  sentence.add(", `");
  sentence.add(type_name<T>());
  sentence.add("`, ");
  sentence.add(Trait::refusal);
  sentence.add("\n  ");
  add_path(sentence, typename Why::steps{});
  sentence.add(": never ");
  sentence.add(Why::trait::text);
  sentence.add(": ");
  sentence.add(Why::reason::text);
  sentence.add("\n  help: ");
  sentence.add(Why::reason::help);
  sentence.add("\n  see docs/errors.md#");
  sentence.add(Why::reason::anchor);
  return sentence;
}

}  // namespace fearless::derive
