# SPDX-License-Identifier: MIT
add_test(NAME example.signal_safe
         COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:example_signal_safe> -D SOURCE=${directory}/signal_safe.cpp
                 -P ${directory}/../prints.cmake)
set_tests_properties(example.signal_safe PROPERTIES LABELS example TIMEOUT 60)
