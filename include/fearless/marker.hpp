// SPDX-License-Identifier: MIT
// Send, Sync, Static and ThreadSafe: which types may be moved to another thread, and which may be shared between
// threads (Rust's std::marker).
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <type_traits>

#include <fearless/marker/std_header.hpp>
#include <fearless/marker/traits.hpp>
#include <fearless/marker/values.hpp>

namespace fearless {

namespace rules {
/// Appears in the text of an error: whether the compiler accepts this refusal. It never does.
template <class Refusal>
inline constexpr bool accepted = false;
template <>
inline constexpr bool accepted<void> = true;
}  // namespace rules

namespace derive {

// If a concept is not satisfied, the compiler prints the constraint below. marker/refusal.hpp declares an overload of
// `why_not` that puts the reason into that constraint; without that header, the name of this class is printed. (If the
// concept is satisfied, no function is looked up.)
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

// Whether the user declared a condition on a class of plain values. A class that holds it is judged by its bytes, which
// do not show the condition, so the declaration would be bypassed.
template <class Declaration>
inline constexpr bool conditional = !std::is_same_v<Declaration, NotDeclared> && !is_never<Declaration>;
template <class Trait, class T>
concept PlainButRefused =
    Trait::plain_bits_suffice && std::is_class_v<T> &&
    conditional<std::remove_const_t<typename Trait::template Declared<T>>> && Complete<T> && PlainBits<T>;
// Whether the user declared a condition on an aggregate whose members grant more. On Clang, a class with private
// members or a closure that holds it is judged by the members, so the declaration would be bypassed.
template <class Trait, class T>
concept AggregateButRefused =
    std::is_class_v<T> && conditional<std::remove_const_t<typename Trait::template Declared<T>>> && Complete<T> &&
    __is_aggregate(T) && !PlainButRefused<Trait, T> && decided<typename OpenRule<Trait, T>::type> == Verdict::yes;
// Reports an error for a type without an answer, and otherwise returns no. An incomplete class has no answer that would
// remain true, unless a declaration or a row gives one.
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
// Whether T has Trait, as asked by a user. (The verdict is a parameter without a default argument because of a Clang
// bug: Clang 16 crashes if an error arises in a default argument.)
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

/// Whether a `T` may be moved to another thread, and be used and destroyed there. There is an answer for every complete
/// type; asking about an incomplete class is an error. Mirrors Rust's `T: Send`.
template <class T>
inline constexpr bool is_send_v = derive::asked<traits::Send, T, derive::verdict<traits::Send, T>>;
/// Whether any number of threads may use one `T` through `const T&` at the same time. Mirrors Rust's `T: Sync`.
template <class T>
inline constexpr bool is_sync_v = derive::asked<traits::Sync, T, derive::verdict<traits::Sync, T>>;
/// Whether a `T` borrows nothing, so that it cannot dangle when it outlives the scope that created it. Mirrors Rust's
/// `T: 'static`.
template <class T>
inline constexpr bool is_static_v = derive::asked<traits::Static, T, derive::verdict<traits::Static, T>>;
/// Whether any number of threads may use one `T` in every way at the same time, assignment included and destruction
/// excepted. Rust needs no such trait, because its `&mut T` is exclusive; a C++ `T&` is not.
template <class T>
inline constexpr bool is_thread_safe_v = derive::asked<traits::ThreadSafe, T, derive::verdict<traits::ThreadSafe, T>>;

/// A type whose values may be moved to another thread, and be used and destroyed there: `is_send_v`.
/// \snippet reference/markers.cpp send
template <class T>
concept Send = derive::Accepted<typename derive::WhyNot<is_send_v<T>>::template type<traits::Send, T>>;
/// A type whose values any number of threads may use through `const T&` at the same time: `is_sync_v`.
/// \snippet reference/markers.cpp sync
template <class T>
concept Sync = derive::Accepted<typename derive::WhyNot<is_sync_v<T>>::template type<traits::Sync, T>>;
/// A type whose values borrow nothing: `is_static_v`.
/// \snippet reference/markers.cpp static
template <class T>
concept Static = derive::Accepted<typename derive::WhyNot<is_static_v<T>>::template type<traits::Static, T>>;
/// A type whose values any number of threads may use in every way at the same time: `is_thread_safe_v`.
/// \snippet reference/markers.cpp thread_safe
template <class T>
concept ThreadSafe =
    derive::Accepted<typename derive::WhyNot<is_thread_safe_v<T>>::template type<traits::ThreadSafe, T>>;

/// An empty member that makes its class not Send, and changes no other trait. Mirrors Rust's `PhantomData<*const ()>`,
/// except that it is Sync. Its copies are user-provided, so that a class that holds it is not trivially copyable and is
/// not judged by its bytes.
/// \snippet reference/markers.cpp not_send
class NotSend {
 public:
  /// An object without content.
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

/// An empty member that makes its class not Sync, and so not ThreadSafe. Mirrors Rust's `PhantomData<Cell<()>>`.
/// \snippet reference/markers.cpp not_sync
class NotSync {
 public:
  /// An object without content.
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

/// An empty member for a class that owns or hands out a `T` without having a member of that type. Mirrors Rust's
/// `PhantomData<T>`.
/// \snippet reference/markers.cpp phantom
template <class T>
class PhantomData {
 public:
  /// An object without content.
  constexpr PhantomData() noexcept {}
  constexpr PhantomData(const PhantomData&) noexcept {}
  constexpr PhantomData& operator=(const PhantomData&) noexcept { return *this; }
};
// `PhantomData<T>` has exactly T's four answers. Anything more permissive would let a class that only pretends to hold
// a T cross threads when a T may not.
template <class T>
struct rules::row<PhantomData<T>> {
  static constexpr auto send = if_send<Element<T>>;
  static constexpr auto sync = if_sync<Element<T>>;
  static constexpr auto static_ = if_static<Element<T>>;
  static constexpr auto thread_safe = if_thread_safe<Element<T>>;
};

}  // namespace fearless
