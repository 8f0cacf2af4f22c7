# SPDX-License-Identifier: MIT
add_test(NAME example.lend
         COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:example_lend> -D SOURCE=${directory}/lend.cpp
                 -P ${directory}/../prints.cmake)
set_tests_properties(example.lend PROPERTIES LABELS example TIMEOUT 60)
