# SPDX-License-Identifier: MIT
# Compares Send and Sync of random types with what rustc says (docs/oracle.md). FEARLESS_STRESS in the environment makes
# it tens of thousands of them.
find_package(Python3 COMPONENTS Interpreter QUIET)
if(NOT Python3_FOUND)
  add_test(NAME oracle COMMAND ${CMAKE_COMMAND} -E echo "SKIPPED: python3, which the oracle is written in, is not installed")
  set_tests_properties(oracle PROPERTIES LABELS oracle SKIP_REGULAR_EXPRESSION "SKIPPED")
  return()
endif()

set(flags "-std=c++${CMAKE_CXX_STANDARD}")
if(NOT CMAKE_CXX_STANDARD)
  set(flags "-std=c++20")
endif()
set(directories "$<TARGET_PROPERTY:tl::expected,INTERFACE_INCLUDE_DIRECTORIES>")
string(APPEND flags " ${CMAKE_CXX_FLAGS} $<$<BOOL:${directories}>:-I$<JOIN:${directories}, -I>>")
set(oracle ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/oracle.py --cxx ${CMAKE_CXX_COMPILER} "--flags=${flags}")
set(work ${CMAKE_CURRENT_BINARY_DIR}/oracle)

add_test(NAME oracle COMMAND ${oracle} --brief --work ${work}/search)
# The oracle's own test: told a wrong rule, it goes red, and shrinks what it found to that rule.
add_test(NAME oracle.goes_red COMMAND ${oracle} --prove --types 60 --work ${work}/prove)
set_tests_properties(oracle oracle.goes_red PROPERTIES LABELS oracle SKIP_RETURN_CODE 77 TIMEOUT 300)
if(DEFINED ENV{FEARLESS_STRESS})
  set_tests_properties(oracle PROPERTIES TIMEOUT 14400)
endif()
