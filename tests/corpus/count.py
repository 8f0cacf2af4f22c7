#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Counts what the classes and hand-overs of the corpus need, and writes the table into docs/compilers.md.

count.py           writes it
count.py --check   only says whether it is current, and whether the corpus is as large and as good as it has to be

The files say it themselves (support.hpp), and the compiler holds them to it."""
import collections
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "compilers.md"
BEGIN = "<!-- written by tests/corpus/count.py -->\n"
END = "<!-- end -->\n"
WAYS = ["Clang 19", "g++ 12 with `fearless_check_with_clang`", "g++ 12 alone"]
NEEDS = {"nothing": "as it is", "a_line": "a checked line", "a_promise": "a promise", "no_way": "no way"}
WORD = r"(\w+), (\w+), (\w+)"
CLASS = re.compile(r"^CLASS\((.*?), \"[^\"]*\",\s*(\w+),\s*(\w+),\s*(\w+)\);", re.M | re.S)
HAND_OVER = re.compile(r"^ *HAND_OVER\((\w+),\s*(\w+),\s*(\w+),", re.M)
REFUSED = re.compile(r"^ *REFUSED(?:_HAND_OVER)?\(", re.M)


def count(sources):
    """For classes and for hand-overs: a Counter of needs for each way, and how many are rightly refused."""
    counts = {kind: [collections.Counter() for _ in WAYS] for kind in ("classes", "hand-overs")}
    refused = collections.Counter()
    for name, text in sources:
        text = re.sub(r"^#.*(\\\n.*)*$", "", text, flags=re.M)
        found = {"classes": [m.groups()[1:] for m in CLASS.finditer(text)],
                 "hand-overs": [m.groups() for m in HAND_OVER.finditer(text)]}
        for kind, word in (("classes", "CLASS("), ("hand-overs", "HAND_OVER(")):
            if len(found[kind]) != len(re.findall(r"(?m)^ *" + re.escape(word), text)):
                raise SystemExit(f"{name}: a {word}…) is not written as support.hpp says")
            for needs in found[kind]:
                for way, need in enumerate(needs):
                    counts[kind][way][need.replace("nothing_before_15", "nothing")] += 1
        for line in REFUSED.findall(text):
            refused["hand-overs" if "HAND_OVER" in line else "classes"] += 1
    return counts, refused


def table(counts, refused):
    lines = []
    for kind, ways in counts.items():
        lines += [f"| {sum(ways[0].values())} {kind} | {' | '.join(NEEDS.values())} |\n", "|---|---|---|---|---|\n"]
        for way, needs in zip(WAYS, ways):
            lines.append(f"| {way} | {' | '.join(str(needs[need]) for need in NEEDS)} |\n")
        lines.append("\n")
    lines.append(f"{refused['classes']} more classes and {refused['hand-overs']} more hand-overs would race or dangle, and are "
                 "refused everywhere.\n")
    return "".join(lines)


def too_small(counts):
    """What the corpus has to reach: its size, and how much passes with at most one checked line."""
    for kind, ways in counts.items():
        if sum(ways[0].values()) < 60:
            yield f"there are fewer than 60 {kind}"
    for way, least in zip(range(3), (55, 55, 50)):
        needs = counts["classes"][way]
        if needs["nothing"] + needs["a_line"] < least:
            yield f"{WAYS[way]}: fewer than {least} classes pass with at most a checked line"
    if counts["hand-overs"][0] != counts["hand-overs"][1]:
        yield "checked with Clang, g++ needs more for a hand-over than Clang does"


def main(arguments):
    sources = [(path.name, path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.cpp"))]
    counts, refused = count(sources)
    faults = list(too_small(counts))
    page = PAGE.read_text(encoding="utf-8")
    if page.count(BEGIN) != 1 or page.count(END) != 1:
        raise SystemExit(f"{PAGE} has not the two marks between which the table stands")
    head, rest = page.split(BEGIN)
    tail = rest.split(END)[1]
    new = head + BEGIN + "\n" + table(counts, refused) + "\n" + END + tail
    if "--check" not in arguments:
        PAGE.write_text(new, encoding="utf-8")
    elif new != page:
        faults.append("docs/compilers.md does not show what the corpus says: run tests/corpus/count.py")
    print(table(counts, refused), end="")
    for fault in faults:
        print("FAULT:", fault)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
