# SPDX-License-Identifier: MIT
"""Random types: how they are made, written down in both languages, and made smaller.

A type is an int (the number of a class of its case) or a tuple (row name, argument...).
"""

import random
from dataclasses import dataclass

from vocabulary import ANYWHERE, BOUND, BY_NAME, INDIRECT

I32 = ("i32",)

# How a C++ member of type T can be spelled; in Rust it is a T, or what stands here.
SPELLINGS = {
    "plain": ("{0}", "{0} {1};"),
    "const": ("{0}", "{0} const {1};"),
    "volatile": ("{0}", "{0} volatile {1};"),
    "bit-field": ("{0}", "{0} {1} : 1;"),
    "initialised": ("{0}", "{0} {1}{{}};"),
    "no_unique_address": ("{0}", "[[no_unique_address]] {0} {1};"),
    "aligned": ("{0}", "alignas(32) {0} {1};"),
    "array": ("[{0}; 2]", "{0} {1}[2];"),
    "array of arrays": ("[[{0}; 3]; 2]", "{0} {1}[2][3];"),
    "mutable": ("Cell<{0}>", "mutable {0} {1};"),
    "base": ("{0}", ""),
}


ARRAYS = {"array", "array of arrays"}


@dataclass(frozen=True)
class Class:
    kind: str  # struct, tuple, enum; or promised: a struct whose author promises Send, Sync or both
    members: tuple  # of (spelling, type)
    promise: tuple = ()


@dataclass(frozen=True)
class Case:
    classes: tuple
    root: object  # a type


def by_design(case):
    """Whether fearless refuses it by design on Clang: a class with a base that leads back to it, or beside an array
    without a default."""
    return any(
        class_.kind in ("struct", "promised") and any(
            s == "base" and (number in led_to(case, t) or ARRAYS & {other for other, _ in class_.members})
            for s, t in class_.members)
        for number, class_ in enumerate(case.classes))


def led_to(case, type_):
    """The classes that the type leads to, over any number of others."""
    found, new = set(), references(type_)
    while new - found:
        number = (new - found).pop()
        found.add(number)
        for _, member in case.classes[number].members:
            new |= references(member)
    return found


def without_arrays_of_none(case):
    """With an empty struct in place of every array of none that an aggregate holds: none of its bytes is one's."""

    def without(type_):
        if isinstance(type_, int) or BY_NAME[type_[0]].reach == INDIRECT:
            return type_
        return ("Empty",) if type_[0] == "[T; 0]" else (type_[0], *map(without, type_[1:]))

    classes = [
        Class(class_.kind, tuple((spelling, without(type_)) for spelling, type_ in class_.members), class_.promise)
        if class_.kind in ("struct", "promised") else class_ for class_ in case.classes]
    return Case(tuple(classes), case.root)


# --- writing them down -----------------------------------------------------------------------------------------------


def render(type_, language):
    if isinstance(type_, int):
        return f"S{type_}"
    row = BY_NAME[type_[0]]
    return getattr(row, language).format(*(render(argument, language) for argument in type_[1:]))


def rust_class(number, class_):
    types = [SPELLINGS[spelling][0].format(render(type_, "rust")) for spelling, type_ in class_.members]
    if class_.kind == "tuple":
        return f"pub struct S{number}({', '.join(types)});"
    if class_.kind == "enum":
        return f"pub enum S{number} {{ {', '.join(f'V{i}({type_})' for i, type_ in enumerate(types))} }}"
    text = f"pub struct S{number} {{ {', '.join(f'm{i}: {type_}' for i, type_ in enumerate(types))} }}"
    return "\n".join([text] + [f"unsafe impl {trait} for S{number} {{}}" for trait in class_.promise])


def cpp_class(number, class_):
    types = [render(type_, "cpp") for _, type_ in class_.members]
    if class_.kind == "tuple":
        return f"using S{number} = std::tuple<{', '.join(types)}>;"
    if class_.kind == "enum":
        return f"struct S{number} {{ std::variant<{', '.join(types)}> value; }};"
    bases = [type_ for type_, (spelling, _) in zip(types, class_.members) if spelling == "base"]
    members = [
        SPELLINGS[spelling][1].format(type_, f"m{i}")
        for i, (type_, (spelling, _)) in enumerate(zip(types, class_.members))
    ]
    head = f"struct S{number}" + (f" : {', '.join(bases)}" if bases else "")
    return f"{head} {{ {' '.join(filter(None, members))} }};"


def rust_module(name, case):
    lines = [rust_class(i, class_) for i, class_ in enumerate(case.classes)]
    return "\n".join([f"mod {name} {{ use super::prelude::*;", *lines, f"pub type Root = {render(case.root, 'rust')}; }}"])


def cpp_namespace(name, case):
    lines = [f"struct S{i};" for i, class_ in enumerate(case.classes) if class_.kind != "tuple"]
    for i, class_ in enumerate(case.classes):
        lines.append(cpp_class(i, class_))
        # A word stands directly after the class, at global scope.
        for trait in class_.promise:
            lines.append(f"}}\nFEARLESS_UNSAFE_{trait.upper()}({name}::S{i});\nnamespace {name} {{")
    return "\n".join([f"namespace {name} {{", *lines, f"using Root = {render(case.root, 'cpp')};", "}"])


# --- making them up --------------------------------------------------------------------------------------------------


class Generator:
    """An endless, reproducible sequence of cases for one seed and one vocabulary."""

    def __init__(self, seed, rows, headers):
        self.random = random.Random(f"fearless oracle {seed}")
        self.rows = rows
        self.class_kinds = [("struct", 8), ("promised", 1)]
        self.class_kinds += [("tuple", 2)] * ("fearless/std/tuple.hpp" in headers)
        self.class_kinds += [("enum", 2)] * ("fearless/std/variant.hpp" in headers)

    def case(self):
        while by_design(made := self.any_case()):
            pass
        return made

    def any_case(self):
        # A type with a Cell, an Rc and a raw pointer in it is just a no: most cases get few of those, or none.
        self.poison = self.random.choice([0, 0.05, 0.15, 0.4, 1])
        self.kinds = []
        for _ in range(self.random.choices([0, 1, 2, 3, 4], [1, 4, 3, 2, 1])[0]):
            kinds, weights = zip(*self.class_kinds)
            self.kinds.append(self.random.choices(kinds, weights)[0])
        classes = tuple(self.make_class(i, kind) for i, kind in enumerate(self.kinds))
        if classes and self.random.random() < 0.6:
            root = len(classes) - 1
        else:
            root = self.type(2, len(classes), True, BOUND)
        return prune(Case(classes, root))

    def make_class(self, number, kind):
        pick = self.random
        low = 1 if kind in ("tuple", "enum") else 0
        count = max(low, pick.choices([0, 1, 2, 3, 4, 5, 8, 20, 40], [1, 8, 8, 6, 4, 3, 2, 0.3, 0.1])[0])
        if kind in ("tuple", "enum"):
            count = min(count, 5)
        members = []
        for i in range(count):
            depth = pick.choices([0, 1, 2, 3], [4, 5, 4, 1])[0] if count < 10 else pick.choice([0, 0, 0, 1])
            place = ANYWHERE if kind == "enum" else BOUND
            type_ = self.type(depth, number, True, place)
            spelling = "plain" if kind in ("tuple", "enum") else self.spelling(type_, i, members)
            members.append((spelling, type_))
        promise = pick.choice([("Send",), ("Sync",), ("Send", "Sync")]) if kind == "promised" else ()
        return Class(kind, tuple(members), promise)

    def spelling(self, type_, position, before):
        if self.random.random() < 0.75:
            return "plain"
        return self.random.choice([s for s in SPELLINGS if self.can_spell(s, type_, position, before)])

    @staticmethod
    def can_spell(spelling, type_, position, before):
        row = None if isinstance(type_, int) else BY_NAME[type_[0]]
        if row and row.place == BOUND:
            return spelling == "plain"
        if spelling in ("volatile", "initialised"):
            return row is not None and row.scalar
        if spelling == "bit-field":
            return row is not None and row.bits
        if spelling == "mutable":
            return row is not None and row.racy
        if spelling == "base":
            return (row is not None and row.can_be_base and position == sum(s == "base" for s, _ in before)
                    and type_ not in [t for _, t in before])
        return True

    def type(self, depth, defined, complete, place):
        """A type of at most `depth` levels; if `complete`, it holds only the first `defined` classes by value."""
        pick = self.random
        usable = [
            i for i, kind in enumerate(self.kinds) if i < defined or (not complete and kind != "tuple")
        ]
        if usable and pick.random() < (0.35 if complete else 0.5):
            return pick.choice(usable)
        rows = [
            row for row in self.rows
            if (depth > 0 or row.arity == 0) and row.place in (ANYWHERE, place)
        ]
        weights = [row.weight * (self.poison if row.poison else 1) * (1 if row.arity else 0.5 + (depth == 0))
                   for row in rows]
        row = pick.choices(rows, weights)[0]
        arguments = []
        for i in range(row.arity):
            if row.keyed and i == 0:
                arguments.append((pick.choice([r.name for r in self.rows if r.hashable]),))
            else:
                inner = BOUND if row.name in ("(T,)", "(T, U)", "(T, U, V)", "Both") else ANYWHERE
                arguments.append(self.type(depth - 1, defined, complete and row.reach != INDIRECT, inner))
        return (row.name, *arguments)


# --- making them smaller ---------------------------------------------------------------------------------------------


def size_of(type_):
    if isinstance(type_, int):
        return 1.5
    return (1 if type_ == I32 else 1.2) + sum(map(size_of, type_[1:]))


def size(case):
    return size_of(case.root) + sum(
        2 + (class_.kind != "struct") + len(class_.promise) + sum(0.5 * (s != "plain") + 0.5 + size_of(t) for s, t in class_.members)
        for class_ in case.classes)


def references(type_):
    if isinstance(type_, int):
        return {type_}
    return set().union(*map(references, type_[1:]))


def renumbered(type_, numbers):
    if isinstance(type_, int):
        return numbers.get(type_, I32)
    return (type_[0], *(renumbered(argument, numbers) for argument in type_[1:]))


def prune(case):
    """Without the classes that the root does not lead to."""
    return keep(case, sorted(led_to(case, case.root)))


def keep(case, kept):
    """With these classes only, and an i32 in place of every other."""
    numbers = {old: new for new, old in enumerate(kept)}
    classes = []
    for old in kept:
        class_ = case.classes[old]
        members = []
        for spelling, type_ in class_.members:
            type_ = renumbered(type_, numbers)
            if not Generator.can_spell(spelling, type_, 0, []) and spelling != "base":
                spelling = "plain"
            members.append(("plain" if spelling == "base" and type_ == I32 else spelling, type_))
        classes.append(Class(class_.kind, tuple(members), class_.promise))
    return Case(tuple(classes), renumbered(case.root, numbers))


def is_bound(type_):
    return not isinstance(type_, int) and BY_NAME[type_[0]].place == BOUND


def smaller_types(type_, bound_ok, complete_below=None):
    """Types simpler than this one: an i32, one of its arguments, or itself with a simpler argument.

    `complete_below` is set where the type is held by value: only classes before that one are complete there.
    """
    if type_ != I32:
        yield I32
    if isinstance(type_, int):
        return

    def fits(argument):
        if is_bound(argument) and not bound_ok:
            return False
        return complete_below is None or all(number < complete_below for number in held(argument))

    row = BY_NAME[type_[0]]
    for argument in type_[1:]:
        if fits(argument):
            yield argument
    inner_bound = row.name in ("(T,)", "(T, U)", "(T, U, V)", "Both")
    for i, argument in enumerate(type_[1:], 1):
        for smaller in smaller_types(argument, inner_bound, None if row.reach == INDIRECT else complete_below):
            if row.keyed and i == 1 and (isinstance(smaller, int) or not BY_NAME[smaller[0]].hashable):
                continue
            yield (*type_[:i], smaller, *type_[i + 1:])


def held(type_):
    """The classes that the type holds by value."""
    if isinstance(type_, int):
        return {type_}
    if BY_NAME[type_[0]].reach == INDIRECT:
        return set()
    return set().union(*map(held, type_[1:]))


def smaller_cases(case):
    """Every case that is one step simpler, the smallest first, each once."""
    found = {}

    def offer(candidate):
        candidate = prune(candidate)
        if candidate != case and size(candidate) < size(case) and not by_design(candidate):
            found.setdefault(candidate, size(candidate))

    for number in range(len(case.classes)):
        offer(Case(case.classes, number))
        offer(keep(case, [n for n in range(len(case.classes)) if n != number]))
    for type_ in smaller_types(case.root, True, len(case.classes)):
        offer(Case(case.classes, type_))
    for class_ in case.classes:
        for _, type_ in class_.members:
            offer(Case(case.classes, type_))
    for number, class_ in enumerate(case.classes):

        def replace(members=class_.members, kind=class_.kind, promise=class_.promise):
            changed = Class(kind, tuple(members), promise)
            offer(Case((*case.classes[:number], changed, *case.classes[number + 1:]), case.root))

        if class_.kind != "struct":
            replace(kind="struct", promise=())
        for i in range(len(class_.promise)):
            if len(class_.promise) > 1:
                replace(promise=class_.promise[:i] + class_.promise[i + 1:])
        half = len(class_.members) // 2
        if half > 1:
            replace(class_.members[:half])
            replace(class_.members[half:])
        for i, (spelling, type_) in enumerate(class_.members):
            before, after = class_.members[:i], class_.members[i + 1:]
            if len(class_.members) > 1 or class_.kind in ("struct", "promised"):
                replace(before + after)
            if spelling != "plain":
                replace((*before, ("plain", type_), *after))
            for smaller in smaller_types(type_, class_.kind != "enum", number):
                if spelling == "base" and (isinstance(smaller, int) or not BY_NAME[smaller[0]].can_be_base):
                    continue
                kept_spelling = spelling if Generator.can_spell(spelling, smaller, 0, []) else "plain"
                replace((*before, (kept_spelling, smaller), *after))
    return sorted(found, key=found.get)
