# SPDX-License-Identifier: MIT
# Whether docs/from-rust.md speaks of what there is: rustc and the C++ compiler each compile its names.
fearless_needs_python(docs.from_rust oracle)

set(from_rust ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/from_rust.py --cxx ${CMAKE_CXX_COMPILER}
              "--flags=${script_flags}" --work ${CMAKE_CURRENT_BINARY_DIR}/from_rust)
add_test(NAME docs.from_rust COMMAND ${from_rust})
set_tests_properties(docs.from_rust PROPERTIES LABELS oracle SKIP_RETURN_CODE 77 TIMEOUT 300)

if(FEARLESS_TEST_BRIEF)
  return()
endif()
# The test's own test: a page with a name that is not there makes it go red, whichever compiler has to notice.
file(READ ${PROJECT_SOURCE_DIR}/docs/from-rust.md page)
string(REPLACE "`thread::panicking`" "`thread::panickin`" page "${page}")
file(CONFIGURE OUTPUT from_rust_wrong.md CONTENT "${page}" @ONLY)
add_test(NAME docs.from_rust.goes_red COMMAND ${from_rust}_red --page ${CMAKE_CURRENT_BINARY_DIR}/from_rust_wrong.md)
set_tests_properties(docs.from_rust.goes_red PROPERTIES LABELS oracle TIMEOUT 300
                     PASS_REGULAR_EXPRESSION "the C\\+\\+ compiler disagrees.*panickin")
