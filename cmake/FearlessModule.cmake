# SPDX-License-Identifier: MIT
# The library as a C++20 module, for CMake 3.28 or newer with Ninja or Visual Studio's generators.
#
#   fearless_add_module(<target>)
#
# Adds a library that builds `module fearless`; what links to it may say `import fearless;`. Works with Clang 17 or newer,
# and with GCC 16 or newer under -std=c++26 -freflection. Macros are not exported: they are in fearless/macros.hpp.
include_guard(GLOBAL)
set(_fearless_module_source "${CMAKE_CURRENT_LIST_DIR}/../module/fearless.cppm")
if(NOT EXISTS "${_fearless_module_source}")
  set(_fearless_module_source "${CMAKE_CURRENT_LIST_DIR}/module/fearless.cppm") # installed
endif()

function(fearless_add_module target)
  if(CMAKE_VERSION VERSION_LESS 3.28)
    message(FATAL_ERROR "fearless_add_module(${target}): CMake knows modules from 3.28 on; this is ${CMAKE_VERSION}")
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 16)
    message(FATAL_ERROR "fearless_add_module(${target}): GCC builds the module from 16 on; include the headers instead")
  endif()
  cmake_path(NORMAL_PATH _fearless_module_source OUTPUT_VARIABLE source)
  cmake_path(GET source PARENT_PATH directory)
  add_library(${target})
  target_sources(${target} PUBLIC FILE_SET CXX_MODULES BASE_DIRS "${directory}" FILES "${source}")
  target_link_libraries(${target} PUBLIC fearless::fearless)
endfunction()
