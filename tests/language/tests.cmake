# SPDX-License-Identifier: MIT
# An old language is refused in one sentence by every header; tools that are built with an old Clang read them.
set(all ON)
if(FEARLESS_TEST_BRIEF)
  set(all OFF)
endif()
add_test(NAME language.cpp17
         COMMAND ${CMAKE_COMMAND} -D INCLUDE=${PROJECT_SOURCE_DIR}/include -D COMPILER=${CMAKE_CXX_COMPILER}
                 -D FAMILY=${CMAKE_CXX_COMPILER_ID} -D ALL=${all} -D PYTHON=${Python3_EXECUTABLE}
                 -D AMALGAMATE=${PROJECT_SOURCE_DIR}/tools/amalgamate.py -D WORK=${CMAKE_CURRENT_BINARY_DIR}/language
                 -P ${CMAKE_CURRENT_LIST_DIR}/cpp17.cmake)
set_tests_properties(language.cpp17 PROPERTIES LABELS static TIMEOUT 300)

find_program(FEARLESS_OLD_CLANG NAMES clang++-14 clang++-15 DOC "A Clang that is too old, for the tests of tools")
mark_as_advanced(FEARLESS_OLD_CLANG)
add_test(NAME language.old_clang
         COMMAND ${CMAKE_COMMAND} -D CLANG=${FEARLESS_OLD_CLANG} -D SOURCE_DIR=${PROJECT_SOURCE_DIR}
                 -D WORK=${CMAKE_CURRENT_BINARY_DIR}/language -P ${CMAKE_CURRENT_LIST_DIR}/old_clang.cmake)
set_tests_properties(language.old_clang PROPERTIES LABELS static TIMEOUT 300 SKIP_REGULAR_EXPRESSION "SKIPPED")

find_program(FEARLESS_OLD_TIDY NAMES clang-tidy-14 DOC "A clang-tidy that is too old, for a test")
find_program(FEARLESS_OLD_CLANGD NAMES clangd-14 DOC "A clangd that is too old, for a test")
mark_as_advanced(FEARLESS_OLD_TIDY FEARLESS_OLD_CLANGD)
# (Not guide/your_types.cpp: it asserts that classes of its own are refused, and an old tool cannot know that.)
set(files examples/demo/fixed.cpp)
if(NOT FEARLESS_TEST_BRIEF)
  list(APPEND files examples/guide/sharing.cpp examples/guide/messages.cpp examples/worker/cache.cpp)
endif()
add_test(NAME language.old_tools
         COMMAND ${CMAKE_COMMAND} -D TIDY=${FEARLESS_OLD_TIDY} -D CLANGD=${FEARLESS_OLD_CLANGD} "-D FILES=${files}"
                 -D SOURCE_DIR=${PROJECT_SOURCE_DIR} -D WORK=${CMAKE_CURRENT_BINARY_DIR}/language/old_tools
                 -P ${CMAKE_CURRENT_LIST_DIR}/old_tools.cmake)
set_tests_properties(language.old_tools PROPERTIES LABELS static TIMEOUT 300 SKIP_REGULAR_EXPRESSION "SKIPPED")
