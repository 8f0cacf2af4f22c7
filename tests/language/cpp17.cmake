# SPDX-License-Identifier: MIT
# Every public header includes detail/language.hpp before all others; a line that includes such a header, compiled as
# C++17, prints one sentence. COMPILER, of the FAMILY that CMake calls it; INCLUDE, where the headers are; WORK, a
# directory to write to; ALL, to compile each header and not only some; PYTHON and AMALGAMATE, which make one header.
cmake_minimum_required(VERSION 3.25)

set(sentence "fearless needs C[+][+]20 or newer: compile with -std=c[+][+]20")
# "In file included from", the sentence and, from GCC, "compilation terminated." Clang names two files, quotes the line,
# marks it, and counts.
set(most_lines 3)
if(FAMILY MATCHES "Clang")
  set(most_lines 6)
endif()
file(GLOB_RECURSE headers RELATIVE ${INCLUDE} ${INCLUDE}/fearless/*.hpp)
list(FILTER headers EXCLUDE REGEX "/(detail|derive)/")
list(LENGTH headers count)
if(count LESS 100)
  message(FATAL_ERROR "there are ${count} public headers in ${INCLUDE}")
endif()
foreach(header IN LISTS headers)
  file(STRINGS ${INCLUDE}/${header} first REGEX "^ *#" LIMIT_COUNT 2)
  if(NOT first MATCHES "^#pragma once;#include <fearless/detail/language.hpp>")
    message(SEND_ERROR "<${header}>: the first include has to be <fearless/detail/language.hpp>")
  endif()
endforeach()

# Compiles a line that includes `header`, with `options` that say where it is.
function(refused header)
  file(WRITE ${WORK}/cpp17.cpp "#include <${header}>\n")
  execute_process(COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C
                          ${COMPILER} -std=c++17 -Wall -Wextra -Wpedantic ${ARGN} -fsyntax-only cpp17.cpp
                  WORKING_DIRECTORY ${WORK} RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
  string(REGEX MATCHALL "\n" lines "${output}")
  list(LENGTH lines lines)
  string(REGEX MATCHALL " error: " errors "${output}")
  list(LENGTH errors errors)
  if(code EQUAL 0 OR NOT output MATCHES "${sentence}" OR NOT errors EQUAL 1 OR lines GREATER most_lines)
    string(SUBSTRING "${output}" 0 1000 output)
    message(SEND_ERROR "<${header}>: one error in ${most_lines} lines is expected, not ${errors} in "
                       "${lines}\n${output}")
  elseif(NOT output MATCHES "In file included from cpp17.cpp:1:")
    message(SEND_ERROR "<${header}>: the line that includes it is not named\n${output}")
  endif()
endfunction()

set(some fearless/fearless.hpp fearless/sync/mpsc.hpp fearless/std/vector.hpp)
if(NOT ALL)
  set(headers ${some})
endif()
foreach(header IN LISTS headers)
  refused(${header} -I${INCLUDE})
endforeach()
# As headers of the system, which those of an installed package are for CMake, and as one header.
foreach(header IN LISTS some)
  refused(${header} -isystem ${INCLUDE})
endforeach()
if(PYTHON)
  execute_process(COMMAND ${PYTHON} -B ${AMALGAMATE} -o ${WORK}/fearless_all.hpp COMMAND_ERROR_IS_FATAL ANY)
  refused(fearless_all.hpp -I${WORK})
  refused(fearless_all.hpp -isystem ${WORK})
endif()
message("${count} headers")
