# SPDX-License-Identifier: MIT
# The install rules: headers, the CMake package with the compile-fail module, a file for pkg-config, tools and docs.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# Headers only, so the package lies where it is found for every architecture.
set(package_dir ${CMAKE_INSTALL_DATADIR}/cmake/fearless)

target_include_directories(fearless INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/fearless
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp" PATTERN "*.ipp")

# An error names `docs/errors.md#…`: so it is called below share/doc/fearless, too, and links between pages hold.
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
              ${PROJECT_SOURCE_DIR}/SECURITY.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs ${PROJECT_SOURCE_DIR}/examples DESTINATION ${CMAKE_INSTALL_DOCDIR}
        FILES_MATCHING PATTERN "*.md" PATTERN "*.svg" PATTERN "*.cpp" PATTERN "*.hpp")
# The reference is not made here, since it needs Doxygen: it is installed where `./dev docs` has written it before.
set(FEARLESS_REFERENCE ${PROJECT_SOURCE_DIR}/build/docs/html CACHE PATH
    "The reference as Doxygen writes it; it is installed if it is there")
install(DIRECTORY ${FEARLESS_REFERENCE}/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/reference OPTIONAL)

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
              ${PROJECT_SOURCE_DIR}/cmake/FearlessChecks.cmake
              ${PROJECT_SOURCE_DIR}/cmake/FearlessModule.cmake
        DESTINATION ${package_dir})
# The same tests as a package of its own, beside the package whose files it includes.
install(FILES ${PROJECT_SOURCE_DIR}/cmake/FearlessCompileFailConfig.cmake
        DESTINATION ${CMAKE_INSTALL_DATADIR}/cmake/FearlessCompileFail)
install(FILES ${PROJECT_BINARY_DIR}/fearlessConfigVersion.cmake
        DESTINATION ${CMAKE_INSTALL_DATADIR}/cmake/FearlessCompileFail RENAME FearlessCompileFailConfigVersion.cmake)
install(PROGRAMS ${PROJECT_SOURCE_DIR}/tools/fearless-check-with-clang
                 ${PROJECT_SOURCE_DIR}/tools/fearless-explain-errors
        DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/cmake/compile_fail ${PROJECT_SOURCE_DIR}/module DESTINATION ${package_dir})

# pkg-config: beside what has no architecture, and relative to itself.
cmake_path(APPEND CMAKE_INSTALL_DATADIR pkgconfig OUTPUT_VARIABLE pc_dir)
cmake_path(ABSOLUTE_PATH pc_dir BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX} NORMALIZE OUTPUT_VARIABLE pc_full_dir)
file(RELATIVE_PATH prefix_from_pc ${pc_full_dir} ${CMAKE_INSTALL_PREFIX})
cmake_path(ABSOLUTE_PATH CMAKE_INSTALL_INCLUDEDIR BASE_DIRECTORY "\${prefix}" OUTPUT_VARIABLE includedir_in_pc)
configure_file(${PROJECT_SOURCE_DIR}/cmake/fearless.pc.in ${PROJECT_BINARY_DIR}/fearless.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/fearless.pc DESTINATION ${pc_dir})

if(PROJECT_IS_TOP_LEVEL)
  include(${PROJECT_SOURCE_DIR}/cmake/FearlessPackage.cmake)
endif()
