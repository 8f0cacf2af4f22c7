// SPDX-License-Identifier: MIT
// The rows of <memory_resource>.
#pragma once

#include <fearless/std/kinds.hpp>

#include <memory_resource>

namespace fearless {

namespace because {
struct a_memory_resource_may_be_unsynchronised {
  static constexpr const char* text = "a memory_resource may be unsynchronised, and may die first";
  static constexpr const char* help = "use the container with std::allocator";
  static constexpr const char* anchor = "memory-resource";
};
}  // namespace because

// Why: it points at a resource that others use, too.
template <class T>
struct row<std::pmr::polymorphic_allocator<T>> : kind::never_because<because::a_memory_resource_may_be_unsynchronised> {
};

}  // namespace fearless
