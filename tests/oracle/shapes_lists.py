# SPDX-License-Identifier: MIT
"""What a class lists of itself: FEARLESS_MEMBERS, FEARLESS_BASES and FEARLESS_BASES_AND_MEMBERS, right lists and wrong
ones.

A list is written from the members and bases as they are, and from the faults that are made in it, each a kind and a
number that says which name it strikes. So a list stays what it is when the class becomes smaller. A class with a right
list has an answer like any other class. Where a list is wrong, the compiler may refuse the file; an answer is none the
less no wrong one.
"""

from dataclasses import dataclass

MEMBER_FAULTS = ("a member less", "a member twice", "a member in the place of another", "members in another order",
                 "a member of a base", "a static member")
BASE_FAULTS = ("a base less", "a base twice", "a base in the place of another", "no base", "a base of a base")
# The macros: FEARLESS_MEMBERS; FEARLESS_BASES_AND_MEMBERS; FEARLESS_MEMBERS in the class and FEARLESS_BASES behind it.
LISTINGS = ("members", "bases and members", "bases behind")
MOST_NAMES = 64


@dataclass(frozen=True)
class Lists:
    members: tuple  # the names
    bases: tuple  # the types
    right: bool


def own_members(class_):
    """The numbers of the members that a right list names."""
    return [i for i, m in enumerate(class_.members) if "static" not in m.spelling and (m.named or m.bits < 0)]


def listable(class_):
    """Whether there is a right list: an anonymous struct or union has no name, and a structured binding takes no
    union."""
    return (class_.key in ("struct", "class") and all(m.named or m.bits >= 0 for m in class_.members) and
            len(own_members(class_)) <= MOST_NAMES)


def struck(names, fault, k):
    """The names with a fault."""
    n = len(names)
    if n == 0:
        return names
    i, j = k % n, (k + 1) % n
    if fault.endswith(" less"):
        return [*names[:i], *names[i + 1:]]
    if fault.endswith(" twice"):
        return [*names[:i], names[j], *names[i:]]
    if fault.endswith(" in the place of another"):
        return [*names[:i], names[j], *names[i + 1:]]
    swapped = list(names)
    swapped[i], swapped[j] = names[j], names[i]
    return swapped


def lists(case, number):
    """What the class of this number lists."""
    class_ = case.classes[number]
    right = [f"m{number}_{i}" for i in own_members(class_)], [base for _, base in class_.bases]
    members, bases = map(list, right)
    inner = [(i, case.classes[i]) for i in bases if isinstance(i, int)]
    for fault, k in class_.faults:
        if fault == "a member of a base":
            found = [f"m{i}_{j}" for i, base in inner for j in own_members(base)]
            members[:0] = found[k % len(found):][:1] if found else []
        elif fault == "a static member":
            found = [f"m{number}_{i}" for i, m in enumerate(class_.members) if "static" in m.spelling]
            members += found[:1]
        elif fault == "no base":
            stranger = [("Empty2",), ("NotSend",), ("Aggregate",)][k % 3]
            bases.append(stranger)
        elif fault == "a base of a base":
            found = [base for _, one in inner for _, base in one.bases]
            bases += found[k % len(found):][:1] if found else []
        elif fault in BASE_FAULTS:
            bases = struck(bases, fault, k)
        else:
            members = struck(members, fault, k)
    if class_.listing == "members":
        bases = right[1]
    return Lists(tuple(members), tuple(bases), (members, bases) == right and listable(class_))


def all_right(case):
    """Whether every list of the case is right."""
    return all(lists(case, i).right for i, class_ in enumerate(case.classes) if class_.listing)


def strangers(case):
    """The types that only wrong lists of bases name."""
    return [base for i, class_ in enumerate(case.classes) if class_.listing
            for base in lists(case, i).bases if base not in [b for _, b in class_.bases]]
