# SPDX-License-Identifier: MIT
# The load on which the server was measured: example_chat --load 1000 100 100
if(TARGET example_chat)
  add_test(NAME example.chat COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:example_chat> -D SOURCE=${directory}/chat.cpp
                                     -P ${directory}/../prints.cmake)
  add_test(NAME example.chat.load COMMAND example_chat --load 20 4 50)
  set_tests_properties(example.chat example.chat.load PROPERTIES LABELS example TIMEOUT 60)
endif()
