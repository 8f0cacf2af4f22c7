# SPDX-License-Identifier: MIT
# The examples that the doc comments show (`\snippet`) print what they say.
file(GLOB files CONFIGURE_DEPENDS RELATIVE ${directory} ${directory}/*.cpp)
foreach(file IN LISTS files)
  cmake_path(GET file STEM stem)
  if(TARGET example_reference_${stem})
    add_test(NAME example.reference.${stem}
             COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:example_reference_${stem}> -D SOURCE=${directory}/${file}
                     -P ${directory}/../prints.cmake)
    set_tests_properties(example.reference.${stem} PROPERTIES LABELS example TIMEOUT 60)
  endif()
endforeach()
