# SPDX-License-Identifier: MIT
# Whether the workflows of continuous integration run what there is.
fearless_needs_python(workflows unit)
add_test(NAME workflows COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/check.py ${PROJECT_SOURCE_DIR})
set_tests_properties(workflows PROPERTIES LABELS unit TIMEOUT 60 SKIP_REGULAR_EXPRESSION "SKIPPED")
