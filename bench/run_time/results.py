# SPDX-License-Identifier: MIT
"""What the samples say: each row of fearless beside Rust's std and the best C++ library."""
import dataclasses

from rows import BEST, FREE, LIMIT, Row


@dataclasses.dataclass
class Result:
    row: Row
    mode: str
    fearless: float | None
    rust: float | None
    best: float | None
    best_peer: str | None
    spread: float | None  # the larger of fearless's and Rust's: both make the ratio
    reference: float | None  # of the library that the target is a ratio to
    by_hand: float | None  # the limit
    met: bool | None  # None: there is no target, or nothing to compare with

    @staticmethod
    def ratio(a, b):
        return a / b if a is not None and b else None

    @property
    def to_rust(self):
        return self.ratio(self.fearless, self.rust)

    @property
    def to_best(self):
        return self.ratio(self.fearless, self.best)

    @property
    def to_reference(self):
        return self.ratio(self.fearless, self.reference)

    @property
    def to_by_hand(self):
        return self.ratio(self.fearless, self.by_hand)

    @property
    def below_rust(self):
        """Whether Rust's is the better figure."""
        if self.to_rust is None:
            return False
        return self.to_rust < 1 if self.row.more_is_better else self.to_rust > 1


def result_of(row, mode, record, judged):
    medians = {peer: record.median(row.name, mode, peer) for peer in BEST}
    medians = {peer: median for peer, median in medians.items() if median is not None}
    best_peer = (max if row.more_is_better else min)(medians, key=medians.get) if medians else None
    fearless, rust = record.median(row.name, mode, "fearless"), record.median(row.name, mode, "rust")
    reference = record.median(row.name, mode, row.reference[0]) if row.reference else None
    spreads = [record.spread(row.name, mode, peer) for peer in ("fearless", "rust")]
    return Result(row, mode, fearless, rust, medians.get(best_peer), best_peer,
                  max((spread for spread in spreads if spread is not None), default=None),
                  reference, record.median(row.name, mode, LIMIT),
                  row.met(fearless, reference) if judged else None)


def results_of(rows, record, cpus):
    """Two lists: the rows as they are held against their targets, and those measured in the other mode, too."""
    judged, others = [], []
    for row in rows:
        modes = [mode for mode in row.modes if len(cpus) > 1 or mode == FREE]
        for i, mode in enumerate(modes):
            (judged if i == 0 else others).append(result_of(row, mode, record, judged=i == 0))
    return judged, others


def figure(value, unit):
    """A figure to three digits, as 27.0 M or 14.5 k."""
    if value is None:
        return "–"
    if unit == "/s":
        for limit, letter in ((1e9, " G"), (1e6, " M"), (1e3, " k")):
            if value >= limit:
                return f"{value / limit:.3g}{letter}" if value / limit < 999.5 else f"{value / limit:.0f}{letter}"
    return f"{value:.3g}" if value < 1000 else f"{value:.0f}"


def percent(part):
    return "–" if part is None else f"{100 * part:.0f} %"


def times(ratio):
    if ratio is None:
        return "–"
    return f"{ratio:.2f}" if ratio < 9.995 else f"{ratio:.0f}"
