# SPDX-License-Identifier: MIT
# Each program before and after its conversion, which print the same, and how much of it changes.
foreach(stem IN ITEMS pool_before pool_after logger_before logger_after store_before store_after)
  add_test(NAME example.convert.${stem}
           COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:example_convert_${stem}> -D SOURCE=${directory}/${stem}.cpp
                   -P ${directory}/../prints.cmake)
  set_tests_properties(example.convert.${stem} PROPERTIES LABELS example TIMEOUT 60)
endforeach()
find_package(Python3 COMPONENTS Interpreter QUIET)
if(Python3_FOUND)
  add_test(NAME example.convert.changed COMMAND ${Python3_EXECUTABLE} -B ${directory}/changed.py)
  set_tests_properties(example.convert.changed PROPERTIES LABELS docs TIMEOUT 60)
endif()
