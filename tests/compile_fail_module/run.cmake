# SPDX-License-Identifier: MIT
# One test of the compile-fail module: copies the project, lets the mutant change it, and checks what its tests say.
#   cmake -DMUTANT=<name> -DWORK=<dir> -DMODULE=<file> -DGENERATOR=… -DCOMPILER=… -DCOMPILER_ID=… -DPLATFORM=… -P run.cmake
cmake_minimum_required(VERSION 3.25)

# Spaces and brackets in the paths: every command line and every pattern must survive them.
set(project "${WORK}/${MUTANT} [project]")
set(build "${WORK}/${MUTANT} [build]")
set(configuration Debug)
cmake_path(GET MODULE PARENT_PATH MODULE_DIRECTORY)
set(modes command precompiled batch try_compile)

# message(FATAL_ERROR) wraps its text.
function(fail text)
  message("${text}")
  message(FATAL_ERROR "mutant ${MUTANT}: see above")
endfunction()

function(replace file old new)
  file(READ "${project}/${file}" text)
  string(FIND "${text}" "${old}" at)
  if(at LESS 0)
    fail("The mutant finds nothing to change: ${file} has no\n${old}")
  endif()
  string(REPLACE "${old}" "${new}" text "${text}")
  file(WRITE "${project}/${file}" "${text}")
endfunction()

function(configure)
  # What is known of the compiler is copied, which saves most of the time.
  cmake_path(GET PLATFORM FILENAME version)
  file(GLOB platform "${PLATFORM}/CMake*.cmake")
  file(COPY ${platform} DESTINATION "${build}/CMakeFiles/${version}")
  execute_process(
    COMMAND "${CMAKE_COMMAND}" -S "${project}" -B "${build}" -G "${GENERATOR}" "-DCMAKE_CXX_COMPILER=${COMPILER}"
            "-DMODULE=${MODULE}"
    RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(ARGC EQUAL 0 AND NOT code EQUAL 0)
    fail("The project could not be configured:\n${output}")
  elseif(ARGC GREATER 0)
    string(REGEX REPLACE "[ \n]+" " " output "${output}") # CMake wraps its messages
    if(code EQUAL 0 OR NOT output MATCHES "${ARGV0}")
      fail("Configuring must stop and say '${ARGV0}'. It ended with ${code} and said:\n${output}")
    endif()
  endif()
endfunction()

function(expect test result)
  foreach(mode IN LISTS modes)
    execute_process(COMMAND "${CMAKE_CTEST_COMMAND}" --test-dir "${build}" -C ${configuration} -V -R "^${mode}\\.${test}$"
                    OUTPUT_VARIABLE output ERROR_VARIABLE output)
    # As in `2/2 Test #2: command.local ....***Failed    0.05 sec`
    if(NOT output MATCHES "Test +#[0-9]+: ${mode}\\.${test} [.]+ *([*]+)?${result}")
      fail("${mode}.${test} must be: ${result}. ctest said:\n${output}")
    endif()
    foreach(text IN LISTS ARGN)
      string(FIND "${output}" "${text}" at)
      if(at LESS 0)
        fail("${mode}.${test} must say: ${text}\nctest said:\n${output}")
      endif()
    endforeach()
  endforeach()
endfunction()

# Checks that the judged `problems` match the regex.
function(check_problems regex)
  if(NOT problems MATCHES "${regex}")
    fail("The problems must match ${regex}, and are:\n${problems}")
  endif()
endfunction()

file(REMOVE_RECURSE "${project}" "${build}")
file(COPY "${CMAKE_CURRENT_LIST_DIR}/project/" DESTINATION "${project}")
include("${CMAKE_CURRENT_LIST_DIR}/mutants.cmake")
cmake_language(CALL "mutant_${MUTANT}")
