# SPDX-License-Identifier: MIT
"""Asks a compiler about shapes, many in one translation unit, and finds those that it cannot answer."""

import bisect
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass

import shapes_text
import shapes_vocabulary as vocabulary
from shapes_vocabulary import TRAITS

HANGS = 20  # seconds of CPU time, after which a compiler of one shape counts as hanging
HEADERS_SECONDS = 120
MEMORY = 6 << 30  # bytes of address space
# A base or a member that looks for a way to construct what it holds from whatever it is asked to be made of, as std's own
# do. Where that is an error (a constexpr constructor, or a noexcept, of what it holds does not compile), anybody who asks
# has it. (An alias asks, since a class in a function has no static data members.)
TAKING_BASE = re.compile(r"^( *struct [^:{\n]* : (?:.*, )?)(std::(?:variant|optional)<[^{]*>) \{$", re.M)
TAKING_MEMBER = re.compile(r"^( *)(std::(?:variant|optional)<.*>) (m\d+_\d+)((?:\[\d*\])*;)$", re.M)
QUESTION = r"\1\2 {\n  using asked = std::bool_constant<std::is_convertible_v<Unrelated, \2>>;"
MEMBER_QUESTION = r"\1\2 \3\4 using asked_\3 = std::bool_constant<std::is_convertible_v<Unrelated, \2>>;"
BEGIN, END = b"<fearless answers<", b">fearless answers>"


@dataclass(frozen=True)
class Outcome:
    kind: str  # answered, error, crash; documented, if docs/compilers.md says that this shape is an error there; or not
    #            C++: the shape does not compile although fearless is not asked
    answers: tuple = ()  # one number of four bits for each class of shapes_text.askable
    message: str = ""


def limited(seconds):
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    return limit


CRASHES = re.compile(
    "internal compiler error|Segmentation fault|PLEASE submit a bug report|PLEASE ATTACH|out of memory|std::bad_alloc|"
    "Killed signal|CPU time limit|fatal error: error in backend|Stack dump", re.I)


class Compiler:
    def __init__(self, program, flags, includes, work, messages=False):
        self.program, self.work, self.messages = program, pathlib.Path(work), messages
        self.work.mkdir(parents=True, exist_ok=True)
        code, text = self.run([program, "--version"], HANGS)
        if code:
            sys.exit(f"shapes: cannot run {program}")
        self.name = text.splitlines()[0]
        self.clang = "clang" in self.name
        # Many errors in one run name many of the shapes to blame.
        self.flags = [*flags, *(f"-I{path}" for path in includes), "-O0", "-w",
                      "-ferror-limit=0" if self.clang else "-fno-diagnostics-show-caret"]
        header = self.work / "parts.hpp"
        header.write_text("\n".join(
            ["#pragma once", *(f"#include <{name}>" for name in vocabulary.headers(vocabulary.PARTS)),
             "#include <fearless/members.hpp>", *(["#include <fearless/explain.hpp>"] * messages), vocabulary.COMMON, *vocabulary.definitions(vocabulary.PARTS)]))
        compiled = self.work / ("parts.hpp.pch" if self.clang else "parts.hpp.gch")
        code, text = self.run([program, *self.flags, "-x", "c++-header", str(header), "-o", str(compiled)],
                              HEADERS_SECONDS)
        if code:
            sys.exit(f"shapes: {program} does not compile {header}:\n{text[:4000]}")
        self.use = ["-include-pch", str(compiled)] if self.clang else ["-include", str(header)]

    @staticmethod
    def run(command, seconds):
        """The exit code and the messages; a code of -1 is a crash, or no end in time."""
        try:
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                  errors="replace", timeout=20 * seconds, check=False, preexec_fn=limited(seconds))
        except subprocess.TimeoutExpired:
            return -1, f"no answer in {20 * seconds} s"
        crashed = done.returncode < 0 or done.returncode != 0 and CRASHES.search(done.stdout)
        return (-1 if crashed else done.returncode), done.stdout

    def asked(self, trait):
        # A concept that is not satisfied also makes the text of the refusal, where fearless/explain.hpp is included.
        concept = "".join(word.capitalize() for word in trait.split("_"))
        return f"fearless::{concept}" if self.messages else f"fearless::is_{trait}_v"

    def source(self, cases, asks, standard=False):
        lines = [shapes_text.namespace(case, f"t{i}") for i, case in enumerate(cases)]
        if not asks:
            lines = ["struct Unrelated {};", *(
                TAKING_MEMBER.sub(MEMBER_QUESTION, TAKING_BASE.sub(QUESTION, line)) for line in lines)]
        if asks:
            table = [f"{byte}" for byte in BEGIN]
            for i, case in enumerate(cases):
                table += ["65 + " + " + ".join(f"{bit} * {self.asked(trait)}<t{i}::S{number}>"
                                               for bit, trait in TRAITS.items())
                          for number in shapes_text.askable(case)]
            table += [f"{byte}" for byte in END]
            lines += ['extern "C" __attribute__((used)) const char fearless_answers[] = {', ",\n".join(table), "};"]
        else:
            lines += [f"static_assert(sizeof(t{i}::S{number}) + 1);" for i, case in enumerate(cases)
                      for number in shapes_text.askable(case)]
        if standard:
            lines += ["template <class T> concept TakesNothing = requires { T{}; };",
                      "template <class T> constexpr bool asked = TakesNothing<T> || std::is_copy_constructible_v<T> || "
                      "std::is_move_constructible_v<T> || std::is_destructible_v<T> || true;"]
            lines += [f"static_assert(asked<t{i}::S{number}>);"
                      for i, case in enumerate(cases) for number in shapes_text.askable(case)]
        return "\n".join(lines) + "\n"

    def compile(self, cases, asks=True, standard=False):
        with tempfile.TemporaryDirectory(dir=self.work) as place:
            source, target = os.path.join(place, "shapes.cpp"), os.path.join(place, "shapes.o")
            pathlib.Path(source).write_text(self.source(cases, asks, standard))
            mode = ["-c", "-o", target] if asks else ["-fsyntax-only"]
            code, text = self.run([self.program, *self.flags, *self.use, source, *mode],
                                  HANGS + len(cases) // 5)
            return code, text, pathlib.Path(target).read_bytes() if asks and code == 0 else b""

    def ask(self, cases):
        """The outcome for each case."""
        outcomes = self.outside(cases)
        return self.merged(cases, [[i for i in range(len(cases)) if i not in outcomes]], outcomes)

    def outside(self, cases):
        """The outcomes of those that are not C++. To find them first is cheap, since nothing is asked of fearless; found
        with the answers, each would have those of the others computed once more."""
        left, outcomes = list(range(len(cases))), {}
        while len(left) > 1:
            code, text, _ = self.compile([cases[i] for i in left], asks=False)
            blamed = sorted(self.blamed([cases[i] for i in left], text)) if code > 0 else []
            found = {left[i]: Outcome("not C++", message=first_error(text)) for i in blamed
                     if self.compile([cases[left[i]]], asks=False)[0] > 0}
            if not found:
                break
            outcomes.update(found)
            left = [i for i in left if i not in found]
        return outcomes

    def answers(self, cases):
        """The same, of cases that are C++ as far as is known."""
        if not cases:
            return []
        code, text, made = self.compile(cases)
        if code == 0:
            letters = made[made.index(BEGIN) + len(BEGIN):made.index(END)]
            numbers, outcomes = [letter - 65 for letter in letters], []
            for case in cases:
                count = len(shapes_text.askable(case))
                outcomes.append(Outcome("answered", tuple(numbers[:count])))
                numbers = numbers[count:]
            return outcomes
        if len(cases) == 1:
            if self.compile(cases, asks=False)[0] != 0:
                return [Outcome("not C++", message=first_error(text))]
            kind = ("crash" if code < 0 else "documented" if documented(cases[0], text) or self.nobody_can_ask(cases[0])
                    else "error")
            return [Outcome(kind, message=first_error(text))]
        blamed = self.blamed(cases, text) if code > 0 else set()
        if not blamed or len(blamed) == len(cases) or len(blamed) > len(cases) // 2 + 1:
            blamed = set(range(len(cases) // 2))
            return self.merged(cases, [sorted(blamed), [i for i in range(len(cases)) if i not in blamed]])
        rest = [i for i in range(len(cases)) if i not in blamed]
        return self.merged(cases, [*([i] for i in sorted(blamed)), rest])

    def nobody_can_ask(self, case):
        """Whether the language's own questions, for `T{}`, a copy, a move and the destructor, are errors as well (see
        docs/compilers.md)."""
        return self.compile([case], asks=False, standard=True)[0] > 0

    @staticmethod
    def blamed(cases, text):
        """The cases that the messages name, or whose lines they name."""
        found = {int(number) for number in re.findall(r"\bt(\d+)::", text) if int(number) < len(cases)}
        ends, line = [], 0
        for i, case in enumerate(cases):
            line += shapes_text.namespace(case, f"t{i}").count("\n") + 1
            ends.append(line)
        for number in re.findall(r"shapes\.cpp:(\d+):", text):
            if int(number) <= line:
                found.add(bisect.bisect_left(ends, int(number)))
        return found

    def merged(self, cases, groups, known=()):
        outcomes = dict(known)
        for group in groups:
            outcomes.update(zip(group, self.answers([cases[i] for i in group])))
        return [outcomes[i] for i in range(len(cases))]


def documented(case, text):
    """Whether the only error is the one of a closure that copies what has no size, or of a list with a base that is
    abstract or has a virtual base and ends in an array without a length (see docs/compilers.md)."""
    errors = [line for line in text.splitlines() if "error:" in line]
    if errors and all(re.search(r"not at end of .struct fearless::detail::Behind<", line) for line in errors):
        return any(class_.listing for class_ in case.classes)
    return (all("provided for structured binding" in line for line in errors) and
            any(class_.key == "closure" and len(class_.members) > 1 and any(has_no_size(case, m) for m in class_.members)
                for class_ in case.classes))


def has_no_size(case, member):
    """Whether it is an array of length 0, of such arrays, or a class or closure that holds nothing else."""
    if isinstance(member.type, int):
        class_ = case.classes[member.type]
        return not class_.bases and bool(class_.members) and all(has_no_size(case, m) for m in class_.members)
    return has_no_elements(member.type)


def has_no_elements(type_):
    return not isinstance(type_, int) and type_[0] == "[]" and (not type_[2] or has_no_elements(type_[1]))


def first_error(text):
    lines = text.splitlines() or ["no message"]
    found = [line for line in lines if CRASHES.search(line)] or [line for line in lines if "error:" in line] or lines
    return re.sub(r"^\S*/(\S+:\d+:\d+: )", r"\1", found[0])[:300]
