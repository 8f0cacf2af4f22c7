#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes the tables that need one text per number of members, because `{}` and the names of a structured binding
cannot come from a parameter pack: include/fearless/derive/tables_128.hpp and tables_256.hpp."""
import pathlib
import sys

HEAD = """// SPDX-License-Identifier: MIT
// For each number of members from {first} to {last}: does an aggregate take that many `{{}}`, and what are its members' types.
// Written by tools/make_binding_tables.py: do not edit.
#pragma once

#include <fearless/derive/tables.hpp>

namespace fearless::derive {{
// clang-format off
"""


def table(first, last):
    lines = [HEAD.format(first=first, last=last)]
    bindings = []
    for n in range(first, last + 1):
        braces = ",".join(["{}"] * n)
        names = ",".join(f"a{i}" for i in range(n))
        types = ",".join(f"decltype(a{i})" for i in range(n))
        lines.append(
            f"template <> struct Braces<{n}> {{ static constexpr bool in_table = true; template <class T, class... P> static constexpr bool fit = requires(Takes<T> f) {{ f({{{braces}, value<P>()...}}); }}; }};\n")
        bindings.append(
            f"template <> struct Binding<{n}> {{ static constexpr bool in_table = true; template <class T> static auto types(T& t) {{ auto& [{names}] = t; return TypeList<{types}>{{}}; }} }};\n"
        )
    lines.append("#if !defined(__cpp_structured_bindings) || __cpp_structured_bindings < 202411L\n")
    lines += bindings
    lines.append("#endif\n")
    lines.append("// clang-format on\n}  // namespace fearless::derive\n")
    return "".join(lines)


root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent)
out = root / "include" / "fearless" / "derive"
out.mkdir(parents=True, exist_ok=True)
(out / "tables_128.hpp").write_text(table(1, 128))
(out / "tables_256.hpp").write_text(table(129, 256).replace("<fearless/derive/tables.hpp>", "<fearless/derive/tables_128.hpp>"))
