#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the tables that need one text per number of members, because `{}` and the names of a structured binding
cannot come from a parameter pack: tables_128.hpp, bindings_128.hpp and tables_256.hpp in
include/fearless/derive/members/count."""
import pathlib
import sys

# Up to this number the members of an aggregate are bound on every compiler; see tables.hpp.
ALWAYS_BOUND = 64

HEAD = """// SPDX-License-Identifier: MIT
// {sentence}
// Written by tools/make_binding_tables.py: do not edit.
#pragma once

#include <fearless/derive/members/count/{include}>

namespace fearless::derive {{
// clang-format off
"""
TAIL = """// clang-format on
}  // namespace fearless::derive
"""


def braces(first, last):
    yield "#if !defined(__clang__)\n"
    for n in range(first, last + 1):
        empty = ",".join(["{}"] * n)
        yield (f"template <> struct Braces<{n}> {{ template <class T, class... P> static constexpr bool fit = "
               f"!requires(BracesFor<T, {n}, P...> f) {{ f({{{empty}, value<P>()...}}); }}; }};\n")
    yield "#endif\n"


def binding(n, more=""):
    names = ",".join(f"a{i}" for i in range(n))
    types = ",".join(f"decltype(a{i})" for i in range(n))
    return (f"template <> struct Binding<{n}> {{ {more.format(names=names)}"
            f"template <class T> static auto types(T& t) {{ auto& [{names}] = t; return list_of<{types}>(); }} }};\n")


# On the compilers that are asked how many members there are by trying.
FITS = ("template <class T> static consteval bool fits() {{ return requires {{ __extension__({{ "
        "for ([[maybe_unused]] auto& [{names}] : *objects<T>) {{}} }}); }}; }} ")


def bindings(first, last):
    yield "#if FEARLESS_DETAIL_TRIES_BINDINGS\n"
    for n in range(first, last + 1):
        yield binding(n, FITS)
    yield "#elif !FEARLESS_DETAIL_BINDS_PACKS\n"
    for n in range(first, last + 1):
        yield binding(n)
    yield "#endif\n"


def in_table(name, first, last):
    return f"template <std::size_t N> requires(N >= {first} && N <= {last}) inline constexpr bool {name}<N> = true;\n"


def write(file, sentence, include, *tables):
    rows = (row for table in tables for row in table)
    (out / file).write_text(HEAD.format(sentence=sentence, include=include) + "".join(rows) + TAIL)


root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent)
out = root / "include/fearless/derive/members/count"
out.mkdir(parents=True, exist_ok=True)
write("tables_128.hpp",
      "For each number of members from 1 to 128: does an aggregate take that many `{}`, and what are its members' types.",
      "tables.hpp", braces(1, 128), bindings(1, ALWAYS_BOUND))
write("bindings_128.hpp",
      f"For each number of members from {ALWAYS_BOUND + 1} to 128: what are an aggregate's members' types.",
      "tables.hpp", in_table("binding_in_table", ALWAYS_BOUND + 1, 128), bindings(ALWAYS_BOUND + 1, 128))
write("tables_256.hpp",
      "For each number of members from 129 to 256: does an aggregate take that many `{}`, and what are its members' types.",
      "bindings_128.hpp", in_table("binding_in_table", 129, 256), in_table("braces_in_table", 129, 256),
      braces(129, 256), bindings(129, 256))
