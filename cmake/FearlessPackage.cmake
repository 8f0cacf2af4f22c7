# SPDX-License-Identifier: MIT
# The archives that `cpack` makes: a .deb, and a .tar.gz of the same files.

# Nothing that is installed has to be built first.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)

set(CPACK_GENERATOR TGZ DEB)
set(CPACK_PACKAGE_NAME fearless)
set(CPACK_PACKAGE_VENDOR "the fearless authors")
set(CPACK_PACKAGE_CONTACT "the fearless authors <fearless@localhost>")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGE_FILE_NAME fearless-${PROJECT_VERSION})

set(CPACK_DEBIAN_PACKAGE_NAME libfearless-dev)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_PACKAGE_DEPENDS libexpected-dev)
# For fearless_check_with_clang(), which needs no other package.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "clang (>= 1:16) | clang-19 | clang-16")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "cmake (>= 3.25), pkgconf, python3")
set(CPACK_INCLUDE_TOPLEVEL_DIRECTORY ON)
include(CPack)
