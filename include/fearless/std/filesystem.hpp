// SPDX-License-Identifier: MIT
// The rows of <filesystem>.
#pragma once

#include <fearless/std/kinds.hpp>

#include <filesystem>

namespace fearless {

// Why: it owns its characters.
template <>
struct row<std::filesystem::path> : kind::value {};

}  // namespace fearless
