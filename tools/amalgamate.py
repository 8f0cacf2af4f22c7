#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes fearless as one header: the vocabulary, the engine, and the rows of the standard library that are named.

    tools/amalgamate.py [-o fearless_all.hpp] [--std all | none | vector,string,…] [--also describe,…]

It needs tl/expected.hpp, as the library does. --also adds bridges, which need the other library.
"""
import argparse
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent / "include"
INCLUDE = re.compile(r"\s*#\s*include\s*<(fearless/[^>]+)>")
OWN_PLACE = re.compile(r'# \d+ "fearless/')
LEAVES_THE_HEADER = '# 1 "" 2'  # detail/language.hpp, for a message in the file of the user; here that file includes us
OPENS, CLOSES = re.compile(r"\s*#\s*if"), re.compile(r"\s*#\s*endif")


class Amalgamation:
    def __init__(self):
        self.lines = []
        self.there = set()  # the headers that stand outside of all conditions: nobody needs them again

    def add(self, name, conditional=False):
        """Adds the header `name` where it is included. Under a condition it has a guard of its own, since it may be
        needed again elsewhere."""
        if name in self.there:
            return
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        once = "#pragma once" in lines
        if once and not conditional:
            self.there.add(name)
        guard = "FEARLESS_ALL_" + re.sub(r"\W", "_", name.removeprefix("fearless/")).upper()
        if once:
            self.lines += ["", f"#ifndef {guard}", f"#define {guard}"]
        depth = 0
        for line in lines:
            include = INCLUDE.match(line)
            if include:
                self.add(include[1], conditional or depth > 0)
                continue
            depth += bool(OPENS.match(line)) - bool(CLOSES.match(line))
            if line not in ("#pragma once", LEAVES_THE_HEADER) and not line.startswith("// SPDX-"):
                self.lines.append(line)
        if once:
            self.lines.append(f"#endif  // {guard}")


def fail(message):
    sys.exit(f"amalgamate.py: {message}")


def names(text, folder):
    """The headers of `folder` that are named in a list with commas."""
    chosen = [f"{folder}/{name}.hpp" for name in text.split(",") if name]
    for header in chosen:
        if not (ROOT / header).is_file():
            fail(f"there is no <{header}>")
    return chosen


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", default="fearless_all.hpp", help="the file to write (default: %(default)s)")
    parser.add_argument("--std", default="all", help="rows of the standard library: all, none, or names with commas")
    parser.add_argument("--also", default="", help="headers besides fearless/fearless.hpp, names with commas")
    arguments = parser.parse_args()
    wanted = ["fearless/fearless.hpp"] + names(arguments.also, "fearless")
    if arguments.std == "all":
        wanted.append("fearless/std.hpp")
    elif arguments.std != "none":
        wanted += names(arguments.std, "fearless/std")

    one = Amalgamation()
    if arguments.std != "all":
        one.there.add("fearless/detail/common_rows.hpp")  # which fearless/fearless.hpp includes
    for header in wanted:
        one.add(header)
    version = re.findall(r"#define FEARLESS_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", (ROOT / "fearless/version.hpp").read_text())
    licence = (ROOT.parent / "LICENSE").read_text(encoding="utf-8").rstrip("\n").splitlines()
    head = ["// SPDX-License-Identifier: MIT",
            f"// fearless {'.'.join(version)} in one header, with the rows of the standard library: {arguments.std}.",
            "// Written by tools/amalgamate.py: do not edit.", "//", *(f"// {line}".rstrip() for line in licence),
            "#pragma once"]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(head + one.lines)) + "\n"
    # A line that names its own place (marker/warn_only.hpp) names the place here.
    name = pathlib.Path(arguments.output).name
    lines = [f'# {number + 1} "{name}"' if OWN_PLACE.match(line) else line
             for number, line in enumerate(text.split("\n"), start=1)]
    pathlib.Path(arguments.output).write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
