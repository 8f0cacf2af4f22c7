# SPDX-License-Identifier: MIT
# A project outside takes the installed module by fearless_add_module(), as docs/install.md shows: what CMake builds runs.
cmake_minimum_required(VERSION 3.28)

function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    list(JOIN ARGV " " command)
    message(FATAL_ERROR "failed (${result}): ${command}\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${WORK})
set(compiler -G ${GENERATOR} -D CMAKE_MAKE_PROGRAM=${MAKE_PROGRAM} -D CMAKE_CXX_COMPILER=${COMPILER})
run(${CMAKE_COMMAND} -S ${ROOT} -B ${WORK}/library ${compiler} -D FEARLESS_BUILD_TESTS=OFF -D FEARLESS_BUILD_EXAMPLES=OFF
    -D FEARLESS_BUILD_BENCH=OFF)
run(${CMAKE_COMMAND} --install ${WORK}/library --prefix ${WORK}/installed)
file(WRITE ${WORK}/CMakeLists.txt "cmake_minimum_required(VERSION 3.28)
project(guest LANGUAGES CXX)
find_package(fearless 0.1 REQUIRED)
fearless_add_module(fearless_module)
add_executable(app \"${ROOT}/tests/module/main.cpp\")
target_link_libraries(app PRIVATE fearless_module)
")
run(${CMAKE_COMMAND} -S ${WORK} -B ${WORK}/build ${compiler} "-DCMAKE_CXX_FLAGS=${FLAGS}" -D CMAKE_CXX_STANDARD=${STANDARD}
    -D CMAKE_CXX_EXTENSIONS=OFF -D CMAKE_PREFIX_PATH=${WORK}/installed)
run(${CMAKE_COMMAND} --build ${WORK}/build)
run(${WORK}/build/app)
if(NOT output STREQUAL "4 jobs, 10\n")
  message(FATAL_ERROR "the program printed: ${output}")
endif()
