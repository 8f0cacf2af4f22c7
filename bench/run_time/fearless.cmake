# SPDX-License-Identifier: MIT
# The program with fearless's own rows, which the benchmarks and their smoke test share.
if(NOT TARGET bench_fearless)
  add_executable(bench_fearless ${CMAKE_CURRENT_LIST_DIR}/fearless.cpp)
  target_link_libraries(bench_fearless PRIVATE fearless_dev)
  set_target_properties(bench_fearless PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bench/programs)
endif()
