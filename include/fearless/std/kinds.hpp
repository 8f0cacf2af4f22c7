// SPDX-License-Identifier: MIT
// The kinds of rows. A kind describes what sort of type a library's class is, so the row of the class is one line, with
// the reason above it. A kind needs no part of the engine, so a row costs almost nothing until its class is asked
// about.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/reasons.hpp>
#include <fearless/marker/conditions.hpp>

namespace fearless::rules {

namespace because {
// Declared here and defined in the engine (derive/answer/reason.hpp), which is included when a question is asked.
struct a_reference_borrows_what_may_die_first;
struct its_members_cannot_be_seen;
struct two_threads_writing_it_would_race;
struct a_stream_shares_its_buffer_and_locale;  // shared/streams.ipp

struct a_view_borrows_what_may_die_first {
  static constexpr const char* text = "a view borrows what may die first";
  static constexpr const char* help = "move or copy what it views (a std::string, a std::vector), or use thread::scope";
  static constexpr const char* anchor = "view";
};
struct an_iterator_points_at_what_may_die_first {
  static constexpr const char* text = "an iterator points into what may die first";
  static constexpr const char* help = "send the container and begin there, or use thread::scope";
  static constexpr const char* anchor = "iterator";
};
}  // namespace because

/// Base classes for a `row`. Each has the four answers for a kind of type. `Parts` are the types that an object holds:
/// `T` by value, `Element<T>` elsewhere, `Pointee<T>` behind a pointer.
namespace kind {

/// Whether T, a specialisation of a template that users may specialise (such as std::hash), holds nothing. (Builtins
/// are used because many standard headers do not include <type_traits>.)
template <class T>
concept Empty = __is_empty(T) && __is_trivially_copyable(T) && __is_constructible(T);

/// A type that holds nothing: a tag or a stateless function object. Its assignment writes nothing.
struct stateless {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = always;
};

/// A type that synchronises every use itself, and cannot be assigned.
struct synchronized : stateless {};

/// A value that shares nothing that could race.
struct value : stateless {
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

/// A value that can be neither copied nor assigned, but has member functions that write.
struct unsynchronized : stateless {
  static constexpr auto thread_safe = never<because::two_threads_writing_it_would_race>;
};

/// A type that consists of its parts: every operation on it, assignment included, is an operation on them.
template <class... Parts>
struct memberwise {
  static constexpr auto send = if_send<Parts...>;
  static constexpr auto sync = if_sync<Parts...>;
  static constexpr auto static_ = if_static<Parts...>;
  static constexpr auto thread_safe = if_thread_safe<Parts...>;
};

/// A type that owns its parts, gives const access to them if it is const, and has state of its own.
template <class... Parts>
struct owner : memberwise<Parts...> {
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

/// Whether the pointers of the allocator A are of a class type, which may hold anything.
template <class T>
inline constexpr bool is_plain_pointer = false;
template <class T>
inline constexpr bool is_plain_pointer<T*> = true;
template <class A>
concept BringsItsPointer = requires { typename A::pointer; } && !is_plain_pointer<typename A::pointer>;
template <class Asked, class A, class... Parts>
struct container_with : owner<Parts..., A> {};
template <template <class...> class Types, class... Asked, class A, class... Parts>
struct container_with<Types<Asked...>, A, Parts...> : owner<Parts..., A, Asked...> {};

/// A type that owns its parts, some of them in memory from the allocator A. It may store A rebound to the types that it
/// `Allocates`, such as nodes (shared/rebind.ipp). (std::allocator has every trait, so nothing is asked about it:
/// shared/allocator.ipp.)
template <class A, class Allocates, class... Parts>
struct container : container_with<typename Allocates::template asked<A>, A, Parts...> {};

/// A type that owns the object `To` behind its pointer, and gives access to it that is not const even if it is const
/// itself. It holds `Parts`.
template <class To, class... Parts>
struct shallow_owner : owner<To, Parts...> {
  // Not joined with `&&`: argument-dependent lookup would complete the classes that the conditions name.
  static constexpr IfAll<Obligation<traits::ThreadSafe, To>, Obligation<traits::Sync, Parts>...> sync{};
};

/// A type that shares its parts with its copies, which only read them.
template <class... Parts>
struct sharer : owner<Parts...> {
  static constexpr IfAll<Obligation<traits::Send, Parts>..., Obligation<traits::Sync, Parts>...> send{};
};

/// A reference to `T` that can be assigned.
template <class T>
struct reference : owner<T&> {};

/// A type that refers to any number of `T` that it does not own, and holds `Parts`.
template <class T, class... Parts>
struct view : owner<T&, Parts...> {
  static constexpr auto static_ = never<because::a_view_borrows_what_may_die_first>;
};

/// An iterator over objects `T` that it does not own. Whoever has it can reach each of them, as with a reference. It
/// holds `Parts`.
template <class T, class... Parts>
struct iterator : owner<T&, Parts...> {
  static constexpr auto static_ = never<because::an_iterator_points_at_what_may_die_first>;
};

/// A type that refers to mutexes that it has locked.
template <class... Mutexes>
struct lock {
  static constexpr auto send = never<because::a_lock_is_released_by_the_thread_that_took_it>;
  static constexpr auto sync = if_sync<Mutexes&...>;
  static constexpr auto static_ = never<because::a_reference_borrows_what_may_die_first>;
  static constexpr auto thread_safe = never<because::a_lock_is_released_by_the_thread_that_took_it>;
};

/// A type that has none of the traits, because of `Reason`.
template <class Reason>
struct never_because {
  static constexpr auto send = never<Reason>;
  static constexpr auto sync = never<Reason>;
  static constexpr auto static_ = never<Reason>;
  static constexpr auto thread_safe = never<Reason>;
};

/// A stream, or a type that uses one.
struct stream : never_because<because::a_stream_shares_its_buffer_and_locale> {};

}  // namespace kind

}  // namespace fearless::rules
