# SPDX-License-Identifier: MIT
# Builds a project outside, with the installed package and fearless_check_with_clang, with each generator that knows
# compiler launchers.
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU" OR NOT FEARLESS_INSTALL)
  return()
endif()
find_program(FEARLESS_TEST_CLANG NAMES clang++-19 clang++-22 clang++-21 clang++-20 clang++-18 clang++-17 clang++-16)
find_program(FEARLESS_TEST_MAKE make)
set(generators "Ninja" "Unix Makefiles")
if(FEARLESS_TEST_BRIEF)
  set(generators "Ninja")
endif()
foreach(generator IN LISTS generators)
  string(REGEX REPLACE ".* " "" name "${generator}")
  string(TOLOWER ${name} name)
  set(test check_with_clang.${name})
  set(missing)
  if(NOT FEARLESS_TEST_CLANG)
    set(missing "Clang 16 or newer")
  elseif(name STREQUAL "makefiles" AND NOT FEARLESS_TEST_MAKE)
    set(missing "make")
  endif()
  if(missing)
    add_test(NAME ${test} COMMAND ${CMAKE_COMMAND} -E echo "SKIPPED: ${missing} is not installed")
    set_tests_properties(${test} PROPERTIES LABELS consumer SKIP_REGULAR_EXPRESSION "SKIPPED")
    continue()
  endif()
  add_test(NAME ${test}
           COMMAND ${CMAKE_COMMAND}
                   -D BINARY_DIR=${PROJECT_BINARY_DIR}
                   -D "WORK_DIR=${CMAKE_CURRENT_BINARY_DIR}/check with clang/${name}"
                   -D "GENERATOR=${generator}"
                   -D COMPILER=${CMAKE_CXX_COMPILER}
                   -D FLAGS=${CMAKE_CXX_FLAGS}
                   -D STANDARD=${CMAKE_CXX_STANDARD}
                   -D CLANG=${FEARLESS_TEST_CLANG}
                   -D BRIEF=${FEARLESS_TEST_BRIEF}
                   -P ${CMAKE_CURRENT_LIST_DIR}/run.cmake)
  set_tests_properties(${test} PROPERTIES LABELS consumer TIMEOUT 600 COST 20)
endforeach()
