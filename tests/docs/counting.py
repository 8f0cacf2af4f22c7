#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the table of compiler bugs in docs/counting.md: the named files have the names, and the mutants exist."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "mutation"))

from mutants import MUTANTS  # noqa: E402


def faults_of(page):
    names = {mutant.name for mutant in MUTANTS}
    table = page.partition("## Compiler bugs")[2]
    rows = [line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| compiler |")]
    if not rows:
        yield "there is no table"
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split(" | ")]
        if len(cells) != 4:
            yield f"not four cells: {row}"
            continue
        symptom, precaution, mutants = cells[1:]
        waiting = []
        for word in re.findall(r"`([^`]+)`", precaution):
            if not word.endswith(".hpp"):
                waiting.append(word)
                continue
            text = next((ROOT / "include/fearless/derive").rglob(word)).read_text(encoding="utf-8")
            yield from (f"{word} has no {name}" for name in waiting if not re.search(rf"\b{name}\b", text))
            waiting = []
        if waiting:
            yield f"no file for {waiting}"
        named = re.findall(r"\*([^*]+)\*", mutants)
        yield from (f"there is no mutant '{name}'" for name in named if name not in names)
        if not named and not mutants.startswith("none: "):
            yield f"no mutant, and no reason: {symptom}"


def main():
    page = (pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/counting.md").read_text(encoding="utf-8")
    faults = list(faults_of(page))
    for fault in faults:
        print(fault)
    print("docs/counting.md names what there is" if not faults else f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
