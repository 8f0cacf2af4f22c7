#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Searches every state of the models in this directory with spin: no assertion may fail and no process may wait for
ever, and in each variant that a model says is broken the search has to find just that.

A model declares its variants in its first comment, a line each:
    real   MACRO[+MACRO…]                             one more variant that has to hold
    broken MACRO[+MACRO…]  deadlock|assertion  text   one that must not
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

SKIPPED = 77  # as CMake is told
HERE = pathlib.Path(__file__).resolve().parent
FOUND = {"deadlock": "invalid end state", "assertion": "assertion violated"}
VARIANT = re.compile(r"^ \* (real|broken) +([A-Z_+]+)(?: +(deadlock|assertion) +(.+))?$", re.M)


class Variant:
    def __init__(self, model, kind, macros, expected, text):
        self.model, self.kind, self.macros, self.expected, self.text = model, kind, macros, expected, text
        self.name = model.stem + "".join(f" {macro}" for macro in macros)


def variants(model):
    text = model.read_text(encoding="utf-8")
    included = "".join((HERE / name).read_text(encoding="utf-8") for name in re.findall(r'^#include "(.*)"$', text, re.M))
    comment = text[: text.index("*/")]
    found = [Variant(model, "real", [], None, "")]
    for kind, macros, expected, why in VARIANT.findall(comment):
        if (kind == "broken") != bool(expected):
            sys.exit(f"{model.name}: a broken variant says deadlock or assertion, and why; a real one does not")
        found.append(Variant(model, kind, macros.split("+"), expected, why))
    declared = len(re.findall(r"^ \* (?:real|broken) ", comment, re.M))
    if declared != len(found) - 1 or not any(v.kind == "broken" for v in found):
        sys.exit(f"{model.name}: a variant is not understood, or none is broken")
    for macro in {macro for v in found for macro in v.macros}:
        if not re.search(rf"^#(?:ifn?def|elif) .*\b{macro}\b", text + included, re.M):
            sys.exit(f"{model.name}: nothing depends on {macro}")
    return found


def run(command, directory, limit):
    done = subprocess.run(command, cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=limit, check=False)
    return done.returncode, done.stdout


def number(pattern, output):
    found = re.search(pattern, output)
    return float(found.group(1)) if found else 0.0


def search(variant, compiler, limit):
    """What is wrong with the outcome (nothing if it is as it should be), the states, and the output."""
    with tempfile.TemporaryDirectory(prefix="fearless-model-") as directory:
        # The preprocessor runs where the model is, for what it includes.
        defines = [f"-D{macro}" for macro in variant.macros]
        preprocess = [compiler, "-E", "-P", "-x", "c", *defines, str(variant.model), "-o", directory + "/model.pml"]
        code, output = run(preprocess, HERE, limit)
        if code == 0:
            code, output = run(["spin", "-a", "model.pml"], directory, limit)
        if code != 0 or not os.path.exists(directory + "/pan.c"):
            return "spin refuses the model", 0, output
        # A broken variant is found early: there the compiler takes longest.
        level = "-O1" if variant.kind == "real" else "-O0"
        code, output = run([compiler, level, "-w", "-DSAFETY", "-o", "pan", "pan.c"], directory, limit)
        if code != 0:
            return "the search does not compile", 0, output
        _, output = run(["./pan", "-m100000", "-w22"], directory, limit)
    states = int(number(r"([\d.e+]+) states, stored", output))
    errors = re.search(r"errors: (\d+)", output)
    if not errors or states == 0:
        return "the search did not end", states, output
    for limit_reached in ("max search depth too small", "out of memory", "Search not completed", "VECTORSZ"):
        if variant.kind == "real" and limit_reached in output:
            return f"not every state was searched: {limit_reached}", states, output
    if variant.kind == "real":
        if errors.group(1) != "0":
            return next((line for line in output.splitlines() if line.startswith("pan:")), "errors"), states, output
        # A statement that is never reached says that the model does not do what it seems to. (Another variant may have
        # fewer processes.)
        dead = [line.strip() for line in output.splitlines() if re.search(r'model\.pml:\d+, state \d+, "', line)]
        if dead and not variant.macros:
            return f"never reached: {dead[0]}", states, output
    elif errors.group(1) == "0":
        return "the search did not notice", states, output
    elif FOUND[variant.expected] not in output:
        return f"found something else than the {variant.expected}", states, output
    return "", states, output


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("models", nargs="*", type=pathlib.Path, help="*.pml (default: all)")
    options.add_argument("--brief", action="store_true", help="of the variants that are broken only the first")
    options.add_argument("--verbose", action="store_true", help="print what each search printed")
    options = options.parse_args()

    compiler = shutil.which("gcc") or shutil.which("clang") or shutil.which("cc")
    for program, there in (("spin", shutil.which("spin")), ("a C compiler", compiler)):
        if not there:
            print(f"SKIPPED: {program} is not installed")
            return SKIPPED

    failed = 0
    print(f"{'model and variant':<48} {'has to':<20} {'states':>9} {'seconds':>8}")
    for model in options.models or sorted(HERE.glob("*.pml")):
        chosen = variants(model.resolve())
        if options.brief:
            broken = [variant for variant in chosen if variant.kind == "broken"]
            chosen = [variant for variant in chosen if variant not in broken[1:]]
        for variant in chosen:
            began = time.monotonic()
            wrong, states, output = search(variant, compiler, 300)
            has_to = "hold" if variant.kind == "real" else f"fail: {variant.expected}"
            print(f"{variant.name:<48} {has_to:<20} {states:>9} {time.monotonic() - began:>8.1f}", flush=True)
            if wrong:
                failed += 1
                print(f"  FAILED: {wrong}")
            if wrong or options.verbose:
                print("".join(f"    {line}\n" for line in output.splitlines()))
    if failed:
        print(f"{failed} variants FAILED")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
