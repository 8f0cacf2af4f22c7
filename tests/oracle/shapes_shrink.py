# SPDX-License-Identifier: MIT
"""How a shape is made smaller, as long as it still fails."""

from dataclasses import replace

from shapes_lists import MEMBER_FAULTS
from shapes_model import (COMPOUND, INT, LOOSE_STORAGE, STORAGE, WORDS, Case, Member, arguments,
                          is_aggregate, named, references)
from shapes_vocabulary import BY_NAME


def size_of(type_):
    if isinstance(type_, int):
        return 1.5
    length = {0: 0.5, 1: 0.55, 2: 0.6}.get(type_[2], 0.8 + (type_[2] or 0) / 1000) if type_[0] == "[]" else 0
    own = 1 if type_ == INT else 1.7 if type_ in (STORAGE, LOOSE_STORAGE) else 1.4
    return own + length + sum(map(size_of, arguments(type_)))


def size(case):
    total = 0
    for class_ in case.classes:
        total += 3 + (class_.key != "struct") * 0.5 + (class_.form != "plain") + len(class_.extras)
        total += size_of(class_.argument) if class_.argument is not None else 0
        total += bool(class_.listing) + 0.2 * (class_.listing == "bases behind") + 0.9 * len(class_.faults)
        total += sum(1 + (access != "public") * 0.5 + size_of(base) for access, base in class_.bases)
        for member in class_.members:
            total += 1 + size_of(member.type) + 0.5 * len(member.spelling) + 0.5 * (member.bits >= 0) + 0.01 * max(
                member.bits, 0) + 0.5 * bool(member.start) + 0.4 * (member.access != "public") + 0.3 * (
                    not member.named) + 0.2 * (member.capture not in ("", "init"))
    return total


def legal(case):
    """Whether the shape keeps the rules of what is generated. (Some break those of C++ all the same.)"""
    if not case.classes or case.classes[-1].form in ("unnamed", "crtp"):
        return False
    uses = {}
    for number, class_ in enumerate(case.classes):
        for type_ in named(class_):
            for other in references(type_):
                if other >= number and (case.classes[other].form != "plain" or case.classes[other].key == "closure"):
                    return False
        for member in class_.members:
            if isinstance(member.type, int):
                uses.setdefault(member.type, []).append("member")
                if member.type >= number:
                    return False
            elif member.type[0] in ("[]", "const", "volatile") and max(references(member.type), default=-1) >= number:
                return False
            if not member.named and member.bits < 0 and not (isinstance(member.type, int) and
                                                             case.classes[member.type].form == "unnamed"):
                return False
            for other in references(member.type):
                if not isinstance(member.type, int) and case.classes[other].form in ("unnamed", "crtp"):
                    return False
                if case.classes[other].form == "crtp":
                    return False
        for access, base in class_.bases:
            if isinstance(base, int):
                if base >= number or case.classes[base].form == "unnamed" or case.classes[base].key == "union":
                    return False
            elif not BY_NAME.get(base[0]) or not BY_NAME[base[0]].base:
                return False
        if any(word.startswith("NOT") for word in class_.extras if word in WORDS) and (
                not {"copy", "own default"} <= set(class_.extras) or is_aggregate(case, class_)):
            return False
        if "tuple_size" in class_.extras and class_.form != "plain":
            return False
        if class_.listing and (class_.form == "unnamed" or class_.key not in ("struct", "class")):
            return False
        if class_.listing == "bases behind" and class_.form != "plain":
            return False
        if class_.argument is not None:
            for other in references(class_.argument):
                if other >= number or case.classes[other].form in ("unnamed", "crtp"):
                    return False
    for number, class_ in enumerate(case.classes):
        if class_.form == "unnamed" and len(uses.get(number, [])) != 1:
            return False
    return True


def led_to(case, number):
    found, new = set(), {number}
    while new:
        found |= new
        new = set().union(*(references(type_) for i in new for type_ in named(case.classes[i]))) - found
    return found


def renumbered(type_, numbers):
    if isinstance(type_, int):
        return numbers.get(type_, INT)
    if type_[0] in COMPOUND:
        return (type_[0], renumbered(type_[1], numbers), *type_[2:])
    return (type_[0], *(renumbered(argument, numbers) for argument in type_[1:]))


def keep(case, kept):
    """With these classes only, and an int in place of every other."""
    numbers = {old: new for new, old in enumerate(kept)}
    classes = []
    for old in kept:
        class_ = case.classes[old]
        members = tuple(replace(member, type=renumbered(member.type, numbers),
                                named=member.named or (isinstance(member.type, int) and member.type not in numbers))
                        for member in class_.members)
        bases = tuple((access, renumbered(base, numbers)) for access, base in class_.bases
                      if not isinstance(base, int) or base in numbers)
        argument = None if class_.argument is None else renumbered(class_.argument, numbers)
        classes.append(replace(class_, members=members, bases=bases, argument=argument))
    return Case(tuple(classes))


def prune(case):
    """Without the classes that the last one does not lead to."""
    return keep(case, sorted(led_to(case, len(case.classes) - 1)))


def smaller_types(type_):
    if isinstance(type_, int):
        yield INT
        return
    if type_ != INT:
        yield INT
    if type_ in (STORAGE, LOOSE_STORAGE):
        yield ("int*",)
    if type_[0] == "[]":
        for length in (0, 1, 2, 3):
            if type_[2] is not None and length < type_[2]:
                yield ("[]", type_[1], length)
        if type_[2] is None:
            yield ("[]", type_[1], 0)
    for i, argument in enumerate(type_[1:], 1):
        if isinstance(argument, (tuple, int)) and not (type_[0] == "[]" and i == 2):
            if argument != ("function",):
                yield argument
            for smaller in smaller_types(argument) if argument != ("function",) else ():
                if BY_NAME.get(type_[0]) and BY_NAME[type_[0]].inner in ("state", "key") and smaller != INT:
                    continue
                yield (*type_[:i], smaller, *type_[i + 1:])
    part = BY_NAME.get(type_[0])
    if part and part.answers == 7 and part.base:
        for simple in ("Empty", "Aggregate"):
            if part.name != simple:
                yield (simple,)
    if part and part.rule is None and not part.answers & 1 and type_ not in (("int*",), ("NotSend",)):
        yield ("int*",)
    if part and part.bits and type_ not in (INT, ("Mode",)) and part.group == "enums":
        yield ("Mode",)


def smaller_cases(case):
    """Every case that is one step simpler, the smallest first, each once."""
    found, now = {}, size(case)

    def offer(candidate):
        if not candidate.classes:
            return
        candidate = prune(candidate)
        if candidate not in found and legal(candidate) and size(candidate) < now:
            found[candidate] = size(candidate)

    for number in range(len(case.classes)):
        if case.classes[number].form not in ("unnamed", "crtp"):
            offer(Case(case.classes[:number + 1]))
            offer(keep(case, sorted(led_to(case, number) - {number}) + [number]))
        offer(keep(case, [n for n in range(len(case.classes)) if n != number]))

    for number, class_ in enumerate(case.classes):

        def put(**changes):
            changed = replace(class_, **changes)
            offer(Case((*case.classes[:number], changed, *case.classes[number + 1:])))

        for extra in class_.extras:
            put(extras=tuple(e for e in class_.extras if e != extra))
        if len(class_.extras) > 2:
            put(extras=())
        for word, marker in (("NOT_SEND", "NotSend"), ("NOT_SYNC", "NotSync")):
            if word in class_.extras:
                put(extras=(), members=(*class_.members, Member((marker,))))
        if class_.listing:
            put(listing="", faults=())
            put(listing="members", faults=tuple(fault for fault in class_.faults if fault[0] in MEMBER_FAULTS))
            put(listing="bases and members")
        for fault in class_.faults:
            put(faults=tuple(f for f in class_.faults if f != fault))
        if class_.form not in ("plain", "unnamed", "crtp"):
            put(form="plain", argument=None)
        if class_.form == "crtp":
            put(form="plain")
        if class_.form == "unnamed":
            put(form="plain")
        if class_.form not in ("plain", "template") and class_.argument is not None:
            put(form="template")
        if class_.argument is not None:
            for type_ in smaller_types(class_.argument):
                put(argument=type_)
        if class_.key == "class" and class_.form != "crtp":
            put(key="struct")
        if class_.key == "union":
            put(key="struct")
        for i, (access, base) in enumerate(class_.bases):
            rest = class_.bases[:i], class_.bases[i + 1:]
            put(bases=(*rest[0], *rest[1]))
            if access != "public":
                put(bases=(*rest[0], ("public", base), *rest[1]))
            for type_ in [("Empty",), ("NotSend",), ("OfPointer",), *smaller_types(base)]:
                if size_of(type_) < size_of(base) and type_ not in [b for _, b in class_.bases]:
                    put(bases=(*rest[0], (access, type_), *rest[1]))
            put(bases=(*rest[0], *rest[1]), members=(Member(base, capture="init" if class_.key == "closure" else ""),
                                                     *class_.members))
        half = len(class_.members) // 2
        if half > 1:
            put(members=class_.members[:half])
            put(members=class_.members[half:])
        for i, member in enumerate(class_.members):
            before, after = class_.members[:i], class_.members[i + 1:]
            put(members=before + after)

            def change(**changes):
                put(members=(*before, replace(member, **changes), *after))

            if member.spelling:
                change(spelling=member.spelling[1:])
            if member.bits >= 0:
                change(bits=-1, named=True)
            if member.bits > 1:
                change(bits=1)
            if member.start:
                change(start="")
            if member.start == "= T()":
                change(start="{}")
            if member.access != "public":
                change(access="public")
            if not member.named and member.bits < 0:
                change(named=True)
            if member.capture not in ("", "init"):
                change(capture="init")
            for type_ in smaller_types(member.type):
                part = None if isinstance(type_, int) else BY_NAME.get(type_[0])
                change(type=type_, bits=member.bits if part and part.bits else -1, start=member.start if part else "")
            # The members of a class by value in the place of the class.
            if isinstance(member.type, int) and case.classes[member.type].key in ("struct", "class", "union"):
                put(members=(*before, *case.classes[member.type].members, *after))
        for i, (_, base) in enumerate(class_.bases):
            if isinstance(base, int) and case.classes[base].key in ("struct", "class"):
                inner = case.classes[base]
                rest = tuple(b for j, b in enumerate(class_.bases) if j != i)
                put(bases=(*(b for b in inner.bases if b not in rest), *rest),
                    members=(*inner.members, *class_.members))
    return sorted(found, key=found.get)


