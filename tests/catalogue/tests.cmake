# SPDX-License-Identifier: MIT
# Whether the catalogue of the standard library is complete, and its page current. The classes of a library are read
# from Clang's syntax tree, whatever compiler builds the tests.
fearless_needs_python(catalogue catalogue)
set(python ${Python3_EXECUTABLE} -B)

add_test(NAME catalogue.current COMMAND ${python} ${PROJECT_SOURCE_DIR}/tools/catalogue/make_catalogue.py --check)
add_test(NAME catalogue.headers COMMAND ${python} ${PROJECT_SOURCE_DIR}/tools/catalogue/make_header_table.py --check)
add_test(NAME catalogue.tested COMMAND ${python} ${CMAKE_CURRENT_LIST_DIR}/tested.py)
set_tests_properties(catalogue.current catalogue.headers catalogue.tested PROPERTIES LABELS catalogue TIMEOUT 60)

set(clang ${CMAKE_CXX_COMPILER})
if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  find_program(FEARLESS_CLANG NAMES clang++-22 clang++-19 clang++)
  set(clang ${FEARLESS_CLANG})
endif()
set(names ${python} ${CMAKE_CURRENT_LIST_DIR}/names.py --clang ${clang})
set(libraries libstdc++ libc++)
if(FEARLESS_TEST_BRIEF)
  set(libraries libstdc++)
endif()
foreach(library IN LISTS libraries)
  set(test catalogue.complete.${library})
  set(works 1)
  if(clang)
    file(CONFIGURE OUTPUT catalogue_probe.cpp CONTENT "#include <ranges>\n#include <format>\n")
    execute_process(COMMAND ${clang} -std=c++20 -stdlib=${library} -fsyntax-only catalogue_probe.cpp
                    WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR} RESULT_VARIABLE works OUTPUT_QUIET ERROR_QUIET)
    if(works AND library STREQUAL "libstdc++")
      set(works 0)  # one that is too old for <format> is a library all the same
    endif()
  endif()
  if(works EQUAL 0)
    add_test(NAME ${test} COMMAND ${names} --flags=-stdlib=${library})
  else()
    add_test(NAME ${test} COMMAND ${CMAKE_COMMAND} -E echo "SKIPPED: no Clang with ${library} is installed")
  endif()
  set_tests_properties(${test} PROPERTIES LABELS catalogue SKIP_REGULAR_EXPRESSION "SKIPPED" TIMEOUT 300 COST 20)
endforeach()
# The test's own test: without the row of a class, it goes red and names it.
if(clang AND NOT FEARLESS_TEST_BRIEF)
  add_test(NAME catalogue.goes_red COMMAND ${names} --std c++20 --without std::vector)
  set_tests_properties(catalogue.goes_red PROPERTIES LABELS catalogue TIMEOUT 300
                       PASS_REGULAR_EXPRESSION "1 forgotten.*std::vector: give it a row")
endif()
