# SPDX-License-Identifier: MIT
# The page of errors has what compilers print: the filter puts every sentence of it together, and passes all else.
cmake_minimum_required(VERSION 3.25)

function(filter file result)
  execute_process(COMMAND ${SOURCE_DIR}/tools/fearless-explain-errors INPUT_FILE ${file} RESULT_VARIABLE code
                  OUTPUT_VARIABLE output ERROR_VARIABLE error)
  if(NOT code EQUAL 0 OR error)
    message(FATAL_ERROR "exit code ${code}: ${error}")
  endif()
  set(${result} "${output}" PARENT_SCOPE)
endfunction()

filter(${SOURCE_DIR}/docs/errors.md told)
if(told MATCHES "(text<[0-9]+>|refused<){")
  message(SEND_ERROR "a piece is left:\n${CMAKE_MATCH_0}")
endif()
set(sentence "fearless::thread::spawn: argument 1, `fearless::Rc<int>`, cannot be sent to another thread: its reference \
count is not atomic\n  help: share it with fearless::Arc<int> (docs/errors.md#rc)\n")
foreach(kind IN ITEMS error note) # Clang's, and GCC's
  string(FIND "${told}" "include/fearless/thread.hpp: ${kind}: ${sentence}" at)
  if(at LESS 0)
    message(SEND_ERROR "this is not in what comes out: ${kind}: ${sentence}")
  endif()
endforeach()

# JSON and SARIF, in which a line has all that a compiler says.
set(begin [=[[{"kind":"error","message":"the requirement 'fearless::rules::accepted<]=])
set(middle [=[>'"},{"kind":"note","message":"accepted<]=])
set(end [=[>"}]]=])
string(CONCAT json "${begin}" [=[fearless::rules::refused<fearless::rules::text<5>{\"one; \"}, text<11>{\"  help: two\"} >]=]
       "${middle}" [=[refused<{\"three\"}, {\"  four\"}>]=] "${end}\n")
file(WRITE ${WORK}/build.json "${json}")
filter(${WORK}/build.json told)
if(NOT told STREQUAL "${begin}one; \\n  help: two${middle}three\\n  four${end}\n")
  message(SEND_ERROR "of JSON came\n${told}")
endif()

file(READ ${SOURCE_DIR}/README.md readme)
filter(${SOURCE_DIR}/README.md told)
if(NOT told STREQUAL readme)
  message(SEND_ERROR "what has no refusal in it is changed")
endif()
