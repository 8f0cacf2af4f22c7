// SPDX-License-Identifier: MIT
// The rows of <iosfwd>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <iosfwd>

#include <fearless/std/shared/streams.ipp>

namespace fearless {}  // namespace fearless
