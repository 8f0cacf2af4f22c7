# SPDX-License-Identifier: MIT
# fearless/macros.hpp has every public macro of the headers that the module exports, and no declaration.
cmake_minimum_required(VERSION 3.25)
separate_arguments(flags UNIX_COMMAND "${FLAGS}")

# Sets `result` to what the preprocessor makes of a file.
function(preprocess file result)
  execute_process(COMMAND ${COMPILER} ${flags} -I${ROOT}/include -E ${ARGN} -x c++ ${file} OUTPUT_VARIABLE text
                  ERROR_VARIABLE error RESULT_VARIABLE code)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "${error}")
  endif()
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

foreach(file IN ITEMS module/fearless.cppm include/fearless/macros.hpp)
  preprocess(${ROOT}/${file} text -dM)
  string(REGEX MATCHALL "#define FEARLESS_[A-Z_]+" macros "${text}")
  # These two are of detail/, and of no use elsewhere.
  list(FILTER macros EXCLUDE REGEX "FEARLESS_(DETAIL_.*|ASSERT|LIFETIMEBOUND)$")
  list(SORT macros)
  cmake_path(GET file STEM name)
  set(of_${name} "${macros}")
endforeach()
if(NOT of_macros STREQUAL of_fearless)
  message(FATAL_ERROR "fearless/macros.hpp has\n${of_macros}\nand the headers of the module have\n${of_fearless}")
endif()
list(LENGTH of_macros count)
if(count LESS 30)
  message(FATAL_ERROR "only ${count} macros were found: ${of_macros}")
endif()

preprocess(${ROOT}/include/fearless/macros.hpp text -P)
if(text MATCHES "[^\n]*fearless[^\n]*")
  message(FATAL_ERROR "fearless/macros.hpp declares something:\n${CMAKE_MATCH_0}")
endif()
