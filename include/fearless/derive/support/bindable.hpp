// SPDX-License-Identifier: MIT
// Members to which no reference can be bound, so that their names cannot be found.
#pragma once

#include <type_traits>

namespace fearless::derive {

// No reference can be bound to a volatile member that is a bit-field or in a packed class. (A const one binds to a copy
// of the others.)
template <class... Member>
inline constexpr bool any_volatile = (std::is_volatile_v<std::remove_reference_t<Member>> || ...);
// Stands for the place of a member beside such a one.
struct Unplaced {};

}  // namespace fearless::derive
