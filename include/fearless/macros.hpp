// SPDX-License-Identifier: MIT
// The macros of the library, without a declaration: for a file that says `import fearless;`, since a module exports no
// macros (docs/install.md). A file that includes the headers has them already.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/macros/bases.hpp>
#include <fearless/macros/members.hpp>
#include <fearless/macros/move.hpp>
#include <fearless/macros/move_fn.hpp>
#include <fearless/macros/promise.hpp>
#include <fearless/macros/share.hpp>
#include <fearless/version.hpp>

// What the macros name of the standard library.
#include <type_traits>
#include <utility>
