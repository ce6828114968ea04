"""Whether two engines give the same answer, as far as their samples can tell.

Each engine runs REPLICATIONS times, each time with another seed. An answer's standard error is the standard
deviation over these divided by the square root of their number. Two answers differ by a sum of errors whose
standard error is sqrt(a² + b²). Five of those are tolerated, and what the histograms behind quantiles round.
Student's t with 19 degrees of freedom, and Welch's has at least as many, is beyond ±5 in 8 of 100,000 cases,
so the twenty comparisons of a whole run raise a false alarm in one of 600 runs.
"""

import math
import statistics
from dataclasses import dataclass

REPLICATIONS = 20
TOLERATED_ERRORS = 5


@dataclass(frozen=True)
class Answer:
    """A mean over replications."""

    mean: float
    error: float

    @classmethod
    def of(cls, values):
        return cls(statistics.fmean(values), statistics.stdev(values) / math.sqrt(len(values)))


@dataclass(frozen=True)
class Comparison:
    """An answer of one engine beside that of another."""

    name: str
    engine: str
    answer: Answer
    other: Answer
    rounding: float = 0
    """How far apart, relative to the answer, rounding alone may bring them."""

    @property
    def difference(self):
        return abs(self.answer.mean - self.other.mean)

    @property
    def tolerance(self):
        errors = TOLERATED_ERRORS * math.hypot(self.answer.error, self.other.error)
        return errors + self.rounding * abs(self.other.mean)

    @property
    def agrees(self):
        return self.difference <= self.tolerance

    def row(self):
        def share(value):
            return f"{100 * value / abs(self.other.mean):.2g} %" if self.other.mean else "-"

        return [
            f"{self.name}: {self.engine}",
            f"{self.answer.mean:.4g}",
            f"{self.other.mean:.4g}",
            share(self.difference),
            share(self.tolerance),
            "yes" if self.agrees else "**no**",
        ]


def agreement(answers, reference, roundings):
    """Compares each engine's answers, as {engine: {name: [values]}}, with those of the engine `reference`.

    `roundings` are relative, by the name of the answer.
    """
    return [
        Comparison(name, engine, Answer.of(values[name]), Answer.of(expected), roundings.get(name, 0))
        for name, expected in answers[reference].items()
        for engine, values in answers.items()
        if engine != reference
    ]
