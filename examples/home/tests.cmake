# SPDX-License-Identifier: MIT
foreach(stem IN ITEMS home loops)
  set(program example_home_${stem})
  if(stem STREQUAL "home")
    set(program example_home)
  endif()
  add_test(NAME example.home.${stem}
           COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:${program}> -D SOURCE=${directory}/${stem}.cpp
                   -P ${directory}/../prints.cmake)
  set_tests_properties(example.home.${stem} PROPERTIES LABELS example TIMEOUT 60)
endforeach()
