# SPDX-License-Identifier: MIT
# fearless_check_with_clang(): lets Clang check each file that g++ compiles, so that ordinary closures and classes pass.

# fearless_check_with_clang(<target>... [CLANG <path>])
#
# Puts the launcher fearless-check-with-clang in front of the C++ compiler of these targets. Each file is then checked by
# Clang whenever it is compiled, which happens after any change of a header, too; only what Clang accepts is compiled.
# Under g++, fearless leaves to that check what g++ does not show: the captures of closures, the private members of
# classes, and the members of aggregates that g++ cannot list. Whatever else is wrong, g++ refuses itself.
#
#   CLANG  the clang++ to use, version 16 or newer. By default the cache variable FEARLESS_CLANG or, if that is not set,
#          the newest one that is found.
#
# It is an error if no such Clang is there, and if the generator knows no compiler launchers (Ninja and Makefiles do).
# Where the project's compiler is Clang, which shows everything itself, nothing is done.
function(fearless_check_with_clang)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "CLANG" "")
  set(targets ${arg_UNPARSED_ARGUMENTS})
  if(NOT targets OR arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "usage: fearless_check_with_clang(<target>... [CLANG <path>])")
  endif()
  foreach(target IN LISTS targets)
    if(NOT TARGET ${target})
      message(FATAL_ERROR "fearless_check_with_clang: there is no target ${target}")
    endif()
    get_target_property(type ${target} TYPE)
    get_target_property(imported ${target} IMPORTED)
    get_target_property(aliased ${target} ALIASED_TARGET)
    if(type STREQUAL "INTERFACE_LIBRARY" OR imported OR aliased)
      message(FATAL_ERROR "fearless_check_with_clang: ${target} compiles nothing: name the targets that use it")
    endif()
  endforeach()

  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang$")
    return()
  elseif(NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    message(FATAL_ERROR "fearless_check_with_clang: the compiler is ${CMAKE_CXX_COMPILER_ID}, not g++")
  elseif(NOT CMAKE_GENERATOR MATCHES "Ninja|Makefiles")
    message(FATAL_ERROR "fearless_check_with_clang: the generator ${CMAKE_GENERATOR} knows no compiler launchers: use "
                        "Ninja or Makefiles")
  endif()

  set(clang ${arg_CLANG})
  if(NOT clang)
    find_program(FEARLESS_CLANG DOC "The clang++ that fearless_check_with_clang runs"
                 NAMES clang++-22 clang++-21 clang++-20 clang++-19 clang++-18 clang++-17 clang++-16 clang++)
    set(clang ${FEARLESS_CLANG})
  endif()
  if(NOT clang)
    message(FATAL_ERROR "fearless_check_with_clang: there is no clang++ on this machine: install Clang 16 or newer, or "
                        "name one with CLANG <path> or -DFEARLESS_CLANG=<path>")
  endif()
  # The standard library of the compiler decides what a file says, so Clang has to be able to read a file at all.
  execute_process(COMMAND ${clang} --version OUTPUT_VARIABLE version ERROR_VARIABLE version RESULT_VARIABLE result)
  if(NOT result EQUAL 0 OR NOT version MATCHES "clang version ([0-9]+)")
    message(FATAL_ERROR "fearless_check_with_clang: there is no clang++ called so, or it does not run: ${clang}")
  elseif(CMAKE_MATCH_1 LESS 16)
    message(FATAL_ERROR "fearless_check_with_clang: ${clang} is Clang ${CMAKE_MATCH_1}, which does not show the members "
                        "of a class: Clang 16 or newer is needed")
  endif()

  # Beside this file in the source tree, where the package was installed, or where the port for vcpkg has put it.
  set(here ${CMAKE_CURRENT_FUNCTION_LIST_DIR})
  find_program(launcher fearless-check-with-clang NO_CACHE NO_DEFAULT_PATH REQUIRED
               PATHS ${here}/../tools ${here}/../../../bin ${here}/../../tools/fearless)
  cmake_path(NORMAL_PATH launcher)
  foreach(target IN LISTS targets)
    get_target_property(before ${target} CXX_COMPILER_LAUNCHER)
    if(before MATCHES "fearless-check-with-clang")
      continue()
    endif()
    set(words ${launcher} --clang ${clang})
    if(before)
      list(APPEND words ${before})
    endif()
    set_target_properties(${target} PROPERTIES CXX_COMPILER_LAUNCHER "${words}")
  endforeach()
endfunction()
