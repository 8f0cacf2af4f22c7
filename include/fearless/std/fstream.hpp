// SPDX-License-Identifier: MIT
// The rows of <fstream>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <fstream>

#include <fearless/std/shared/streams.ipp>

namespace fearless {}  // namespace fearless
