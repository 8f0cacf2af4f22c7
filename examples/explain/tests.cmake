# SPDX-License-Identifier: MIT
add_test(NAME example.explain
         COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:example_explain> -D SOURCE=${directory}/explain.cpp
                 -P ${directory}/../prints.cmake)
set_tests_properties(example.explain PROPERTIES LABELS example TIMEOUT 60)
