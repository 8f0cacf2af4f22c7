# SPDX-License-Identifier: MIT
# The adapters run on the real loops where those are installed, and else on what stands in for them.
find_package(PkgConfig QUIET)
foreach(pair IN ITEMS "uv=libuv=libuv1-dev" "glib=glib-2.0=libglib2.0-dev")
  string(REPLACE "=" ";" pair ${pair})
  list(GET pair 0 loop)
  list(GET pair 1 module)
  list(GET pair 2 package)
  if(PkgConfig_FOUND)
    pkg_check_modules(FEARLESS_LOOP_${loop} QUIET IMPORTED_TARGET ${module})
  endif()
  if(TARGET PkgConfig::FEARLESS_LOOP_${loop})
    target_link_libraries(example_home_loops PRIVATE PkgConfig::FEARLESS_LOOP_${loop})
  else()
    message(STATUS "examples/home: SKIPPED: the loop of ${module} itself (Debian: ${package})")
    target_include_directories(example_home_loops PRIVATE ${directory}/stand_in/${loop})
  endif()
endforeach()

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
