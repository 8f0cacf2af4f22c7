# SPDX-License-Identifier: MIT
# In WORK: cases without texts fail, FEARLESS_COMPILE_FAIL=update gives them theirs, and then they pass. What is no single
# refusal is not rewritten.
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE ${WORK})
file(WRITE ${WORK}/CMakeLists.txt "cmake_minimum_required(VERSION 3.25)
project(update LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 20)
enable_testing()
include(\"${MODULE}\")
fearless_add_compile_fail_tests(cases.cpp COMPILE_OPTIONS \"-I${INCLUDE}\")
fearless_add_compile_fail_tests(hopeless.cpp)
")
file(WRITE ${WORK}/cases.cpp [==[
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
template <class T>
void only_small(T) {
  static_assert(sizeof(T) < 8, "only small things; [go here");
}
void assertion() {
#ifdef CASE_assertion
  only_small(1.0);
#else
  only_small(1);
#endif
}
void own_words() {
#ifdef CASE_own_words
  int* p = 1.0;
#else
  int* p = nullptr;
#endif
  (void)p;
}
#ifdef CASE_concept
// error: what no compiler says
static_assert(fearless::Send<int*>);
#else
static_assert(!fearless::Send<int*>);
#endif
struct AClassWithALongName {
  int* position_of_what_is_read;
};
#ifdef CASE_pieces
static_assert(fearless::Send<AClassWithALongName>);
#endif
]==])
file(WRITE ${WORK}/hopeless.cpp [==[
#ifdef CASE_accepted
// error: nothing
#endif
#ifdef CASE_two
// error: nothing
int* p = 1.0;
int* q = 1.0;
#endif
]==])
file(READ ${WORK}/hopeless.cpp hopeless)

execute_process(COMMAND ${CMAKE_COMMAND} -S ${WORK} -B ${WORK}/build -G ${GENERATOR} -D CMAKE_MAKE_PROGRAM=${MAKE_PROGRAM}
                        -D CMAKE_CXX_COMPILER=${COMPILER}
                RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT code EQUAL 0)
  message(FATAL_ERROR "${output}")
endif()
# Runs the tests; those that fail must be these.
function(expect_failed)
  execute_process(COMMAND ${CTEST} --test-dir ${WORK}/build -j 2 --output-on-failure OUTPUT_VARIABLE output
                  ERROR_VARIABLE output)
  string(REGEX MATCHALL "[a-z_]+\\.[a-z_]+ \\(Failed\\)" failed "${output}")
  list(TRANSFORM failed REPLACE " .*" "")
  list(SORT failed)
  if(NOT failed STREQUAL "${ARGN}")
    file(READ ${WORK}/cases.cpp cases)
    message(FATAL_ERROR "failed: ${failed}; expected: ${ARGN}\n${output}\n${cases}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()
set(hopeless_cases hopeless.accepted hopeless.two)
expect_failed(cases.assertion cases.concept cases.own_words cases.pieces ${hopeless_cases})
# What a failing test shows has the sentence in one piece, whatever the compiler makes of it.
set(sentence "`AClassWithALongName` is not Send: its `position_of_what_is_read` is `int*`, which is never Send: a raw \
pointer may alias data of another thread")
string(FIND "${output}" "${sentence}\n  help: own it with fearless::Box<int>" at)
if(at LESS 0)
  message(SEND_ERROR "'${sentence}' and its help in a line of its own are not in\n${output}")
endif()
set(ENV{FEARLESS_COMPILE_FAIL} update)
expect_failed(${hopeless_cases})
set(ENV{FEARLESS_COMPILE_FAIL})
expect_failed(${hopeless_cases})

file(READ ${WORK}/hopeless.cpp text)
if(NOT text STREQUAL hopeless)
  message(SEND_ERROR "what is no single refusal was rewritten:\n${text}")
endif()
file(READ ${WORK}/cases.cpp text)
foreach(wanted IN ITEMS
        "#ifdef CASE_assertion\n  // error: only small things@ <go here\n  // blames: this block\n  only"
        "#ifdef CASE_own_words\n  // error("
        "#ifdef CASE_concept\n// error: `int*` is not Send: a raw pointer may alias data of another thread\n"
        "#ifdef CASE_pieces\n// error: ${sentence}\n")
  string(REPLACE "@" ";" wanted "${wanted}") # lists would misread these two
  string(REPLACE "<" "[" wanted "${wanted}")
  string(FIND "${text}" "${wanted}" at)
  if(at LESS 0)
    message(SEND_ERROR "'${wanted}' is not in\n${text}")
  endif()
endforeach()
if(text MATCHES "what no compiler says")
  message(SEND_ERROR "a text that no compiler says is left:\n${text}")
endif()
