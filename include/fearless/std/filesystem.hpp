// SPDX-License-Identifier: MIT
// The rows of <filesystem>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <filesystem>

namespace fearless::rules {

namespace because {
struct copies_of_a_directory_iterator_share_its_position {
  static constexpr const char* text = "copies of a directory iterator share its position";
  static constexpr const char* help = "send the path, or the entries";
  static constexpr const char* anchor = "directory-iterator";
};
}  // namespace because

// Why: it owns its characters.
template <>
struct row<std::filesystem::path> : kind::value {};

// Why: it owns its path, and caches attributes of the file.
template <>
struct row<std::filesystem::directory_entry> : kind::value {};

// Why: it consists of a few numbers.
template <>
struct row<std::filesystem::file_status> : kind::value {};
template <>
struct row<std::filesystem::space_info> : kind::value {};

// Why: its copies share immutable paths and text, with a synchronised reference count.
template <>
struct row<std::filesystem::filesystem_error> : kind::value {};

// Why: it points into a path, and owns or reads the current element.
template <>
struct row<std::filesystem::path::iterator> : kind::iterator<const std::filesystem::path> {};

// Why: its copies share the open directory, and each of them advances it.
template <>
struct row<std::filesystem::directory_iterator>
    : kind::never_because<because::copies_of_a_directory_iterator_share_its_position> {};
template <>
struct row<std::filesystem::recursive_directory_iterator>
    : kind::never_because<because::copies_of_a_directory_iterator_share_its_position> {};

}  // namespace fearless::rules
