# SPDX-License-Identifier: MIT
# Compiles a file with refusals with FEARLESS_UNSAFE_WARN_ONLY, one without refusals with and without it, and links the two.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
set(here ${SOURCE_DIR}/tests/warn_only)
# As a project that is as deaf to warnings of headers as it can be.
separate_arguments(compile UNIX_COMMAND "${FLAGS}")
list(PREPEND compile ${COMPILER})
list(APPEND compile -isystem ${SOURCE_DIR}/include -Wall -Wextra -Wpedantic -Werror -Wno-deprecated-declarations)
set(warn_only -DFEARLESS_UNSAFE_WARN_ONLY)

# Runs a command, which must succeed; what it wrote is in `said`.
function(run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${WORK} RESULT_VARIABLE code OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(NOT code EQUAL 0)
    list(JOIN ARGN " " line)
    message("${line}\nended with ${code} and said:\n${said}") # message(FATAL_ERROR) would wrap it
    message(FATAL_ERROR "see above")
  endif()
  set(said "${said}" PARENT_SCOPE)
endfunction()

run(${compile} ${warn_only} -c ${here}/refused.cpp -o refused.o)
file(WRITE ${WORK}/build.log "${said}")
execute_process(COMMAND ${SOURCE_DIR}/tools/fearless-explain-errors --count ${WORK}/build.log OUTPUT_VARIABLE said)
string(REGEX REPLACE "(^|\n) +" "\\1" said "${said}")
string(CONCAT wanted
  "1 fearless::Arc::make: the value, `Local`, cannot be sent to another thread: its `count` is `fearless::Rc<int>`, which \
is never Send: its reference count is not atomic\n"
  "1 fearless::thread::scope_all: the result, `fearless::Rc<int>`, cannot be sent to another thread: its reference count \
is not atomic\n"
  "1 fearless::thread::spawn: argument 1, `Local`, cannot be sent to another thread: its `count` is `fearless::Rc<int>`, \
which is never Send: its reference count is not atomic\n")
if(NOT said STREQUAL wanted)
  file(READ ${WORK}/build.log log)
  message(FATAL_ERROR "counted:\n${said}\nexpected:\n${wanted}\nin the log:\n${log}")
endif()

# What is accepted: the same code, and no warning.
foreach(mode IN ITEMS "" ${warn_only})
  run(${compile} ${mode} -S ${here}/accepted.cpp -o accepted${mode}.s)
  if(NOT said STREQUAL "")
    message(FATAL_ERROR "the compiler says about what is accepted:\n${said}")
  endif()
  file(READ ${WORK}/accepted${mode}.s code${mode})
  string(REGEX REPLACE "\\.L([A-Z]*)[0-9]+" ".L\\1" code${mode} "${code${mode}}") # g++ numbers its labels
endforeach()
if(NOT code STREQUAL "${code${warn_only}}")
  message(FATAL_ERROR "the code of ${here}/accepted.cpp depends on FEARLESS_UNSAFE_WARN_ONLY: see ${WORK}")
endif()

# (Clang 22 warns that linking uses no directory and no macro.)
run(${compile} -Wno-unused-command-line-argument accepted.s refused.o -pthread -o program)
run(./program)
if(NOT said STREQUAL "accepted 42, refused 3\n")
  message(FATAL_ERROR "the program printed: ${said}")
endif()

# Clang's check of what g++ builds says so as well: here it is the only one that sees the capture.
if(CLANG)
  run(${SOURCE_DIR}/tools/fearless-check-with-clang --clang ${CLANG} ${compile} ${warn_only} -fsyntax-only
      ${here}/captured.cpp)
  file(WRITE ${WORK}/build.log "${said}")
  execute_process(COMMAND ${SOURCE_DIR}/tools/fearless-explain-errors --count ${WORK}/build.log OUTPUT_VARIABLE said)
  if(NOT said MATCHES "1 fearless::thread::spawn: the callable, [^\n]*, cannot be sent to another thread: one of its captures")
    message(FATAL_ERROR "of Clang's check was counted: ${said}")
  endif()
endif()

# The line that keeps the warnings visible names its own place.
file(READ ${SOURCE_DIR}/include/fearless/marker/warn_only.hpp header)
string(REGEX MATCH "^(.*\n)# ([0-9]+) \"fearless/marker/warn_only\\.hpp\"\n" found "${header}")
set(named "${CMAKE_MATCH_2}")
string(REGEX MATCHALL "\n" lines "${found}")
list(LENGTH lines count)
math(EXPR next "${count} + 1")
if(NOT named EQUAL next)
  message(FATAL_ERROR "include/fearless/marker/warn_only.hpp says that line ${next} is line ${named}")
endif()
