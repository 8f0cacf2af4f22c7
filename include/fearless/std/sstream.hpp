// SPDX-License-Identifier: MIT
// The rows of <sstream>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <sstream>

#include <fearless/std/shared/streams.ipp>

namespace fearless {}  // namespace fearless
