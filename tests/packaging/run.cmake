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
