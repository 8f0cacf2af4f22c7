# SPDX-License-Identifier: MIT
# Whether the links of the documentation lead where they say, and every page can be found from docs/README.md.
fearless_needs_python(docs.links docs)

add_test(NAME docs.links COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/links.py ${PROJECT_SOURCE_DIR})
set_tests_properties(docs.links PROPERTIES LABELS docs TIMEOUT 60)

# The test's own test: it finds each kind of fault.
add_test(NAME docs.links.goes_red COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/links_test.py)
set_tests_properties(docs.links.goes_red PROPERTIES LABELS docs TIMEOUT 60)

# Whether the messages that the pages quote are texts that a compile-fail case expects.
add_test(NAME docs.messages COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/messages.py ${PROJECT_SOURCE_DIR})
set_tests_properties(docs.messages PROPERTIES LABELS docs TIMEOUT 60)
add_test(NAME docs.messages.goes_red COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/messages_test.py)
set_tests_properties(docs.messages.goes_red PROPERTIES LABELS docs TIMEOUT 60)

# And whether the table of compiler bugs names what the engine and its mutants have.
add_test(NAME docs.counting COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/counting.py)
set_tests_properties(docs.counting PROPERTIES LABELS docs TIMEOUT 60)
file(READ ${PROJECT_SOURCE_DIR}/docs/counting.md page)
string(REPLACE "`is_bare` in" "`is_bear` in" page "${page}")
file(CONFIGURE OUTPUT counting_wrong.md CONTENT "${page}" @ONLY)
add_test(NAME docs.counting.goes_red COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/counting.py
                                             ${CMAKE_CURRENT_BINARY_DIR}/counting_wrong.md)
set_tests_properties(docs.counting.goes_red PROPERTIES LABELS docs TIMEOUT 60 PASS_REGULAR_EXPRESSION "has no is_bear")

# And whether Doxygen reads every doc comment without a warning (./dev docs installs it).
find_program(FEARLESS_DOXYGEN doxygen)
if(FEARLESS_DOXYGEN)
  add_test(NAME docs.reference
           COMMAND ${CMAKE_COMMAND} -D DOXYGEN=${FEARLESS_DOXYGEN} -D ROOT=${PROJECT_SOURCE_DIR}
                   -D WORK=${CMAKE_CURRENT_BINARY_DIR}/reference -P ${CMAKE_CURRENT_LIST_DIR}/reference.cmake)
  # And every public name has a doc comment, every public type an example.
  add_test(NAME docs.comments COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/comments.py ${PROJECT_SOURCE_DIR}
                                      --doxygen ${FEARLESS_DOXYGEN})
  add_test(NAME docs.comments.goes_red
           COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/comments_test.py ${FEARLESS_DOXYGEN})
  set_tests_properties(docs.comments docs.comments.goes_red PROPERTIES LABELS docs TIMEOUT 120)
else()
  add_test(NAME docs.reference COMMAND ${CMAKE_COMMAND} -E echo "SKIPPED: doxygen is not installed")
  set_tests_properties(docs.reference PROPERTIES SKIP_REGULAR_EXPRESSION "SKIPPED")
endif()
set_tests_properties(docs.reference PROPERTIES LABELS docs TIMEOUT 120)
