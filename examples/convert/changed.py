#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Counts how much of each program changes from <name>_before.cpp to <name>_after.cpp, and holds docs/converting.md to it.

Comments and empty lines do not count. It fails if a third or more of the lines change, if the programs hold more than one
promise together, if one is shorter than 120 lines or longer than 300, or if the page says other numbers."""
import difflib
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "converting.md"


def code(path):
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith("//")]


def main():
    page = PAGE.read_text(encoding="utf-8")
    faults = []
    promises = 0
    for before in sorted(HERE.glob("*_before.cpp")):
        name = before.stem.removesuffix("_before")
        after = HERE / f"{name}_after.cpp"
        old, new = code(before), code(after)
        kept = sum(block.size for block in difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks())
        changed = len(old) - kept
        own = len(re.findall(r"FEARLESS_UNSAFE_\w+", after.read_text(encoding="utf-8")))
        promises += own
        row = f"| {len(old)} | {changed} | {len(new)} | {own} |"
        print(f"{name}: {row}")
        if row not in page:
            faults.append(f"docs/converting.md does not say of {name}: {row}")
        if 3 * changed >= len(old):
            faults.append(f"{name}: {changed} of {len(old)} lines change")
        for path in (before, after):
            if not 120 <= len(path.read_text(encoding="utf-8").splitlines()) <= 300:
                faults.append(f"{path.name} is not of 120 to 300 lines")
    if promises > 1:
        faults.append(f"there are {promises} promises")
    for fault in faults:
        print("FAULT:", fault)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
