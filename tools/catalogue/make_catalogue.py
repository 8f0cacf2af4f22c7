#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes docs/catalogue.md from the rows in include/fearless/std; with --check, only says whether it is current."""
import re
import sys

import rows

HEAD = """# The catalogue of the standard library

What the rules in `fearless/std/` say of each class, and why. A condition names the types that have to have the trait
(or the one it says); *each* is every one of a list of types. One on an allocator is one on what the
container makes of it, too: the allocators of its nodes and tables, and their pointers if they are of a class. What a program promises (`FEARLESS_UNSAFE_SEND` and the like) is asked before any of this.

Written by `tools/catalogue/make_catalogue.py` from the rows: do not edit.

| type | Send | Sync | Static | ThreadSafe | why | in `fearless/std/` |
|---|---|---|---|---|---|---|
"""
WITHOUT = """
## Classes without a row

| why none is needed | classes |
|---|---|
"""


def shown(type_name):
    """A type as the page shows it: what a row says for the engine's sake is left out."""
    type_name = re.sub(r"\b(?:Element|Pointee)<(.*)>", r"\1", type_name)
    type_name = re.sub(r"std::remove_reference_t< ?typename .*::reference>&", "reference", type_name)
    type_name = re.sub(r"\btypename |\btemplate |std::remove_reference_t<(\w+)>(?=::)", lambda m: m[1] or "", type_name)
    type_name = re.sub(r"detail::KeptInner<(\w+)>", r"the ranges in \1", type_name)
    type_name = re.sub(r"detail::PlaceIn<(\w+)>", r"the iterator of \1", type_name)
    if type_name.endswith("..."):
        return f"each `{type_name.removesuffix('...')}`"
    return f"`{type_name}`"


def condition(trait, answer):
    if isinstance(answer, str):
        return answer
    parts = []
    for asked, held in answer:
        parts.append(shown(held) if asked == trait else f"{asked} {shown(held)}")
    return "if " + ", ".join(dict.fromkeys(parts))


def page():
    lines = []
    for row in sorted(rows.all_rows(), key=lambda r: (r.internal, r.name.lower(), r.type)):
        answers = [condition(trait, row.answers[member]) for member, trait in rows.TRAITS.items()]
        headers = rows.headers_of(row)
        if not headers:
            raise rows.Malformed(f"no header brings {row.type}")
        why = row.why[0].upper() + row.why[1:]
        lines.append(f"| `{row.type}` | {' | '.join(answers)} | {why} | {', '.join(headers)} |\n".replace("||", "\\|\\|"))
    reasons = {}
    for name, reason in rows.without_row().items():
        reasons.setdefault(reason, []).append(f"`{name}`")
    without = [f"| {reason} | {', '.join(sorted(names))} |\n" for reason, names in reasons.items()]
    return HEAD + "".join(lines) + WITHOUT + "".join(without)


def main():
    file = rows.ROOT / "docs" / "catalogue.md"
    new = page()
    if "--check" not in sys.argv[1:]:
        file.write_text(new)
        return 0
    if file.exists() and file.read_text() == new:
        print(f"{file.name} is current: {len(rows.all_rows())} rows")
        return 0
    print(f"{file.name} is not current: run tools/catalogue/make_catalogue.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
