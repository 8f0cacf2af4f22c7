# SPDX-License-Identifier: MIT
"""Runs a compiler and says what it took."""
import dataclasses
import os
import signal
import subprocess

TIMEOUT_SECONDS = 300
# What takes less than this is measured so many times as often: the system's own work in between is a tenth of it.
SHORT_SECONDS = 0.05
SHORT_TURNS = 8


@dataclasses.dataclass
class Cost:
    seconds: float  # CPU, user and system
    megabytes: float  # resident, at most

    def __sub__(self, other):
        return Cost(self.seconds - other.seconds, self.megabytes - other.megabytes)


class Compiler:
    def __init__(self, command, std="c++20", *include_directories):
        self.name = command
        self.family = "clang++" if "clang" in os.path.basename(command) else "g++"
        self.command = [command, f"-std={std}", *(f"-I{d}" for d in include_directories)]

    def cost(self, file, *options, to=None):
        """Compiles `file` up to code generation, or to the object file `to`. Raises with the compiler's words if it
        does not compile."""
        end = ["-fsyntax-only"] if to is None else ["-c", "-o", str(to)]
        process = subprocess.Popen([*self.command, *end, *options, str(file)], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
        old = signal.signal(signal.SIGALRM, lambda *_: os.killpg(process.pid, signal.SIGKILL))
        signal.alarm(TIMEOUT_SECONDS)
        try:
            words = process.stderr.read().decode(errors="replace")
            # The usage of the driver and of the processes that it waited for.
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, old)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise RuntimeError(f"{self.name} {file}: status {process.returncode}\n{words[:3000]}")
        return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)

    def has_header(self, header):
        done = subprocess.run([*self.command, "-fsyntax-only", "-xc++", "-"], input=f"#include <{header}>\n", text=True,
                              capture_output=True, timeout=TIMEOUT_SECONDS)
        return done.returncode == 0

    def standard_headers(self, file):
        """The headers of others that the project's own headers include for `file`."""
        done = subprocess.run([*self.command, "-fsyntax-only", "-H", str(file)], text=True, capture_output=True,
                              timeout=TIMEOUT_SECONDS, check=True)
        found, ours = [], [True]
        for line in done.stderr.splitlines():
            dots, _, path = line.partition(" ")
            if not dots or set(dots) != {"."}:
                continue
            depth = len(dots)
            own = "/fearless/" in path
            del ours[depth:]
            ours.append(own)
            if not own and all(ours[:depth]):
                found.append(path.strip())
        return found


def measure_all(compiler, files, runs):
    """The smallest cost of each of `files` (a dictionary), the runs interleaved. What takes long is run once, and what
    is short more often than `runs`."""
    best = {}
    for turn in range(SHORT_TURNS * runs):
        for key, file in files.items():
            if turn > 0 and best[key].seconds > 2 or turn >= runs and best[key].seconds > SHORT_SECONDS:
                continue
            cost = compiler.cost(file)
            if key in best:
                cost = Cost(min(cost.seconds, best[key].seconds), min(cost.megabytes, best[key].megabytes))
            best[key] = cost
    return best
