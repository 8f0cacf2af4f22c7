// SPDX-License-Identifier: MIT
// The rows of shared_ptr for a program that defines FEARLESS_UNSAFE_TRUST_SHARED_PTR; included by
// <fearless/std/memory.hpp> inside its namespace.

// Why Send: every copy refers to the same T, and the thread with the last copy destroys it. Why Sync: a const
// shared_ptr can be copied. Why not ThreadSafe: it can be assigned.
template <class T>
struct row<std::shared_ptr<T>> {
  using Object = std::remove_extent_t<T>;
  static constexpr auto send = if_all<Obligation<traits::Send, Object&>, Obligation<traits::Send, Pointee<Object>>>;
  static constexpr auto sync = send;
  static constexpr auto static_ = if_static<Pointee<Object>>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
template <class T>
  requires std::is_void_v<T>
struct row<std::shared_ptr<T>> : kind::never_because<because::a_pointer_to_void_hides_what_it_owns> {};

// Why: it can be locked to a shared_ptr.
template <class T>
struct row<std::weak_ptr<T>> : row<std::shared_ptr<T>> {};

// Why all: if no shared_ptr owns the object, the weak_ptr in it is empty, and moving or copying the object does not
// move or copy it. If a shared_ptr owns the object, that shared_ptr already requires everything that `shared_from_this`
// gives access to.
template <class T>
struct row<std::enable_shared_from_this<T>> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = always;
};
