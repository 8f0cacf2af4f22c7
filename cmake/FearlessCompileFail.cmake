# SPDX-License-Identifier: MIT
# Tests that code does NOT compile, for your own types as for fearless's. See docs/compile-fail.md.
#
#   fearless_add_compile_fail_tests(<file.cpp>
#     [LINK_LIBRARIES <target>…]    what the file is compiled against
#     [PREFIX <prefix>]             tests are named <prefix>.<case>; default: the file's name without extension
#     [PRECOMPILE <header>…]        precompiled once for all cases: <a.hpp>, or a path
#     [COMPILE_OPTIONS <option>…]
#     [MODE AUTO|COMMAND|TRY_COMPILE]
#     [BATCH])                      compile all cases at once first, and alone only those that this does not prove
#
# One CTest test for each `#ifdef CASE_x` of the file, and <prefix>.control, on which they all depend: the file with
# no CASE_ defined must compile. All carry the label `compile_fail`.
include_guard(GLOBAL)
cmake_policy(PUSH)
cmake_policy(VERSION 3.25)

include("${CMAKE_CURRENT_LIST_DIR}/compile_fail/cases.cmake")

function(fearless_add_compile_fail_tests file)
  cmake_parse_arguments(PARSE_ARGV 1 arg "BATCH" "PREFIX;MODE" "LINK_LIBRARIES;PRECOMPILE;COMPILE_OPTIONS")
  cmake_path(ABSOLUTE_PATH file NORMALIZE OUTPUT_VARIABLE source)
  set(whose "fearless_add_compile_fail_tests(${file})")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "${whose}: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT EXISTS "${source}")
    message(FATAL_ERROR "${whose}: there is no ${source}")
  endif()
  if(NOT arg_PREFIX)
    cmake_path(GET source STEM LAST_ONLY arg_PREFIX)
  endif()

  # The verdict reads diagnostics: a compiler whose diagnostics nobody looked at is refused, not guessed.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set(family GNU)
  elseif(CMAKE_CXX_COMPILER_ID MATCHES "^(Apple)?Clang$" AND NOT MSVC)
    set(family Clang)
  else()
    message(FATAL_ERROR "${whose}: knows the diagnostics of GCC and Clang, not of '${CMAKE_CXX_COMPILER_ID}'")
  endif()

  if(NOT arg_MODE)
    set(arg_MODE AUTO)
  endif()
  if(CMAKE_GENERATOR MATCHES "Ninja|Makefiles")
    set(exports_commands ON)
  else()
    set(exports_commands OFF)
  endif()
  if(arg_MODE STREQUAL "AUTO" AND exports_commands)
    set(arg_MODE COMMAND)
  elseif(arg_MODE STREQUAL "AUTO")
    set(arg_MODE TRY_COMPILE)
  elseif(NOT arg_MODE MATCHES "^(COMMAND|TRY_COMPILE)$")
    message(FATAL_ERROR "${whose}: MODE is AUTO, COMMAND or TRY_COMPILE, not ${arg_MODE}")
  elseif(arg_MODE STREQUAL "COMMAND" AND NOT exports_commands)
    message(FATAL_ERROR "${whose}: MODE COMMAND needs Ninja or Makefiles; '${CMAKE_GENERATOR}' exports no commands")
  endif()

  if(arg_BATCH AND NOT arg_MODE STREQUAL "COMMAND")
    set(arg_BATCH FALSE)
  endif()

  _fearless_cf_read_cases("${source}" ${family})
  if(cf_problem)
    message(FATAL_ERROR "${whose}: ${cf_problem}")
  endif()
  get_property(prefixes GLOBAL PROPERTY FEARLESS_COMPILE_FAIL_PREFIXES)
  if(arg_PREFIX IN_LIST prefixes)
    message(FATAL_ERROR "${whose}: the prefix '${arg_PREFIX}' is taken; give this registration a PREFIX of its own")
  endif()
  set_property(GLOBAL APPEND PROPERTY FEARLESS_COMPILE_FAIL_PREFIXES "${arg_PREFIX}")
  # So that the next build notices a case that came or went.
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")

  # Never built: it is there to gather what LINK_LIBRARIES ask for, and for its exported compile command.
  string(MAKE_C_IDENTIFIER "${arg_PREFIX}" target)
  string(SHA1 hash "${arg_PREFIX}")
  string(SUBSTRING "${hash}" 0 8 hash)
  set(target "fearless_compile_fail_${target}_${hash}")
  add_library(${target} OBJECT EXCLUDE_FROM_ALL "${source}")
  target_link_libraries(${target} PRIVATE ${arg_LINK_LIBRARIES})
  target_compile_options(${target} PRIVATE ${arg_COMPILE_OPTIONS})
  # Module maps, unity files and precompiled headers would be made by a build, which never happens.
  set_target_properties(${target} PROPERTIES EXPORT_COMPILE_COMMANDS ON CXX_SCAN_FOR_MODULES OFF UNITY_BUILD OFF
                                             DISABLE_PRECOMPILE_HEADERS ON)

  set(precompile "")
  foreach(header IN LISTS arg_PRECOMPILE)
    if(NOT header MATCHES "^[<\"]")
      cmake_path(ABSOLUTE_PATH header NORMALIZE)
      set(header "\"${header}\"")
    endif()
    string(APPEND precompile "#include ${header}\n")
  endforeach()

  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${target}")
  _fearless_cf_write_settings("${directory}")
  set(run "${CMAKE_COMMAND}" "-DSETTINGS=${directory}/settings-$<CONFIG>-CXX.cmake")
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/compile_fail/run.cmake")
  add_test(NAME "${arg_PREFIX}.control" COMMAND ${run} -P "${script}")
  set_tests_properties("${arg_PREFIX}.control" PROPERTIES FIXTURES_SETUP ${target} LABELS compile_fail)
  foreach(case IN LISTS cf_cases)
    add_test(NAME "${arg_PREFIX}.${case}" COMMAND ${run} "-DCASE=${case}" -P "${script}")
    set_tests_properties("${arg_PREFIX}.${case}" PROPERTIES FIXTURES_REQUIRED ${target} LABELS compile_fail)
    if(NOT family IN_LIST cf_${case}_only)
      set_tests_properties("${arg_PREFIX}.${case}" PROPERTIES DISABLED TRUE)
    endif()
  endforeach()
endfunction()

# Adds one variable to the settings that the caller is writing.
function(_fearless_cf_setting name value)
  set(content "${content}set(${name} [==[${value}]==])\n" PARENT_SCOPE)
endfunction()

# Writes down everything the tests need to know; reads the variables of its caller.
function(_fearless_cf_write_settings directory)
  set(content "")
  _fearless_cf_setting(cf_prefix "${arg_PREFIX}")
  _fearless_cf_setting(cf_source "${source}")
  _fearless_cf_setting(cf_family "${family}")
  _fearless_cf_setting(cf_compiler "${CMAKE_CXX_COMPILER}")
  _fearless_cf_setting(cf_mode "${arg_MODE}")
  _fearless_cf_setting(cf_directory "${directory}/$<CONFIG>") # so that no configuration reads what another has found
  _fearless_cf_setting(cf_registered_cases "${cf_cases}")
  _fearless_cf_setting(cf_batch "${arg_BATCH}")
  if(arg_MODE STREQUAL "COMMAND")
    _fearless_cf_setting(cf_commands_file "${CMAKE_BINARY_DIR}/compile_commands.json")
    get_property(multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
    if(multi_config)
      _fearless_cf_setting(cf_object_directory "CMakeFiles/${target}.dir/$<CONFIG>/")
    else()
      _fearless_cf_setting(cf_object_directory "CMakeFiles/${target}.dir/")
    endif()
    _fearless_cf_setting(cf_precompile "${precompile}")
    _fearless_cf_setting(cf_precompile_directory "${CMAKE_BINARY_DIR}/CMakeFiles/fearless_compile_fail")
  else()
    _fearless_cf_setting(cf_platform_directory "${CMAKE_PLATFORM_INFO_DIR}")
    _fearless_cf_setting(cf_generator "${CMAKE_GENERATOR}")
    _fearless_cf_setting(cf_generator_platform "${CMAKE_GENERATOR_PLATFORM}")
    _fearless_cf_setting(cf_generator_toolset "${CMAKE_GENERATOR_TOOLSET}")
    _fearless_cf_setting(cf_make_program "${CMAKE_MAKE_PROGRAM}")
    _fearless_cf_setting(cf_toolchain_file "${CMAKE_TOOLCHAIN_FILE}")
    _fearless_cf_setting(cf_configuration "$<CONFIG>")
    _fearless_cf_setting(cf_flags "${CMAKE_CXX_FLAGS}")
    get_property(multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
    set(configurations "${CMAKE_BUILD_TYPE}")
    if(multi_config)
      set(configurations "${CMAKE_CONFIGURATION_TYPES}")
    endif()
    foreach(configuration IN LISTS configurations)
      string(TOUPPER "${configuration}" upper)
      _fearless_cf_setting(cf_flags_${upper} "${CMAKE_CXX_FLAGS_${upper}}")
    endforeach()
    # try_compile(LINK_LIBRARIES) would lose what targets of this project ask for, so all of it is spelled out.
    foreach(property IN ITEMS COMPILE_FEATURES COMPILE_DEFINITIONS COMPILE_OPTIONS INCLUDE_DIRECTORIES CXX_STANDARD
                              CXX_STANDARD_REQUIRED CXX_EXTENSIONS POSITION_INDEPENDENT_CODE)
      _fearless_cf_setting(cf_${property} "$<TARGET_PROPERTY:${target},${property}>")
    endforeach()
  endif()
  # One file for each language, since an option may depend on the language; only the one for C++ is read.
  # CONTENT stands before TARGET because CMake 3.25.1 crashes on the other order.
  file(GENERATE OUTPUT "${directory}/settings-$<CONFIG>-$<COMPILE_LANGUAGE>.cmake" CONTENT "${content}" TARGET ${target})
endfunction()

cmake_policy(POP)
