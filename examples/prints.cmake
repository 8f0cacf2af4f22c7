# SPDX-License-Identifier: MIT
# Runs PROGRAM and compares its output with the comment `// prints:` that ends SOURCE.
cmake_minimum_required(VERSION 3.25)

file(READ ${SOURCE} text)
string(FIND "${text}" "\n// prints:\n" at REVERSE)
if(at EQUAL -1)
  message(FATAL_ERROR "${SOURCE} does not say what it prints")
endif()
string(SUBSTRING "${text}" ${at} -1 expected)
string(REPLACE "\n// prints:\n" "" expected "${expected}")
string(REGEX REPLACE "(^|\n)//   " "\\1" expected "${expected}")

execute_process(COMMAND ${PROGRAM} RESULT_VARIABLE result OUTPUT_VARIABLE printed)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "exit status ${result}")
elseif(NOT printed STREQUAL expected)
  message("expected:\n${expected}\nprinted:\n${printed}")
  message(FATAL_ERROR "the output is not what the end of ${SOURCE} says")
endif()
