# SPDX-License-Identifier: MIT
add_test(NAME example.home COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:example_home> -D SOURCE=${directory}/home.cpp
                                   -P ${directory}/../prints.cmake)
set_tests_properties(example.home PROPERTIES LABELS example TIMEOUT 60)
