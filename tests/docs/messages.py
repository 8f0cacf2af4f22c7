#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the messages that the pages quote: a block behind `<!-- compile_fail/x/y.cpp CASE_z -->` consists of texts that
this case expects of the compiler, in their order; `...` stands for what is left out. A compiler family behind the case
(`GNU`, `Clang`) allows the texts for that family, too. Every block of text in the guide has to say where it is from, and
every step of the guide, a page of docs/guide/, shows the message of a mistake and leads to the next step."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^(?:<!-- ([^\n]*) -->\n)?```text\n(.*?)^```$", re.M | re.S)
FROM_A_CASE = re.compile(r"(compile_fail/[\w/]+\.cpp) CASE_(\w+)(?: (GNU|Clang))?")
FROM_A_FILE = re.compile(r"(\S+\.\w+) says")


def folded(text):
    return " ".join(text.split())


def expected(code, case, family):
    """The texts that the case expects of every compiler and of that family."""
    block = re.search(rf"^#ifdef CASE_{case}\n(.*?)^#else$", code, re.M | re.S)
    if not block:
        return []
    texts = re.findall(r"^ *// error(?:\((\w+)\))?: (.*)$", block[1], re.M)
    return [folded(text) for of, text in texts if of in ("", family)]


def left_over(quote, texts):
    """What of the quote is none of the texts, taken in order."""
    rest = folded(quote)
    for text in texts:
        rest = re.sub(r"^(?:\.\.\.[`,]* ?|error: )+", "", rest)
        if rest.startswith(text):
            rest = rest[len(text):].lstrip()
    return re.sub(r"^[. ]+$", "", rest)


def faults_of(name, page, root):
    for found in BLOCK.finditer(page):
        source, quote = found[1] or "", found[2]
        if case := FROM_A_CASE.fullmatch(source):
            file = root / case[1]
            texts = expected(file.read_text(encoding="utf-8"), case[2], case[3] or "") if file.exists() else []
            if not texts:
                yield f"{name}: {case[1]} has no case {case[2]} that expects a text"
            elif rest := left_over(quote, texts):
                yield f"{name}: CASE_{case[2]} does not expect: {rest}"
        elif file := FROM_A_FILE.fullmatch(source):
            code = folded((root / file[1]).read_text(encoding="utf-8"))
            yield from (f"{name}: {file[1]} does not say: {line}" for line in map(folded, quote.splitlines())
                        if line not in code)
        elif name.startswith("docs/guide"):
            yield f"{name}: this message does not say which case it is from:\n{quote}"


def check(root, pages):
    faults, count = [], 0
    for path in pages:
        page = path.read_text(encoding="utf-8")
        name = path.relative_to(root).as_posix()
        faults += faults_of(name, page, root)
        if name.startswith("docs/guide/"):
            if not BLOCK.search(page):
                faults.append(f"{name}: this step shows no mistake")
            if not re.search(r"^\*\*(Next|End of the path)[.:]*\*\*", page, re.M):
                faults.append(f"{name}: this step does not lead on")
        count += len(re.findall(r"^<!-- compile_fail/[\w/]+\.cpp CASE_", page, re.M))
    return faults, count


def main():
    root = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    faults, count = check(root, [root / "README.md", *sorted((root / "docs").rglob("*.md"))])
    for fault in faults:
        print(fault)
    if faults or count == 0:
        print(f"{len(faults)} faults in {count} messages")
        return 1
    print(f"{count} messages are as the cases expect them")
    return 0


if __name__ == "__main__":
    sys.exit(main())
