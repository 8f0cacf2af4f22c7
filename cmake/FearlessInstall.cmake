# SPDX-License-Identifier: MIT
# The install rules: headers, the CMake package, and the compile-fail module that comes with it.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# Headers only, so the package lies where it is found for every architecture.
set(package_dir ${CMAKE_INSTALL_DATADIR}/cmake/fearless)

target_include_directories(fearless INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/fearless
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp" PATTERN "*.ipp")
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

install(TARGETS fearless EXPORT fearlessTargets)
install(EXPORT fearlessTargets NAMESPACE fearless:: DESTINATION ${package_dir})
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/fearlessConfig.cmake.in
                              ${PROJECT_BINARY_DIR}/fearlessConfig.cmake
                              INSTALL_DESTINATION ${package_dir})
# Before 1.0 a minor version may break its users.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/fearlessConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES ${PROJECT_BINARY_DIR}/fearlessConfig.cmake
              ${PROJECT_BINARY_DIR}/fearlessConfigVersion.cmake
              ${PROJECT_SOURCE_DIR}/cmake/FearlessBridges.cmake
        DESTINATION ${package_dir})

install(FILES ${PROJECT_SOURCE_DIR}/cmake/FearlessCompileFail.cmake
              ${PROJECT_SOURCE_DIR}/cmake/FearlessCheckWithClang.cmake
        DESTINATION ${package_dir})
install(PROGRAMS ${PROJECT_SOURCE_DIR}/tools/fearless-check-with-clang DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/cmake/compile_fail DESTINATION ${package_dir})
