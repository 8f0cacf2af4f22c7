# SPDX-License-Identifier: MIT
# A case file without texts, in a project of its own: red, rewritten, green. And the filter for build logs.
add_test(NAME compile_fail_update
         COMMAND ${CMAKE_COMMAND} -D WORK=${CMAKE_CURRENT_BINARY_DIR}/compile_fail_update -D GENERATOR=${CMAKE_GENERATOR}
                 -D MODULE=${PROJECT_SOURCE_DIR}/cmake/FearlessCompileFail.cmake -D MAKE_PROGRAM=${CMAKE_MAKE_PROGRAM}
                 -D COMPILER=${CMAKE_CXX_COMPILER} -D CTEST=${CMAKE_CTEST_COMMAND} -D INCLUDE=${PROJECT_SOURCE_DIR}/include
                 -P ${CMAKE_CURRENT_LIST_DIR}/update.cmake)
add_test(NAME explain_errors
         COMMAND ${CMAKE_COMMAND} -D SOURCE_DIR=${PROJECT_SOURCE_DIR}
                 -D WORK=${CMAKE_CURRENT_BINARY_DIR}/explain_errors -P ${CMAKE_CURRENT_LIST_DIR}/explain_errors.cmake)
set_tests_properties(compile_fail_update explain_errors PROPERTIES LABELS compile_fail_module TIMEOUT 300)
