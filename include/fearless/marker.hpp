// SPDX-License-Identifier: MIT
// Send, Sync, Static and ThreadSafe: which types may cross to another thread, and which may be shared (Rust's
// std::marker).
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <type_traits>

#include <fearless/marker/std_header.hpp>
#include <fearless/marker/traits.hpp>
#include <fearless/marker/values.hpp>

namespace fearless {

namespace rules {
/// In the text of an error: whether the compiler accepts this. A refusal is never accepted.
template <class Refusal>
inline constexpr bool accepted = false;
template <>
inline constexpr bool accepted<void> = true;
}  // namespace rules

namespace derive {

// A concept that is not satisfied names the reason, which marker/refusal.hpp adds by a function for `false`. (Most are
// satisfied, and then there is no function to look for.)
struct include_fearless_marker_refusal_hpp_for_the_reason;
template <class WhyNot>
concept Accepted = accepted<WhyNot>;
template <bool Holds>
struct Late {};
template <class Trait, class T>
include_fearless_marker_refusal_hpp_for_the_reason why_not(...);
template <bool Holds>
struct WhyNot {
  template <class Trait, class T>
  using type = void;
};
template <>
struct WhyNot<false> {
  template <class Trait, class T, bool Holds = false>
  using type = decltype(why_not<Trait, T>(Late<Holds>{}));
};

// What holds a class of plain values is known by its bytes alone, which tell no condition.
template <class Declaration>
inline constexpr bool conditional = !std::is_same_v<Declaration, NotDeclared> && !is_never<Declaration>;
template <class Trait, class T>
concept PlainButRefused =
    Trait::plain_bits_suffice && std::is_class_v<T> &&
    conditional<std::remove_const_t<typename Trait::template Declared<T>>> && Complete<T> && PlainBits<T>;
// Nor does it show of an aggregate inside a class with private members, or a closure, on Clang.
template <class Trait, class T>
concept AggregateButRefused =
    std::is_class_v<T> && conditional<std::remove_const_t<typename Trait::template Declared<T>>> && Complete<T> &&
    __is_aggregate(T) && !PlainButRefused<Trait, T> && decided<typename OpenRule<Trait, T>::type> == Verdict::yes;
// A class that is still incomplete has no answer that would stay true, unless the user or a row gives it.
template <class Trait, class T>
consteval bool refuse() {
  using Object = std::remove_cv_t<T>;
  static_assert(!PlainButRefused<Trait, Object>,
                "fearless: a class of plain values is what its bytes are, and so is all that holds it, whatever the "
                "condition: give it a fearless::PhantomData, NotSend or NotSync member instead");
  static_assert(!AggregateButRefused<Trait, Object>,
                "fearless: an aggregate is what its members are, and so is what holds it, whatever the condition: give "
                "it a fearless::PhantomData, NotSend or NotSync member instead");
  if constexpr (std::is_same_v<SurfaceRule<Trait, Object>, Open>)
    static_assert(Complete<Object>,
                  "fearless: the class is incomplete here, so nothing can be derived from its members: ask after its "
                  "definition, or say it with FEARLESS_UNSAFE_SEND and the like");
  return false;
}
// Whether T has Trait, asked by a user. (The verdict has no default argument: Clang 16 crashes if an error arises in
// one.)
template <class Trait, class T, Verdict>
inline constexpr bool asked = true;
template <class Trait, class T>
inline constexpr bool asked<Trait, T, Verdict::deferred> = holds<Trait, T, Verdict::deferred>;
template <class Trait, class T>
inline constexpr bool asked<Trait, T, Verdict::no> = refuse<Trait, T>();

}  // namespace derive

/// Whether a `T` has the auto trait `Trait`: one of `traits`, or one of your own (see `AutoTrait`).
template <class Trait, class T>
inline constexpr bool has_trait = derive::asked<Trait, T, derive::verdict<Trait, T>>;

/// Whether a `T` may be moved to another thread, used and destroyed there. Answers for every complete type; an
/// incomplete class is refused with an error. Mirrors Rust's `T: Send`.
template <class T>
inline constexpr bool is_send_v = derive::asked<traits::Send, T, derive::verdict<traits::Send, T>>;
/// Whether any number of threads may use one `T` through `const T&` at the same time. Mirrors Rust's `T: Sync`.
template <class T>
inline constexpr bool is_sync_v = derive::asked<traits::Sync, T, derive::verdict<traits::Sync, T>>;
/// Whether a `T` borrows nothing that could dangle once it outlives its scope. Mirrors Rust's `T: 'static`.
template <class T>
inline constexpr bool is_static_v = derive::asked<traits::Static, T, derive::verdict<traits::Static, T>>;
/// Whether any number of threads may do anything but destroy it with one `T` at the same time, assignment included.
/// Rust needs no such trait, since its `&mut T` is exclusive; a C++ `T&` is not.
template <class T>
inline constexpr bool is_thread_safe_v = derive::asked<traits::ThreadSafe, T, derive::verdict<traits::ThreadSafe, T>>;

/// A type whose values may be moved to another thread, used and destroyed there: `is_send_v`.
template <class T>
concept Send = derive::Accepted<typename derive::WhyNot<is_send_v<T>>::template type<traits::Send, T>>;
/// A type whose values any number of threads may use through `const T&` at the same time: `is_sync_v`.
template <class T>
concept Sync = derive::Accepted<typename derive::WhyNot<is_sync_v<T>>::template type<traits::Sync, T>>;
/// A type whose values borrow nothing: `is_static_v`.
template <class T>
concept Static = derive::Accepted<typename derive::WhyNot<is_static_v<T>>::template type<traits::Static, T>>;
/// A type whose values any number of threads may use in every way at the same time: `is_thread_safe_v`.
template <class T>
concept ThreadSafe =
    derive::Accepted<typename derive::WhyNot<is_thread_safe_v<T>>::template type<traits::ThreadSafe, T>>;

/// An empty member that makes its class neither Send nor anything else: Rust's `PhantomData<*const ()>`, but Sync. Its
/// copies are user-provided, so that no class that holds it passes for plain bytes.
class NotSend {
 public:
  constexpr NotSend() noexcept {}
  constexpr NotSend(const NotSend&) noexcept {}
  constexpr NotSend& operator=(const NotSend&) noexcept { return *this; }
};
template <>
struct rules::row<NotSend> {
  static constexpr auto send = never<because::it_was_declared_so>;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = always;
};

/// An empty member that makes its class not Sync, and so not ThreadSafe: Rust's `PhantomData<Cell<()>>`.
class NotSync {
 public:
  constexpr NotSync() noexcept {}
  constexpr NotSync(const NotSync&) noexcept {}
  constexpr NotSync& operator=(const NotSync&) noexcept { return *this; }
};
template <>
struct rules::row<NotSync> {
  static constexpr auto send = always;
  static constexpr auto sync = never<because::it_was_declared_so>;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_was_declared_so>;
};

/// An empty member that stands for a `T` its class owns or hands out without holding one. Mirrors Rust's
/// `PhantomData<T>`.
template <class T>
class PhantomData {
 public:
  constexpr PhantomData() noexcept {}
  constexpr PhantomData(const PhantomData&) noexcept {}
  constexpr PhantomData& operator=(const PhantomData&) noexcept { return *this; }
};
// It is for all four what a T is, or the class that holds it would pass for something better.
template <class T>
struct rules::row<PhantomData<T>> {
  static constexpr auto send = if_send<Element<T>>;
  static constexpr auto sync = if_sync<Element<T>>;
  static constexpr auto static_ = if_static<Element<T>>;
  static constexpr auto thread_safe = if_thread_safe<Element<T>>;
};

}  // namespace fearless
