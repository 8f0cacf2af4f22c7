# SPDX-License-Identifier: MIT
# What is too old to compile fearless says so, reads it as a tool, and makes no program of it then. CLANG is the compiler.
cmake_minimum_required(VERSION 3.25)
if(NOT CLANG)
  message("SKIPPED: there is no clang++-14")
  return()
endif()

file(WRITE ${WORK}/old_clang.cpp [[
#include <fearless/rc.hpp>
#include <fearless/std/string.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/thread.hpp>
#include <string>
struct Job { int n; std::string name; };
class Counter { int n = 0; public: int next() { return ++n; } };
static_assert(!fearless::Send<fearless::Rc<int>> && !fearless::Send<int*>);
int main() {
  const auto shared = fearless::Arc<Job>::make(1, "one");
  auto [tx, rx] = fearless::mpsc::channel<Job>();
  auto worker = fearless::thread::spawn([](Job job, Counter counter) { return job.n + counter.next(); }, *shared, Counter{});
  tx.send(Job{1, "one"}).unwrap();
  return worker.join().unwrap();
}
]])
# Compiles the file with `options`; it must be refused with `text`, or accepted if there is none.
function(expect text)
  execute_process(COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C ${CLANG} -std=c++20 -I${SOURCE_DIR}/include ${ARGN} old_clang.cpp
                  WORKING_DIRECTORY ${WORK} RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
  list(JOIN ARGN " " options)
  string(REGEX MATCHALL "\n" lines "${output}")
  list(LENGTH lines lines)
  if(text STREQUAL "" AND NOT code EQUAL 0)
    message(SEND_ERROR "with ${options} it must be accepted:\n${output}")
  elseif(NOT text STREQUAL "" AND (code EQUAL 0 OR NOT output MATCHES "${text}"))
    message(SEND_ERROR "with ${options} it must be refused (${text}):\n${output}")
  elseif(text MATCHES "needs Clang" AND lines GREATER 6)
    message(SEND_ERROR "with ${options} it must be refused in 6 lines, not ${lines}:\n${output}")
  endif()
endfunction()
expect("fearless needs Clang 16 or newer" -fsyntax-only)
expect("" -fsyntax-only -D__clang_analyzer__)
expect("is for tools that make no program.*\n1 error generated" -c -o old_clang.o -DFEARLESS_TOOLING)
