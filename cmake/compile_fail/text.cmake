# SPDX-License-Identifier: MIT
# Text that outlives CMake's lists: `[`, `]`, `;` and `\` mean something there, and C++ is full of them.

string(ASCII 1 _fearless_cf_open)
string(ASCII 2 _fearless_cf_close)
string(ASCII 3 _fearless_cf_semicolon)
string(ASCII 4 _fearless_cf_backslash)

# Replaces what lists would misread in the variable `name`, except backslashes.
macro(_fearless_cf_protect_brackets name)
  string(REPLACE "[" "${_fearless_cf_open}" ${name} "${${name}}")
  string(REPLACE "]" "${_fearless_cf_close}" ${name} "${${name}}")
  string(REPLACE ";" "${_fearless_cf_semicolon}" ${name} "${${name}}")
endmacro()

# Gives the variable `name` its own characters back.
macro(_fearless_cf_restore name)
  string(REPLACE "${_fearless_cf_open}" "[" ${name} "${${name}}")
  string(REPLACE "${_fearless_cf_close}" "]" ${name} "${${name}}")
  string(REPLACE "${_fearless_cf_semicolon}" ";" ${name} "${${name}}")
  string(REPLACE "${_fearless_cf_backslash}" "\\" ${name} "${${name}}")
endmacro()

# Sets `out` to the list of the lines of `text`, protected; restore each before use.
function(_fearless_cf_lines out text)
  _fearless_cf_protect_brackets(text)
  string(REPLACE "\\" "${_fearless_cf_backslash}" text "${text}")
  string(REPLACE "\r\n" "\n" text "${text}")
  string(REGEX REPLACE "\n$" "" text "${text}")
  string(REPLACE "\n" ";" text "${text}")
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# Sets `out` to a line that a POSIX shell reads back as the (protected) arguments.
function(_fearless_cf_shell_line out)
  set(line "")
  foreach(argument IN LISTS ARGN)
    _fearless_cf_restore(argument)
    if(NOT argument MATCHES "^[A-Za-z0-9_@%+=:,./-]+$")
      string(REPLACE "'" "'\\''" argument "${argument}")
      set(argument "'${argument}'")
    endif()
    string(APPEND line " ${argument}")
  endforeach()
  string(STRIP "${line}" line)
  set(${out} "${line}" PARENT_SCOPE)
endfunction()

# Runs the (protected) arguments as a command in `directory`; sets code, output and by_hand in the caller.
function(_fearless_cf_execute directory arguments)
  _fearless_cf_shell_line(line ${arguments})
  set(by_hand "cd '${directory}' && LC_ALL=C ${line}" PARENT_SCOPE)
  # Each argument in brackets of its own: an unbalanced `[` in one would swallow the next if they went as a list.
  set(words "")
  foreach(argument IN LISTS arguments)
    _fearless_cf_restore(argument)
    string(APPEND words " [====[${argument}]====]")
  endforeach()
  cmake_language(EVAL CODE "execute_process(COMMAND ${words} WORKING_DIRECTORY [====[${directory}]====]
    RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)")
  set(code "${code}" PARENT_SCOPE)
  set(output "${output}" PARENT_SCOPE)
endfunction()
