#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whether every class that the standard library declares has a row in fearless/std, or a reason why it needs none.

The classes are read from Clang's syntax tree of all standard headers, so they are those of the library that is there;
the rows from the preprocessed text, so only those count that this library and language version get. Names that begin
with an underscore are the library's own, as are private and protected members."""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "catalogue"))
import rows  # noqa: E402

HEADERS = """algorithm any array atomic barrier bit bitset charconv chrono codecvt compare complex concepts
condition_variable contracts coroutine debugging deque exception execution expected filesystem flat_map flat_set format
forward_list fstream functional future generator hazard_pointer hive initializer_list inplace_vector iomanip ios iosfwd
iostream istream iterator latch limits linalg list locale map mdspan memory memory_resource meta mutex new numbers
numeric optional ostream print queue random ranges ratio rcu regex scoped_allocator semaphore set shared_mutex simd
source_location span spanstream sstream stack stacktrace stdexcept stdfloat stop_token streambuf string string_view
syncstream system_error text_encoding thread tuple type_traits typeindex typeinfo unordered_map unordered_set utility
valarray variant vector version""".split()
TIMEOUT_SECONDS = 240

NODE = re.compile(r"^([ |`-]*)(\w+) 0x[0-9a-f]+ (.*)$")
RECORD = re.compile(r"\b(class|struct|union) (\w+)( definition)?$")


class Tree:
    """The classes of namespace std in the text of Clang's syntax tree, read line by line."""

    def __init__(self):
        self.names = {}  # whether it is a template or defined
        self.path = []  # of open nodes: (kind, qualified name, access) or None
        self.skipped = None  # deeper nodes than this are not looked at

    def read(self, line):
        match = NODE.match(line)
        if not match:
            return
        depth = len(match[1]) // 2
        if self.skipped is not None and depth > self.skipped:
            return
        self.skipped = None
        del self.path[depth:]
        node = self.enter(match[2], match[3], self.path[-1] if self.path else None)
        self.path.append(node)
        if node is None:
            self.skipped = depth

    def enter(self, kind, words, parent):
        if kind == "TranslationUnitDecl":
            return ["top", "", "public"]
        if parent[0] == "template" and kind != "CXXRecordDecl":
            return None
        if kind == "NamespaceDecl":
            return self.enter_namespace(words.split(), parent)
        if kind == "LinkageSpecDecl":
            return parent
        if kind == "AccessSpecDecl" and parent[0] == "class":
            parent[2] = words.split()[-1]
        if parent[0] == "top" or parent[2] != "public" or "parent 0x" in words:
            return None
        if kind == "ClassTemplateDecl":
            return ["template", parent[1], "public"]
        if kind == "CXXRecordDecl":
            return self.enter_class(words, parent)
        return None

    @staticmethod
    def enter_namespace(words, parent):
        inline = "inline" in words[-2:]
        name = [w for w in words if w not in ("inline", "nested")][-1]
        if parent[0] == "top":
            return ["namespace", "std", "public"] if name == "std" else None
        if inline:
            return parent
        return None if name.startswith("_") else ["namespace", f"{parent[1]}::{name}", "public"]

    def enter_class(self, words, parent):
        match = RECORD.search(words)
        if not match or match[2].startswith("_") or match[2] == "definition" or " implicit " in f" {words} ":
            return None
        name = f"{parent[1]}::{match[2]}"
        self.names[name] = self.names.get(name, False) or bool(match[3]) or parent[0] == "template"
        return ["class", name, "private" if match[1] == "class" else "public"]


def declared_names(command, file):
    tree = Tree()
    with subprocess.Popen([*command, "-w", "-fsyntax-only", "-Xclang", "-ast-dump", "-fno-color-diagnostics", file],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace") as process:
        for line in process.stdout:
            tree.read(line)
        words = process.stderr.read()
        if process.wait(TIMEOUT_SECONDS) != 0:
            sys.exit(f"{' '.join(command)} failed:\n{words[:2000]}")
    return {name for name, known in tree.names.items() if known}


def rows_in_effect(command, file):
    """The classes whose rows are left after preprocessing."""
    done = subprocess.run([*command, "-w", "-E", f"-I{rows.INCLUDE}", "-include", "fearless/std.hpp", file], capture_output=True, text=True, check=True,
                          timeout=TIMEOUT_SECONDS)
    ours, text = False, []
    for line in done.stdout.splitlines():
        if line.startswith("# "):
            ours = "/fearless/std/" in line
            text.append("")
        elif ours:
            text.append(line)
    found = rows.rows_of("\n".join(text), pathlib.Path("preprocessed"), rows.kinds(), need_reason=False)
    return {row.name for row in found}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clang", required=True, help="a Clang, whatever compiler the tests are built with")
    parser.add_argument("--flags", default="", help="such as -stdlib=libc++")
    parser.add_argument("--std", nargs="*", default=["c++20", "c++2b"])  # as Clang 16 calls C++23
    parser.add_argument("--list", action="store_true", help="print the classes instead")
    parser.add_argument("--without", help="as if this one had neither row nor reason, to see the test go red")
    arguments = parser.parse_args()
    reasons = rows.without_row()
    missing = {}
    with tempfile.TemporaryDirectory(prefix="fearless_names_") as work:
        file = pathlib.Path(work) / "all.cpp"
        file.write_text("".join(f"#if __has_include(<{h}>)\n#include <{h}>\n#endif\n" for h in HEADERS))
        for std in arguments.std:
            command = [arguments.clang, f"-std={std}", *arguments.flags.split()]
            names = declared_names(command, str(file))
            if len(names) < 400:
                sys.exit(f"only {len(names)} classes found: the syntax tree is not as expected")
            if arguments.list:
                print("\n".join(sorted(names)))
                continue
            in_effect = rows_in_effect(command, str(file))
            lacking = {n for n in names if n not in in_effect and n not in reasons or n == arguments.without}
            print(f"{std}: {len(names)} classes, {len(names & in_effect)} with a row, "
                  f"{len(names & set(reasons) - in_effect)} that need none, {len(lacking)} forgotten")
            missing |= dict.fromkeys(sorted(lacking))
    for name in missing:
        print(f"  {name}: give it a row, or a reason in tools/catalogue/without_row.txt")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
