# SPDX-License-Identifier: MIT
# That every row of the benchmarks runs and loses nothing, and that their driver says what the samples say.
if(FEARLESS_TEST_BRIEF)
  return()
endif()
include(${PROJECT_SOURCE_DIR}/bench/run_time/fearless.cmake)
# As a user's release is compiled, of which compilers warn more. (Instrumented code makes them warn of what is not so.)
if(NOT CMAKE_CXX_FLAGS MATCHES "-fsanitize|--coverage")
  target_compile_options(bench_fearless PRIVATE -O3)
endif()
add_test(NAME bench.quick COMMAND bench_fearless --smoke)
set_tests_properties(bench.quick PROPERTIES LABELS bench TIMEOUT 120)

# (The driver asks nothing of the compiler: the build with g++ tests it, and ./dev test leaves it to ./dev matrix.)
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  return()
endif()
find_package(Python3 COMPONENTS Interpreter QUIET)
if(Python3_FOUND)
  add_test(NAME bench.driver COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/driver_test.py
                                     --fearless $<TARGET_FILE:bench_fearless>)
else()
  add_test(NAME bench.driver COMMAND ${CMAKE_COMMAND} -E echo "SKIPPED: python3 is not installed")
  # Only here: what the driver says when it fails may have the word in it.
  set_tests_properties(bench.driver PROPERTIES SKIP_REGULAR_EXPRESSION "SKIPPED")
endif()
set_tests_properties(bench.driver PROPERTIES LABELS bench TIMEOUT 120 COST 20)
