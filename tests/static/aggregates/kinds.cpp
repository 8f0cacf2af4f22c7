// SPDX-License-Identifier: MIT
// Every kind of aggregate has an answer, and none is a hard error.
#include "kinds/bases.hpp"
#include "kinds/members.hpp"
#include "kinds/shapes.hpp"
#include "kinds/unions.hpp"
