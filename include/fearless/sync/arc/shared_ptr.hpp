// SPDX-License-Identifier: MIT
// to_shared_ptr: the value of an Arc, for an interface that asks for a std::shared_ptr.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/sync/arc.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace fearless {

/// Returns a `std::shared_ptr` to the value of `arc`, for an interface that asks for one. The value lives until the
/// last copy of the result, and the last Arc, is gone. What the result points at is const unless `T` is ThreadSafe, as
/// it is with `*arc`. Throws std::bad_alloc; then only `arc` itself is gone. (The way back does not exist: others may
/// have another `std::shared_ptr` to the same object, through which they write it. See
/// FEARLESS_UNSAFE_TRUST_SHARED_PTR.) Rust has no counterpart.
///
///     std::shared_ptr<const Config> config = to_shared_ptr(arc.clone());
template <class T>
  requires(!std::is_array_v<T>)
[[nodiscard]] auto to_shared_ptr(Arc<T> arc) {
  auto owner = std::make_shared<const Arc<T>>(std::move(arc));
  auto* const value = std::addressof(**owner);
  return std::shared_ptr<std::remove_pointer_t<decltype(value)>>(std::move(owner), value);
}

}  // namespace fearless
