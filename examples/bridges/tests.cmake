# SPDX-License-Identifier: MIT
# The programs whose code docs/bridges.md shows print what they say, where the other library is there.
foreach(stem IN ITEMS describe hana)
  if(TARGET example_bridges_${stem})
    add_test(NAME example.bridges.${stem}
             COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:example_bridges_${stem}> -D SOURCE=${directory}/${stem}.cpp
                     -P ${directory}/../prints.cmake)
    set_tests_properties(example.bridges.${stem} PROPERTIES LABELS example TIMEOUT 60)
  endif()
endforeach()
