# SPDX-License-Identifier: MIT
# Each program prints exactly what the end of its source file says, and ends with status 0.
file(GLOB programs CONFIGURE_DEPENDS ${directory}/*.cpp)
foreach(source IN LISTS programs)
  cmake_path(GET source STEM stem)
  if(NOT TARGET example_book_${stem})  # what it needs is not there
    continue()
  endif()
  add_test(NAME example.book.${stem}
           COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:example_book_${stem}> -D SOURCE=${source}
                   -P ${directory}/../prints.cmake)
  set_tests_properties(example.book.${stem} PROPERTIES LABELS example TIMEOUT 60)
endforeach()
