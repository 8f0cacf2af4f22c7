#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Asks fearless about random types that only C++ can say, and whose true answers are known by how they were made.

    tests/oracle/shapes.py                                   some hundreds of types, one seed
    tests/oracle/shapes.py --types 20000 --seed 7            the long run
    tests/oracle/shapes.py --seed 7 --only 231               one type again
    tests/oracle/shapes.py --with lists --with private       what every type uses: lists of members, private ones
    tests/oracle/shapes.py --messages                        also makes the text of every refusal, which must compile
    tests/oracle/shapes.py --include DIR                     asks the headers in DIR instead
    tests/oracle/shapes.py --prove                           shows that a rule that is missing is found and shrunk

Four things are counted: unsound answers (yes where no is true), hard errors, crashes (of the compiler, or no end in
time), each of which is a failure; and good types that are refused, which are not, but are printed with their kind.
"""

import argparse
import os
import pathlib
import random
import shlex
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import shapes_lists
import shapes_prove
import shapes_random
import shapes_text
from shapes_ask import Compiler
from shapes_model import Case, is_aggregate, traits_of_shape, truth
from shapes_shrink import size, smaller_cases
from shapes_vocabulary import ALL, SEND, SYNC, TRAITS

ROOT = pathlib.Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Failure:
    kind: str  # unsound, error or crash
    traits: int = 0  # which were answered yes, wrongly
    message: str = ""


def failure(case, outcome):
    """What is wrong with an outcome, or None."""
    if outcome.kind == "crash" or outcome.kind == "error" and shapes_lists.all_right(case):
        return Failure(outcome.kind, message=outcome.message)
    wrong = 0
    if outcome.kind == "answered":
        true = truth(case)
        for number, answers in zip(shapes_text.askable(case), outcome.answers):
            wrong |= answers & ~true[number]
    return Failure("unsound", wrong) if wrong else None


def refused(case, outcome):
    """The class that is refused first although it is good, and the traits; or None."""
    true = truth(case)
    for number, answers in sorted(zip(shapes_text.askable(case), outcome.answers)):
        if missing := true[number] & ~answers:
            return number, missing
    return None


def kind_of_refusal(case, number):
    """Why a class may be refused, in a few words: the first that applies."""
    class_ = case.classes[number]
    inner = [case.classes[m.type] for m in class_.members if isinstance(m.type, int)]
    unnamed = [c for c in inner if c.form == "unnamed"]
    bits = [m for m in class_.members if m.bits >= 0 and m.named]
    listed = "listed, " if class_.listing else ""
    tests = [
        ("listed, with a list that is wrong", listed and not shapes_lists.lists(case, number).right),
        ("a type with a word, which is not seen from outside", any(w in c.extras for c in inner for w in (
            "UNSAFE_SEND", "UNSAFE_SYNC", "UNSAFE_STATIC", "UNSAFE_THREAD_SAFE"))),
        ("tuple_size is specialised", "tuple_size" in class_.extras),
        ("a union, or one inside", class_.key == "union" or any(c.key == "union" for c in inner)),
        ("a closure", class_.key == "closure"),
        (f"{listed}not an aggregate: a base", not is_aggregate(case, class_) and class_.bases),
        (f"{listed}not an aggregate: a template argument", not is_aggregate(case, class_) and class_.argument is not None),
        (f"{listed}not an aggregate: a bit-field", not is_aggregate(case, class_) and bits),
        (f"{listed}not an aggregate", not is_aggregate(case, class_)),
        ("an aggregate with an unnamed class", unnamed),
        ("an aggregate with several bases", len(class_.bases) > 1),
        ("an aggregate with a base and members", class_.bases and class_.members),
        ("an aggregate with a base", class_.bases),
        ("an aggregate with a flexible array or one of none", any(
            not isinstance(m.type, int) and m.type[0] == "[]" and not m.type[2] for m in class_.members)),
        ("an aggregate with an array", any(not isinstance(m.type, int) and m.type[0] == "[]" for m in class_.members)),
        ("an aggregate with bit-fields", bits),
        ("an aggregate", True),
    ]
    return next(words for words, there in tests if there)


class Search:
    failure = staticmethod(failure)

    def __init__(self, compiler, batch=100):
        self.compiler, self.batch = compiler, batch

    def outcomes(self, cases):
        for i in range(0, len(cases), self.batch):
            some = cases[i:i + self.batch]
            yield from zip(some, self.compiler.ask(some))

    def shrink(self, case, found, seconds=600):
        """The smallest case found that still goes wrong in the same way."""
        end = time.monotonic() + seconds
        wanted = found.traits & (SEND | SYNC) or found.traits
        width = 4 if found.kind == "crash" else 12 if found.kind == "error" else 40
        while time.monotonic() < end:
            for_now = smaller_cases(case)
            smaller = None
            for i in range(0, len(for_now), width):
                some = for_now[i:i + width]
                for candidate, outcome in zip(some, self.compiler.ask(some)):
                    again = failure(candidate, outcome)
                    if again and again.kind == found.kind and (again.kind != "unsound" or again.traits & wanted):
                        smaller, message = candidate, again
                        break
                if smaller or time.monotonic() > end:
                    break
            if smaller is None:
                return case, found
            case, found = smaller, message
        return case, found


def explained(words, found, kinds):
    """The kind that a failure is of, if one that needs no other words was shrunk before."""
    for kind in kinds:
        if kind.found.kind == found.kind and kind.words <= words and (
                found.kind != "unsound" or kind.found.traits & found.traits):
            return kind
    return None


@dataclass
class Kind:
    words: frozenset
    found: Failure
    case: Case
    count: int = 1


def describe(kind, seed, number, case, cxx, brief):
    found = kind.found
    what = {"unsound": "UNSOUND", "error": "HARD ERROR", "crash": "CRASH"}[found.kind]
    if found.kind == "unsound":
        what += ": " + ", ".join(trait for bit, trait in TRAITS.items() if found.traits & bit)
    lines = [f"{what} (seed {seed}, type {number})"]
    if found.message:
        lines.append(f"// {found.message}")
    if not brief:
        lines += ["// as it was made:", *("// " + line for line in shapes_text.namespace(case, "made").splitlines())]
    lines.append(shapes_text.program(kind.case, truth(kind.case), found.traits or ALL))
    return "\n".join(lines)


def search(asking, options):
    began = time.monotonic()
    cases = shapes_random.first(options.seed, options.types, options.without, options.always)
    numbers = {case: i for i, case in enumerate(cases)}
    counts, kinds, refusals, failed, asked, good, yes = Counter(), [], Counter(), [], 0, 0, 0
    shown = {}
    for case, outcome in asking.outcomes(cases):
        counts[outcome.kind] += 1
        asked += 1
        if found := failure(case, outcome):
            failed.append((case, found))
            counts["failed as " + found.kind] += 1
            print(f"type {numbers[case]}: {found.kind}, {names(found.traits) if found.traits else found.message}",
                  flush=True)
        elif outcome.kind == "answered":
            true, top = truth(case)[case.top], outcome.answers[0]
            good += bin(true).count("1")
            yes += bin(top).count("1")
            if missing := refused(case, outcome):
                words = kind_of_refusal(case, missing[0])
                refusals[words] += 1
                if words not in shown or size(case) < size(shown[words][0]):
                    shown[words] = case, missing
        if asked % 1000 == 0:
            print(f"{asked} types, {time.monotonic() - began:.0f} s: " + said(counts, refusals), flush=True)
    print(f"{asked} types, {time.monotonic() - began:.0f} s: " + said(counts, refusals), flush=True)
    order = {"unsound": 0, "crash": 1, "error": 2}
    for case, found in sorted(failed, key=lambda f: (order[f[1].kind], size(f[0]))):
        words = traits_of_shape(case)
        if known := explained(words, found, kinds):
            known.count += 1
            continue
        if len(kinds) == options.shrink:
            counts["not shrunk"] += 1
            continue
        small, again = asking.shrink(case, found)
        words = traits_of_shape(small)
        if known := explained(words, again, kinds):
            known.count += 1
            continue
        kinds.append(Kind(words, again, small))
        print("\n" + describe(kinds[-1], options.seed, numbers[case], case, options.cxx, options.brief), flush=True)
    if kinds:
        print()
    for kind in kinds:
        print(f"{kind.count:5} × {kind.found.kind}: {', '.join(sorted(kind.words)) or 'nothing else'}")
    if counts["not shrunk"]:
        print(f"{counts['not shrunk']:5} failures more that were not made smaller (--shrink)")
    print("\ngood types that are refused, by kind:")
    for words, count in refusals.most_common():
        print(f"{count:5} × {words}")
        if options.show_refused:
            case, (number, missing) = shown[words]
            print("      S%d: %s" % (number, ", ".join(t for bit, t in TRAITS.items() if missing & bit)))
            print("\n".join("        " + line for line in shapes_text.namespace(case, "made").splitlines()))
    print(f"\nseed {options.seed}: {asked - counts['not C++']} types ({counts['not C++']} more that the compiler does "
          f"not take), {said(counts, refusals)}; {yes} of {good} true answers are yes, {time.monotonic() - began:.0f} s")
    return failures(counts)


def failures(counts):
    return counts["failed as unsound"] + counts["failed as error"] + counts["failed as crash"]


def said(counts, refusals):
    return (f"{counts['failed as unsound']} unsound, {counts['failed as error']} hard errors, "
            f"{counts['failed as crash']} crashes, {sum(refusals.values())} good types refused" +
            (f", {counts['documented']} hard errors that docs/compilers.md lists" if counts["documented"] else ""))


def only(asking, options):
    case = shapes_random.first(options.seed, options.only + 1, options.without, options.always)[-1]
    outcome = asking.compiler.ask([case])[0]
    found = failure(case, outcome)
    print(shapes_text.program(case, truth(case), ALL))
    print(f"// {outcome.kind} {outcome.message}")
    if outcome.kind == "answered":
        for number, answers in zip(shapes_text.askable(case), outcome.answers):
            print(f"// S{number}: true {names(truth(case)[number])}; fearless says {names(answers)}")
    return found is not None


def names(answers):
    return " ".join(trait for bit, trait in TRAITS.items() if answers & bit) or "nothing"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    stress = bool(os.environ.get("FEARLESS_STRESS"))
    parser.add_argument("--types", type=int, default=20000 if stress else 400,
                        help="how many (400; 20000 if FEARLESS_STRESS is set)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31) if stress else 1)
    parser.add_argument("--only", type=int, help="one type of the seed, by its number")
    parser.add_argument("--prove", action="store_true", help="asks headers that were broken, which must be found")
    parser.add_argument("--cxx", default=os.environ.get("CXX", "g++"))
    parser.add_argument("--std", help="c++20 and so on; the same as in --flags")
    parser.add_argument("--flags", default="", help="more for the compiler")
    parser.add_argument("--include", action="append", help="where fearless/ is (default: this repository's)")
    parser.add_argument("--batch", type=int, default=100, help="types per translation unit")
    parser.add_argument("--shrink", type=int, default=25, help="how many kinds of failures to shrink")
    parser.add_argument("--brief", action="store_true", help="print what is shrunk only in its smallest form")
    parser.add_argument("--messages", action="store_true", help="asks for the texts of the refusals, too")
    parser.add_argument("--show-refused", action="store_true", help="print an example of each kind that is refused")
    parser.add_argument("--without", action="append", default=[], help="a part that is not used, by its name")
    parser.add_argument("--with", action="append", default=[], dest="always", choices=shapes_random.FEATURES,
                        help="a feature that every type uses often")
    parser.add_argument("--work", help="a directory for the generated programs")
    options = parser.parse_args()
    flags = shlex.split(options.flags)
    if options.std or not any(flag.startswith("-std=") for flag in flags):
        flags.insert(0, f"-std={options.std or 'c++20'}")
    includes = options.include or [str(ROOT / "include")]
    with tempfile.TemporaryDirectory() as scratch:
        work = pathlib.Path(options.work or scratch)
        if options.prove:
            def search_of(compiler):
                return Search(compiler, options.batch)

            return 1 if shapes_prove.prove(search_of, options, flags, includes[0], work) else 0
        compiler = Compiler(options.cxx, flags, includes, work, options.messages)
        print(f"{compiler.name}, {' '.join(flags)}, seed {options.seed}", flush=True)
        asking = Search(compiler, options.batch)
        return 1 if (only if options.only is not None else search)(asking, options) else 0


if __name__ == "__main__":
    sys.exit(main())
