# SPDX-License-Identifier: MIT
# Models of the blocking protocols, every state of which spin searches (docs/models.md). They depend on no C++ compiler:
# the build with g++ checks them.
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  return()
endif()
# (The broken variants hold the models to account, not the library.)
set(brief $<$<BOOL:${FEARLESS_TEST_BRIEF}>:--brief>)
find_package(Python3 COMPONENTS Interpreter QUIET)
file(GLOB models CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.pml)
foreach(model IN LISTS models)
  cmake_path(GET model STEM name)
  if(FEARLESS_TEST_BRIEF AND name STREQUAL "rwlock")
    continue()  # all of its states take a minute
  endif()
  if(Python3_FOUND)
    add_test(NAME models.${name} COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/check_models.py ${brief}
                                                ${model}
             COMMAND_EXPAND_LISTS)
  else()
    add_test(NAME models.${name} COMMAND ${CMAKE_COMMAND} -E echo "SKIPPED: python3 is not installed")
  endif()
  set_tests_properties(models.${name} PROPERTIES LABELS model SKIP_RETURN_CODE 77 SKIP_REGULAR_EXPRESSION "SKIPPED:"
                                                 TIMEOUT 300 COST 20)
endforeach()
