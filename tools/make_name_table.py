#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes include/fearless/derive/explain/name_table.hpp: for each number of members, where they are."""
import pathlib

MOST = 32


def main() -> None:
    lines = [
        "// SPDX-License-Identifier: MIT",
        f"// For each number of members from 1 to {MOST}: a function that is called with all of them.",
        "// Written by tools/make_name_table.py: do not edit.",
        "#pragma once",
        "",
        "#include <cstddef>",
        "",
        "#include <fearless/derive/support/bindable.hpp>",
        "",
        "namespace fearless::derive {",
        "// clang-format off",
        "template <std::size_t N> struct MembersOf { static constexpr bool in_table = false; };",
    ]
    for n in range(1, MOST + 1):
        names = ",".join(f"a{i}" for i in range(n))
        types = ",".join(f"decltype(a{i})" for i in range(n))
        lines.append(
            f"template <> struct MembersOf<{n}> {{ static constexpr bool in_table = true; "
            f"template <class T, class F> static constexpr auto call(T& t, F f) "
            f"{{ auto& [{names}] = t; if constexpr (any_volatile<{types}>) return Unplaced{{}}; "
            f"else return f({names}); }} }};"
        )
    lines += ["// clang-format on", "}  // namespace fearless::derive"]
    root = pathlib.Path(__file__).parent.parent
    (root / "include/fearless/derive/explain/name_table.hpp").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
