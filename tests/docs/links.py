#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the links of the documentation: every relative link leads to a file, every #anchor to a heading, every page is
at most two clicks away from docs/README.md, and every page that code names exists."""

import argparse
import os
import pathlib
import re
import sys

FENCE = re.compile(r"^ *(`{3,}|~{3,})")
HEADING = re.compile(r"^(#{1,6}) +(.*?) *#*$")
ANCHOR = re.compile(r"<a +(?:id|name)=\"([^\"]+)\"")
LINK = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(<?([^()\s>]+)>?(?: +\"[^\"]*\")?\)")
REFERENCE = re.compile(r"^ {0,3}\[[^\]]+\]: +<?(\S+?)>?(?: |$)")
NAMED = re.compile(r"\bdocs/([\w-]+)\.md(?:#([\w-]+))?")
SKIPPED = {".git", ".cache", "build"}
CODE = (".hpp", ".cpp", ".ipp", ".cmake", ".txt", ".py", ".sh", ".in")
START = "docs/README.md"
CLICKS = 2


def slug(heading):
    """The anchor that GitHub gives a heading, before it numbers those that repeat themselves."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").replace("*", "")
    text = re.sub(r"<[^>]*>", "", text)
    return re.sub(r"[^\w\- ]", "", text.lower().strip()).replace(" ", "-")


class Page:
    def __init__(self, path):
        self.anchors = set()
        self.links = []  # (line number, target)
        fence = ""
        repeated = {}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if found := FENCE.match(line):
                if not fence:
                    fence = found[1]
                elif found[1].startswith(fence):
                    fence = ""
                continue
            if fence:
                continue
            if found := HEADING.match(line):
                name = slug(found[2])
                count = repeated.get(name, 0)
                repeated[name] = count + 1
                self.anchors.add(f"{name}-{count}" if count else name)
            self.anchors.update(ANCHOR.findall(line))
            shown = re.sub(r"(`+)(?:(?!\1).)*\1", lambda code: "`" * len(code[0]), line)
            self.links += [(number, target) for target in LINK.findall(shown)]
            if found := REFERENCE.match(shown):
                self.links.append((number, found[1]))


def files_below(root):
    for directory, below, names in os.walk(root):
        below[:] = sorted(name for name in below if name not in SKIPPED and not name.startswith("build-"))
        for name in sorted(names):
            yield pathlib.Path(directory, name)


def check(root):
    """The faults of the pages below `root`, one line each, and the number of links that were followed."""
    files = [path for path in files_below(root)]
    pages = {path.relative_to(root).as_posix(): Page(path) for path in files if path.suffix == ".md"}
    faults = []
    followed = 0
    leads_to = {name: set() for name in pages}
    for name, page in pages.items():
        for line, target in page.links:
            if re.match(r"[a-z][a-z0-9+.-]*:", target):
                continue
            followed += 1
            file, _, anchor = target.partition("#")
            path = os.path.normpath(os.path.join(os.path.dirname(name), file)) if file else name
            if path.startswith("..") or not (root / path).exists():
                faults.append(f"{name}:{line}: there is no file {target}")
            elif anchor and (path not in pages or anchor not in pages[path].anchors):
                faults.append(f"{name}:{line}: {path} has no heading #{anchor}")
            elif path in pages:
                leads_to[name].add(path)

    if START not in pages:
        return faults + [f"there is no {START}"], followed
    reached = {START}
    for _ in range(CLICKS):
        reached |= {target for name in reached for target in leads_to[name]}
    faults += [f"{name}: not reached from {START} in {CLICKS} clicks" for name in pages if name not in reached]

    for path in files:
        name = path.relative_to(root).as_posix()
        if (path.suffix not in CODE and name != "dev") or name.startswith("tests/docs/"):
            continue
        for line, text in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            for page, anchor in NAMED.findall(text):
                file = f"docs/{page}.md"
                if file not in pages:
                    faults.append(f"{name}:{line}: there is no {file}")
                elif anchor and anchor not in pages[file].anchors:
                    faults.append(f"{name}:{line}: {file} has no heading #{anchor}")
    return faults, followed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=pathlib.Path, help="the repository")
    faults, followed = check(parser.parse_args().root.resolve())
    for fault in faults:
        print(fault)
    if faults or followed == 0:
        print(f"{len(faults)} faults in {followed} links")
        return 1
    print(f"{followed} links lead where they say")
    return 0


if __name__ == "__main__":
    sys.exit(main())
