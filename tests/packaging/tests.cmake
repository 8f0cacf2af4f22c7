# SPDX-License-Identifier: MIT
# The installed copy without CMake, the archives, a clone that FetchContent makes, and the ports' version.
find_program(FEARLESS_PKG_CONFIG NAMES pkg-config pkgconf DOC "pkg-config, for a test of the installed copy")
find_program(FEARLESS_DPKG_DEB NAMES dpkg-deb DOC "dpkg-deb, for a test of the package")
mark_as_advanced(FEARLESS_PKG_CONFIG FEARLESS_DPKG_DEB)
set(ways version ports pkg_config deb compile_fail_alone)
if(Python3_FOUND)
  list(APPEND ways one_header)
endif()
if(EXISTS ${PROJECT_SOURCE_DIR}/.git)
  list(APPEND ways fetch_content)
endif()
foreach(way IN LISTS ways)
  add_test(NAME packaging.${way}
           COMMAND ${CMAKE_COMMAND} -D WAY=${way} -D SOURCE_DIR=${PROJECT_SOURCE_DIR} -D VERSION=${PROJECT_VERSION}
                   -D WORK=${CMAKE_CURRENT_BINARY_DIR}/packaging/${way} -D GENERATOR=${CMAKE_GENERATOR}
                   -D MAKE_PROGRAM=${CMAKE_MAKE_PROGRAM} -D COMPILER=${CMAKE_CXX_COMPILER} -D FLAGS=${CMAKE_CXX_FLAGS}
                   "-D SCRIPT_FLAGS=${script_flags}"
                   -D PKG_CONFIG=${FEARLESS_PKG_CONFIG} -D DPKG_DEB=${FEARLESS_DPKG_DEB} -D CPACK=${CMAKE_CPACK_COMMAND}
                   -D PYTHON=${Python3_EXECUTABLE} -D CTEST=${CMAKE_CTEST_COMMAND}
                   -D FAMILY=${CMAKE_CXX_COMPILER_ID} -D BRIEF=${FEARLESS_TEST_BRIEF} -P ${CMAKE_CURRENT_LIST_DIR}/run.cmake)
  set_tests_properties(packaging.${way} PROPERTIES LABELS consumer TIMEOUT 300 SKIP_REGULAR_EXPRESSION "SKIPPED")
endforeach()
