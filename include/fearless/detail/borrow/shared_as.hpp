// SPDX-License-Identifier: MIT
// How several threads see an object that they share: as a T if T is proved to be ThreadSafe, and as a const T
// otherwise.
#pragma once

#include <type_traits>

#include <fearless/marker.hpp>
#include <fearless/marker/proved.hpp>

namespace fearless::detail {

// Whether a thread may change the object of type T that it shares with other threads. This must be proved for T; if the
// compiler can only trust, the threads get a const reference. (The object may be of a class derived from T, so that of
// a reference is checked, too.)
template <class T>
consteval bool may_be_shared_to_write() {
  if constexpr (has_trait<traits::Send, T&>)
    return proved_thread_safe<T>;
  else
    return false;
}

// T as the threads see it that share it.
template <class T>
struct SharedAsResult {
  using type = std::conditional_t<may_be_shared_to_write<T>(), T, const T>;
};
template <class T>
using SharedAs = typename SharedAsResult<T>::type;

}  // namespace fearless::detail
