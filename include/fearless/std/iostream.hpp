// SPDX-License-Identifier: MIT
// The rows of <iostream>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <iostream>

#include <fearless/std/shared/streams.ipp>

namespace fearless {}  // namespace fearless
