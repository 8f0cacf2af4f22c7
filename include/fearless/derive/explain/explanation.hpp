// SPDX-License-Identifier: MIT
// Why a type is refused: the shortest path from it to a type that never has the trait, and the reason given there.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <fearless/derive/decide/walk.hpp>

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

// Follows the indices of a path. The `answer` at its end carries the reason, and `trait` is the trait that the reason
// is about.
template <class Trait, class T, std::size_t... Indices>
struct Follow {
  using trait = Trait;
  using answer = decltype(NodeRule<Trait, T>::get());
};
template <class Trait, class T, std::size_t Index, std::size_t... Indices>
struct Follow<Trait, T, Index, Indices...> {
  using next = NthObligation<Index, decltype(NodeRule<Trait, T>::get())>;
  using rest = Follow<typename next::trait, typename next::type, Indices...>;
  using trait = typename rest::trait;
  using answer = typename rest::answer;
};
// Fields that are shown one by one form no list of types, so a path ends there.
template <class Trait, class T, std::size_t Index, std::size_t... Indices>
struct Follow<Trait, Fields<T>, Index, Indices...> {
  using trait = Trait;
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

// Why T does not have Trait: the `reason`, and the `trait` that the reason is about, which may be another one.
template <class Trait, class T>
struct Explanation {
  static constexpr Path path = path_to_refusal<Trait, T>();
  template <std::size_t... I>
  static auto follow(std::index_sequence<I...>) -> Follow<Trait, T, path.indices[I]...>;
  using followed = decltype(follow(std::make_index_sequence<path.length>{}));
  using trait = typename followed::trait;
  using reason = typename ReasonOf<typename followed::answer>::type;
};

}  // namespace fearless::derive
