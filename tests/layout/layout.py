#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks what CONTRIBUTING.md says of files and folders: how long a file may be, how many stand in a folder, how a source
file opens, what a header includes first, and that no two internal namespaces have the same name."""

import pathlib
import re
import sys

TREES = ("include", "tests", "compile_fail", "examples", "bench", "tools", "cmake", "module")
SOURCES = {".hpp", ".ipp", ".cpp", ".pml", ".rs", ".py", ".cmake", ".sh"}
LINES = 400
FILES = 15
# Tables: a line for each thing, of which there are as many as there are.
TABLES = {"include/fearless/derive/members/count/tables_256.hpp", "tests/mutation/mutants.py", "tests/oracle/shapes_vocabulary.py"}
# The public headers, whose paths users write; and a header for each header of the standard library, with what they share.
LARGE = {"include/fearless", "include/fearless/std", "include/fearless/std/shared"}
LICENCE = "SPDX-License-Identifier: MIT"


def files_of(root):
    for tree in TREES:
        for path in sorted((root / tree).rglob("*")):
            if path.is_file() and path.suffix in SOURCES and "__pycache__" not in path.parts:
                yield path


def header_faults(name, lines):
    """How a header opens, and what it includes first."""
    if not (lines[1:2] and re.match(r"///? \S", lines[1])):
        yield f"{name}: no sentence behind the licence line says what it is"
    if name.endswith(".hpp") and not re.search("/(detail|derive)/", name):
        first = next((line for line in lines if line.startswith("#include")), "")
        # A header of macros includes nothing; language.hpp is what the others begin with.
        if first and "<fearless/detail/language.hpp>" not in first:
            yield f"{name}: its first include is not fearless/detail/language.hpp, but {first}"


def internal_namespaces(lines, found):
    """Notes in which namespaces each one lies whose name ends in `detail`."""
    open_ones, depths = [], []
    for before, line in zip(["", *lines], lines):
        if opened := re.match(r"(?:inline )?namespace ([\w:]+) \{(?!\})", line):
            for part in opened[1].split("::"):
                if part.endswith("detail"):
                    found.setdefault(part, set()).add("::".join(open_ones) or "no other")
                open_ones.append(part)
            depths.append(len(opened[1].split("::")))
        elif line.startswith("}  // namespace") or (line == "}" and before.startswith("using namespace ")):
            for _ in range(depths.pop() if depths else 0):
                open_ones.pop()


def faults_of(root):
    folders, namespaces = {}, {}
    for path in files_of(root):
        name = path.relative_to(root).as_posix()
        folder = path.parent.relative_to(root).as_posix()
        folders[folder] = folders.get(folder, 0) + 1
        lines = path.read_text(encoding="utf-8").split("\n")
        length = len(lines) - 1
        if length > LINES and name not in TABLES:
            yield f"{name}: {length} lines, more than {LINES}"
        if LICENCE not in "".join(lines[:2]):
            yield f"{name}: no licence line"
        if name.startswith("include/"):
            yield from header_faults(name, lines)
            internal_namespaces(lines, namespaces)
    for folder, count in folders.items():
        if count > FILES and folder not in LARGE:
            yield f"{folder}/: {count} files, more than {FILES}"
    for name, outers in sorted(namespaces.items()):
        if len(outers) > 1:
            yield f"namespace {name} is in each of {', '.join(sorted(outers))}"


def main():
    faults = list(faults_of(pathlib.Path(sys.argv[1])))
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults" if faults else "every file and folder is as CONTRIBUTING.md says")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
