# SPDX-License-Identifier: MIT
"""What a shape is: a few classes that hold and point at each other, and the true answers for each of them.

A type is an int (the number of a class of its case) or a tuple: (part, argument...), or a compound of the language:
("const", type), ("*", type), ("&", type), ("&&", type), ("[]", type, length), where a length of None is that of a
flexible array.
"""

from dataclasses import dataclass, replace  # noqa: F401 (replace is for those who change a shape)

from shapes_vocabulary import ALL, BY_NAME, COMPOUND, NONE, POINTER, SAFE, SEND, STATIC, SYNC, VALUE

INT = ("int",)
STORAGE = ("storage",)  # raw bytes that are aligned for a pointer
LOOSE_STORAGE = ("loose storage",)  # raw bytes without an alignment


@dataclass(frozen=True)
class Member:
    type: object
    spelling: tuple = ()  # mutable, [[no_unique_address]], alignas(32), static
    bits: int = -1  # of a bit-field; 0 for the unnamed one of no width
    start: str = ""  # {} or = T(): a default member initialiser
    access: str = "public"
    named: bool = True  # an unnamed bit-field, or an anonymous struct or union, has no name
    capture: str = ""  # of a closure: copy, init, ref, this, *this


@dataclass(frozen=True)
class Class:
    key: str = "struct"  # struct, class, union, closure
    bases: tuple = ()  # (access, type)
    members: tuple = ()
    extras: tuple = ()  # constructors, operators, words and the like: EXTRAS
    form: str = "plain"  # where it is written: FORMS
    argument: object = None  # what its template was given, if it is of one
    listing: str = ""  # how it lists its members and bases: shapes_lists.LISTINGS
    faults: tuple = ()  # what is wrong with these lists, if anything


@dataclass(frozen=True)
class Case:
    classes: tuple

    @property
    def top(self):
        return len(self.classes) - 1


# Where a class may be written. `unnamed` is one without a name, in the place of the member that has it; `crtp` is a
# template that is given the class derived from it.
FORMS = ("plain", "template", "nested", "nested in a template", "local", "local in a template", "in a lambda",
         "unnamed", "crtp")
OF_TEMPLATE = ("template", "nested in a template", "local in a template")
LOCAL = ("local", "local in a template", "in a lambda")

# What a class may have beside its members. {C} is its name, {M} its first member that a constructor can initialise.
EXTRAS = {
    "default": "{C}() = default;",
    "own default": "{C}();",
    "deleted default": "{C}() = delete;",
    "from int": "{C}(int);",
    "explicit from int": "explicit {C}(int);",
    "from a list": "{C}(std::initializer_list<int>);",
    "copy": "{C}(const {C}&);",
    "deleted copy": "{C}(const {C}&) = delete;",
    "copy of non-const": "{C}({C}&);",
    "move only": "{C}({C}&&) = default;",
    "noexcept move": "{C}({C}&&) noexcept(sizeof(int) > 2);",
    "greedy": "template <class U>\n{C}(U&&);",
    "greedy deleted": "template <class U>\n{C}(U&&) = delete;",
    "greedy explicit": "template <class U>\nexplicit {C}(U&&);",
    "greedy noexcept": "template <class U>\n{C}(U&&) noexcept;",
    "greedy by value": "template <class U>\n{C}(U);",
    "greedy by value, deleted": "template <class U>\n{C}(U) = delete;",
    "greedy of many": "template <class... U>\n{C}(U&&...);",
    "greedy constrained": "template <class U>\n  requires std::is_constructible_v<std::string, U>\n{C}(U&&);",
    "greedy but for itself":
        "template <class U>\n  requires(!std::is_same_v<std::remove_cvref_t<U>, {C}>)\n{C}(U&&);",
    "greedy that forwards": "template <class U>\n{C}(U&& u) : {M}(static_cast<U&&>(u)) {{}}",
    "greedy constexpr": "template <class U>\nconstexpr {C}(U&& u) : {M}(static_cast<U&&>(u)) {{}}",
    "greedy conditional noexcept":
        "template <class U>\n{C}(U&& u) noexcept(noexcept(std::string(static_cast<U&&>(u))));",
    "address deleted": "void operator&() const = delete;",
    "address of another": "int operator&() {{ return 0; }}",
    "address of itself": "{C}* operator&() {{ return this; }}",
    "comma": "void operator,(int) const = delete;",
    "greedy comma": "template <class U>\nvoid operator,(U&&) const = delete;",
    "new deleted": "void* operator new(std::size_t) = delete;",
    "converts to anything": "template <class U>\noperator U() const;",
    "converts to any reference": "template <class U>\noperator U&() const;",
    "conversion deleted": "template <class U>\noperator U() const = delete;",
    "virtual": "virtual ~{C}() = default;",
    "own destructor": "~{C}();",
    "private destructor": "",  # written with the private members
    "final": "",
    "aligned": "",
    "packed": "",
    "tuple_size": "",
    "NOT_SEND": "",
    "NOT_SYNC": "",
    "UNSAFE_SEND": "",
    "UNSAFE_SYNC": "",
    "UNSAFE_STATIC": "",
    "UNSAFE_THREAD_SAFE": "",
    # Of a closure.
    "mutable": "",
    "generic": "",
    "noexcept": "",
    "pack": "",
    "bindings": "",
}
CONSTRUCTORS = tuple(name for name, text in EXTRAS.items() if "{C}(" in text and "~{C}" not in text)
TEMPLATES = tuple(name for name, text in EXTRAS.items() if text.startswith("template"))
WORDS = ("NOT_SEND", "NOT_SYNC", "UNSAFE_SEND", "UNSAFE_SYNC", "UNSAFE_STATIC", "UNSAFE_THREAD_SAFE")
OF_CLOSURES = ("mutable", "generic", "noexcept", "pack", "bindings")


def arguments(type_):
    """The types that a type is made of."""
    if isinstance(type_, int):
        return ()
    return type_[1:2] if type_[0] in COMPOUND else type_[1:]


def references(type_):
    """The classes that a type names."""
    if isinstance(type_, int):
        return {type_}
    return set().union(*map(references, arguments(type_)))


def named(class_):
    """Every type that is written in a class."""
    found = [type_ for _, type_ in class_.bases] + [member.type for member in class_.members]
    return found + ([class_.argument] if class_.argument is not None else [])


# --- the truth -------------------------------------------------------------------------------------------------------


class View:
    """What is true of each type of a case: the greatest answers that agree with each other, as in Rust, where a cycle
    refuses nothing."""

    def __init__(self, case):
        self.case = case
        self.classes = [ALL] * len(case.classes)
        while (now := [self.of_class(class_) for class_ in case.classes]) != self.classes:
            self.classes = now

    def of(self, type_):
        """Of an object of the type."""
        if isinstance(type_, int):
            return self.classes[type_]
        kind = type_[0]
        if kind == "const":
            answers = self.of(type_[1])
            return (answers & ~SAFE) | (SAFE if answers & SYNC else 0)
        if kind in ("volatile", "[]"):
            return self.of(type_[1])
        if kind == "*":
            return POINTER
        if kind in ("&", "&&"):
            return self.reference(type_[1])
        if kind in ("storage", "loose storage"):
            return VALUE
        part = BY_NAME[kind]
        return part.answers if part.rule is None else part.rule(self, *type_[1:])

    def stateless(self, type_):
        """Whether an object of the type has nothing that could be assigned: of a union of such, no member is alive."""
        if isinstance(type_, int):
            class_ = self.case.classes[type_]
            return all(self.stateless(base) for _, base in class_.bases) and all(
                self.stateless(member.type) for member in class_.members if not is_nothing(member))
        return type_[0] in ("Empty", "Empty2") or type_[0] in ("const", "[]") and self.stateless(type_[1])

    def behind(self, type_):
        """Of what a pointer leads to: it may be of a derived class that nobody looked at."""
        final = isinstance(type_, int) and "final" in self.case.classes[type_].extras
        return NONE if polymorphic(self.case, type_) and not final else self.of(type_)

    def reference(self, type_):
        if type_ == ("function",):
            return VALUE
        return SEND | SYNC | SAFE if self.behind(type_) & SAFE else NONE

    def of_capture(self, member):
        if member.capture == "ref":
            return self.reference(member.type)
        return POINTER if member.capture == "this" else self.of(member.type)

    def of_class(self, class_):
        answers = ALL
        if class_.key == "closure":
            for member in class_.members:
                answers &= self.of_capture(member)
            return answers
        opaque = not is_aggregate(self.case, class_)
        for _, base in class_.bases:
            answers &= self.of(base)
        for member in class_.members:
            if is_nothing(member):
                continue
            one = self.of(member.type)
            if "mutable" in member.spelling and not one & SAFE:
                one &= ~SYNC
            if opaque and member.type == STORAGE:
                one = NONE  # nobody knows what has been made in it
            if opaque and member.type == LOOSE_STORAGE and class_.argument is not None:
                one &= self.of(class_.argument)  # for which it was made, perhaps
            answers &= one
        if class_.key == "union" and not all(self.stateless(member.type) for member in class_.members
                                             if not is_nothing(member)):
            answers &= ~SAFE
        for word in class_.extras:
            answers |= {"UNSAFE_SEND": SEND, "UNSAFE_SYNC": SYNC, "UNSAFE_STATIC": STATIC,
                        "UNSAFE_THREAD_SAFE": SYNC | SAFE}.get(word, 0)
        for word in class_.extras:
            answers &= ~{"NOT_SEND": SEND, "NOT_SYNC": SYNC | SAFE}.get(word, 0)
        return answers


def is_nothing(member):
    """Whether it is no part of an object: a static member, or an unnamed bit-field, which is padding."""
    return "static" in member.spelling or (member.bits >= 0 and not member.named)


def is_aggregate(case, class_):
    """Whether a class is an aggregate, as the language says."""
    return (class_.key != "closure" and not any(extra in CONSTRUCTORS or extra == "virtual" for extra in class_.extras)
            and all(access == "public" for access, _ in class_.bases)
            and all(member.access == "public" or "static" in member.spelling for member in class_.members)
            and not has_virtual(case, class_))


def polymorphic(case, type_):
    """Whether an object of the type may be one of a derived class. An element of an array is not."""
    if isinstance(type_, int):
        return has_virtual(case, case.classes[type_])
    return type_ == ("Abstract",) or (type_[0] in ("const", "volatile") and polymorphic(case, type_[1]))


def has_virtual(case, class_):
    return "virtual" in class_.extras or any(polymorphic(case, base) for _, base in class_.bases)


def truth(case):
    """What is true of each class of the case."""
    return View(case).classes


# --- kinds -----------------------------------------------------------------------------------------------------------


def traits_of_shape(case):
    """What occurs in a case, as words: two failures that need the same words are of one kind."""
    found = set()

    def of_type(type_):
        if isinstance(type_, int):
            return
        if type_[0] in COMPOUND:
            found.add(f"[{type_[2] if type_[2] in (0, None) else 'n'}]" if type_[0] == "[]" else type_[0])
        elif type_ != INT:
            found.add(type_[0])
        for argument in arguments(type_):
            of_type(argument)

    for class_ in case.classes:
        if class_.key in ("union", "closure"):
            found.add(class_.key)
        found.update(extra for extra in class_.extras)
        if class_.form != "plain":
            found.add(class_.form)
        if class_.listing:
            found.update((f"lists {class_.listing}", *(fault for fault, _ in class_.faults)))
        for access, base in class_.bases:
            found.add("base" if access == "public" else f"{access} base")
            of_type(base)
        for member in class_.members:
            found.update(member.spelling)
            found.update(word for word, there in (("bit-field", member.bits >= 0), ("initialiser", member.start),
                                                  ("not public", member.access != "public"),
                                                  ("no name", not member.named)) if there)
            if member.capture:
                found.add("capture " + member.capture)
            of_type(member.type)
        if class_.argument is not None:
            of_type(class_.argument)
    return frozenset(found)
