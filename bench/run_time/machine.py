# SPDX-License-Identifier: MIT
"""What the figures depend on: processor, system, compilers, libraries. Nothing that names the machine."""
import os
import pathlib
import platform
import re
import shutil
import subprocess
import time

PACKAGES = {"libconcurrentqueue-dev": "moodycamel", "libtbb-dev": "oneTBB", "libabsl-dev": "Abseil",
            "libboost1.81-dev": "Boost"}


def first_line(*command):
    if not shutil.which(command[0]):
        return None
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return done.stdout.splitlines()[0].strip() if done.returncode == 0 and done.stdout else None


def busy_processors(seconds):
    """Which part of their time the processors work for others, from 0 to 1; None where the system does not tell."""
    def times():
        fields = [int(f) for f in pathlib.Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
        return sum(fields), fields[3] + fields[4]  # in all, and idle or waiting for a disk

    try:
        all_before, idle_before = times()
        time.sleep(seconds)
        all_after, idle_after = times()
    except (OSError, ValueError, IndexError):
        return None
    return 1 - (idle_after - idle_before) / max(1, all_after - all_before)


def cpu_model():
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text()
    except OSError:
        return platform.machine()
    found = re.search(r"^model name\s*:\s*(.*)$", text, re.MULTILINE)
    virtual = ", a virtual machine" if re.search(r"^flags\s*:.*\bhypervisor\b", text, re.MULTILINE) else ""
    return (found[1] if found else platform.machine()) + virtual


def system():
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    except OSError:
        return platform.system()


def versions():
    """Of the libraries, where they are Debian's packages."""
    found = []
    for package, name in PACKAGES.items():
        version = first_line("dpkg-query", "-W", "-f", "${Version}\n", package)
        if version:
            found.append(f"{name} {version.split('-')[0].split('+')[0]}")
    return ", ".join(found)


def describe(cpus):
    """Pairs of what and which; what cannot be found out is left out."""
    facts = [
        ("processor", cpu_model()),
        ("processors", f"{len(os.sched_getaffinity(0))}, pinned rows on {' and '.join(map(str, cpus))}"
         if len(cpus) > 1 else str(len(os.sched_getaffinity(0)))),
        ("kernel", f"{platform.system()} {re.match(r'[0-9.]*', platform.release())[0]}"),
        ("system", system()),
        ("C++ compiler", (first_line("g++", "--version") or "unknown") + ", -O3"),
        ("Rust compiler", (first_line("rustc", "--version") or "none") + ", -C opt-level=3"),
        ("libraries", versions()),
    ]
    return [(what, which) for what, which in facts if which]
