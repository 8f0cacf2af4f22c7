# SPDX-License-Identifier: MIT
# The macros, for which a header stands beside the module.
add_test(NAME module.macros COMMAND ${CMAKE_COMMAND} -D COMPILER=${CMAKE_CXX_COMPILER} -D "FLAGS=${script_flags}"
                                    -D ROOT=${PROJECT_SOURCE_DIR} -P ${CMAKE_CURRENT_LIST_DIR}/macros.cmake)
set_tests_properties(module.macros PROPERTIES LABELS consumer TIMEOUT 60)

# The library as a module: a program that imports it works, and one that races is refused. GCC before 16 has modules that
# cannot hold the library, and GCC 16 needs C++26 reflection: without it, it cannot write its own list of bases down.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT CMAKE_CXX_FLAGS MATCHES "-freflection")
  return()
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 17)
  return() # it cannot specialise a variable template that a module exports
endif()
add_test(NAME module COMMAND ${CMAKE_COMMAND} -D COMPILER=${CMAKE_CXX_COMPILER} -D FAMILY=${CMAKE_CXX_COMPILER_ID}
                             -D "FLAGS=${script_flags}" -D ROOT=${PROJECT_SOURCE_DIR}
                             -D WORK=${CMAKE_CURRENT_BINARY_DIR}/module -P ${CMAKE_CURRENT_LIST_DIR}/run.cmake)
set_tests_properties(module PROPERTIES LABELS consumer TIMEOUT 300 COST 15)

# The same by CMake, which knows modules from 3.28 on; for Clang it needs clang-scan-deps.
if(CMAKE_VERSION VERSION_LESS 3.28 OR NOT CMAKE_GENERATOR STREQUAL "Ninja" OR NOT FEARLESS_INSTALL OR
   (CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND NOT CMAKE_CXX_COMPILER_CLANG_SCAN_DEPS))
  return()
endif()
set(standard 20)
if(CMAKE_CXX_STANDARD)
  set(standard ${CMAKE_CXX_STANDARD})
endif()
add_test(NAME module.cmake COMMAND ${CMAKE_COMMAND} -D COMPILER=${CMAKE_CXX_COMPILER} -D GENERATOR=${CMAKE_GENERATOR}
                                   -D MAKE_PROGRAM=${CMAKE_MAKE_PROGRAM} -D "FLAGS=${CMAKE_CXX_FLAGS}"
                                   -D STANDARD=${standard} -D ROOT=${PROJECT_SOURCE_DIR}
                                   -D WORK=${CMAKE_CURRENT_BINARY_DIR}/module_cmake
                                   -P ${CMAKE_CURRENT_LIST_DIR}/cmake.cmake)
set_tests_properties(module.cmake PROPERTIES LABELS consumer TIMEOUT 300 COST 15)
