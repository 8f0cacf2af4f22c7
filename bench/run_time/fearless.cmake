# SPDX-License-Identifier: MIT
# The program with fearless's own rows, which the benchmarks and their smoke test share.
if(NOT TARGET bench_fearless)
  add_executable(bench_fearless ${CMAKE_CURRENT_LIST_DIR}/fearless.cpp)
  target_link_libraries(bench_fearless PRIVATE fearless_dev)
endif()
