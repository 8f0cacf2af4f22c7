# SPDX-License-Identifier: MIT
# Whether the links of the documentation lead where they say, and every page can be found from docs/README.md.
fearless_needs_python(docs.links docs)

add_test(NAME docs.links COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/links.py ${PROJECT_SOURCE_DIR})
set_tests_properties(docs.links PROPERTIES LABELS docs TIMEOUT 60)

# The test's own test: it finds each kind of fault.
add_test(NAME docs.links.goes_red COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/links_test.py)
set_tests_properties(docs.links.goes_red PROPERTIES LABELS docs TIMEOUT 60)
