// SPDX-License-Identifier: MIT
// The rows of <istream>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <istream>

#include <fearless/std/shared/streams.ipp>

namespace fearless {}  // namespace fearless
