# SPDX-License-Identifier: MIT
# FEARLESS_UNSAFE_WARN_ONLY: a refusal is a warning that nothing hides and a filter counts, and what is accepted is the
# same code with and without it.
set(clang)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND FEARLESS_TEST_CLANG) # which tests/check_with_clang looks for
  set(clang ${FEARLESS_TEST_CLANG})
endif()
add_test(NAME warn_only
         COMMAND ${CMAKE_COMMAND} -D SOURCE_DIR=${PROJECT_SOURCE_DIR} -D WORK=${CMAKE_CURRENT_BINARY_DIR}/warn_only
                 -D COMPILER=${CMAKE_CXX_COMPILER} "-D FLAGS=${script_flags}" -D CLANG=${clang}
                 -P ${CMAKE_CURRENT_LIST_DIR}/run.cmake)
set_tests_properties(warn_only PROPERTIES LABELS static TIMEOUT 300 COST 20)
