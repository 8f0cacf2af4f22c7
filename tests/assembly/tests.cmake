# SPDX-License-Identifier: MIT
# Whether the checks leave code: functions that are checked, and the same written by hand, as machine code.
find_package(Python3 COMPONENTS Interpreter QUIET)
if(NOT Python3_FOUND)
  add_test(NAME assembly COMMAND ${CMAKE_COMMAND} -E echo "SKIPPED: python3 is not installed")
  set_tests_properties(assembly PROPERTIES LABELS unit SKIP_REGULAR_EXPRESSION "SKIPPED")
  return()
endif()
# What is instrumented is not what a user's program is.
if(CMAKE_CXX_FLAGS MATCHES "-fsanitize|--coverage")
  return()
endif()

set(flags "-std=c++${CMAKE_CXX_STANDARD}")
if(NOT CMAKE_CXX_STANDARD)
  set(flags "-std=c++20")
endif()
set(directories "$<TARGET_PROPERTY:tl::expected,INTERFACE_INCLUDE_DIRECTORIES>")
string(APPEND flags " ${CMAKE_CXX_FLAGS} $<$<BOOL:${directories}>:-I$<JOIN:${directories}, -I>>")
set(assembly ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/assembly.py --cxx ${CMAKE_CXX_COMPILER} "--flags=${flags}")
add_test(NAME assembly COMMAND ${assembly})
# The test's own test: assertions do leave code.
add_test(NAME assembly.goes_red COMMAND ${assembly} --assert)
set_tests_properties(assembly assembly.goes_red PROPERTIES LABELS unit TIMEOUT 120)
set_tests_properties(assembly.goes_red PROPERTIES PASS_REGULAR_EXPRESSION "arc_read is not what is written by hand")
