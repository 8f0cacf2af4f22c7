// SPDX-License-Identifier: MIT
// The rows of <streambuf>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <streambuf>

#include <fearless/std/shared/streams.ipp>

namespace fearless {}  // namespace fearless
