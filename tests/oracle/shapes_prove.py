# SPDX-License-Identifier: MIT
"""The proof that the generator of shapes finds what is wrong: headers that were broken, and a compiler that only
pretends."""

import pathlib
import shutil
from dataclasses import dataclass

import shapes_random
import shapes_text
from shapes_ask import Compiler, Outcome
from shapes_model import traits_of_shape, truth
from shapes_shrink import size
from shapes_vocabulary import SEND


@dataclass(frozen=True)
class Break:
    name: str
    file: str  # below include/fearless
    old: str  # what stands there exactly once
    new: str
    kind: str
    words: frozenset  # all that the shape may still have when it has been made smaller


BREAKS = [
    Break("mutable is no other than const", "marker/traits.hpp", "using OfMutable = Obligation<ThreadSafe, Member>;",
          "using OfMutable = Obligation<Sync, Member>;", "unsound", frozenset({"mutable"})),
    Break("a vector has no answer", "std/vector.hpp",
          "struct row<std::vector<T, A>> : kind::container<A, detail::Allocates<T>, Element<T>> {};",
          "struct row<std::vector<T, A>> : kind::container<A, detail::Allocates<T>, typename A::missing> {};", "error",
          frozenset({"vector", "base"})),
]


class Pretender:
    """Stands for a compiler that answers truly, but for one combination: a bit-field in a class with a base."""

    def ask(self, cases):
        return [Outcome("answered", tuple(self.answers(case, i) for i in shapes_text.askable(case))) for case in cases]

    @staticmethod
    def answers(case, number):
        class_, true = case.classes[number], truth(case)[number]
        base = any(access == "public" for access, _ in class_.bases)
        return true | SEND if base and any(m.bits > 0 and m.named for m in class_.members) else true


def smallest(case):
    """Whether nothing is left but what the pretender lies about: a base, a bit-field and, if the base is Send, a member
    that is not."""
    class_ = case.classes[-1]
    return (len(case.classes) == 1 and len(class_.bases) == 1 and not class_.extras and class_.form == "plain" and
            len(class_.members) == (1 if class_.bases[0][1] in (("NotSend",), ("OfPointer",)) else 2))


def shrinks_alone(search_of):
    """Whether every lie of the pretender is found and becomes one of the smallest."""
    asking = search_of(Pretender())
    found = [case for case, outcome in asking.outcomes(shapes_random.first(1, 3000)) if asking.failure(case, outcome)]
    small = [asking.shrink(case, asking.failure(case, asking.compiler.ask([case])[0]))[0] for case in found[:10]]
    good = len(found) >= 10 and all(map(smallest, small))
    print(f"a compiler that pretends: {len(found)} of 3000 shapes fail, {sum(map(smallest, small))} of 10 become the "
          f"smallest: {'found' if good else 'NOT FOUND'}", flush=True)
    if not good:
        print("\n".join(shapes_text.namespace(case, "t") for case in small if not smallest(case)))
    return good


def prove(search_of, options, flags, include, work):
    failed = not shrinks_alone(search_of)
    for number, break_ in enumerate(BREAKS):
        broken = pathlib.Path(work, f"broken{number}")
        shutil.rmtree(broken, ignore_errors=True)
        shutil.copytree(include, broken)
        header = broken / "fearless" / break_.file
        text = header.read_text()
        if text.count(break_.old) != 1:
            print(f"{break_.name}: {break_.file} has no such text any more")
            failed = True
            continue
        header.write_text(text.replace(break_.old, break_.new))
        asking = search_of(Compiler(options.cxx, flags, [str(broken)], pathlib.Path(work, f"work{number}")))
        cases = shapes_random.first(options.seed, options.types, options.without)
        failures = []
        for case, outcome in asking.outcomes(cases):
            found = asking.failure(case, outcome)
            if found and found.kind == break_.kind:
                failures.append((case, found))
        failures.sort(key=lambda f: size(f[0]))
        good, text = False, "-"
        if failures:
            small, _ = asking.shrink(*failures[len(failures) // 2])
            good = traits_of_shape(small) <= break_.words
            text = ", ".join(sorted(traits_of_shape(small)))
        print(f"{break_.name}: {len(failures)} of {len(cases)} shapes fail ({break_.kind}), one of them shrinks to "
              f"{text}: {'found' if good else 'NOT FOUND'}", flush=True)
        failed |= not good
    return failed
