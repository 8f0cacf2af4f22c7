# SPDX-License-Identifier: MIT
# wordcount on good and bad input.
target_compile_definitions(example_wordcount PRIVATE FEARLESS_EXAMPLE_DOCS="${PROJECT_SOURCE_DIR}")
foreach(scenario IN ITEMS help documentation counts missing_file directory not_regular empty_file no_words odd_names)
  add_test(NAME example.wordcount.${scenario}
           COMMAND ${CMAKE_COMMAND}
                   -D PROGRAM=$<TARGET_FILE:example_wordcount>
                   -D SCENARIO=${scenario}
                   -D WORK_DIR=${CMAKE_CURRENT_BINARY_DIR}/wordcount/${scenario}
                   -P ${directory}/run.cmake)
  set_tests_properties(example.wordcount.${scenario} PROPERTIES LABELS example TIMEOUT 60)
endforeach()
