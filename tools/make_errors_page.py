#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes docs/errors.md from the cases of compile_fail/catalogue/, and docs/rustc.md beside it.

  tools/make_errors_page.py            writes the pages
  tools/make_errors_page.py --check    fails if the pages are not what would be written, or a message is too long

A comment `// ## anchor: Title` begins a section, the lines of comment below it are its text, and the first case of the
section is shown: refused, accepted, and what each compiler says. Compilers that are not on the machine (and are not
named by --compiler "NAME=COMMAND") keep what the page has of them.
"""
import argparse
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCES = [ROOT / f"compile_fail/catalogue/{name}.cpp" for name in ("pointers", "library", "uses")]
PAGE = ROOT / "docs/errors.md"
RUST = ROOT / "docs/rustc"
RUST_PAGE = ROOT / "docs/rustc.md"

# Name, commands to look for, the version it must have, and how many lines it may write.
COMPILERS = [
    ("g++ 12", ["g++-12", "g++"], "12", 25),
    ("clang++ 19", ["clang++-19", "clang++"], "19", 25),
    ("g++ 16", ["g++-16", "g++"], "16", 12),
    ("clang++ 22", ["clang++-22", "clang++"], "22", 12),
]


def find_compilers(named: list[str]) -> dict[str, list[str]]:
    found = {}
    for name, candidates, version, _ in COMPILERS:
        for candidate in candidates:
            if not shutil.which(candidate):
                continue
            said = subprocess.run([candidate, "-dumpversion"], capture_output=True, text=True, check=False).stdout
            if said.split(".")[0].strip() == version:
                found[name] = [candidate]
                break
    for entry in named:
        name, _, command = entry.partition("=")
        found[name] = shlex.split(command)
    return found


def is_context(line: str) -> bool:
    """Whether the line belongs to the diagnostic behind it."""
    return bool(re.match(r"In file included from |  +from |[^ ]+: (In|At) |[^ ]+ +(recursively )?required |"
                         r"[^ ]+ +\[ skipping ", line))


def compile_file(command: list[str], source: pathlib.Path, sections: list["Section"]) -> dict[str, list[list[str]]]:
    """What the compiler writes of each case in the file: the lines of each error, with its notes. All cases are compiled
    at once, since each is an error of its own."""
    cases = [section.case for section in sections if section.case and section.source == source]
    family = "GNU" if "g++" in command[-1] and "clang" not in command[-1] else "Clang"
    limit = "-fmax-errors=0" if family == "GNU" else "-ferror-limit=0"
    wanted = [section.case for section in sections if section.case in cases and section.only in ("", family)]
    run = subprocess.run(
        [*command, "-std=c++20", "-Iinclude", "-fsyntax-only", "-w", limit, *[f"-DCASE_{case}" for case in wanted],
         str(source.relative_to(ROOT))],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"}, timeout=600)
    groups: list[list[str]] = []
    context: list[str] = []
    for line in run.stderr.splitlines():
        if is_context(line):
            context.append(line)
        elif re.search(r": (fatal )?error: ", line):
            groups.append([*context, line])
            context = []
        elif groups and not re.match(r"\d+ errors? generated", line):
            # Quoted source may stand between the lines of a context.
            if context and re.match(r" *\d* \|", line):
                context.append(line)
            else:
                groups[-1] += [*context, line]
                context = []
    ranges = {}
    for number, line in enumerate(source.read_text().splitlines(), 1):
        if line.startswith("#ifdef CASE_"):
            case = line.removeprefix("#ifdef CASE_")
            begin = number
        elif line == "#else":
            ranges[case] = range(begin, number)
    said: dict[str, list[list[str]]] = {case: [] for case in cases}
    for group in groups:
        lines = [int(number) for number in re.findall(rf"compile_fail/catalogue/{source.name}:(\d+):", "\n".join(group))]
        for case, block in ranges.items():
            if any(number in block for number in lines):
                said.setdefault(case, []).append(group)
                break
        else:
            sys.exit(f"{' '.join(command)} has an error outside of the cases:\n" + "\n".join(group))
    return said


def compile_cases(command: list[str], sections: list["Section"]) -> dict[str, list[list[str]]]:
    said: dict[str, list[list[str]]] = {}
    for source in SOURCES:
        said |= compile_file(command, source, sections)
    return said


def count_lines(group: list[str], compiler: str) -> int:
    """Of the case alone: the compiler names the including files once only, and Clang adds a line at the end."""
    includes = sum(1 for line in group if line.startswith("In file included from ") or line.startswith("    "))
    return len(group) + (1 if includes == 0 else 0) + (1 if "clang" in compiler else 0)


def shown(group: list[str]) -> str:
    """Without included files, quoted source and the numbers of lines, which change with every edit elsewhere."""
    lines = []
    for line in group:
        if re.match(r" *\d* \|", line) or re.match(r"In file included from |  +from ", line):
            continue
        line = re.sub(r"(include/fearless/[\w/]+\.hpp):\d+(:\d+)?", r"\1", line)
        line = re.sub(rf"(compile_fail/catalogue/)?\b({'|'.join(source.stem for source in SOURCES)})\.cpp:\d+(:\d+)?",
                      "errors.cpp", line)
        lines.append(line.rstrip())
    return "\n".join(lines)


class Section:
    def __init__(self, source: pathlib.Path, anchor: str, title: str, text: str, code: str):
        self.source, self.anchor, self.title, self.text, self.code = source, anchor, title, text, code
        found = re.search(r"#ifdef CASE_(\w+)", code)
        self.case = found.group(1) if found else ""
        only = re.search(r"// only: (\w+)", code.split("#else")[0]) if self.case else None
        self.only = only.group(1) if only else ""

    def variant(self, refused: bool) -> str:
        """The section's code with its first case refused or accepted, and all others accepted."""
        def choose(match: re.Match) -> str:
            return match.group(2) if refused and match.group(1) == self.case else match.group(3)

        code = re.sub(r"#ifdef CASE_(\w+)\n(.*?)#else\n(.*?)#endif\n", choose, self.code, flags=re.S)
        code = re.sub(r" *// (error|no-error|blames|only|error-count|max-lines)[^\n]*\n", "", code)
        return code.strip()

    def accepted_statement(self) -> str:
        found = re.search(rf"#ifdef CASE_{self.case}\n.*?#else\n(.*?)#endif", self.code, flags=re.S)
        lines = found.group(1).rstrip().splitlines()
        indent = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
        return "\n".join(line[indent:] for line in lines)


def read_sections() -> list[Section]:
    sections = []
    parts = [(source, part) for source in SOURCES for part in re.split(r"^// ## ", source.read_text(), flags=re.M)[1:]]
    for source, part in parts:
        head, _, rest = part.partition("\n")
        anchor, _, title = head.partition(": ")
        text = []
        lines = rest.split("\n")
        while lines and lines[0].startswith("// "):
            text.append(lines.pop(0)[3:])
        sections.append(Section(source, anchor, title, " ".join(text), "\n".join(lines)))
    return sections


def other_reasons(known: set[str]) -> dict[str, list[tuple[str, str]]]:
    """The reasons in the headers whose anchor has no section of its own."""
    reasons: dict[str, list[tuple[str, str]]] = {}
    for header in sorted((ROOT / "include").rglob("*.?pp")):
        for body in re.findall(r"^struct \w+ \{\n((?:  static constexpr const char\* .*?;\n)+)\};", header.read_text(),
                               flags=re.S | re.M):
            fields = {}
            for name, value in re.findall(r"const char\* (\w+) =\s*((?:\"(?:[^\"\\]|\\.)*\"\s*)+);", body):
                fields[name] = "".join(re.findall(r"\"((?:[^\"\\]|\\.)*)\"", value))
            if "anchor" in fields and "text" in fields and fields["anchor"] not in known:
                reasons.setdefault(fields["anchor"], []).append((fields["text"], fields.get("help", "")))
    return reasons


def plain(text: str) -> str:
    for placeholder, meaning in (("%T", "T"), ("%1", "T"), ("%P", "T"), ("%M", "FEARLESS_UNSAFE_SEND"),
                                 ("%D", "FEARLESS_UNSAFE_DYN_SEND")):
        text = text.replace(placeholder, meaning)
    return text


def recorded(page: str) -> dict[tuple[str, str], tuple[str, int]]:
    """What the page has of each compiler, and how many lines it was."""
    return {(anchor, name): (said, int(lines)) for anchor, name, lines, said in
            re.findall(r"<!-- (\S+), ([^>,]+), (\d+) lines -->\n\n```text\n(.*?)\n```", page, flags=re.S)}


def refusals_of_bridges() -> list[tuple[str, str]]:
    """What the bridges and the channels beyond std say of a call that makes no sense for any type: where, and the text.
    Such a refusal has no reason class, because it depends on no trait."""
    found = []
    headers = [ROOT / "include/fearless" / name for name in ("par.hpp", "asio.hpp", "fiber.hpp", "home.hpp")]
    for folder in ("par", "asio", "fiber", "home", "detail/bridge"):
        headers += sorted((ROOT / "include/fearless" / folder).rglob("*.hpp"))
    headers += [ROOT / "include/fearless/sync" / f"{name}.hpp" for name in ("oneshot", "watch", "broadcast")]
    literals = r'((?:"(?:[^"\\]|\\.)*"[\s\\]*)+)'
    for header in headers:
        for text in re.findall(r"static_assert\([^;]*?,[\s\\]*" + literals + r"\)", header.read_text()):
            text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', text)).replace('\\"', '"')
            place, colon, words = text.removeprefix("fearless::").partition(": ")
            if text.startswith("fearless::") and colon and (place, words) not in found:
                found.append((place, words))
    return sorted(found)


def make_errors_page(found: dict[str, list[str]], old: str, problems: list[str]) -> str:
    before = recorded(old)
    sections = read_sections()
    said_by = {name: compile_cases(command, sections) for name, command in found.items()}
    out = [
        "# Errors", "",
        "What fearless refuses, why, and what to write instead. Each message ends with the name of a section here.", "",
        "The first line has the whole of it in short: the function you called, which of its arguments, that argument's",
        "type, the way to the offender through the names of members, the offender's type, and the reason. Below stand the",
        "types on the way and one remedy. Where a compiler cannot put such text into a static assertion (g++ before 14,",
        "Clang before 21), it is in the name of a type that the compiler prints, in pieces.", "",
        "Written by `tools/make_errors_page.py` from `compile_fail/catalogue/`, whose cases the tests check on every",
        "compiler: do not edit. The compilers' output is real, but for line numbers, quoted source and the names of",
        "including files, which are left out.",
        "",
    ]
    for section in sections:
        out += [f"- [{section.title}](#{section.anchor})"]
    others = other_reasons({section.anchor for section in sections})
    out += ["- [Other reasons](#other-reasons)", "- [Calls that no type makes possible](#bridges)", ""]
    for section in sections:
        out += [f'<a id="{section.anchor}"></a>', "", f"## {section.title}", "", section.text, ""]
        if not section.case:
            out += ["See the next section.", ""]
            continue
        out += ["Refused:", "", "```cpp", section.variant(True), "```", "", "Accepted:", "", "```cpp",
                section.accepted_statement(), "```", ""]
        for name, _, _, most in COMPILERS:
            if section.only and (section.only == "GNU") != name.startswith("g++"):
                continue
            if name in said_by:
                groups = said_by[name][section.case]
                if len(groups) != 1:
                    problems.append(f"{section.anchor}: {name} writes {len(groups)} errors")
                    continue
                lines = count_lines(groups[0], name)
                # What a compiler says of a concept is not in our hands.
                if lines > most and "static_assert" not in section.code and "hand_over" not in section.code:
                    problems.append(f"{section.anchor}: {name} writes {lines} lines, more than {most}")
                said = shown(groups[0])
            elif (section.anchor, name) in before:
                said, lines = before[section.anchor, name]
            else:
                continue
            out += [f"<details><summary>{name} says</summary>", "", f"<!-- {section.anchor}, {name}, {lines} lines -->", "", "```text",
                    said, "```", "", "</details>", ""]
    out += ['<a id="other-reasons"></a>', "", "## Other reasons", ""]
    for anchor in sorted(others):
        out += [f'<a id="{anchor}"></a>', ""]
        for text, remedy in others[anchor]:
            out += [f"- **{anchor}**: {plain(text)}." + (f" Help: {plain(remedy)}." if remedy else "")]
        out += [""]
    out += ['<a id="bridges"></a>', "", "## Calls that no type makes possible", "",
            "What the functions of [executors.md](executors.md) and the channels beyond std refuse, whatever the types are.", ""]
    out += [f"- `{place}`: {words}." for place, words in refusals_of_bridges()]
    return "\n".join(out).rstrip() + "\n"


# --- the same mistakes in Rust ------------------------------------------------------------------------------------------

# What a message can tell: of each mistake, the pattern that says it, in Rust's words and in ours.
FACTS = {
    "rc": {"the function": (r"spawn", r"thread::spawn:"), "the type handed over": (r"`Rc<i32>`", r"`fearless::Rc<int>`"),
           "why it is refused": (r"not atomic", r"not atomic"), "what to write": (r"help:.*Arc", r"help:.*Arc<int>")},
    "path": {"the function": (r"spawn", r"thread::spawn:"), "the type handed over": (r"`Scene`", r"`Scene`"),
             "the members on the way": (r"mesh\b.*material\b.*texture\b.*pixels", r"mesh\.material\.texture\.pixels"),
             "the types on the way": (r"Texture.*Material.*Mesh", r"Mesh.*Material.*Texture"),
             "the offender": (r"`Rc<String>`", r"`fearless::Rc<std::string>`"),
             "why it is refused": (r"not atomic", r"not atomic"), "what to write": (r"help:.*Arc", r"help:.*Arc<std::string>")},
    "cell": {"the function": (r"spawn|make|new", r"Arc::make"), "the type handed over": (r"`Counters`", r"`Counters`"),
             "the member": (r"hits: ", r"`hits`"), "the offender": (r"`Cell<i32>`", r"`fearless::Cell<int>`"),
             "why it is refused": (r"without synchronisation", r"without synchronisation"),
             "what to write": (r"Atomic|RwLock|Mutex", r"help:.*(Mutex|atomic)")},
    "raw-pointer": {"the function": (r"spawn", r"thread::spawn:"), "the type handed over": (r"`Buffer`", r"`Buffer`"),
                    "the member": (r"data: ", r"`data`"), "the offender": (r"`\*mut i32`", r"`int\*`"),
                    "why it is refused": (r"alias", r"alias"), "what to write": (r"help:.*(Box|Arc)", r"help:.*(Box|Arc)")},
    "capture": {"the function": (r"spawn", r"thread::spawn:"), "what is borrowed": (r"`count`", r"`int`"),
                "why it is refused": (r"may outlive|does not live long enough", r"race|cannot be seen"),
                "what to write": (r"help:", r"help:")},
}


def rustc(name: str) -> str:
    run = subprocess.run(["rustc", "--edition=2021", "--crate-type=lib", "--emit=metadata", "-o", "/dev/null",
                          f"docs/rustc/{name}.rs"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
                         env={**os.environ, "LC_ALL": "C"})
    lines = [line for line in run.stderr.splitlines()]
    return "\n".join(re.sub(r"/\S+/library/", "library/", line).rstrip() for line in lines).strip()


def told(name: str, said: str, ours: bool) -> list[str]:
    flat = said.replace("\n", " ")
    return [fact for fact, patterns in FACTS[name].items() if re.search(patterns[1 if ours else 0], flat)]


def rustc_version() -> str:
    if not shutil.which("rustc"):
        return ""
    said = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=False).stdout.split()
    return said[1] if len(said) > 1 else ""


def make_rust_page(errors_page: str, old: str, check: bool) -> str:
    """Another rustc than that of the page says it in other words: then the page is not checked against it."""
    said_before = dict(re.findall(r"<!-- (\S+), rustc -->\n\n```text\n(.*?)\n```", old, flags=re.S))
    version, before = rustc_version(), re.search(r"is of rustc (\S+), clang", old)
    ask = version and (not check or not before or before[1] == version)
    if not ask and before:
        version = before[1]
    outputs = recorded(errors_page)
    out = ["# Beside rustc", "",
           "The same five mistakes in Rust and with fearless, and what the compilers say of them. The C++ is in",
           "[errors.md](errors.md). Written by `tools/make_errors_page.py`: do not edit.", "",
           f"What is quoted is of rustc {version}, clang++ 22 and g++ 16.", "",
           "Lines are those of the whole output, with quoted source, which is left out here for C++. A fact counts if the",
           "message says it.", ""]
    table = ["| mistake | rustc | clang++ 22 | g++ 16 |", "|---|---|---|---|"]
    body = []
    for name in FACTS:
        said = rustc(name) if ask else said_before.get(name, "")
        every = len(FACTS[name])
        row = f"| [{name}](#{name}) "
        row += f"| {len(said.splitlines())} lines, {len(told(name, said, False))} of {every} facts "
        body += [f'<a id="{name}"></a>', "", f"## {name}", "", "```rust",
                 (RUST / f"{name}.rs").read_text().split("\n", 2)[2].strip(), "```", "", f"<!-- {name}, rustc -->", "",
                 "```text", said, "```", "", f"With fearless ([the code](errors.md#{name})):", ""]
        for compiler in ("clang++ 22", "g++ 16"):
            ours, lines = outputs.get((name, compiler), ("", 0))
            row += f"| {lines} lines, {len(told(name, ours, True))} of {every} facts "
            body += [f"{compiler}:", "", "```text", ours, "```", ""]
        table += [row + "|"]
        lacking = [fact for fact in FACTS[name] if fact not in told(name, said, False)]
        body += ["The facts: " + ", ".join(FACTS[name]) + ". rustc does not say: " +
                 (", ".join(lacking) if lacking else "none of them is missing") + ".", ""]
    return "\n".join(out + table + [""] + body).rstrip() + "\n"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true", help="write nothing, fail if a page is not up to date")
    parser.add_argument("--compiler", action="append", default=[], help='NAME=COMMAND, such as "g++ 16=g++-16"')
    parser.add_argument("--only", metavar="NAME", help="ask this compiler only")
    arguments = parser.parse_args()
    found = find_compilers(arguments.compiler)
    if arguments.only:
        found = {name: command for name, command in found.items() if name == arguments.only}
    problems: list[str] = []
    old = PAGE.read_text() if PAGE.exists() else ""
    page = make_errors_page(found, old, problems)
    old_rust = RUST_PAGE.read_text() if RUST_PAGE.exists() else ""
    rust = make_rust_page(page, old_rust, arguments.check)
    if arguments.check:
        for path, before, now in ((PAGE, old, page), (RUST_PAGE, old_rust, rust)):
            if before == now:
                continue
            problems.append(f"{path.relative_to(ROOT)} is stale: run tools/make_errors_page.py")
            for was, is_ in zip(before.splitlines(), now.splitlines()):
                if was != is_:
                    problems.append(f"  it says      {was[:300]}\n  it should say {is_[:300]}")
                    break
    else:
        PAGE.write_text(page)
        RUST_PAGE.write_text(rust)
    print(f"compilers asked: {', '.join(found) or 'none'}")
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
