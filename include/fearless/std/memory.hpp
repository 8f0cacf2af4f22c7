// SPDX-License-Identifier: MIT
// The rows of <memory>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <memory>

#include <fearless/std/shared/allocator.ipp>

namespace fearless::rules {

namespace because {
struct a_shared_ptr_hides_its_deleter_and_its_aliases {
  static constexpr const char* text = "a std::shared_ptr hides its deleter and its aliases";
  static constexpr const char* help = "share it as fearless::Arc<%1>, with a fearless::Mutex inside if it is written";
  static constexpr const char* anchor = "shared-ptr";
};
struct a_function_as_its_deleter_may_delete_nothing {
  static constexpr const char* text = "its deleter may be any function, one that deletes nothing, too";
  static constexpr const char* help =
      "give it a deleter class, struct Delete { void operator()(%1*) const; }, which calls the function, or promise it "
      "with %M(%T)";
  static constexpr const char* anchor = "deleter";
};
struct a_pointer_to_void_hides_what_it_owns {
  static constexpr const char* text = "a pointer to void hides what it owns";
  static constexpr const char* help = "own it as what it is";
  static constexpr const char* anchor = "void-pointer";
};
}  // namespace because
}  // namespace fearless::rules

namespace fearless::detail {
// Whether the deleter D of a T, or of an array of T, has a pointer type of its own.
template <class T, class D>
concept OwnPointer = requires { typename std::remove_reference_t<D>::pointer; } &&
                     !std::is_same_v<typename std::remove_reference_t<D>::pointer, T*>;
// Whether the deleter D is, or refers to, a function that its type does not identify.
template <class D>
concept AnyFunction =
    std::is_function_v<std::remove_pointer_t<std::remove_cvref_t<D>>> || calls_any_function<std::remove_cvref_t<D>>;
}  // namespace fearless::detail

namespace fearless::rules {

// Why: it holds nothing, unless it is a user's specialisation that does.
template <class T>
  requires kind::Empty<std::default_delete<T>>
struct row<std::default_delete<T>> : kind::stateless {};

// Why: it owns its object, and its const is shallow; it holds the deleter, which is a class.
template <class T, class D>
struct row<std::unique_ptr<T, D>> : kind::shallow_owner<Pointee<T>, D> {};

// Why: it owns its array, whose elements are exactly T, because delete[] accepts no array of a derived class.
template <class T>
  requires(kind::Empty<std::default_delete<T[]>> && !detail::OwnPointer<T, std::default_delete<T[]>>)
struct row<std::unique_ptr<T[]>> : kind::shallow_owner<Element<T>> {};

// Why: with another deleter, the pointer may lead to an object of a class derived from T.
template <class T, class D>
struct row<std::unique_ptr<T[], D>> : kind::shallow_owner<Pointee<T>, D> {};

// Why: it also holds the pointer type that the deleter defines.
template <class T, class D>
  requires(detail::OwnPointer<T, D> && !detail::AnyFunction<D>)
struct row<std::unique_ptr<T, D>> : kind::shallow_owner<Pointee<T>, D, typename std::remove_reference_t<D>::pointer> {};

// Why: it owns an array, and also holds the pointer type that the deleter defines.
template <class T, class D>
  requires(detail::OwnPointer<T, D> && !detail::AnyFunction<D>)
struct row<std::unique_ptr<T[], D>> : kind::shallow_owner<Pointee<T>, D, typename std::remove_reference_t<D>::pointer> {
};

// Why: whether it owns its object depends on the deleter function, which is not known at compile time.
template <class T, detail::AnyFunction D>
struct row<std::unique_ptr<T, D>> : kind::never_because<because::a_function_as_its_deleter_may_delete_nothing> {};
template <class T, detail::AnyFunction D>
struct row<std::unique_ptr<T[], D>> : kind::never_because<because::a_function_as_its_deleter_may_delete_nothing> {};

// Why: a pointer to void hides the type of the object that it owns.
template <class T, class D>
  requires(std::is_void_v<T> && !detail::OwnPointer<T, D> && !detail::AnyFunction<D>)
struct row<std::unique_ptr<T, D>> : kind::never_because<because::a_pointer_to_void_hides_what_it_owns> {};

/// FEARLESS_UNSAFE_TRUST_SHARED_PTR is a macro that the program defines, the same in every translation unit. It
/// promises, unchecked, two facts about every `std::shared_ptr` in the program: it has no deleter that is bound to a
/// thread, and it is no alias, so it owns the object that it points at and nothing else. Then `std::shared_ptr<T>` has
/// the traits of `T&`, and its last copy may destroy the T on any thread; `std::shared_ptr<const T>` likewise has those
/// of `const T&`. `std::shared_ptr<void>` remains refused.
#if defined(FEARLESS_UNSAFE_TRUST_SHARED_PTR)

#include <fearless/std/trusted/shared_ptr.ipp>
#else

// Why: its deleter is hidden; other copies may give access that is not const; and it may own another object than the
// one it points at.
template <class T>
struct row<std::shared_ptr<T>> : kind::never_because<because::a_shared_ptr_hides_its_deleter_and_its_aliases> {};

// Why: it can be locked to a shared_ptr.
template <class T>
struct row<std::weak_ptr<T>> : kind::never_because<because::a_shared_ptr_hides_its_deleter_and_its_aliases> {};

// Why: it holds a weak_ptr.
template <class T>
struct row<std::enable_shared_from_this<T>>
    : kind::never_because<because::a_shared_ptr_hides_its_deleter_and_its_aliases> {};

#endif

#ifdef __cpp_lib_out_ptr
// Why: it refers to a smart pointer, and assigns to it a pointer that it holds.
template <class Smart, class Pointer, class... Args>
struct row<std::out_ptr_t<Smart, Pointer, Args...>> : kind::view<Smart, Pointer, Args...> {};
template <class Smart, class Pointer, class... Args>
struct row<std::inout_ptr_t<Smart, Pointer, Args...>> : kind::view<Smart, Pointer, Args...> {};
#endif

#ifdef __cpp_lib_indirect
// Why: it owns its object, which is exactly a T, and its const is deep.
template <class T, class A>
struct row<std::indirect<T, A>> : kind::container<A, detail::Allocates<T>, Element<T>> {};
#endif

#ifdef __cpp_lib_polymorphic
// Why: it owns its object, which may be of a class derived from T, and its const is deep.
template <class T, class A>
struct row<std::polymorphic<T, A>> : kind::container<A, detail::Allocates<T, detail::SomeNode>, Pointee<T>> {};
#endif

// Why: it has no state; only its type carries information.
template <>
struct row<std::bad_weak_ptr> : kind::value {};

// Why: it holds nothing.
template <>
struct row<std::allocator_arg_t> : kind::stateless {};

// Why: it holds nothing, unless it is a user's specialisation that does.
template <class T>
  requires kind::Empty<std::owner_less<T>>
struct row<std::owner_less<T>> : kind::stateless {};

}  // namespace fearless::rules
