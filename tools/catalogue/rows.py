# SPDX-License-Identifier: MIT
"""Reads the rows of the standard library out of include/fearless/std, and what each says for the four traits."""
import dataclasses
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "include"
STD = INCLUDE / "fearless" / "std"
TRAITS = {"send": "Send", "sync": "Sync", "static_": "Static", "thread_safe": "ThreadSafe"}
CONDITIONS = {"if_send": "Send", "if_sync": "Sync", "if_static": "Static", "if_thread_safe": "ThreadSafe"}


class Malformed(Exception):
    """A row that this reader does not understand; the message names it."""


@dataclasses.dataclass
class Row:
    type: str  # as the row is written for it: std::vector<T, A>
    why: str
    answers: dict  # of send, sync, static_ and thread_safe: "yes", "no", or a list of (trait, type)
    file: pathlib.Path
    conditional: bool  # the row is not for all classes of the name
    kind: str  # as it is written, or empty

    @property
    def name(self):
        """The class without its arguments: std::vector, std::layout_left::mapping."""
        return without_arguments(self.type)

    @property
    def internal(self):
        """Whether the class is known to programs by another name, such as std::vector<T>::iterator."""
        return any(part.startswith("_") for part in self.name.split("::"))


def without_arguments(text):
    depth, kept = 0, []
    for c in text:
        depth += (c == "<") - (c == ">")
        if depth == 0 and c != ">":
            kept.append(c)
    return "".join(kept)


def closing(text, start, brackets="<>"):
    """The place of the bracket that closes the one at `start`."""
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] == brackets[0]) - (text[i] == brackets[1])
        if depth == 0:
            return i
    raise Malformed(text[start:start + 80])


def split_arguments(text):
    """`A, B<C, D>` in its two parts."""
    parts, depth, part = [], 0, ""
    for c in text:
        depth += (c in "<(") - (c in ">)")
        if c == "," and depth == 0:
            parts.append(part.strip())
            part = ""
        else:
            part += c
    return [*parts, part.strip()] if part.strip() else parts


def head_and_arguments(text):
    """`owner<A, B>` as ("owner", ["A", "B"])."""
    text = text.strip()
    if "<" not in text:
        return text, []
    open_at = text.index("<")
    return text[:open_at].strip(), split_arguments(text[open_at + 1:closing(text, open_at)])


ANSWER = re.compile(r"static constexpr (auto|IfAll<.*?>) ?(send|sync|static_|thread_safe)(?: = (.*?)|\{\});")


def read_answers(body):
    """The four members of a row or a kind, as they are written."""
    body = " ".join(body.split())
    found = {}
    for declared, trait, value in ANSWER.findall(body):
        found[trait] = value if declared == "auto" else declared
    return found


def replaced(types, arguments):
    """The types, of which those that are parameters are replaced by their arguments."""
    result = []
    for one in types:
        pack = one.endswith("...")
        one = one.removesuffix("...")
        reference = "&" if one.endswith("&") else ""
        known = arguments.get(one.removesuffix("&").strip())
        if known is None:
            result.append(one + ("..." if pack else ""))
        elif pack:
            result += [part.removesuffix("...") + reference + "..." if part.endswith("...") else part + reference
                       for part in known]
        else:
            result.append(known[0] + reference)
    return result


def expand(written, arguments):
    """The obligations that an answer is, its parameters replaced: "yes", "no" or [(trait, type)]."""
    head, inner = head_and_arguments(written)
    if head == "always":
        return "yes"
    if head == "never":
        return "no"
    if head in CONDITIONS:
        return [(CONDITIONS[head], t) for t in replaced(inner, arguments)] or "yes"
    if head == "IfAll":
        obligations = []
        for one in inner:
            pack = "..." if one.endswith("...") else ""
            _, (trait, held) = head_and_arguments(one)
            obligations += [(trait.removeprefix("traits::"), t) for t in replaced([held + pack], arguments)]
        return obligations
    raise Malformed(written)


class Kinds:
    """The bases of rows, from kinds.hpp."""

    def __init__(self, text):
        self.kinds = {}
        pattern = r"(?:template <([^>]*)>\s*)?struct (\w+)(?: : ([^{]*?))? \{(?:\};|(.*?)\n\};)"
        for match in re.finditer(pattern, text, re.S):
            answers = read_answers(match[4] or "")
            if match[3] or set(answers) == set(TRAITS):
                parameters = [p.replace("class", "").strip() for p in (match[1] or "").split(",") if p]
                self.kinds[match[2]] = (parameters, match[3], answers)

    def answers(self, base):
        head, arguments = head_and_arguments(base.removeprefix("kind::"))
        if head not in self.kinds:
            raise Malformed(f"no kind {head}")
        parameters, inherited, written = self.kinds[head]
        bound = {}
        for i, parameter in enumerate(parameters):
            if parameter.startswith("..."):
                bound[parameter.removeprefix("...").strip()] = arguments[i:]
            else:
                bound[parameter] = [arguments[i]]
        answers = {}
        if inherited:
            of, types = head_and_arguments(inherited)
            answers = self.answers(f"{of}<{', '.join(replaced(types, bound))}>")
        return answers | {trait: expand(answer, bound) for trait, answer in written.items()}


def rows_of(text, file, kinds, need_reason=True):
    """The rows in the text of one header. A reason holds for all rows up to the next blank line."""
    result = []
    for paragraph in re.split(r"\n\s*\n", text):
        if "struct row<" not in paragraph:
            continue
        lines = [line for line in paragraph.splitlines() if not line.startswith("#")]
        comment = " ".join(line.removeprefix("//").strip() for line in lines if line.startswith("//"))
        code = " ".join(line.strip() for line in lines if not line.startswith("//"))
        if need_reason and not comment.startswith("Why: "):
            raise Malformed(f"{file.name}: no reason above {code[:80]}")
        for match in re.finditer(r"struct row<", code):
            end = closing(code, match.end() - 1)
            body_at = code.index("{", end)
            base = code[end + 1:body_at].strip().removeprefix(":").strip()
            if base.startswith("row<") or code[match.end():].startswith("detail::"):
                continue  # as another class, or what no program names
            if base:
                answers = kinds.answers(base)
            else:
                body = code[body_at:closing(code, body_at, "{}")]
                answers = {trait: expand(answer, {}) for trait, answer in read_answers(body).items()}
            if set(answers) != set(TRAITS):
                raise Malformed(f"{file.name}: {code[match.start():end + 1]} answers only {sorted(answers)}")
            result.append(Row(code[match.end():end].strip(), comment.removeprefix("Why: "), answers, file,
                              "kind::Empty<" in code[:match.start()].rpartition("template <")[2],
                              base))
    return result


def kinds():
    return Kinds((STD / "kinds.hpp").read_text())


def all_rows():
    known = kinds()
    files = sorted([*STD.glob("*.hpp"), *(STD / "shared").glob("*.ipp")])
    # (The namespace of libstdc++'s containers is another one in its debug mode only.)
    return [row for file in files
            for row in rows_of(file.read_text().replace("detail::libstdcxx::", "std::"), file, known)]


def headers_of(row):
    """The headers of fearless/std that bring a row: its own, or each that includes the shared part it is in."""
    if row.file.suffix == ".hpp":
        return [row.file.name]
    line = f"#include <fearless/std/shared/{row.file.name}>"
    return sorted(file.name for file in STD.glob("*.hpp") if line in file.read_text())


def without_row():
    """The names that need no row, each with the reason."""
    result, reason = {}, None
    for line in (pathlib.Path(__file__).parent / "without_row.txt").read_text().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("because "):
            reason = line.removeprefix("because ").strip()
        else:
            result |= {name: reason for name in line.split()}
    return result
