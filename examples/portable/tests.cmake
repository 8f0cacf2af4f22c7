# SPDX-License-Identifier: MIT
if(TARGET example_portable)
  add_test(NAME example.portable
           COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:example_portable> -D SOURCE=${directory}/portable.cpp
                   -P ${directory}/../prints.cmake)
  set_tests_properties(example.portable PROPERTIES LABELS example TIMEOUT 60)
endif()
