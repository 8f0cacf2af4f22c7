# SPDX-License-Identifier: MIT
# Configures, builds and tests the consumer in WORK_DIR, the way WAY says; any step that fails fails the script.
cmake_minimum_required(VERSION 3.25)

function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  message("${output}")
  if(NOT result EQUAL 0)
    list(JOIN ARGV " " command)
    message(FATAL_ERROR "failed (${result}): ${command}")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK_DIR})
set(arguments -S ${CMAKE_CURRENT_LIST_DIR} -B ${WORK_DIR}/build -G ${GENERATOR}
              -D CMAKE_MAKE_PROGRAM=${MAKE_PROGRAM}
              -D CMAKE_CXX_COMPILER=${COMPILER} -D CMAKE_CXX_FLAGS=${FLAGS})
if(BRIEF)
  list(APPEND arguments -D BRIEF=ON)
endif()
if(STANDARD)
  list(APPEND arguments -D CMAKE_CXX_STANDARD=${STANDARD})
endif()

if(WAY STREQUAL "find_package")
  run(${CMAKE_COMMAND} --install ${BINARY_DIR} --prefix ${WORK_DIR}/installed)
  # The copy must not lean on the tree it was installed from.
  file(GLOB package ${WORK_DIR}/installed/share/cmake/fearless/*.cmake)
  if(NOT package)
    message(FATAL_ERROR "nothing was installed in share/cmake/fearless")
  endif()
  foreach(file IN LISTS package)
    file(READ ${file} text)
    string(FIND "${text}" "${SOURCE_DIR}/" at)
    if(NOT at EQUAL -1)
      message(FATAL_ERROR "${file} names the source tree ${SOURCE_DIR}")
    endif()
  endforeach()
  list(APPEND arguments -D CMAKE_PREFIX_PATH=${WORK_DIR}/installed
                        -D EXPECTED_PREFIX=${WORK_DIR}/installed)
else()
  list(APPEND arguments -D FEARLESS_SOURCE_DIR=${SOURCE_DIR})
endif()

run(${CMAKE_COMMAND} ${arguments})
run(${CMAKE_COMMAND} --build ${WORK_DIR}/build)
run(${CTEST} --test-dir ${WORK_DIR}/build --output-on-failure --no-tests=error)
