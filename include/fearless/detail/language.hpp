// SPDX-License-Identifier: MIT
// Stops an old language or an old compiler with one sentence: each header includes this one before all others.
#pragma once

// Compilers before this would answer wrongly, or not at all: GCC 12 is the first that tells the bases of a class and
// has all of C++20 that is used here, Clang 16 (Apple's 15) the first that shows the fields of one.
#if defined(__apple_build_version__)
#define FEARLESS_DETAIL_OLD_CLANG (__clang_major__ < 15)
#elif defined(__clang__)
#define FEARLESS_DETAIL_OLD_CLANG (__clang_major__ < 16)
#else
#define FEARLESS_DETAIL_OLD_CLANG 0
#endif

// A tool that is built with an old Clang, as Debian 12's clangd and clang-tidy are, only reads the code. Such a tool is
// told that every type may do everything, since it cannot find out, and the compiler will. clang-tidy says itself that
// it is a tool; for clangd, `FEARLESS_TOOLING` has to be defined (docs/install.md).
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
// An #error would be followed by thousands of others. A header that does not exist is where every compiler stops, so
// its name is the sentence. The two lines for GCC leave this file for the one that the user included, and name a file
// that is not there either, or GCC would add five lines that say where the sentence stands.
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
// What was told yes without being looked at must not become a program: the assembler refuses it.
__asm__(".error \"FEARLESS_TOOLING is for tools that make no program: compile with Clang 16 or newer, or GCC 12\"");
#endif
