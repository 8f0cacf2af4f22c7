# SPDX-License-Identifier: MIT
# find_package(FearlessCompileFail): the tests that code does not compile, for a project that uses nothing else of fearless
# and need not have what fearless depends on.
include("${CMAKE_CURRENT_LIST_DIR}/../fearless/FearlessCompileFail.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/../fearless/FearlessChecks.cmake")
