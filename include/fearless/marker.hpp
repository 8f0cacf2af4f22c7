// SPDX-License-Identifier: MIT
// The traits Send, Sync, Static and ThreadSafe (STUB of the engine: will be replaced on main).
#pragma once

#include <type_traits>
#include <utility>

#include <fearless/derive/obligation.hpp>

namespace fearless {

namespace traits {
struct Send {
  template <class Row>
  static constexpr auto from_row() {
    return Row::send;
  }
};
struct Sync {
  template <class Row>
  static constexpr auto from_row() {
    return Row::sync;
  }
};
struct Static {
  template <class Row>
  static constexpr auto from_row() {
    return Row::static_;
  }
};
struct ThreadSafe {
  template <class Row>
  static constexpr auto from_row() {
    return Row::thread_safe;
  }
};
}  // namespace traits

template <class... T>
inline constexpr IfAll<Obligation<traits::Send, T>...> if_send{};
template <class... T>
inline constexpr IfAll<Obligation<traits::Sync, T>...> if_sync{};
template <class... T>
inline constexpr IfAll<Obligation<traits::Static, T>...> if_static{};
template <class... T>
inline constexpr IfAll<Obligation<traits::ThreadSafe, T>...> if_thread_safe{};

namespace stub {
template <class Trait, class T>
constexpr bool holds();
constexpr bool eval(Always) { return true; }
template <class R>
constexpr bool eval(Never<R>) {
  return false;
}
template <class Tr, class T>
constexpr bool eval(Obligation<Tr, T>) {
  return holds<Tr, T>();
}
template <class... O>
constexpr bool eval(IfAll<O...>) {
  return (eval(O{}) && ...);
}
template <class T>
struct unwrap {
  using type = T;
};
template <class T>
struct unwrap<Element<T>> {
  using type = T;
};
template <class T>
struct unwrap<Pointee<T>> {
  using type = T;
};
template <class T>
concept has_row = requires { sizeof(row<T>); };
template <class Trait, class T0>
constexpr bool holds() {
  using T = typename unwrap<T0>::type;
  if constexpr (std::is_reference_v<T>) {
    using R = std::remove_reference_t<T>;
    if constexpr (std::is_same_v<Trait, traits::Static>)
      return false;
    else
      return holds<traits::ThreadSafe, R>();
  } else if constexpr (std::is_const_v<T> && std::is_same_v<Trait, traits::ThreadSafe>)
    return holds<traits::Sync, std::remove_cv_t<T>>();
  else if constexpr (std::is_const_v<T> || std::is_volatile_v<T>)
    return holds<Trait, std::remove_cv_t<T>>();
  else if constexpr (has_row<T>)
    return eval(Trait::template from_row<row<T>>());
  else if constexpr (std::is_pointer_v<T> && !std::is_function_v<std::remove_pointer_t<T>>)
    return std::is_same_v<Trait, traits::Static>;
  else
    return !std::is_same_v<Trait, traits::ThreadSafe> || std::is_empty_v<T>;
}
}  // namespace stub

template <class T>
inline constexpr bool is_send_v = stub::holds<traits::Send, T>();
template <class T>
inline constexpr bool is_sync_v = stub::holds<traits::Sync, T>();
template <class T>
inline constexpr bool is_static_v = stub::holds<traits::Static, T>();
template <class T>
inline constexpr bool is_thread_safe_v = stub::holds<traits::ThreadSafe, T>();
template <class T>
concept Send = is_send_v<T>;
template <class T>
concept Sync = is_sync_v<T>;
template <class T>
concept Static = is_static_v<T>;
template <class T>
concept ThreadSafe = is_thread_safe_v<T>;

}  // namespace fearless
