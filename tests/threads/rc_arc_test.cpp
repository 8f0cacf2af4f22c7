// SPDX-License-Identifier: MIT
// Tests of what Rc and Arc have in common, each for both; of Arc<T[]> and of EnableArcFromThis. They are in rc_arc/,
// and compiled at once, because what they include takes longer than they do.

#include "threads/rc_arc/from_this.hpp"
#include "threads/rc_arc/owning.hpp"
#include "threads/rc_arc/slice.hpp"
#include "threads/rc_arc/values.hpp"
