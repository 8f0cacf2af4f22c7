#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reads .github/workflows: every `run:` line, with each value of its matrix, is a command that `dev` knows."""
import itertools
import pathlib
import re
import shlex
import subprocess
import sys

try:
    import yaml
except ImportError:
    print("SKIPPED: Python has no yaml (Debian: python3-yaml)")
    sys.exit(0)

ROOT = pathlib.Path(sys.argv[1])
DEV = (ROOT / "dev").read_text()
MATRIX = (ROOT / "tools/dev/matrix.sh").read_text()
problems = []


def commands(job):
    """The commands of a job, as lists of words, once for each combination of its matrix."""
    matrix = job.get("strategy", {}).get("matrix", {})
    axes = [[(name, value) for value in values] for name, values in matrix.items()]
    for step in job["steps"]:
        for values in itertools.product(*axes):
            script = step.get("run", "")
            for name, value in values:
                script = re.sub(r"\$\{\{ *matrix\." + name + r" *\}\}", str(value), script)
            for line in re.split(r"\n|&&", script):
                if line.strip():
                    yield shlex.split(line)


def stages():
    """What `./dev test` takes, by its own word."""
    return re.search(r"\[\[ \$name =~ \^\(([^)]*)\)\$ \]\] \|\| die \"test", DEV)[1].split("|")


def rows():
    """What `./dev matrix` takes."""
    return re.search(r"^readonly ROWS=\(([^)]*)\)", MATRIX, re.M)[1].split()


def check(words):
    if words[0] == "apt-get":
        return None
    if words[0] != "./dev":
        return "neither ./dev nor apt-get"
    if words[1] not in re.findall(r"^\./dev (\w+)", DEV, re.M):
        return f"'./dev help' does not name {words[1]}"
    if words[1] == "test" and not set(words[2:]) <= set(stages()):
        return f"the stages are {stages()}"
    if words[1] == "matrix" and not set(words[2:]) <= set(rows()):
        return f"the rows are {rows()}"
    return None


ran = set()
for file in sorted((ROOT / ".github/workflows").glob("*.yml")):
    workflow = yaml.safe_load(file.read_text())
    for name, job in workflow["jobs"].items():
        for words in commands(job):
            ran.add(" ".join(words))
            why = check(words)
            if why:
                problems.append(f"{file.name}: {name}: {' '.join(words)}: {why}")
# A machine without workflows runs .ci/run, which is all stages: no stage is left out here.
every = re.search(r"^    ''\) stages=\(([^)]*)\)", DEV, re.M)[1].split()
problems += [f"no workflow runs './dev test {stage}'" for stage in every if f"./dev test {stage}" not in ran]
problems += [f"no workflow runs './dev matrix {row}'" for row in rows() if f"./dev matrix {row}" not in ran]
if "./dev lint" not in ran:
    problems.append("no workflow runs './dev lint'")
if "dev\" test" not in (ROOT / ".ci/run").read_text():
    problems.append(".ci/run does not run './dev test'")
subprocess.run(["bash", "-n", ROOT / "dev"], check=True)
print("\n".join(problems) or f"{len(ran)} commands")
sys.exit(bool(problems))
