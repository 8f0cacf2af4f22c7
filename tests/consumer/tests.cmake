# SPDX-License-Identifier: MIT
# Builds tests/consumer as a user would: from the installed package, and from the source tree.
foreach(way IN ITEMS find_package add_subdirectory)
  if(way STREQUAL "find_package" AND NOT FEARLESS_INSTALL)
    continue()
  elseif(way STREQUAL "add_subdirectory" AND FEARLESS_TEST_BRIEF AND FEARLESS_INSTALL)
    continue()  # packaging.fetch_content adds the directory, too
  endif()
  add_test(NAME consumer.${way}
           COMMAND ${CMAKE_COMMAND}
                   -D WAY=${way}
                   -D SOURCE_DIR=${PROJECT_SOURCE_DIR}
                   -D BINARY_DIR=${PROJECT_BINARY_DIR}
                   -D WORK_DIR=${CMAKE_CURRENT_BINARY_DIR}/consumer/${way}
                   -D GENERATOR=${CMAKE_GENERATOR}
                   -D MAKE_PROGRAM=${CMAKE_MAKE_PROGRAM}
                   -D COMPILER=${CMAKE_CXX_COMPILER}
                   -D FLAGS=${CMAKE_CXX_FLAGS}
                   -D STANDARD=${CMAKE_CXX_STANDARD}
                   -D BRIEF=${FEARLESS_TEST_BRIEF}
                   -D CTEST=${CMAKE_CTEST_COMMAND}
                   -P ${CMAKE_CURRENT_LIST_DIR}/run.cmake)
  set_tests_properties(consumer.${way} PROPERTIES LABELS consumer TIMEOUT 300 COST 20)
endforeach()
