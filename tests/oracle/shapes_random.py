# SPDX-License-Identifier: MIT
"""Random shapes: an endless, reproducible sequence for one seed.

Most features matter only beside another one, and a type with all of them at once is just a no. So every shape first
draws which groups of features it may use, and then uses those often.
"""

import random
from dataclasses import replace

from shapes_lists import BASE_FAULTS, LISTINGS, MEMBER_FAULTS, own_members
from shapes_model import (CONSTRUCTORS, EXTRAS, INT, LOCAL, LOOSE_STORAGE, OF_CLOSURES, OF_TEMPLATE, STORAGE, TEMPLATES,
                          WORDS, Case, Class, Member, View, references)
from shapes_shrink import legal, prune
from shapes_vocabulary import BY_NAME, PARTS

# Templates that take an incomplete class; the first five lead to one object.
LEADS_BACK = ("Box", "Rc", "unique_ptr", "shared_ptr", "reference_wrapper", "vector", "span")
GROUPS = sorted({part.group for part in PARTS} - {"values"})
FEATURES = [
    "bases", "odd bases", "bit-fields", "arrays", "references", "qualifiers", "attributes", "initialisers", "own",
    "private", "unions", "unnamed", "closures", "forms", "storage", "recursion", "static", "odd operators",
    "lists"]
LENGTHS = [0, 1, 2, 3, 4, 5, 8, 17, 33, 65, 100, 300]
ODD = [extra for extra in EXTRAS if extra.startswith(("address", "comma", "greedy comma", "new", "conver"))]
OFTEN = {"bases", "arrays", "bit-fields", "constructors", "enums", "empty"}
# What a class is spoilt with, at most once in most cases: as a member, or as a base.
BAD_MEMBERS = [("int*",), ("NotSend",), ("NotSync",), ("Cell", INT), ("Rc", INT), ("NotSent",), ("OfPointer",),
               ("&", INT), ("va_list",), ("*", INT)]
BAD_BASES = [("NotSend",), ("NotSend",), ("NotSync",), ("NotSent",), ("NotSentGreedy",), ("NotSentGreedy",),
             ("NotSentBits",),
             ("OfPointer",), ("string_view",)]
OWN = [extra for extra in CONSTRUCTORS]
SIGNATURES = {
    "default": "()", "own default": "()", "deleted default": "()", "copy": "copy", "deleted copy": "copy",
    "move only": "move", "noexcept move": "move", "from int": "int", "explicit from int": "int",
    "greedy by value": "U", "greedy by value, deleted": "U",
    **{extra: "U&&" for extra in EXTRAS if extra.startswith("greedy") and "comma" not in extra and
       "constrained" not in extra and "itself" not in extra and "value" not in extra and "many" not in extra},
    "converts to anything": "U()", "conversion deleted": "U()", "address deleted": "&const", "address of another": "&",
    "address of itself": "&", "virtual": "~", "own destructor": "~", "private destructor": "~"}


def is_array(type_):
    return not isinstance(type_, int) and type_[0] == "[]"


class Generator:
    def __init__(self, seed, without=(), always=()):
        self.always = set(always)
        self.random = random.Random(f"fearless shapes {seed}")
        self.all_parts = [part for part in PARTS if part.name not in without]

    def cases(self):
        while True:
            made = prune(self.any_case())
            if legal(made):
                yield made

    def chance(self, feature, often):
        """Whether to use a feature now; never, if the case does not use it."""
        return feature in self.features and self.random.random() < often

    def any_case(self):
        pick = self.random
        share = pick.choice([0.2, 0.3, 0.5])
        self.features = {feature for feature in FEATURES if pick.random() < share + 0.2 * (feature in OFTEN)} | self.always
        self.groups = {group for group in GROUPS if pick.random() < share + 0.2 * (group in OFTEN)} | {"values"}
        # How often what is no Send or no Sync is chosen. A wrong yes shows best where all but one part is fit for all.
        self.poison = pick.choice([0.001, 0.001, 0.001, 0.1, 0.5])
        self.bad_apples = 1 if self.poison < 0.1 and pick.random() < 0.8 else 0
        self.parts = [part for part in self.all_parts if part.group in self.groups]
        self.classes = []
        count = pick.choices([1, 2, 3, 4], [5, 4, 2, 1])[0]
        for number in range(count):
            self.classes.append(self.class_(number, number == count - 1))
        return Case(tuple(self.classes))

    # --- types -------------------------------------------------------------------------------------------------------

    def part(self, wanted=lambda part: True, leaf=False):
        parts = [part for part in self.parts if not part.behind and wanted(part) and not (leaf and part.arity)]
        if not parts:
            return BY_NAME["int"]
        poor = View(Case(()))
        weights = [part.weight * (self.poison if part.rule is None and poor.of((part.name,)) & 3 != 3 else 1)
                   for part in parts]
        return self.random.choices(parts, weights)[0]

    def object(self, depth=2, wanted=lambda part: True):
        """A type of which there are objects that can be members."""
        pick = self.random
        usable = [i for i, class_ in enumerate(self.classes) if class_.form not in ("unnamed", "crtp")]
        if usable and pick.random() < 0.4:
            return pick.choice(usable)
        part = self.part(wanted, leaf=depth == 0)
        return (part.name, *(self.argument(part, i, depth) for i in range(part.arity)))

    def argument(self, part, i, depth):
        pick = self.random
        if part.inner == "scalar":
            return (self.part(lambda p: p.scalar and p.arity == 0 and p.cpp != "std::nullptr_t" and p.name != "__int128"
                              and p.name != "long double", leaf=True).name,)
        if part.inner == "key" and i == 0:
            return pick.choice([INT, INT, ("string",), ("bool",)])
        if part.inner in ("state", "key") and part.arity > 1 and i == 0 and part.name != "vector of bool":
            return pick.choice([INT, INT, ("string",), ("double",)])
        if part.inner in ("state", "key"):
            return pick.choice([("Empty",), INT, ("int*",), ("NotSend",), ("NotSync",), ("string",)])
        if part.name in LEADS_BACK and self.number >= 0 and self.chance("recursion", 0.4):
            return self.number  # the class that is being made
        if part.name in LEADS_BACK[:5] and self.random.random() < 0.15:
            return ("Abstract",) if "virtual" in self.groups else INT
        inner = self.object(depth - 1)
        if part.name in ("span", "reference_wrapper", "unique_ptr") and pick.random() < 0.4:
            return ("const", inner)
        return inner

    def array(self, element, plain):
        pick = self.random
        lengths = LENGTHS if plain else LENGTHS[:6]
        type_ = ("[]", element, pick.choice(lengths))
        if pick.random() < 0.2:
            type_ = ("[]", type_, pick.choice(LENGTHS[:5]))
        return type_

    def reference(self):
        target = self.object(1)
        if self.chance("arrays", 0.2):
            target = ("[]", target, self.random.choice([1, 3]))
        elif self.random.random() < 0.1:
            return ("&", ("function",))
        elif self.random.random() < 0.4:
            target = ("const", target)
        elif "virtual" in self.groups and self.random.random() < 0.2:
            target = ("Abstract",)
        return (self.random.choice(["&", "&", "&&"]), target)

    # --- members -----------------------------------------------------------------------------------------------------

    def member(self, number, class_key, last, in_unnamed):
        pick = self.random
        spelling, bits, start, access, named = [], -1, "", "public", True
        if self.bad_apples and class_key != "union" and pick.random() < 0.08:
            self.bad_apples = 0
            type_ = pick.choice(BAD_MEMBERS)
            if type_[0] != "&" and self.chance("arrays", 0.5):
                type_ = ("[]", type_, pick.choice(LENGTHS[:5]))
                type_ = ("[]", type_, pick.choice(LENGTHS[:3])) if pick.random() < 0.2 else type_
            if type_[0] != "&" and self.chance("attributes", 0.3):
                spelling.append("[[no_unique_address]]")
            return Member(type_, tuple(spelling), access="private" if self.chance("private", 0.4) else "public")
        if self.chance("bit-fields", 0.3):
            part = self.part(lambda p: p.bits > 0 and (p.group == "enums" or "enums" not in self.groups), leaf=True)
            if pick.random() < 0.15:
                return Member(INT, bits=pick.choice([0, 3]), named=False)
            if self.chance("qualifiers", 0.3):
                spelling.append("mutable")
            type_, bits = (part.name,), pick.randint(1, part.bits) if part.bits else 1
            if pick.random() < 0.1:
                type_ = ("const", type_) if "mutable" not in spelling else type_
        elif self.chance("storage", 0.35):
            type_ = pick.choice([STORAGE, STORAGE, LOOSE_STORAGE])
        elif class_key != "union" and self.chance("references", 0.3):
            type_ = self.reference()
        else:
            type_ = self.object()
            part = BY_NAME.get(type_[0]) if not isinstance(type_, int) else None
            if part and part.behind:
                type_ = INT
            if self.random.random() < 0.06:
                type_ = ("*", type_)
            scalar = part is not None and part.scalar
            if self.chance("qualifiers", 0.3):
                choice = pick.choice(["mutable", "const", "volatile"])
                if choice == "mutable":
                    spelling.append("mutable")
                elif choice == "const" or scalar:
                    type_ = (choice, type_)
            if self.chance("arrays", 0.3):
                if "constructors" in self.groups and pick.random() < 0.4:
                    type_, scalar = pick.choice([("Slot",), ("Slot",), ("Movable",)]), False
                type_ = self.array(type_, scalar)
                if last and pick.random() < 0.1 and self.trivial(type_[1]):
                    type_ = ("[]", type_[1], None)
            if self.chance("attributes", 0.25):
                spelling.append(pick.choice(["[[no_unique_address]]", "[[no_unique_address]]", "alignas(32)"]))
            if class_key != "union" and self.chance("initialisers", 0.3) and not is_array(type_):
                start = "= T()" if pick.random() < 0.3 and self.called(type_) else "{}"
            if class_key == "struct" and self.chance("static", 0.15) and not in_unnamed:
                spelling, start = ["static"], ""
        if class_key != "union" and self.chance("private", 0.4):
            access = pick.choice(["private", "private", "protected"])
        return Member(type_, tuple(spelling), bits, start, access, named)

    def members(self, number, key, in_unnamed=False):
        count = self.random.choices([0, 1, 2, 3, 4, 5, 8, 13, 20], [1, 6, 8, 7, 5, 3, 2, 0.7, 0.4])[0]
        if in_unnamed:
            count = max(1, count // 2)
        return [self.member(number, key, i == count - 1, in_unnamed) for i in range(count)]

    # --- classes -----------------------------------------------------------------------------------------------------

    def bases(self):
        pick = self.random
        found = []
        for _ in range(pick.choices([1, 2, 3], [6, 3, 1])[0]):
            usable = [i for i, class_ in enumerate(self.classes)
                      if class_.key in ("struct", "class", "closure") and class_.form != "unnamed" and
                      "final" not in class_.extras]
            if self.bad_apples and pick.random() < 0.5:
                base, self.bad_apples = pick.choice(BAD_BASES), 0
            elif usable and pick.random() < 0.5:
                base = pick.choice(usable)
            else:
                base = self.object(1, lambda part: part.base)
                if isinstance(base, int) or not BY_NAME[base[0]].base:
                    base = ("Empty",)
            access = "public"
            if self.chance("odd bases", 0.3):
                access = pick.choice(["private", "protected", "virtual public", "public", "public"])
            if base not in [b for _, b in found]:
                found.append((access, base))
        return tuple(found)

    def extras(self, form):
        pick = self.random
        found = []
        if self.chance("own", 0.6):
            found += pick.sample(OWN, pick.choice([1, 1, 2, 3]))
            if pick.random() < 0.5:
                found.append("default")
        if self.chance("odd operators", 0.4):
            found += pick.sample(ODD, pick.choice([1, 1, 2]))
        if "virtual" in self.groups and pick.random() < 0.3:
            found.append("virtual")
        if self.chance("own", 0.1):
            found.append(pick.choice(["own destructor", "final", "private destructor"]))
        if self.chance("attributes", 0.1):
            found.append("aligned")
        if self.chance("attributes", 0.15):
            found.append("packed")
        if form == "plain" and "words" in self.groups and pick.random() < 0.3:
            found.append(pick.choice(WORDS))
            if found[-1].startswith("NOT"):
                found += ["copy", "own default"]
        if form == "plain" and self.chance("odd operators", 0.1):
            found.append("tuple_size")
        # One constructor of each signature.
        of_signature = {}
        for extra in found:
            of_signature.setdefault(SIGNATURES.get(extra, extra), extra)
        found = list(of_signature.values())
        if form in LOCAL:
            found = [extra for extra in found if extra not in TEMPLATES]
        return tuple(sorted(set(found), key=list(EXTRAS).index))

    def class_(self, number, last):
        pick, self.number = self.random, number
        if self.chance("closures", 0.5):
            return self.closure(number)
        form = "plain"
        if self.chance("forms", 0.6):
            form = pick.choice([*OF_TEMPLATE, "template", "nested", *LOCAL[::2]])
        if not last and self.chance("odd bases", 0.1):
            form = "crtp"
        if not last and self.chance("unnamed", 0.4):
            form = "unnamed"
        key = "struct"
        if self.chance("unions", 0.4):
            key = "union"
        elif self.chance("private", 0.3):
            key = "class"
        if form != "plain":
            self.number = -1  # which cannot be named before it is defined
        if form in LOCAL:
            self.features.discard("static")
        spoilt = self.bad_apples
        members = self.members(number, key, form == "unnamed")
        if spoilt and not self.bad_apples and pick.random() < 0.4:
            members = [member for member in members if member.type in BAD_MEMBERS or is_array(member.type)][-1:]
        bases = self.bases() if key != "union" and self.chance("bases", 0.7) else ()
        if bases and pick.random() < 0.2:
            members = []  # as many a class with bases has none
        extras = () if form == "unnamed" else self.extras(form)
        if key == "union":
            extras = tuple(extra for extra in extras if extra not in ("virtual", "private destructor") + WORDS)
        for i, class_ in enumerate(self.classes):
            if class_.form == "unnamed" and not any(i in references(m.type) for c in self.classes for m in c.members):
                plain = not class_.bases and all(m.access == "public" and "static" not in m.spelling and
                                                 self.trivial(m.type) for m in class_.members)
                anonymous = plain and class_.key != "class" and key != "union" and pick.random() < 0.4
                spelling = ("mutable",) if not anonymous and self.chance("qualifiers", 0.15) else ()
                members.insert(pick.randint(0, len(members)),
                               Member(i, spelling, named=not anonymous,
                                      access="private" if not anonymous and self.chance("private", 0.3) else "public"))
        argument = None
        if form in OF_TEMPLATE:
            argument = self.template_argument(members)
        made = Class(key, bases, tuple(members), extras, form, argument)
        return self.listed(made) if key != "union" and form != "unnamed" and self.chance("lists", 0.6) else made

    def listed(self, class_):
        """The class with lists, most of which are right. A fault strikes most often what the class is spoilt with, since
        it shows best there."""
        pick = self.random
        listings = LISTINGS if class_.bases and class_.form == "plain" else LISTINGS[:1 + bool(class_.bases)]
        faults = []
        for _ in range(pick.choices([0, 1, 2], [14, 5, 1])[0]):
            of_bases = class_.bases and pick.random() < 0.4
            bad = [i for i, (_, base) in enumerate(class_.bases) if base in BAD_BASES] if of_bases else [
                i for i, j in enumerate(own_members(class_)) if class_.members[j].type in BAD_MEMBERS]
            which = pick.choice(bad) if bad and pick.random() < 0.7 else pick.randrange(20)
            faults.append((pick.choice(BASE_FAULTS if of_bases else MEMBER_FAULTS), which))
        return replace(class_, listing=pick.choice(listings), faults=tuple(sorted(set(faults))))

    @staticmethod
    def called(type_):
        """Whether `T()` is an expression that makes one."""
        return not isinstance(type_, int) and type_[0] in BY_NAME and BY_NAME[type_[0]].cpp.replace("_", "").isalnum()

    def trivial(self, type_):
        """Whether g++ takes such a member in an anonymous struct."""
        if isinstance(type_, int):
            return False
        if type_[0] in ("[]", "const", "volatile"):
            return self.trivial(type_[1])
        return type_[0] in ("*", "&") or type_[0] in BY_NAME and BY_NAME[type_[0]].scalar

    def template_argument(self, members):
        inside = [member.type for member in members if not isinstance(member.type, int) and member.type[0] in BY_NAME]
        if inside and self.random.random() < 0.5:
            return self.random.choice(inside)
        closures = [i for i, class_ in enumerate(self.classes) if class_.key == "closure"]
        return self.random.choice(closures) if closures and self.random.random() < 0.6 else self.object(1)

    def closure(self, number):
        pick = self.random
        self.number = -1
        form = pick.choice(["plain", "local in a template"]) if self.chance("forms", 0.6) else "plain"
        captures = []
        for _ in range(pick.choices([0, 1, 2, 3, 4, 6], [1, 6, 5, 3, 2, 1])[0]):
            type_ = self.object(1)
            part = BY_NAME.get(type_[0]) if not isinstance(type_, int) else None
            capture = pick.choice(["copy", "copy", "init", "ref"])
            if self.chance("arrays", 0.2) and part is not None and part.scalar:
                type_, capture = self.array(type_, True), pick.choice(["copy", "ref"])
            if capture == "copy" and ((part and not part.copies) or isinstance(type_, int) or (part and part.arity)):
                capture = "init"
            if capture == "init" and is_array(type_):
                capture = "copy"
            if capture == "ref" and pick.random() < 0.3 and not is_array(type_):
                type_ = ("const", type_)
            if capture == "ref" and pick.random() < 0.05:
                type_ = ("function",)
            if self.chance("storage", 0.1):
                type_, capture = pick.choice([("[]", ("byte",), 16), ("[]", ("unsigned char",), 5)]), "copy"
            captures.append(Member(type_, capture=capture))
        if pick.random() < 0.15:
            captures.append(Member(self.object(1), capture=pick.choice(["this", "*this"])))
        extras = [extra for extra in OF_CLOSURES if pick.random() < 0.12]
        if "pack" in extras:
            kind = pick.choice(["copy", "ref"])
            captures = [Member(m.type, capture=kind) for m in captures
                        if m.capture in (kind, "init") and m.type != ("function",)]
            if kind == "copy":
                captures = [m for m in captures if not isinstance(m.type, int) and m.type[0] not in ("const", "[]")
                            and BY_NAME[m.type[0]].copies]
            if not captures:
                extras.remove("pack")
            form = "plain"
        argument = None
        if form in OF_TEMPLATE:
            argument = self.template_argument([m for m in captures])
        return Class("closure", (), tuple(captures), tuple(extras), form, argument)


def first(seed, count, without=(), always=()):
    """The first `count` different cases of a seed, made without the parts of these names, and each with these
    features."""
    seen, found = set(), []
    for case in Generator(seed, without, always).cases():
        if case not in seen:
            seen.add(case)
            found.append(case)
            if len(found) == count:
                return found
    return found


