# SPDX-License-Identifier: MIT
# A handful of mutants of the engine, which the static facts have to kill. All of them: tests/mutation/mutate.py.
# (The rules are the same with every compiler: the build with g++ checks them.)
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  return()
endif()
fearless_needs_python(mutation.quick mutation)
add_test(NAME mutation.quick COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/mutate.py --quick
                                     --cxx ${CMAKE_CXX_COMPILER} "--flags=${script_flags}")
set_tests_properties(mutation.quick PROPERTIES LABELS mutation TIMEOUT 300 COST 50)
