# SPDX-License-Identifier: MIT
# Whether the checks leave code: functions that are checked, and the same written by hand, as machine code.
fearless_needs_python(assembly unit)
# What is instrumented is not what a user's program is.
if(CMAKE_CXX_FLAGS MATCHES "-fsanitize|--coverage")
  return()
endif()

set(assembly ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/assembly.py --cxx ${CMAKE_CXX_COMPILER} "--flags=${script_flags}")
add_test(NAME assembly COMMAND ${assembly})
# The test's own test: assertions do leave code.
add_test(NAME assembly.goes_red COMMAND ${assembly} --assert)
set_tests_properties(assembly assembly.goes_red PROPERTIES LABELS unit TIMEOUT 120)
set_tests_properties(assembly.goes_red PROPERTIES PASS_REGULAR_EXPRESSION "arc_read is not what is written by hand")
