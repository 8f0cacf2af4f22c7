# SPDX-License-Identifier: MIT
# The bridges to other libraries: fearless::hana, fearless::describe and fearless::asio are fearless::fearless with
# Boost's headers, fearless::tbb with oneTBB, and fearless::fiber with Boost.Fiber, which is no header alone.

# Defines the target of a bridge if what it needs is there; otherwise says in fearless_<bridge>_MISSING what is not.
macro(fearless_bridge bridge)
  if("${bridge}" STREQUAL "tbb")
    find_package(TBB 2021 QUIET CONFIG)
    if(TARGET TBB::tbb AND NOT TARGET fearless::tbb)
      add_library(fearless::tbb INTERFACE IMPORTED GLOBAL)
      target_link_libraries(fearless::tbb INTERFACE fearless::fearless TBB::tbb)
    elseif(NOT TARGET TBB::tbb)
      set(fearless_tbb_MISSING "fearless::tbb needs oneTBB 2021 or newer (Debian: libtbb-dev)")
    endif()
  elseif("${bridge}" STREQUAL "fiber")
    # Boost's own package: what it installs, and CMake's module, do not name the same versions elsewhere.
    find_package(boost_fiber 1.81 QUIET CONFIG)
    if(TARGET Boost::fiber AND NOT TARGET fearless::fiber)
      add_library(fearless::fiber INTERFACE IMPORTED GLOBAL)
      target_link_libraries(fearless::fiber INTERFACE fearless::fearless Boost::fiber)
    elseif(NOT TARGET Boost::fiber)
      set(fearless_fiber_MISSING
          "fearless::fiber needs Boost.Fiber 1.81 or newer (Debian: libboost-fiber1.81-dev)")
    endif()
  elseif(NOT TARGET fearless::${bridge})
    # Boost's own package first: CMake's module for it is on its way out.
    find_package(Boost 1.77 QUIET CONFIG)
    if(NOT TARGET Boost::headers)
      find_package(Boost 1.77 QUIET)
    endif()
    if(TARGET Boost::headers)
      add_library(fearless::${bridge} INTERFACE IMPORTED GLOBAL)
      target_link_libraries(fearless::${bridge} INTERFACE fearless::fearless Boost::headers)
    else()
      set(fearless_${bridge}_MISSING "fearless::${bridge} needs Boost 1.77 or newer (Debian: libboost-dev)")
    endif()
  endif()
endmacro()
