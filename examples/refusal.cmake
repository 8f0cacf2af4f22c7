# SPDX-License-Identifier: MIT
# Each piece of the message in README.md that begins with FIRST is said by COMPILER with -std=STANDARD of
# FILE. `...` stands for what the README leaves out, and an indented line continues the one before.
cmake_minimum_required(VERSION 3.25)

file(READ ${SOURCE_DIR}/README.md text)
string(FIND "${text}" "```text\n${FIRST}" at)
if(at EQUAL -1)
  message(FATAL_ERROR "README.md shows no message")
endif()
string(SUBSTRING "${text}" ${at} -1 text)
string(FIND "${text}" "\n```" end)
string(SUBSTRING "${text}" 8 ${end} text)
math(EXPR end "${end} - 8")
string(SUBSTRING "${text}" 0 ${end} text)

set(ENV{LC_ALL} C)
execute_process(COMMAND ${COMPILER} -std=${STANDARD} -Iinclude -fsyntax-only ${FILE}
                WORKING_DIRECTORY ${SOURCE_DIR} RESULT_VARIABLE result ERROR_VARIABLE said)
if(result EQUAL 0)
  message(FATAL_ERROR "the compiler accepts ${FILE}")
endif()
string(REGEX REPLACE "\n +" " " text "${text}")
string(REGEX REPLACE "[ \n]" "" said "${said}")
string(REPLACE "..." "\n" text "${text}")
string(REPLACE ";" "\\;" text "${text}")
string(REPLACE "\n" ";" pieces "${text}")
foreach(piece IN LISTS pieces)
  string(REPLACE " " "" wanted "${piece}")
  string(FIND "${said}" "${wanted}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "the compiler does not say `${piece}` but\n${said}")
  endif()
endforeach()
