# SPDX-License-Identifier: MIT
# Whether files and folders are as CONTRIBUTING.md says.
fearless_needs_python(layout docs)

add_test(NAME layout COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/layout.py ${PROJECT_SOURCE_DIR})
set_tests_properties(layout PROPERTIES LABELS docs TIMEOUT 60)

# The test's own test: it finds each kind of fault.
add_test(NAME layout.goes_red COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/layout_test.py)
set_tests_properties(layout.goes_red PROPERTIES LABELS docs TIMEOUT 60)
