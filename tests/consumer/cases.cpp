// SPDX-License-Identifier: MIT
// A user's own compile-fail case, run through the module that comes with the package.
#include <fearless/marker.hpp>

// A pointer may alias data of the thread that sends it.
#ifdef CASE_pointer_is_not_send
// error: static assertion failed
static_assert(fearless::Send<int*>);
#else
static_assert(fearless::Send<int>);
#endif
