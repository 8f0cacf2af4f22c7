# SPDX-License-Identifier: MIT
# The bridges to other libraries: fearless::hana and fearless::describe are fearless::fearless with Boost's headers.

# Defines the target of a bridge if what it needs is there; otherwise says in fearless_<bridge>_MISSING what is not.
macro(fearless_bridge bridge)
  if(NOT TARGET fearless::${bridge})
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
