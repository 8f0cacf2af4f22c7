# SPDX-License-Identifier: MIT
# Writes the reference into a directory of the test's own; fails if Doxygen has anything to say.
#   cmake -D DOXYGEN=<program> -D ROOT=<project> -D WORK=<directory> -P reference.cmake
file(READ ${ROOT}/docs/Doxyfile text)
file(MAKE_DIRECTORY ${WORK})
string(APPEND text "OUTPUT_DIRECTORY = \"${WORK}\"\n")
file(WRITE ${WORK}/Doxyfile "${text}")
execute_process(COMMAND ${DOXYGEN} ${WORK}/Doxyfile WORKING_DIRECTORY ${ROOT} RESULT_VARIABLE code OUTPUT_VARIABLE said
                ERROR_VARIABLE said)
if(NOT code EQUAL 0 OR NOT said STREQUAL "")
  message(FATAL_ERROR "doxygen ended with ${code} and said:\n${said}")
endif()
