# SPDX-License-Identifier: MIT
# A handful of mutants of the engine, which the static facts have to kill. All of them: tests/mutation/mutate.py.
find_package(Python3 COMPONENTS Interpreter QUIET)
if(NOT Python3_FOUND)
  add_test(NAME mutation.quick COMMAND ${CMAKE_COMMAND} -E echo "SKIPPED: python3 is not installed")
  set_tests_properties(mutation.quick PROPERTIES LABELS mutation SKIP_REGULAR_EXPRESSION "SKIPPED")
  return()
endif()
set(flags "-std=c++${CMAKE_CXX_STANDARD} ${CMAKE_CXX_FLAGS}")
if(NOT CMAKE_CXX_STANDARD)
  set(flags "-std=c++20 ${CMAKE_CXX_FLAGS}")
endif()
add_test(NAME mutation.quick COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/mutate.py --quick
                                     --cxx ${CMAKE_CXX_COMPILER} "--flags=${flags}")
set_tests_properties(mutation.quick PROPERTIES LABELS mutation TIMEOUT 300)
