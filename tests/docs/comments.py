#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the doc comments of the public headers, as Doxygen reads them: every public name has one, and every public
class, struct and concept shows an example (`\\snippet`). Copying, moving, destroying, what is deleted, and a further
overload of a documented function need none."""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

SETTINGS = """
OUTPUT_DIRECTORY   = "{out}"
GENERATE_HTML      = NO
GENERATE_XML       = YES
XML_PROGRAMLISTING = NO
HIDE_UNDOC_CLASSES = NO
EXTRACT_ALL        = YES
"""
# What the standard library has under the same name, and explains.
KNOWN = {"what", "swap", "begin", "end", "size", "empty", "data", "value_type", "element_type", "result_type", "is_always"}


def text_of(element):
    return "".join("".join(part.itertext()) for name in ("briefdescription", "detaileddescription")
                   for part in element.findall(name)).strip()


def is_internal(element):
    """Whether it stands in a header that only the library's own headers include: what Rc and Arc inherit, as the
    reference shows it (docs/reference.sed)."""
    location = element.find("location")
    return location is not None and re.search("/(detail|derive)/", location.get("file") or "") is not None


def is_plumbing(compound):
    """Whether users do not write the name: it is internal, or of another library, or what a trait tells the engine
    (fearless/derive/answer/auto_trait.hpp describes that)."""
    name, comment = compound.findtext("compoundname"), text_of(compound)
    if compound.get("kind") != "namespace" and is_internal(compound):
        return True
    parts = re.sub(r"<.*", "", name).strip().split("::")
    return (parts[0] != "fearless" or any(part.endswith("detail") for part in parts) or re.match(r"For \S+ only", comment)
            or name == "fearless::traits" or (parts[1:2] == ["traits"] and not comment))


def needs_no_comment(member, owner):
    name, kind = member.findtext("name"), member.get("kind")
    signature = (member.findtext("definition") or "") + (member.findtext("argsstring") or "")
    own = re.sub(r"<.*", "", owner).strip().split("::")[-1]
    arguments = re.sub(r"\s", "", member.findtext("argsstring") or "")
    return (kind in ("friend", "define") or name in KNOWN or name.startswith(("~", "FEARLESS_DETAIL"))
            or signature.rstrip().endswith("=delete") or name.startswith(("operator=", "operator<=>", "operator->"))
            or re.search(rf"-> ?{re.escape(name)} ?<", signature) is not None  # a deduction guide
            or name == own and re.match(rf"\((?:const)?{own}(?:<[^<>]*>)?&&?\w*\)", arguments) is not None)


def faults_of(xml):
    compounds = [element for file in sorted(xml.glob("*.xml")) for element in tree.parse(file).getroot().iter("compounddef")]
    namespaces = {element.findtext("compoundname") for element in compounds if element.get("kind") == "namespace"}
    for macro in (member for compound in compounds if compound.get("kind") == "file" for member in compound.iter("memberdef")):
        if macro.get("kind") == "define" and re.match("FEARLESS_(?!DETAIL)", macro.findtext("name")) and not text_of(macro):
            yield f"{macro.findtext('name')}: no doc comment"
    for compound in compounds:
        kind, name = compound.get("kind"), compound.findtext("compoundname")
        if kind not in ("class", "struct", "concept", "namespace") or is_plumbing(compound):
            continue
        comment = text_of(compound)
        if kind != "namespace":
            if compound.get("prot") == "private" or comment.startswith("Refused") or any(
                    "RefusedClass" in (base.text or "") for base in compound.findall("basecompoundref")):
                continue  # the class that wrong arguments select
            if kind != "concept" and compound.find("sectiondef") is None and not comment:
                continue  # declared here, and defined elsewhere
            if not comment:
                yield f"{name}: no doc comment"
            elif name.rpartition("::")[0] in namespaces and compound.find(".//programlisting") is None:
                yield f"{name}: no example"
            if name.startswith("fearless::traits::"):
                continue
        members = [member for section in compound.findall("sectiondef") for member in section.findall("memberdef")
                   if member.get("prot") == "public" and not (kind == "namespace" and is_internal(member))]
        documented = {member.findtext("name") for member in members if text_of(member)}
        for member in members:
            # An error's class says of its Kinds what they mean.
            of = "".join(member.find("type").itertext()) if member.find("type") is not None else ""
            if of.endswith("Kind") and re.search(rf"\b{member.findtext('name')}\b", comment):
                continue
            if not (text_of(member) or member.findtext("name") in documented or needs_no_comment(member, name)):
                yield f"{name}::{member.findtext('name')}{member.findtext('argsstring') or ''}: no doc comment"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=pathlib.Path, help="the repository")
    parser.add_argument("--doxygen", default="doxygen")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        file = pathlib.Path(directory, "Doxyfile")
        file.write_text((arguments.root / "docs/Doxyfile").read_text(encoding="utf-8") + SETTINGS.format(out=directory),
                        encoding="utf-8")
        subprocess.run([arguments.doxygen, str(file)], cwd=arguments.root, capture_output=True, check=True)
        faults = list(faults_of(pathlib.Path(directory, "xml")))
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults" if faults else "every public name has a doc comment, and every public type an example")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
