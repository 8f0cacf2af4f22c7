# SPDX-License-Identifier: MIT
# Compares Send and Sync of random types with what rustc says (docs/oracle.md). FEARLESS_STRESS in the environment makes
# it tens of thousands of them.
fearless_needs_python(oracle oracle)

set(oracle ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/oracle.py --cxx ${CMAKE_CXX_COMPILER} "--flags=${script_flags}")
set(work ${CMAKE_CURRENT_BINARY_DIR}/oracle)
set(few)
if(FEARLESS_TEST_BRIEF)
  set(few --types 100)
endif()

add_test(NAME oracle COMMAND ${oracle} --brief ${few} --work ${work}/search)
set_tests_properties(oracle PROPERTIES LABELS oracle SKIP_RETURN_CODE 77 TIMEOUT 300 COST 40)
# The oracle's own test: told a wrong rule, it goes red, and shrinks what it found to that rule. (Any compiler will do,
# and ./dev test leaves it to ./dev matrix.)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT FEARLESS_TEST_BRIEF)
  add_test(NAME oracle.goes_red COMMAND ${oracle} --prove --types 60 --work ${work}/prove)
  set_tests_properties(oracle.goes_red PROPERTIES LABELS oracle SKIP_RETURN_CODE 77 TIMEOUT 300 COST 40)
endif()

# Shapes that only C++ has, whose true answers are known by how they were made. Under FEARLESS_STRESS it prints a random
# seed and makes tens of thousands of them.
set(shapes ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/shapes.py --cxx ${CMAKE_CXX_COMPILER} "--flags=${script_flags}")
add_test(NAME oracle.shapes COMMAND ${shapes} --brief ${few} --work ${work}/shapes)
set_tests_properties(oracle.shapes PROPERTIES LABELS oracle TIMEOUT 600 COST 60)
# Its own test: a rule that is missing is found, and what is found is made as small as can be.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT FEARLESS_TEST_BRIEF)
  add_test(NAME oracle.shapes_go_red COMMAND ${shapes} --prove --types 60 --seed 111 --work ${work}/shapes_prove)
  set_tests_properties(oracle.shapes_go_red PROPERTIES LABELS oracle TIMEOUT 600 COST 60)
endif()
if(DEFINED ENV{FEARLESS_STRESS})
  set_tests_properties(oracle oracle.shapes PROPERTIES TIMEOUT 14400)
endif()
