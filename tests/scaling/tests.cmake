# SPDX-License-Identifier: MIT
# What large types, and many of them, cost the compiler.
find_package(Python3 COMPONENTS Interpreter QUIET)
if(NOT Python3_FOUND)
  add_test(NAME scaling COMMAND ${CMAKE_COMMAND} -E echo "SKIPPED: python3 is not installed")
  set_tests_properties(scaling PROPERTIES LABELS scaling SKIP_REGULAR_EXPRESSION "SKIPPED")
  return()
endif()
set(flags "-std=c++${CMAKE_CXX_STANDARD} ${CMAKE_CXX_FLAGS}")
if(NOT CMAKE_CXX_STANDARD)
  set(flags "-std=c++20 ${CMAKE_CXX_FLAGS}")
endif()
add_test(NAME scaling COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/scaling.py
                              --cxx ${CMAKE_CXX_COMPILER} "--flags=${flags}")
set_tests_properties(scaling PROPERTIES LABELS scaling TIMEOUT 600 COST 50)
