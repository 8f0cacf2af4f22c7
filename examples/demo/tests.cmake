# SPDX-License-Identifier: MIT
add_test(NAME example.demo COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:example_demo_fixed> -D SOURCE=${directory}/fixed.cpp
                                   -P ${directory}/../prints.cmake)
set_tests_properties(example.demo PROPERTIES LABELS example TIMEOUT 60)
