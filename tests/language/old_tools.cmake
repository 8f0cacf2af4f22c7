# SPDX-License-Identifier: MIT
# clang-tidy and clangd that are built with an old Clang read correct code without an error. TIDY and CLANGD are the tools,
# FILES the examples, WORK a directory to write to.
cmake_minimum_required(VERSION 3.25)
if(NOT TIDY AND NOT CLANGD)
  message("SKIPPED: there is neither clang-tidy-14 nor clangd-14")
  return()
endif()
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})
# clangd reads the style of the nearest directory that has one, and ours has keys that an old one does not know.
file(WRITE ${WORK}/.clang-format "DisableFormat: true\n")

# Runs a tool, which must end with 0 and name no error.
function(reads)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${WORK} RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT code EQUAL 0 OR output MATCHES "(^|\n)E\\[|error: ")
    list(JOIN ARGN " " command)
    message(SEND_ERROR "${command}\nended with ${code} and said\n${output}")
  endif()
endfunction()

foreach(name IN LISTS FILES)
  cmake_path(GET name FILENAME file)
  file(COPY ${SOURCE_DIR}/${name} DESTINATION ${WORK})
  if(TIDY)
    reads(${TIDY} --quiet --checks=-*,bugprone-use-after-move ${file} -- -std=c++20 -I${SOURCE_DIR}/include)
  endif()
  if(CLANGD) # with the line that docs/install.md tells
    file(WRITE ${WORK}/compile_flags.txt "-std=c++20\n-I${SOURCE_DIR}/include\n")
    file(WRITE ${WORK}/.clangd "CompileFlags:\n  Add: [-DFEARLESS_TOOLING]\n")
    reads(${CLANGD} --check=${file} --log=error)
  endif()
endforeach()
