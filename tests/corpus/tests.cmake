# SPDX-License-Identifier: MIT
# The corpus: classes and hand-overs of real programs, and what has to be written for each. Each way to build it is a
# library that only has to compile.
file(GLOB corpus CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.cpp)
set(corpus_classes ${corpus})
list(FILTER corpus_classes EXCLUDE REGEX "/(threads|messages)\\.cpp$")  # no line stands there for a hand-over
set(corpus_hand_overs ${corpus})
list(REMOVE_ITEM corpus_hand_overs ${corpus_classes})
set(corpus_all ${corpus})

function(fearless_corpus test level)
  set(library fearless_${test})
  string(REPLACE "." "_" library ${library})
  add_library(${library} OBJECT ${ARGN})
  target_link_libraries(${library} PRIVATE fearless_dev)
  target_compile_definitions(${library} PRIVATE FEARLESS_CORPUS_LEVEL=${level})
  fearless_compiled_facts(${test} ${library} "files of the corpus need what they say")
endfunction()

fearless_corpus(corpus.written 2 ${corpus_${FEARLESS_TEST_CORPUS}})
# Without the promises, and without the checked lines: whether less would do.
if(NOT FEARLESS_TEST_BRIEF)
  fearless_corpus(corpus.no_promises 1 ${corpus_classes})
  fearless_corpus(corpus.nothing_written 0 ${corpus_classes})
endif()

# And g++ with Clang's check, without a change to any lambda.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  find_program(FEARLESS_TEST_CLANG NAMES clang++-19 clang++-22 clang++-21 clang++-20 clang++-18 clang++-17 clang++-16)
  if(FEARLESS_TEST_CLANG)
    include(${PROJECT_SOURCE_DIR}/cmake/FearlessCheckWithClang.cmake)
    set(checked ${corpus})
    if(FEARLESS_TEST_BRIEF)
      list(FILTER checked INCLUDE REGEX "/services\\.cpp$")  # which has classes and lambdas
    endif()
    fearless_corpus(corpus.checked_with_clang 2 ${checked})
    fearless_check_with_clang(fearless_corpus_checked_with_clang CLANG ${FEARLESS_TEST_CLANG})
  else()
    add_test(NAME corpus.checked_with_clang COMMAND ${CMAKE_COMMAND} -E echo "SKIPPED: Clang 16 or newer is not installed")
    set_tests_properties(corpus.checked_with_clang PROPERTIES LABELS static SKIP_REGULAR_EXPRESSION "SKIPPED")
  endif()
endif()

# Whether docs/compilers.md shows what they say.
if(Python3_FOUND)
  add_test(NAME corpus.counted COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/count.py --check)
  set_tests_properties(corpus.counted PROPERTIES LABELS static TIMEOUT 60)
endif()
