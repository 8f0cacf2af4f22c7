# SPDX-License-Identifier: MIT
# Takes the library home the way WAY says, in the directory WORK, and looks at what arrived; fails if anything does.
cmake_minimum_required(VERSION 3.25)

# Runs a command; what it printed is in `output`.
function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    list(JOIN ARGV " " command)
    message(FATAL_ERROR "failed (${result}): ${command}\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

# The library alone, configured in WORK/build.
function(configure)
  run(${CMAKE_COMMAND} -S ${SOURCE_DIR} -B ${WORK}/build -G ${GENERATOR} -D CMAKE_MAKE_PROGRAM=${MAKE_PROGRAM}
      -D CMAKE_CXX_COMPILER=${COMPILER} -D FEARLESS_BUILD_TESTS=OFF -D FEARLESS_BUILD_EXAMPLES=OFF
      -D FEARLESS_BUILD_BENCH=OFF ${ARGV})
endfunction()

function(expect text)
  foreach(pattern IN LISTS ARGN)
    if(NOT "${text}" MATCHES "${pattern}")
      message(SEND_ERROR "'${pattern}' is not in\n${text}")
    endif()
  endforeach()
endfunction()

# A project that has never heard of fearless, and does not find what fearless depends on, tests a refusal of its own with
# the package FearlessCompileFail below `prefix`.
function(compile_fail_alone prefix project)
  file(WRITE ${project}/CMakeLists.txt "cmake_minimum_required(VERSION 3.25)
project(guest LANGUAGES CXX)
enable_testing()
find_package(FearlessCompileFail ${VERSION} REQUIRED)
fearless_add_compile_fail_tests(cases.cpp)
fearless_check_refused(REFUSED CODE [[static_assert(sizeof(char) == 2, \"own words\");]] ERROR \"own words\")
fearless_check_compiles(COMPILES CODE \"int i;\")
if(NOT REFUSED OR NOT COMPILES)
  message(FATAL_ERROR \"\${REFUSED_OUTPUT}\${COMPILES_OUTPUT}\")
endif()
")
  file(WRITE ${project}/cases.cpp "#ifdef CASE_own
// error: own words
static_assert(sizeof(char) == 2, \"own words\");
#endif
")
  run(${CMAKE_COMMAND} -S ${project} -B ${project}/build -G ${GENERATOR} -D CMAKE_MAKE_PROGRAM=${MAKE_PROGRAM}
      -D CMAKE_CXX_COMPILER=${COMPILER} -D CMAKE_PREFIX_PATH=${prefix} -D CMAKE_DISABLE_FIND_PACKAGE_tl-expected=ON)
  run(${CTEST} --test-dir ${project}/build --no-tests=error)
  expect("${output}" "tests passed, 0 tests failed out of 2")
endfunction()

function(way_compile_fail_alone)
  configure()
  run(${CMAKE_COMMAND} --install ${WORK}/build --prefix ${WORK}/installed)
  compile_fail_alone(${WORK}/installed ${WORK}/guest)
endfunction()

function(way_version)
  file(READ ${SOURCE_DIR}/packaging/vcpkg/vcpkg.json port)
  string(JSON of_vcpkg GET "${port}" version)
  file(STRINGS ${SOURCE_DIR}/packaging/conan/conanfile.py of_conan REGEX "^    version = ")
  file(STRINGS ${SOURCE_DIR}/CHANGELOG.md of_changelog REGEX "^## " LIMIT_COUNT 1)
  expect("<${of_vcpkg}>" "^<${VERSION}>$")
  expect("${of_conan}" "^    version = \"${VERSION}\"$")
  expect("${of_changelog}" "^## ${VERSION}(,|$)")
  if(PYTHON)
    run(${PYTHON} -c "import ast, sys; ast.parse(open(sys.argv[1]).read())" ${SOURCE_DIR}/packaging/conan/conanfile.py)
  endif()
endfunction()

# What Conan's recipe exports is enough to install all that the checkout installs, and the port for vcpkg leaves the tools
# where FearlessCheckWithClang.cmake looks for them.
function(way_ports)
  file(READ ${SOURCE_DIR}/packaging/conan/conanfile.py recipe)
  if(NOT recipe MATCHES "for pattern in \\(([^)]+)\\):")
    message(FATAL_ERROR "the recipe does not say which files it exports")
  endif()
  string(REGEX MATCHALL "\"[^\"]+\"" patterns "${CMAKE_MATCH_1}")
  foreach(pattern IN LISTS patterns)
    string(REPLACE "\"" "" pattern "${pattern}")
    if(pattern MATCHES "^([a-z]+)/\\*$")
      file(COPY ${SOURCE_DIR}/${CMAKE_MATCH_1} DESTINATION ${WORK}/exported)
    else()
      file(GLOB files ${SOURCE_DIR}/${pattern})
      file(COPY ${files} DESTINATION ${WORK}/exported)
    endif()
  endforeach()
  foreach(tree IN ITEMS ${SOURCE_DIR} ${WORK}/exported)
    cmake_path(GET tree FILENAME name)
    run(${CMAKE_COMMAND} -S ${tree} -B ${WORK}/build_${name} -G ${GENERATOR} -D CMAKE_MAKE_PROGRAM=${MAKE_PROGRAM}
        -D CMAKE_CXX_COMPILER=${COMPILER} -D FEARLESS_BUILD_TESTS=OFF -D FEARLESS_BUILD_EXAMPLES=OFF
        -D FEARLESS_BUILD_BENCH=OFF -D FEARLESS_INSTALL=ON -D FEARLESS_REFERENCE=${WORK}/none)
    run(${CMAKE_COMMAND} --install ${WORK}/build_${name} --prefix ${WORK}/installed_${name})
    file(GLOB_RECURSE files RELATIVE ${WORK}/installed_${name} ${WORK}/installed_${name}/*)
    set(of_${name} "${files}")
  endforeach()
  cmake_path(GET SOURCE_DIR FILENAME name)
  if(NOT of_exported STREQUAL of_${name})
    message(SEND_ERROR "the checkout installs\n${of_${name}}\nand what Conan exports installs\n${of_exported}")
  endif()
  # The port, with stand-ins for vcpkg's own functions.
  set(CURRENT_PACKAGES_DIR ${WORK}/vcpkg)
  set(PORT fearless)
  function(vcpkg_cmake_configure)
  endfunction()
  function(vcpkg_cmake_install)
    run(${CMAKE_COMMAND} --install ${WORK}/build_exported --prefix ${CURRENT_PACKAGES_DIR})
  endfunction()
  function(vcpkg_cmake_config_fixup)
    cmake_parse_arguments(arg "DO_NOT_DELETE_PARENT_CONFIG_PATH" "PACKAGE_NAME;CONFIG_PATH" "" ${ARGN})
    if(NOT arg_PACKAGE_NAME)
      set(arg_PACKAGE_NAME ${PORT})
    endif()
    file(RENAME ${CURRENT_PACKAGES_DIR}/${arg_CONFIG_PATH} ${CURRENT_PACKAGES_DIR}/share/${arg_PACKAGE_NAME})
    if(NOT arg_DO_NOT_DELETE_PARENT_CONFIG_PATH)
      file(REMOVE_RECURSE ${CURRENT_PACKAGES_DIR}/share/cmake)
    endif()
  endfunction()
  function(vcpkg_fixup_pkgconfig)
  endfunction()
  function(vcpkg_install_copyright key file)
    file(COPY ${file} DESTINATION ${CURRENT_PACKAGES_DIR}/share/${PORT})
  endfunction()
  include(${SOURCE_DIR}/packaging/vcpkg/portfile.cmake)
  file(GLOB of_port RELATIVE ${CURRENT_PACKAGES_DIR} ${CURRENT_PACKAGES_DIR}/*)
  expect("${of_port}" "^include;share;tools$")
  compile_fail_alone(${CURRENT_PACKAGES_DIR}/share ${WORK}/guest)
  file(READ ${CURRENT_PACKAGES_DIR}/share/fearless/FearlessCheckWithClang.cmake module)
  expect("${module}" "{here}/\\.\\./\\.\\./tools/fearless")
  foreach(tool IN ITEMS fearless-check-with-clang fearless-explain-errors)
    if(NOT EXISTS ${CURRENT_PACKAGES_DIR}/tools/fearless/${tool})
      message(SEND_ERROR "the port lost ${tool}")
    endif()
  endforeach()
endfunction()

# A program that is compiled with nothing but what pkg-config says.
function(way_pkg_config)
  if(NOT PKG_CONFIG)
    message("SKIPPED: there is no pkg-config")
    return()
  endif()
  file(WRITE ${WORK}/reference/index.html "<p>The reference, which ./dev docs writes.</p>\n")
  configure(-D CMAKE_INSTALL_PREFIX=/nowhere -D FEARLESS_REFERENCE=${WORK}/reference)
  run(${CMAKE_COMMAND} --install ${WORK}/build --prefix ${WORK}/installed)
  set(ENV{PKG_CONFIG_PATH} ${WORK}/installed/share/pkgconfig)
  run(${PKG_CONFIG} --modversion fearless)
  expect("${output}" "^${VERSION}\n$")
  run(${PKG_CONFIG} --cflags --libs fearless)
  separate_arguments(flags UNIX_COMMAND "${output} ${FLAGS}")
  file(WRITE ${WORK}/main.cpp [[
#include <fearless/sync/arc.hpp>
#include <fearless/version.hpp>
static_assert(FEARLESS_VERSION > 0 && fearless::Send<fearless::Arc<int>>);
int main() {
  const auto shared = fearless::Arc<int>::make(42);
  return *shared - 42;
}
]])
  run(${COMPILER} ${WORK}/main.cpp -o ${WORK}/main ${flags})
  run(${WORK}/main)
  # Another language is refused by the installed copy, too, in three lines (six with Clang).
  set(most_lines 3)
  execute_process(COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C ${COMPILER} ${WORK}/main.cpp -o ${WORK}/main ${flags} -std=c++17
                  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(output MATCHES "error generated")
    set(most_lines 6)
  endif()
  string(REGEX MATCHALL "\n" lines "${output}")
  list(LENGTH lines lines)
  if(result EQUAL 0 OR NOT output MATCHES "fearless needs C[+][+]20 or newer" OR lines GREATER most_lines)
    message(SEND_ERROR "${lines} lines, at most ${most_lines} are expected:\n${output}")
  endif()
  # What an error names, and the tools.
  foreach(file IN ITEMS share/doc/fearless/docs/errors.md share/doc/fearless/README.md share/doc/fearless/copyright
          share/doc/fearless/docs/guide/first-thread.md share/doc/fearless/reference/index.html
          share/doc/fearless/examples/demo/fixed.cpp bin/fearless-check-with-clang
          bin/fearless-explain-errors
          share/cmake/fearless/compile_fail/run.cmake)
    if(NOT EXISTS ${WORK}/installed/${file})
      message(SEND_ERROR "${file} was not installed")
    endif()
  endforeach()
  # The section that a message names can be found there.
  file(READ ${WORK}/installed/share/doc/fearless/docs/errors.md errors)
  expect("${errors}" "<a id=\"shared-ptr\"></a>")
endfunction()

function(way_deb)
  if(NOT DPKG_DEB)
    message("SKIPPED: there is no dpkg-deb")
    return()
  endif()
  configure()
  foreach(generator IN ITEMS TGZ DEB)
    run(${CPACK} --config ${WORK}/build/CPackConfig.cmake -G ${generator} -B ${WORK}/packages)
  endforeach()
  set(deb ${WORK}/packages/libfearless-dev_${VERSION}_all.deb)
  run(${DPKG_DEB} -I ${deb})
  expect("${output}" "Architecture: all" "Depends: libexpected-dev\n" "Recommends: clang " "Version: ${VERSION}\n")
  run(${DPKG_DEB} -c ${deb})
  expect("${output}" "\\./usr/include/fearless/fearless\\.hpp" "\\./usr/share/doc/fearless/docs/errors\\.md"
         "\\./usr/share/cmake/fearless/fearlessConfig\\.cmake" "\\./usr/share/pkgconfig/fearless\\.pc"
         "-rwxr-xr-x[^\n]*\\./usr/bin/fearless-check-with-clang")
  run(${CMAKE_COMMAND} -E tar tzf ${WORK}/packages/fearless-${VERSION}.tar.gz)
  expect("${output}" "fearless-${VERSION}/include/fearless/fearless\\.hpp")
endfunction()

# Two examples, compiled with the library as one header and no other header of it.
function(way_one_header)
  set(amalgamate ${PYTHON} -B ${SOURCE_DIR}/tools/amalgamate.py)
  run(${amalgamate} -o ${WORK}/fearless_all.hpp)
  separate_arguments(flags UNIX_COMMAND "${SCRIPT_FLAGS}")
  foreach(stem IN ITEMS callbacks your_types)
    file(READ ${SOURCE_DIR}/examples/guide/${stem}.cpp example)
    string(REGEX REPLACE "<fearless/[a-z_/]+\\.hpp>" "<fearless_all.hpp>" example "${example}")
    file(WRITE ${WORK}/${stem}.cpp "${example}")
    run(${COMPILER} ${flags} -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -I${WORK} -fsyntax-only
        ${WORK}/${stem}.cpp)
  endforeach()
  # Rows by name: those, and no others.
  run(${amalgamate} --std vector,string -o ${WORK}/some.hpp)
  file(STRINGS ${WORK}/some.hpp rows REGEX "^struct row<std::(vector|basic_string|map)<")
  expect("${rows}" "row<std::vector<" "row<std::basic_string<")
  if(rows MATCHES "row<std::map<")
    message(SEND_ERROR "the rows of <map> were not asked for")
  endif()
endfunction()

# The commit that is checked out, cloned by a project that has never heard of this directory's build.
function(way_fetch_content)
  find_program(git git NO_CACHE)
  if(NOT git)
    message("SKIPPED: there is no git")
    return()
  endif()
  execute_process(COMMAND ${git} -C ${SOURCE_DIR} rev-parse HEAD RESULT_VARIABLE result OUTPUT_VARIABLE commit
                  ERROR_VARIABLE why OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT result EQUAL 0)
    message("SKIPPED: git cannot read ${SOURCE_DIR}: ${why}")
    return()
  endif()
  file(WRITE ${WORK}/project/CMakeLists.txt "cmake_minimum_required(VERSION 3.25)
project(guest LANGUAGES CXX)
include(FetchContent)
FetchContent_Declare(fearless GIT_REPOSITORY \"${SOURCE_DIR}\" GIT_TAG ${commit})
FetchContent_MakeAvailable(fearless)
add_library(guest OBJECT guest.cpp)
target_link_libraries(guest PRIVATE fearless::fearless)
if(NOT COMMAND fearless_add_compile_fail_tests OR NOT COMMAND fearless_check_with_clang)
  message(FATAL_ERROR \"a module is missing\")
endif()
")
  file(WRITE ${WORK}/project/guest.cpp "#include <fearless/marker.hpp>\nstatic_assert(!fearless::Send<int*>);\n")
  run(${CMAKE_COMMAND} -S ${WORK}/project -B ${WORK}/build -G ${GENERATOR} -D CMAKE_MAKE_PROGRAM=${MAKE_PROGRAM}
      -D CMAKE_CXX_COMPILER=${COMPILER})
  run(${CMAKE_COMMAND} --build ${WORK}/build)
endfunction()

file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
cmake_language(CALL way_${WAY})
