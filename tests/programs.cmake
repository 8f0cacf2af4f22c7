# SPDX-License-Identifier: MIT
# The behaviour tests: one GoogleTest program for each file <folder>/<name>_test.cpp.

# Debian's GoogleTest is built against libstdc++: for another standard library compile it from source,
# -DFEARLESS_GTEST_SOURCE=/usr/src/googletest.
set(FEARLESS_GTEST_SOURCE "" CACHE PATH "Compile GoogleTest from this source tree")
if(FEARLESS_GTEST_SOURCE)
  set(BUILD_GMOCK OFF)
  set(INSTALL_GTEST OFF)
  add_subdirectory(${FEARLESS_GTEST_SOURCE} ${CMAKE_CURRENT_BINARY_DIR}/googletest EXCLUDE_FROM_ALL SYSTEM)
  if(NOT TARGET GTest::gtest_main)
    add_library(GTest::gtest_main ALIAS gtest_main)
  endif()
else()
  find_package(GTest REQUIRED)
endif()
include(GoogleTest)

# Precompiled headers, which a program names by these targets: GoogleTest and the standard headers, for all; and `full`,
# the library itself, too, which halves what Clang and saves a fifth of what g++ needs for a test. The long runs do without
# `full`, so that a file that forgets to include something is found.
file(CONFIGURE OUTPUT pch.cpp CONTENT "// Carries the precompiled header.\n")
set(precompiled <gtest/gtest.h> <atomic> <chrono> <memory> <mutex> <string> <thread> <type_traits> <utility> <vector>)
set(precompiled_full ${precompiled} <fearless/fearless.hpp> <fearless/std.hpp>)
function(fearless_precompiled target headers)
  add_library(${target} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/pch.cpp)
  target_link_libraries(${target} PRIVATE fearless_dev GTest::gtest_main)
  target_compile_options(${target} PRIVATE ${ARGN})
  target_precompile_headers(${target} PRIVATE ${${headers}})
endfunction()
fearless_precompiled(fearless_test_pch precompiled)
if(FEARLESS_TEST_BRIEF)
  fearless_precompiled(fearless_test_full_pch precompiled_full)
endif()

# The folder says which sanitizers run a program. Those of `concurrency` are about several threads at once: they run
# under ThreadSanitizer and AddressSanitizer. Those of `memory` run under AddressSanitizer only: they need one thread, or
# replace operator new, or use a library that ThreadSanitizer cannot see into. The build directories of the sanitizers
# build just these.
set(concurrency channels fibers locks tasks threads)
set(memory bridges faults ownership results)
set(concurrency_and_memory ${concurrency} ${memory})
# ./dev test runs the programs of both under g++'s AddressSanitizer, which costs no time to compile, instead of building
# them twice. Those that replace what a sanitizer replaces, or leave tests out under one, are built without, and so are
# fibers: GCC's sanitizer takes a stack that it does not know for a part of the thread's.
option(FEARLESS_TEST_ADDRESS_SANITIZER "Build the tests of concurrency and memory with AddressSanitizer" OFF)
set(plain fault_refused_test thread_end_test)
set(address_sanitizer -fsanitize=address -fno-omit-frame-pointer)
if(FEARLESS_TEST_ADDRESS_SANITIZER)
  fearless_precompiled(fearless_test_asan_pch precompiled ${address_sanitizer})
  if(FEARLESS_TEST_BRIEF)
    fearless_precompiled(fearless_test_full_asan_pch precompiled_full ${address_sanitizer})
  endif()
endif()
# ./dev test builds those of concurrency once, with ThreadSanitizer.
option(FEARLESS_TEST_CONCURRENCY "Build the tests that are about several threads at once" ON)
add_custom_target(fearless_concurrency_tests)
add_custom_target(fearless_memory_tests)

# ./dev test compiles the files of a group as one (they define no name twice), since half of what a compiler does for each
# of them alone it does for all.
set(groups
    "arc exception_fault scope share_scope"
    "barrier condvar mutex_owner waiting"
    "boxed_conversion boxed_slice cell once_cell"
    "boxed rc"
    "broadcast channel_blocks channel_race oneshot watch"
    "lend thread worker"
    "move move_fn packaged task"
    "mpsc select sync_channel"
    "mutex mutex_rwlock_pairs"
    "mutex_contention once rwlock semaphore"
    "result result_combinators result_unexpected")
if(NOT FEARLESS_TEST_BRIEF)
  set(groups)
endif()

file(GLOB sources CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} */*_test.cpp)
foreach(source IN LISTS sources)
  cmake_path(GET source STEM name)
  cmake_path(GET source PARENT_PATH folder)
  if((name MATCHES "^par_" AND NOT TARGET fearless::tbb) OR (name MATCHES "^asio_" AND NOT TARGET fearless::asio)
     OR (name MATCHES "^fiber" AND NOT TARGET fearless::fiber))
    continue()
  endif()
  if(folder IN_LIST concurrency AND NOT name IN_LIST plain AND NOT FEARLESS_TEST_CONCURRENCY)
    continue()
  endif()
  set(members)
  foreach(group IN LISTS groups)
    string(REPLACE " " "_test;" group "${group}_test")
    if(name IN_LIST group)
      list(GET group 0 name)
      set(name ${name}_and_others)
      set(members ${group})
    endif()
  endforeach()
  if(TARGET ${name})
    target_sources(${name} PRIVATE ${source})
    continue()
  endif()
  add_executable(${name} ${source})
  if(members)
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 0)
  endif()
  target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})  # support/
  target_link_libraries(${name} PRIVATE fearless_dev GTest::gtest_main)
  # A program that says something to the library before it includes it cannot have the library precompiled.
  file(STRINGS ${source} defines REGEX "^#define FEARLESS" LIMIT_COUNT 1)
  set(full "")
  if(FEARLESS_TEST_BRIEF AND NOT defines AND NOT name MATCHES "^(par|home|asio)_")
    set(full full_)
  endif()
  set(sanitized OFF)
  if(FEARLESS_TEST_ADDRESS_SANITIZER AND NOT name IN_LIST plain AND folder IN_LIST concurrency_and_memory
     AND NOT name MATCHES "^fiber")
    set(sanitized ON)
    target_compile_options(${name} PRIVATE ${address_sanitizer})
    target_link_options(${name} PRIVATE ${address_sanitizer})
    target_precompile_headers(${name} REUSE_FROM fearless_test_${full}asan_pch)
  else()
    target_precompile_headers(${name} REUSE_FROM fearless_test_${full}pch)
  endif()
  if(name MATCHES "^par_")
    target_link_libraries(${name} PRIVATE fearless::tbb)
  endif()
  if(name MATCHES "^asio_")
    target_link_libraries(${name} PRIVATE fearless::asio)
  endif()
  if(name MATCHES "^(par|home|asio)_")
    # g++ shows no captures, and the test is about what runs.
    target_compile_definitions(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:FEARLESS_UNSAFE_TRUST_CLOSURES>)
  endif()
  if(name MATCHES "^fiber")
    target_link_libraries(${name} PRIVATE fearless::fiber)
    # Boost.Context's functions begin on one stack and end on another, which ThreadSanitizer's count of them cannot follow
    # (docs/executors.md).
    if(CMAKE_CXX_FLAGS MATCHES "-fsanitize=thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
      set_target_properties(${name} PROPERTIES DISABLE_PRECOMPILE_HEADERS ON)
      target_compile_options(${name} PRIVATE "SHELL:-mllvm -tsan-instrument-func-entry-exit=0")
    endif()
  endif()
  set(label unit)
  foreach(subject IN ITEMS concurrency memory)
    if(folder IN_LIST ${subject})
      set(label ${subject})
      add_dependencies(fearless_${subject}_tests ${name})
      break()
    endif()
  endforeach()
  # A process that is instrumented takes longer to start than most tests take to run.
  if(sanitized OR (FEARLESS_TEST_BRIEF AND CMAKE_CXX_FLAGS MATCHES "-fsanitize"))
    add_test(NAME ${name} COMMAND ${name} --gtest_brief=1)
    set_tests_properties(${name} PROPERTIES LABELS ${label} TIMEOUT 600)
    continue()
  endif()
  # PRE_TEST: the list of tests is asked when ctest starts, not while building, where a sanitizer's report would count
  # as a build error.
  gtest_discover_tests(${name} TEST_PREFIX "${name}." DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
                       PROPERTIES LABELS ${label} TIMEOUT 120)
endforeach()

if(NOT TARGET mutex_static_test)
  return()
endif()

# The other half of mutex_static_test, whose statics are made after those of the first.
target_sources(mutex_static_test PRIVATE locks/static_order/counter.cpp)

# The other half of rwlock_plugin_test, beside it. It uses what it has itself, even where the host would export it.
add_library(rwlock_plugin MODULE locks/plugin/rwlock_plugin.cpp)
target_link_libraries(rwlock_plugin PRIVATE fearless_dev)
target_link_options(rwlock_plugin PRIVATE -Wl,-Bsymbolic)
set_target_properties(rwlock_plugin PROPERTIES PREFIX "" SUFFIX .so CXX_VISIBILITY_PRESET hidden
                                               VISIBILITY_INLINES_HIDDEN ON)
target_link_libraries(rwlock_plugin_test PRIVATE ${CMAKE_DL_LIBS})
add_dependencies(rwlock_plugin_test rwlock_plugin)
