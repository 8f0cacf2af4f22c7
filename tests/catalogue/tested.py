#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whether every row of the standard library occurs in the static facts about them, tests/static/std/, and every
header of fearless/std includes the standard header of its name and no other."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "catalogue"))
import rows  # noqa: E402

# What is tested by the name that a program knows it by.
KNOWN_AS = {
    "basic_string": "string", "basic_string_view": "string_view", "basic_regex": "regex",
    "integer_sequence": "index_sequence", "basic_format_string": "format_string", "basic_stacktrace": "stacktrace",
    "basic_format_args": "format_args", "basic_format_context": "format_context",
    "basic_format_parse_context": "format_parse_context",
}


def wrong_includes():
    for file in sorted([*rows.STD.glob("*.hpp"), *rows.STD.glob("shared/*.ipp")]):
        included = set(re.findall(r"^ *#include <(\w+)>", file.read_text(), re.M))
        wanted = set() if file.suffix == ".ipp" or file.stem == "kinds" else {file.stem}
        if included != wanted:
            yield f"{file.name} includes {', '.join(sorted(included)) or 'no standard header'}"


def main():
    facts = "".join(file.read_text() for file in sorted((ROOT / "tests" / "static" / "std").glob("*.cpp")))
    facts = re.sub(r"//.*|#include.*", "", facts)
    untested = []
    for name in sorted({row.name for row in rows.all_rows()}):
        last = name.rpartition("::")[2]
        if last.startswith("_"):
            continue  # the library's own name: tested by that of a container's iterator
        if not re.search(rf"\b({last}|{KNOWN_AS.get(last, last)})\b", facts):
            untested.append(name)
    for name in untested:
        print(f"{name} has a row, and no static fact")
    print(f"{len(untested)} rows without a static fact")
    wrong = list(wrong_includes())
    print("\n".join(wrong))
    return 1 if untested or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
