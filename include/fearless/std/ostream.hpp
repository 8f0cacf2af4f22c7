// SPDX-License-Identifier: MIT
// The rows of <ostream>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <ostream>

#include <fearless/std/shared/streams.ipp>

namespace fearless {}  // namespace fearless
