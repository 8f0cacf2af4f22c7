# SPDX-License-Identifier: MIT
# What large types, and many of them, cost the compiler.
fearless_needs_python(scaling scaling)
add_test(NAME scaling COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/scaling.py
                              --cxx ${CMAKE_CXX_COMPILER} "--flags=${script_flags}"
                              $<$<BOOL:${FEARLESS_TEST_BRIEF}>:--brief>
         COMMAND_EXPAND_LISTS)
set_tests_properties(scaling PROPERTIES LABELS scaling TIMEOUT 600 COST 50)
