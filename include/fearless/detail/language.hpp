// SPDX-License-Identifier: MIT
// Stops an old language mode or an old compiler with one message. Each header includes this one before all others.
#pragma once

// Older compilers would give wrong answers, or none. GCC 12 is the first that lists the bases of a class and has all of
// C++20 that the library uses. Clang 16 (Apple's 15) is the first whose __builtin_dump_struct shows the fields of a
// class.
#if defined(__apple_build_version__)
#define FEARLESS_DETAIL_OLD_CLANG (__clang_major__ < 15)
#elif defined(__clang__)
#define FEARLESS_DETAIL_OLD_CLANG (__clang_major__ < 16)
#else
#define FEARLESS_DETAIL_OLD_CLANG 0
#endif

// Tools that are built with an old Clang, such as clangd and clang-tidy of Debian 12, only read the code. Since they
// cannot determine the answers, they get *yes* for every type; the compiler will check. clang-tidy defines a macro of
// its own. For clangd, `FEARLESS_TOOLING` has to be defined (docs/install.md).
#if FEARLESS_DETAIL_OLD_CLANG && (defined(__clang_analyzer__) || defined(FEARLESS_TOOLING))
#define FEARLESS_DETAIL_ONLY_READS 1
#else
#define FEARLESS_DETAIL_ONLY_READS 0
#endif

#if !defined(__GNUC__) || (!defined(__clang__) && __GNUC__ < 12) || \
    (FEARLESS_DETAIL_OLD_CLANG && !FEARLESS_DETAIL_ONLY_READS)
#define FEARLESS_DETAIL_OLD_COMPILER 1
#else
#define FEARLESS_DETAIL_OLD_COMPILER 0
#endif

#if FEARLESS_DETAIL_OLD_COMPILER || __cplusplus < 202002L
// After an #error, a compiler would go on and report thousands of other errors. Every compiler stops at a header that
// does not exist, so the name of that header is the message. For GCC, two more lines are needed: they make the error
// appear in the file that the user included. They name a file that does not exist, because GCC would otherwise add five
// lines that show where the message is written.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC system_header
# 1 "" 2
#line 1 "fearless"
#endif
#if !FEARLESS_DETAIL_OLD_COMPILER
#include <fearless needs C++20 or newer: compile with -std=c++20>
#elif FEARLESS_DETAIL_OLD_CLANG
#include <fearless needs Clang 16 or newer: define FEARLESS_TOOLING for clangd alone>
#else
#include <fearless needs GCC 12 or newer or Clang 16 or newer>
#endif
#endif

#if FEARLESS_DETAIL_ONLY_READS
// Code that got a *yes* without a check must not become a program. So the assembler refuses it.
__asm__(".error \"FEARLESS_TOOLING is for tools that make no program: compile with Clang 16 or newer, or GCC 12\"");
#endif
