#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes include/fearless/marker/std_header_table.hpp: which header of fearless/std has the rule of which class. With
--check, only says whether it is current."""
import sys

import rows

HEAD = """// SPDX-License-Identifier: MIT
// Which header of fearless/std has the rule of which class of the standard library.
// Written by tools/catalogue/make_header_table.py: do not edit.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/derive/members/count/tables.hpp>

namespace fearless {

namespace rules::because {
// clang-format off
"""
MIDDLE = """// clang-format on
}  // namespace rules::because

namespace derive {
// clang-format off
using StdHeaders = TypeList<
"""
TABLE = """>;
// A line for each header, a space after each class. (One text costs the compiler next to nothing; it is searched only
// for what is to be refused.)
inline constexpr const char* std_header_classes =
"""
TAIL = """  ;
// clang-format on
}  // namespace derive

}  // namespace fearless
"""
# The header that a class belongs to, where several have it.
HOMES = {"allocator": "memory", "char_traits": "string", "pair": "utility", "fpos": "ios", "ios_base": "ios",
         "basic_ios": "ios", "basic_istream": "istream", "basic_ostream": "ostream", "basic_iostream": "istream",
         "basic_streambuf": "streambuf", "basic_filebuf": "fstream", "basic_ifstream": "fstream",
         "basic_ofstream": "fstream", "basic_fstream": "fstream", "istreambuf_iterator": "iterator",
         "ostreambuf_iterator": "iterator"}

# Names by which a library lets Clang print what is written with others.
TEXTS = ["", "w", "u8", "u16", "u32"]
STREAMS = "ios streambuf istream ostream iostream filebuf ifstream ofstream fstream stringbuf istringstream ostringstream "
STREAMS = (STREAMS + "stringstream").split()
MATCHES = "match sub_match regex_iterator regex_token_iterator".split()
ALIASES = {f"{text}{name}": f"basic_{name}" for text in TEXTS for name in ("string", "string_view")}
ALIASES |= {f"{text}{name}": f"basic_{name}" for text in ("", "w") for name in STREAMS}
ALIASES |= {f"{text}regex": "basic_regex" for text in ("", "w")}
ALIASES |= {f"{text}{name}": name.replace("match", "match_results") if name == "match" else name
            for text in ("c", "s", "wc", "ws") for name in MATCHES}
ALIASES |= {f"{text}format_context": "basic_format_context" for text in ("", "w")}


def home(name, row):
    headers = [h.removesuffix(".hpp") for h in rows.headers_of(row)]
    if len(headers) == 1:
        return headers[0]
    known = HOMES.get(name, "sstream" if "string" in name else None)
    if known not in headers:
        raise rows.Malformed(f"{name} is in {headers}: which is its home?")
    return known


def page():
    homes = {}
    for row in rows.all_rows():
        name = row.name.removeprefix("std::")
        # What holds nothing, what a program may specialise and an array are opened without any rule.
        if row.conditional or row.kind == "kind::stateless" or name == "array":
            continue
        if not row.name.startswith("std::") or name.rpartition("::")[2].startswith("_") or name == "mbstate_t":
            continue
        homes[name] = home(name, row)
    homes |= {alias: homes[name] for alias, name in ALIASES.items()}
    headers = sorted(set(homes.values()))
    tags = "".join(f'struct fearless_std_{h}_hpp {{ static constexpr const char* include = "#include '
                   f'<fearless/std/{h}.hpp>"; }};\n' for h in headers)
    numbers = ",\n".join(f"  rules::because::fearless_std_{h}_hpp" for h in headers)
    classes = "".join(f'  "{" ".join(sorted(n for n in homes if homes[n] == h))} \\n"\n' for h in headers)
    return HEAD + tags + MIDDLE + numbers + TABLE + classes + TAIL


def main():
    file = rows.INCLUDE / "fearless" / "marker" / "std_header_table.hpp"
    new = page()
    if "--check" not in sys.argv[1:]:
        file.write_text(new)
        return 0
    current = file.exists() and file.read_text() == new
    print(f"{file.name} is {'' if current else 'not '}current" + ("" if current else ": run make_header_table.py"))
    return 0 if current else 1


if __name__ == "__main__":
    sys.exit(main())
