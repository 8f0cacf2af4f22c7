// SPDX-License-Identifier: MIT
// The kinds of rows: what a library's type is, so that its own row is one line with its reason above it. Nothing of the
// engine is needed to say it, so a row costs next to nothing until somebody asks.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/reasons.hpp>
#include <fearless/marker/conditions.hpp>

namespace fearless::rules {

namespace because {
// The engine's (derive/answer/reason.hpp), which has them when somebody asks.
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

/// Bases for a `row`. Each says for the four traits what a type of that kind has. `Parts` are the types an object
/// holds: `T` by value, `Element<T>` elsewhere, `Pointee<T>` behind a pointer.
namespace kind {

/// Of a library's template that a program may specialise, such as std::hash: whether this one holds nothing. (What
/// <type_traits> has for it is what many a standard header does without.)
template <class T>
concept Empty = __is_empty(T) && __is_trivially_copyable(T) && __is_constructible(T);

/// Holds nothing: a tag or a stateless function object, whose assignment writes nothing.
struct stateless {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = always;
};

/// Synchronises every use itself, and cannot be assigned.
struct synchronized : stateless {};

/// A value of its own that shares nothing which could race.
struct value : stateless {
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

/// As a value, but can be neither copied nor assigned: its members write.
struct unsynchronized : stateless {
  static constexpr auto thread_safe = never<because::two_threads_writing_it_would_race>;
};

/// Is its parts and nothing else: whatever is done with it, assignment included, is done with them.
template <class... Parts>
struct memberwise {
  static constexpr auto send = if_send<Parts...>;
  static constexpr auto sync = if_sync<Parts...>;
  static constexpr auto static_ = if_static<Parts...>;
  static constexpr auto thread_safe = if_thread_safe<Parts...>;
};

/// Owns its parts, hands them out as const if it is const, and has a state of its own beside them.
template <class... Parts>
struct owner : memberwise<Parts...> {
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

/// Whether the allocator A brings a class for pointers, which may hold anything.
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

/// Owns its parts, some of them in memory from the allocator A, which it may keep as one for what it `Allocates`
/// (shared/rebind.ipp): nodes, say. (Of std::allocator, nothing needs to be asked: shared/allocator.ipp.)
template <class A, class Allocates, class... Parts>
struct container : container_with<typename Allocates::template asked<A>, A, Parts...> {};

/// Owns what a pointer of its leads to, `To`, and hands it out as it is although it is const itself; holds `Parts`.
template <class To, class... Parts>
struct shallow_owner : owner<To, Parts...> {
  // Not with `&&`, which would look for operators in the classes it is about, and complete them.
  static constexpr IfAll<Obligation<traits::ThreadSafe, To>, Obligation<traits::Sync, Parts>...> sync{};
};

/// Shares its parts with its copies, which only read them.
template <class... Parts>
struct sharer : owner<Parts...> {
  static constexpr IfAll<Obligation<traits::Send, Parts>..., Obligation<traits::Sync, Parts>...> send{};
};

/// Is a reference to `T` that can be assigned.
template <class T>
struct reference : owner<T&> {};

/// Refers to any number of `T` that something else owns, and holds `Parts`.
template <class T, class... Parts>
struct view : owner<T&, Parts...> {
  static constexpr auto static_ = never<because::a_view_borrows_what_may_die_first>;
};

/// Leads to one `T` after the other in what something else owns: to whoever has it, a reference to each.
template <class T>
struct iterator : owner<T&> {
  static constexpr auto static_ = never<because::an_iterator_points_at_what_may_die_first>;
};

/// Has locked mutexes, which it refers to.
template <class... Mutexes>
struct lock {
  static constexpr auto send = never<because::a_lock_is_released_by_the_thread_that_took_it>;
  static constexpr auto sync = if_sync<Mutexes&...>;
  static constexpr auto static_ = never<because::a_reference_borrows_what_may_die_first>;
  static constexpr auto thread_safe = never<because::a_lock_is_released_by_the_thread_that_took_it>;
};

/// Has none of the traits, because of `Reason`.
template <class Reason>
struct never_because {
  static constexpr auto send = never<Reason>;
  static constexpr auto sync = never<Reason>;
  static constexpr auto static_ = never<Reason>;
  static constexpr auto thread_safe = never<Reason>;
};

/// Is a stream, or uses one.
struct stream : never_because<because::a_stream_shares_its_buffer_and_locale> {};

}  // namespace kind

}  // namespace fearless::rules
