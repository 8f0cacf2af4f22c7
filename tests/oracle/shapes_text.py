# SPDX-License-Identifier: MIT
"""Shapes as C++."""

import re

import shapes_lists
import shapes_vocabulary as vocabulary
from shapes_model import EXTRAS, LOCAL, LOOSE_STORAGE, OF_TEMPLATE, STORAGE, WORDS, arguments, named
from shapes_vocabulary import BY_NAME, COMPOUND, TRAITS


def declare(type_, name="", parameter=None):
    """A declarator: `int (&name)[3]` for a reference to an array. `parameter` is the type that a template was given,
    which is written as P."""
    if type_ == parameter and parameter is not None:
        return f"P {name}".rstrip()
    if isinstance(type_, int):
        return f"S{type_} {name}".rstrip()
    kind = type_[0]
    if kind == "[]":
        return declare(type_[1], f"{name}[{'' if type_[2] is None else type_[2]}]", parameter)
    if kind in ("*", "&", "&&"):
        inner = f"{kind}{name}"
        if type_[1] == ("function",):
            return f"void ({inner})(int)"
        of_array = not isinstance(type_[1], int) and type_[1][0] == "[]"
        return declare(type_[1], f"({inner})" if of_array else inner, parameter)
    if kind in ("const", "volatile"):
        return declare(type_[1], f"{kind} {name}".rstrip(), parameter)
    if kind in ("storage", "loose storage"):
        return f"std::byte {name}[16]"
    part = BY_NAME[kind]
    text = part.cpp.format(*(declare(argument, "", parameter) for argument in type_[1:]))
    if part.name == "ToFunction":
        return f"void (*{name})(int)"
    return f"{text} {name}".rstrip()


class Writer:
    def __init__(self, case, space):
        self.case, self.space = case, space

    def indented(self, lines):
        return ["  " + line for text in lines for line in text.splitlines()]

    def member(self, owner, i, member, parameter):
        name = f"m{owner}_{i}" if member.named else ""
        words = [word for word in member.spelling if word != "static"]
        if "static" in member.spelling:
            words.append("static")
        if member.type == STORAGE:
            words.insert(0, "alignas(void*)")
        if isinstance(member.type, int) and self.case.classes[member.type].form == "unnamed":
            body = "\n".join(self.body(member.type, self.case.classes[member.type], ""))
            text = f"{body} {name}".rstrip()
        else:
            text = declare(member.type, name, parameter)
        attributes = [word for word in words if word.startswith(("[[", "alignas"))]
        others = [word for word in words if word not in attributes]
        text = " ".join([*attributes, *others, text])
        if member.bits >= 0:
            text += f" : {member.bits}"
        if member.start == "= T()":
            text += f" = {declare(member.type, '', parameter)}()"
        else:
            text += member.start
        return text + ";"

    def first_member(self, owner, class_):
        for i, member in enumerate(class_.members):
            type_ = member.type
            array = type_ in (STORAGE, LOOSE_STORAGE) or (not isinstance(type_, int) and type_[0] == "[]")
            if member.named and "static" not in member.spelling and not array:
                return f"m{owner}_{i}"
        return None

    def body(self, number, class_, name):
        """The definition of a class, without what follows the closing brace."""
        parameter = class_.argument if class_.form in OF_TEMPLATE else None
        bases = []
        for access, base in class_.bases:
            text = self.base(base, name, parameter)
            bases.append(text if access == "public" and class_.key == "struct" else f"{access} {text}")
        head = class_.key
        if "packed" in class_.extras:
            head += " __attribute__((packed))"
        if "aligned" in class_.extras:
            head += " alignas(64)"
        head = f"{head} {name}".rstrip()
        if "final" in class_.extras and name:
            head += " final"
        if bases:
            head += " : " + ", ".join(bases)
        lines, access = [], "private" if class_.key == "class" else "public"
        first = self.first_member(number, class_)
        own = []
        for extra in class_.extras:
            text = EXTRAS[extra]
            if "{M}" in text and first is None:
                text = EXTRAS["greedy"]
            if text:
                own.append(text.format(C=name, M=first))
        if own and access != "public":
            lines.append(" public:")
            access = "public"
        lines += self.indented(own)
        if "private destructor" in class_.extras:
            lines += [" protected:", f"  ~{name}() = default;"]
            access = "protected"
        for i, member in enumerate(class_.members):
            if member.access != access:
                access = member.access
                lines.append(f" {access}:")
            lines += self.indented([self.member(number, i, member, parameter)])
        if class_.listing:
            lines.append("  " + self.listing(number, class_, name, parameter))
        return [head + " {", *lines, "}"]

    def base(self, base, name, parameter):
        text = declare(base, "", parameter)
        return f"{text}<{name}>" if isinstance(base, int) and self.case.classes[base].form == "crtp" else text

    def listing(self, number, class_, name, parameter):
        """The macro inside the class."""
        listed = shapes_lists.lists(self.case, number)
        members = ", ".join(listed.members)
        if class_.listing != "bases and members" or not listed.bases:
            return f"FEARLESS_MEMBERS({members})"
        bases = ", ".join(self.base(base, name, parameter) for base in listed.bases)
        return f"FEARLESS_BASES_AND_MEMBERS(({bases}){', ' if members else ''}{members})"

    def closure(self, number, class_):
        given = class_.form in OF_TEMPLATE
        parameter = class_.argument if given else None
        before, captures, of_this, bound = [], [], [], []
        for i, member in enumerate(class_.members):
            name = f"a{i}"
            if member.capture in ("this", "*this"):
                of_this.append((member.capture, member.type, i))
                continue
            if member.capture == "init":
                captures.append(f"{name} = make<{declare(member.type, '', parameter)}>()")
                continue
            captures.append(f"&{name}" if member.capture == "ref" else name)
            bound.append((name, member.type))
        pack = "pack" in class_.extras and bound and not of_this
        if not pack and "bindings" in class_.extras and bound:
            fields = " ".join(declare(("&", type_) if type_ == ("function",) else type_, f"b{name}", parameter) + ";"
                              for name, type_ in bound)
            before.append(f"struct Bound {{ {fields} }};")
            before.append(f"auto& [{', '.join(name for name, _ in bound)}] = *static_cast<Bound*>(nullptr);")
        elif not pack:
            for name, type_ in bound:
                reference = ("&", type_)
                before.append(f"{declare(reference, name, parameter)} = make<{declare(reference, '', parameter)}>();")
        if pack:
            captures = [text for text in captures if " = " in text]
            captures.append("&args..." if any(m.capture == "ref" for m in class_.members) else "...args = args")
        if of_this:
            captures.insert(0, of_this[0][0])
        suffix = "".join(f" {word}" for word in ("mutable", "noexcept") if word in class_.extras)
        suffix = "(auto)" + suffix if "generic" in class_.extras else "()" + suffix if suffix else ""
        lambda_ = f"auto closure = [{', '.join(captures)}]{suffix} {{}};"
        body = self.indented([*before, lambda_, "return Is<decltype(closure)>{};"])
        name = f"f{number}"
        template = ["template <class P>"] if given else []
        inside = f"<{declare(class_.argument)}>" if given else ""
        if of_this:
            members = [declare(type_, f"m{i}", parameter) + ";" for _, type_, i in of_this]
            holder = [*template, f"struct H{number} {{", *self.indented([*members, "auto f() {", *body, "}"]), "};"]
            return [*holder, f"using S{number} = decltype(make<H{number}{inside}>().f())::type;"]
        if pack:
            function = ["template <class... A>", f"auto {name}(A&... args) {{", *body, "}"]
            made = ", ".join(f"make<{declare(('&', type_))}>()" for _, type_ in bound)
            return [*function, f"using S{number} = decltype({name}({made}))::type;"]
        function = [*template, f"{'' if given else 'inline '}auto {name}() {{", *body, "}"]
        return [*function, f"using S{number} = decltype({name}{inside}())::type;"]

    def class_(self, number):
        class_ = self.case.classes[number]
        if class_.form == "unnamed":
            return []
        if class_.key == "closure":
            return self.closure(number, class_)
        name = f"S{number}"
        body = "\n".join(self.body(number, class_, name)) + ";"
        given = f"<{declare(class_.argument)}>" if class_.form in OF_TEMPLATE else ""
        inside = self.indented([body, f"return Is<{name}>{{}};"])
        if class_.form == "template":
            return [f"namespace n{number} {{", "template <class P>", body, "}",
                    f"using {name} = n{number}::{name}{given};"]
        if class_.form == "crtp":
            return ["template <class D>", body]
        if class_.form == "nested":
            return [f"struct N{number} {{", *self.indented([body]), "};", f"using {name} = N{number}::{name};"]
        if class_.form == "nested in a template":
            return ["template <class P>", f"struct N{number} {{", *self.indented([body]), "};",
                    f"using {name} = N{number}{given}::{name};"]
        if class_.form == "local":
            return [f"inline auto f{number}() {{", *inside, "}", f"using {name} = decltype(f{number}())::type;"]
        if class_.form == "local in a template":
            return ["template <class P>", f"auto f{number}() {{", *inside, "}",
                    f"using {name} = decltype(f{number}{given}())::type;"]
        if class_.form == "in a lambda":
            return [f"inline auto f{number} = [] {{", *inside, "};", f"using {name} = decltype(f{number}())::type;"]
        lines = [body]
        words = [word for word in class_.extras if word in WORDS]
        named_behind = class_.listing == "bases behind" and class_.bases
        if words or named_behind or "tuple_size" in class_.extras:
            where = f"{self.space}::{name}" if self.space else name
            lines += ["}"] * bool(self.space)
            lines += [f"FEARLESS_{word}({where});" for word in words]
            if named_behind:
                bases = [self.outside(base, name) for base in shapes_lists.lists(self.case, number).bases]
                lines.append(f"FEARLESS_BASES({', '.join([where, *bases])});")
            if "tuple_size" in class_.extras:
                lines += ["template <>",
                          f"struct std::tuple_size<{where}> : std::integral_constant<std::size_t, 1> {{}};"]
            lines += [f"namespace {self.space} {{"] * bool(self.space)
        return lines

    def outside(self, base, name):
        """A base as it is written at global scope. (A class of a case may also be an argument of a template.)"""
        text = self.base(base, name, None)
        return re.sub(r"\bS(?=\d)", f"{self.space}::S", text) if self.space else text

    def lines(self):
        ahead = sorted({number for i, class_ in enumerate(self.case.classes) for type_ in named(class_)
                        for number in all_classes(type_) if number >= i})
        lines = [f"{self.case.classes[i].key} S{i};" for i in ahead]
        for i in range(len(self.case.classes)):
            lines += self.class_(i)
        return lines


def all_classes(type_):
    if isinstance(type_, int):
        return {type_}
    return set().union(*map(all_classes, arguments(type_)))


def askable(case):
    """The classes of a case that have a name, the last one first."""
    return [i for i in reversed(range(len(case.classes))) if case.classes[i].form not in ("unnamed", "crtp")]


def namespace(case, space):
    return "\n".join([f"namespace {space} {{", *Writer(case, space).lines(), "}"])


def parts_of(case):
    """The parts of the vocabulary that occur in a case."""
    found = {}

    def of_type(type_):
        if not isinstance(type_, int):
            for argument in arguments(type_):
                of_type(argument)
            if type_[0] in BY_NAME and type_[0] not in COMPOUND:
                found[type_[0]] = BY_NAME[type_[0]]

    for class_ in case.classes:
        for type_ in named(class_):
            of_type(type_)
    for type_ in shapes_lists.strangers(case):
        of_type(type_)
    return list(found.values())


def program(case, expected, traits):
    """A program of its own that does not compile as long as the shape fails: every answer that must be no, and every
    trait that must have an answer."""
    parts = parts_of(case)
    needed = vocabulary.headers(parts) + ["fearless/members.hpp"] * any(class_.listing for class_ in case.classes)
    lines = [f"#include <{header}>" for header in needed]
    body = Writer(case, "").lines()
    if "make<" in "\n".join(body) or "Is<" in "\n".join(body):
        lines.append(vocabulary.COMMON.rstrip())
    lines += [text.rstrip() for text in vocabulary.definitions(parts)]
    lines += body
    for i in askable(case):
        for bit, trait in TRAITS.items():
            if not expected[i] & bit and bit & traits:
                lines.append(f"static_assert(!fearless::is_{trait}_v<S{i}>);")
            elif i == case.top:
                lines.append(f"constexpr bool answers_{trait} = fearless::is_{trait}_v<S{i}> || true;")
    return "\n".join(lines)
