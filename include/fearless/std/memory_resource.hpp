// SPDX-License-Identifier: MIT
// The rows of <memory_resource>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/std/kinds.hpp>

#include <memory_resource>

namespace fearless::rules {

namespace because {
struct a_memory_resource_may_be_unsynchronised {
  static constexpr const char* text = "a memory_resource may be unsynchronised, and may die first";
  static constexpr const char* help = "use the container with std::allocator";
  static constexpr const char* anchor = "memory-resource";
};
}  // namespace because

// Why: it points at a memory resource that other objects use as well.
template <class T>
struct row<std::pmr::polymorphic_allocator<T>> : kind::never_because<because::a_memory_resource_may_be_unsynchronised> {
};

// Why: it may be of any class derived from it.
template <>
struct row<std::pmr::memory_resource> : kind::never_because<because::a_memory_resource_may_be_unsynchronised> {};

// Why: it takes its memory from a memory resource that other objects may use as well.
template <>
struct row<std::pmr::monotonic_buffer_resource>
    : kind::never_because<because::a_memory_resource_may_be_unsynchronised> {};
template <>
struct row<std::pmr::unsynchronized_pool_resource>
    : kind::never_because<because::a_memory_resource_may_be_unsynchronised> {};
template <>
struct row<std::pmr::synchronized_pool_resource>
    : kind::never_because<because::a_memory_resource_may_be_unsynchronised> {};

}  // namespace fearless::rules
