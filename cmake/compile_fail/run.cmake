# SPDX-License-Identifier: MIT
# One test: cmake -DSETTINGS=<file> [-DCASE=<name>] -P run.cmake. Without CASE it is the control.
cmake_minimum_required(VERSION 3.25)

include("${SETTINGS}")
include("${CMAKE_CURRENT_LIST_DIR}/cases.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/diagnostics.cmake")
if(cf_mode STREQUAL "COMMAND")
  include("${CMAKE_CURRENT_LIST_DIR}/command_mode.cmake")
  include("${CMAKE_CURRENT_LIST_DIR}/batch.cmake")
else()
  include("${CMAKE_CURRENT_LIST_DIR}/try_compile_mode.cmake")
endif()

# Quotation marks and the words of a diagnostic depend on the locale.
set(ENV{LC_ALL} C)

# FEARLESS_COMPILE_FAIL=update in the environment: cases whose texts do not fit are rewritten, one after the other.
set(update OFF)
if(CASE AND "$ENV{FEARLESS_COMPILE_FAIL}" STREQUAL "update")
  set(update ON)
  include("${CMAKE_CURRENT_LIST_DIR}/update.cmake")
  file(LOCK "${cf_directory}/update.lock" GUARD PROCESS TIMEOUT 3600)
endif()

# Read again now: the verdict is about the file as it is, not as it was when the project was configured.
_fearless_cf_read_cases("${cf_source}" ${cf_family})
set(problems "${cf_problem}")
if(NOT problems AND NOT CASE AND NOT cf_cases STREQUAL cf_registered_cases)
  set(problems "the cases are not those that CMake registered; run cmake again
  registered: ${cf_registered_cases}
  in the file: ${cf_cases}\n")
elseif(NOT problems AND CASE AND NOT CASE IN_LIST cf_cases)
  set(problems "the file has no CASE_${CASE} any more; run cmake again\n")
endif()
if(problems)
  message("${cf_source}: ${problems}") # message(FATAL_ERROR) would wrap it
  message(FATAL_ERROR "compile-fail test of ${cf_prefix} failed: see above")
endif()

if(cf_batch AND CASE AND NOT update)
  _fearless_cf_batch_proves("${CASE}" proved)
  if(proved)
    return()
  endif()
endif()

# Sets code (0: accepted), output (what the compiler wrote) and by_hand (a shell line that repeats it).
_fearless_cf_compile("${CASE}")
if(CASE)
  _fearless_cf_judge_case("${CASE}" "${code}" "${output}" problems)
else()
  _fearless_cf_judge_control("${code}" problems)
  if(cf_batch AND NOT problems)
    _fearless_cf_make_batch()
  endif()
endif()

if(problems AND update)
  _fearless_cf_update("${CASE}" "${code}" "${output}" ${cf_family} updated)
  if(updated)
    message("${cf_source}: CASE_${CASE} was rewritten: review the difference")
    _fearless_cf_read_cases("${cf_source}" ${cf_family})
    _fearless_cf_compile("${CASE}")
    _fearless_cf_judge_case("${CASE}" "${code}" "${output}" problems)
  endif()
endif()

if(problems)
  if(output STREQUAL "")
    set(output "(nothing)\n")
  endif()
  _fearless_cf_readable("${output}" readable)
  set(report "${problems}\nThe compiler said (exit code ${code}):\n${readable}")
  if(CASE)
    string(APPEND report "\nThe case is ${cf_source}:${cf_${CASE}_first}")
  endif()
  message("${report}\nTo repeat it by hand:\n  ${by_hand}\n")
  if(CASE)
    message(FATAL_ERROR "compile-fail case ${cf_prefix}.${CASE} failed: see above")
  endif()
  message(FATAL_ERROR "compile-fail control of ${cf_prefix} failed: see above")
endif()
