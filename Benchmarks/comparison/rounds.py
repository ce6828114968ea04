"""Interleaved rounds: each contender runs once in every round, so that all meet the same moods of the
machine."""

import sys
from dataclasses import dataclass
from pathlib import Path

from .building import Programs
from .figures import Series
from .weir import Weir


@dataclass(frozen=True)
class Bench:
    """What a group needs to measure."""

    programs: Programs
    weir: Weir
    scratch: Path
    rounds: int
    quick: bool

    def size(self, full):
        """How much work a run does: a quarter of it where only an impression is asked for."""
        return full // 4 if self.quick else full

    def interleave(self, contenders):
        """The figures of each contender, as {name: Series}; a contender is a function of the round, from
        1."""
        figures = {name: [] for name in contenders}
        for turn in range(1, self.rounds + 1):
            for name, measure in contenders.items():
                show(f"round {turn} of {self.rounds}: {name}")
                figures[name].append(measure(turn))
        show("")
        return {name: Series(tuple(values)) for name, values in figures.items()}


def show(text):
    """Progress, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
