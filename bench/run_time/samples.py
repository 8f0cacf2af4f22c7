# SPDX-License-Identifier: MIT
"""Runs the programs, each sample a process of its own, and remembers what they said."""
import dataclasses
import datetime
import hashlib
import itertools
import json
import statistics
import subprocess
import time

from rows import FREE, PINNED

TIMEOUT_SECONDS = 120


@dataclasses.dataclass(frozen=True)
class Job:
    row: str
    mode: str
    peer: str

    def key(self):
        return f"{self.row} {self.mode} {self.peer}"


class Programs:
    """The programs bench_<peer> of a directory."""

    def __init__(self, directory, peers):
        self.files = {peer: directory / f"bench_{peer}" for peer in peers}
        self.files = {peer: file for peer, file in self.files.items() if file.exists()}
        self.rows = {peer: self._run(file, "--list").split() for peer, file in self.files.items()}

    def digests(self):
        return {peer: hashlib.sha256(file.read_bytes()).hexdigest() for peer, file in self.files.items()}

    def sample(self, job, milliseconds, tiny, cpus):
        arguments = [job.row, "--milliseconds", str(milliseconds)]
        if tiny:
            arguments.append("--tiny")
        if job.mode == PINNED:
            arguments += ["--cpus", ",".join(map(str, cpus))]
        return float(self._run(self.files[job.peer], *arguments))

    @staticmethod
    def _run(file, *arguments):
        done = subprocess.run([str(file), *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=TIMEOUT_SECONDS)
        if done.returncode != 0:
            raise RuntimeError(f"status {done.returncode}: {done.stderr.strip()[-500:]}")
        return done.stdout


def jobs_of(rows, programs, cpus):
    """Every (row, mode, library) there is, in the order of a round."""
    modes = (FREE, PINNED) if len(cpus) > 1 else (FREE,)
    return [Job(row.name, mode, peer) for row in rows for mode in row.modes if mode in modes
            for peer in programs.files if row.name in programs.rows[peer]]


class Record:
    """The samples taken so far, in a file: a run that was interrupted goes on where it stopped, if it is the same run
    of the same programs."""

    def __init__(self, file, what, fresh=False):
        self.file = file
        self.data = None
        if not fresh and file.exists():
            try:
                self.data = json.loads(file.read_text())
            except ValueError:
                pass
        self.continues = bool(self.data) and self.data.get("what") == what and not self.data.get("finished")
        if not self.continues:
            self.data = {"what": what, "date": datetime.date.today().isoformat(), "samples": {}, "failures": {},
                         "finished": False}

    @classmethod
    def last(cls, file):
        """What a run left, finished or not; nothing if there was none."""
        if not file.exists():
            return None
        record = cls(file, None)
        record.data = json.loads(file.read_text())
        return record

    def samples(self, row, mode, peer):
        return self.data["samples"].get(Job(row, mode, peer).key(), [])

    def median(self, row, mode, peer):
        samples = self.samples(row, mode, peer)
        return statistics.median(samples) if samples else None

    def spread(self, row, mode, peer):
        """The distance of the quartiles as a part of the median, if there are enough samples to say."""
        samples = self.samples(row, mode, peer)
        if len(samples) < 3 or not statistics.median(samples):
            return None
        low, _, high = statistics.quantiles(samples, n=4, method="inclusive")
        return (high - low) / statistics.median(samples)

    @property
    def failures(self):
        return self.data["failures"]

    def save(self):
        self.file.parent.mkdir(parents=True, exist_ok=True)
        partial = self.file.with_suffix(".partial")
        partial.write_text(json.dumps(self.data, indent=1) + "\n")
        partial.replace(self.file)


def take(record, programs, jobs, *, rounds, milliseconds, tiny, cpus, say):
    """Takes what is missing, round by round, so that a disturbance meets every library alike."""
    began = saved = time.monotonic()
    missing = sum(max(0, rounds - len(record.samples(j.row, j.mode, j.peer))) for j in jobs)
    taken = 0
    for turn in range(rounds):
        for _, group in itertools.groupby(jobs, key=lambda job: (job.row, job.mode)):
            # Whoever comes first finds the machine as the row before left it, so each does in turn.
            peers = list(group)
            for job in peers[turn % len(peers):] + peers[:turn % len(peers)]:
                key = job.key()
                if key in record.failures or len(record.samples(job.row, job.mode, job.peer)) > turn:
                    continue
                try:
                    value = programs.sample(job, milliseconds, tiny, cpus)
                    record.data["samples"].setdefault(key, []).append(value)
                except (RuntimeError, ValueError, subprocess.TimeoutExpired) as error:
                    record.failures[key] = str(error)
                    say(f"FAILED: {key}: {error}")
                taken += 1
            if time.monotonic() - saved > 2:
                record.save()
                saved = time.monotonic()
        left = (time.monotonic() - began) / max(taken, 1) * max(0, missing - taken)
        say(f"round {turn + 1} of {rounds}, about {left / 60:.1f} minutes left")
    record.data["finished"] = True
    record.save()
