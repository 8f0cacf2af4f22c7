# SPDX-License-Identifier: MIT
# The programs of the guide print what they say, and the code in README.md and docs/ is the code of compiled files.
foreach(stem IN ITEMS callbacks first_thread messages scopes sharing)
  add_test(NAME example.guide.${stem}
           COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:example_guide_${stem}> -D SOURCE=${directory}/${stem}.cpp
                   -P ${directory}/../prints.cmake)
  set_tests_properties(example.guide.${stem} PROPERTIES LABELS example TIMEOUT 60)
endforeach()

add_test(NAME docs.code COMMAND ${CMAKE_COMMAND} -D SOURCE_DIR=${PROJECT_SOURCE_DIR} -P ${directory}/../quoted.cmake)
set_tests_properties(docs.code PROPERTIES LABELS docs TIMEOUT 60)

# README.md shows the message of a compiler that names types, and those of one that says sentences.
set(first "")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 14)
  set(first "examples/demo/racy.cpp")
  set(standard c++20)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 19)
  set(first "... error")
  set(standard c++26)
endif()
function(fearless_add_refusal test file first)
  add_test(NAME ${test}
           COMMAND ${CMAKE_COMMAND} -D SOURCE_DIR=${PROJECT_SOURCE_DIR} -D COMPILER=${CMAKE_CXX_COMPILER}
                   -D STANDARD=${standard} -D FILE=${file} -D FIRST=${first} -P ${directory}/../refusal.cmake)
  set_tests_properties(${test} PROPERTIES LABELS docs TIMEOUT 60)
endfunction()
if(first)
  fearless_add_refusal(docs.refusal examples/demo/racy.cpp "${first}")
endif()
# GCC shows no captures, and says something else.
if(first STREQUAL "... error")
  fearless_add_refusal(docs.refusal.capture examples/demo/racy_capture.cpp "... error: ... fearless::thread::spawn: the callable")
endif()
