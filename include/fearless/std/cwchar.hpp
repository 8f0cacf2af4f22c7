// SPDX-License-Identifier: MIT
// The rows of <cwchar>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <cwchar>

#include <fearless/std/shared/mbstate.ipp>

namespace fearless {}  // namespace fearless
