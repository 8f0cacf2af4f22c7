# SPDX-License-Identifier: MIT
# A port to overlay: it installs the checkout that it lies in.
#   vcpkg install fearless --overlay-ports=<checkout>/packaging/vcpkg
set(VCPKG_BUILD_TYPE release) # headers only
cmake_path(SET SOURCE_PATH NORMALIZE "${CMAKE_CURRENT_LIST_DIR}/../..")

vcpkg_cmake_configure(
  SOURCE_PATH "${SOURCE_PATH}"
  OPTIONS -DFEARLESS_BUILD_TESTS=OFF -DFEARLESS_BUILD_EXAMPLES=OFF -DFEARLESS_BUILD_BENCH=OFF -DFEARLESS_INSTALL=ON)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH share/cmake/fearless DO_NOT_DELETE_PARENT_CONFIG_PATH)
vcpkg_cmake_config_fixup(PACKAGE_NAME FearlessCompileFail CONFIG_PATH share/cmake/FearlessCompileFail)
vcpkg_fixup_pkgconfig()

file(MAKE_DIRECTORY "${CURRENT_PACKAGES_DIR}/tools/${PORT}")
file(GLOB tools "${CURRENT_PACKAGES_DIR}/bin/fearless-*")
file(COPY ${tools} DESTINATION "${CURRENT_PACKAGES_DIR}/tools/${PORT}")
file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/bin" "${CURRENT_PACKAGES_DIR}/lib")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
