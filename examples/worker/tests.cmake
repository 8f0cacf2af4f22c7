# SPDX-License-Identifier: MIT
foreach(stem IN ITEMS cache file_watcher later service)
  add_test(NAME example.worker.${stem}
           COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:example_worker_${stem}> -D SOURCE=${directory}/${stem}.cpp
                   -P ${directory}/../prints.cmake)
  set_tests_properties(example.worker.${stem} PROPERTIES LABELS example TIMEOUT 60)
endforeach()
