# SPDX-License-Identifier: MIT
# Builds the project in WORK_DIR: what has to pass passes, what has to be refused is refused at the user's line, and a
# change in a header is checked by the next build.
cmake_minimum_required(VERSION 3.25)

# step(passes|fails <text or ""> <command>...): runs the command, which has to end so, and to say the text.
function(step expected text)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  set(ended fails)
  if(result EQUAL 0)
    set(ended passes)
  endif()
  string(FIND "${output}" "${text}" at)
  if(NOT ended STREQUAL expected OR (text AND at EQUAL -1))
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "expected that this ${expected} and says '${text}', but it ${ended}:\n${command}\n${output}")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK_DIR})
file(MAKE_DIRECTORY ${WORK_DIR})
file(COPY ${CMAKE_CURRENT_LIST_DIR}/project DESTINATION ${WORK_DIR})
set(installed ${WORK_DIR}/installed)
set(build ${WORK_DIR}/build)
step(passes "" ${CMAKE_COMMAND} --install ${BINARY_DIR} --prefix ${installed})

set(configure ${CMAKE_COMMAND} -S ${WORK_DIR}/project -B ${build} -G ${GENERATOR} -D CMAKE_CXX_COMPILER=${COMPILER}
              -D CMAKE_CXX_FLAGS=${FLAGS} -D CMAKE_PREFIX_PATH=${installed})
if(STANDARD)
  list(APPEND configure -D CMAKE_CXX_STANDARD=${STANDARD})
endif()
# Without a Clang there is no check, which is an error.
step(fails "there is no clang++ called so" ${configure} -D CLANG=/there/is/no/clang++)
step(passes "" ${configure} -D CLANG=${CLANG})

# What the compiler is told is what other tools read there, and no launcher.
file(READ ${build}/compile_commands.json commands)
if(commands MATCHES "fearless-check-with-clang")
  message(FATAL_ERROR "compile_commands.json names the launcher:\n${commands}")
endif()

step(passes "" ${CMAKE_COMMAND} --build ${build})
step(passes "" ${build}/service)

file(STRINGS ${WORK_DIR}/project/refused.cpp lines)
set(cases reference this_pointer rc private_rc)
if(BRIEF)
  set(cases reference)
endif()
foreach(case IN LISTS cases)
  set(number 0)
  set(inside OFF)
  foreach(line IN LISTS lines)
    math(EXPR number "${number} + 1")
    if(line MATCHES "CASE_${case}\\)")
      set(inside ON)
    elseif(inside AND line MATCHES "refused here")
      break()
    endif()
  endforeach()
  step(fails "refused.cpp:${number}:" ${CMAKE_COMMAND} --build ${build} --target refused_${case})
endforeach()

# A header that makes a member racy fails the next build; taken back, it passes again.
file(READ ${WORK_DIR}/project/state.hpp header)
string(REPLACE "// (here the test puts another member)" "fearless::Rc<int> racy_ = fearless::Rc<int>::make(1);"
       changed "${header}")
execute_process(COMMAND ${CMAKE_COMMAND} -E sleep 1) # for generators that look at whole seconds
file(WRITE ${WORK_DIR}/project/state.hpp "${changed}")
step(fails "main.cpp:15:" ${CMAKE_COMMAND} --build ${build})
if(BRIEF)
  return()
endif()
execute_process(COMMAND ${CMAKE_COMMAND} -E sleep 1)
file(WRITE ${WORK_DIR}/project/state.hpp "${header}")
step(passes "" ${CMAKE_COMMAND} --build ${build})
