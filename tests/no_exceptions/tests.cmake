# SPDX-License-Identifier: MIT
# The vocabulary without exceptions and without run-time type information (docs/limits.md); and that what would throw
# ends such a program, with its words.
foreach(build IN ITEMS no_exceptions no_rtti no_exceptions_no_rtti)
  set(flags)
  foreach(feature IN ITEMS exceptions rtti)
    if(build MATCHES "no_${feature}")
      string(TOUPPER NO_${feature} macro)
      list(APPEND flags -fno-${feature} -D${macro})
    endif()
  endforeach()
  add_executable(${build} ${CMAKE_CURRENT_LIST_DIR}/main.cpp)
  target_link_libraries(${build} PRIVATE fearless_dev)
  target_compile_options(${build} PRIVATE ${flags})
  add_test(NAME ${build} COMMAND ${build})
  set_tests_properties(${build} PROPERTIES LABELS unit TIMEOUT 60)
endforeach()
foreach(way IN ITEMS relock borrow value task join)
  set(words_relock "fearless::Mutex: ")
  set(words_borrow "fearless::RefCell: |already borrowed")
  set(words_value "fearless::Result: the value was asked for")
  set(words_task "bad_function_call|std::exception")  # libc++ has no words of its own for it
  set(words_join "fearless::thread: joined already")
  # (By the shell, since ctest takes a program that was aborted for a failure, whatever it said.)
  add_test(NAME no_exceptions.${way} COMMAND sh -c "! \"$1\" \"$2\"" sh $<TARGET_FILE:no_exceptions> ${way})
  set_tests_properties(no_exceptions.${way} PROPERTIES LABELS unit TIMEOUT 60 PASS_REGULAR_EXPRESSION "${words_${way}}"
                                                       FAIL_REGULAR_EXPRESSION "FAILED")
endforeach()
