// SPDX-License-Identifier: MIT
// The pragmas around the captures that the macros for closures write.
#pragma once

// Only Clang warns about an init-capture with the same name as a structured binding, and about one that the body does
// not use.
#if defined(__clang__)
#define FEARLESS_DETAIL_QUIET_BEGIN                                                 \
  _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wshadow\"") \
      _Pragma("clang diagnostic ignored \"-Wunused-lambda-capture\"")               \
          _Pragma("clang diagnostic ignored \"-Wunused-but-set-variable\"")
#define FEARLESS_DETAIL_QUIET_END _Pragma("clang diagnostic pop")
#else
#define FEARLESS_DETAIL_QUIET_BEGIN
#define FEARLESS_DETAIL_QUIET_END
#endif
