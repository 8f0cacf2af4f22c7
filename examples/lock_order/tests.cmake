# SPDX-License-Identifier: MIT
add_test(NAME example.lock_order COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:example_lock_order>
                                 -D SOURCE=${directory}/lock_order.cpp -P ${directory}/../prints.cmake)
set_tests_properties(example.lock_order PROPERTIES LABELS example TIMEOUT 60)
