"""Measured figures, the goals they are held against, and the Markdown that shows both."""

import statistics
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Series:
    """One figure from each round."""

    values: tuple

    @property
    def median(self):
        return statistics.median(self.values)

    def __truediv__(self, other):
        """The ratios of figures from the same rounds, in which the machine was in the same mood."""
        return Series(tuple(a / b for a, b in zip(self.values, other.values)))

    def __sub__(self, other):
        return Series(tuple(a - b for a, b in zip(self.values, other.values)))

    def __rtruediv__(self, number):
        return Series(tuple(number / value for value in self.values))


def number(value):
    """A figure with three digits that mean something."""
    if value != value:
        return "-"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"


def spread(series):
    """Median and range."""
    low, high = number(min(series.values)), number(max(series.values))
    return number(series.median) if low == high else f"{number(series.median)} ({low} to {high})"


@dataclass(frozen=True)
class Goal:
    """A figure and the bound that it is held against, by its median."""

    name: str
    series: Series
    relation: str
    bound: float
    unit: str = ""

    @property
    def holds(self):
        return self.series.median <= self.bound if self.relation == "<=" else self.series.median >= self.bound

    def row(self):
        sign = {"<=": "≤", ">=": "≥"}[self.relation]
        unit = f" {self.unit}" if self.unit else ""
        return [
            self.name,
            spread(self.series) + unit,
            f"{sign} {number(self.bound)}{unit}",
            "yes" if self.holds else "**no**",
        ]


@dataclass
class Section:
    """What one group measured."""

    title: str
    unit: str = ""
    figures: list = field(default_factory=list)
    goals: list = field(default_factory=list)
    reference: str = ""
    agreement: list = field(default_factory=list)
    """Answers beside those of `reference`."""
    notes: list = field(default_factory=list)
    failures: list = field(default_factory=list)
    """What must not be: answers that differ where they have to be the same."""

    def figure(self, name, series, unit=None):
        self.figures.append([name, spread(series), unit or self.unit])

    def goal(self, *arguments, **named):
        self.goals.append(Goal(*arguments, **named))

    @property
    def is_wrong(self):
        return bool(self.failures) or any(not answer.agrees for answer in self.agreement)

    def markdown(self):
        parts = [f"### {self.title}"]
        if self.figures:
            parts.append(table(["", "median (range)", "unit"], self.figures))
        if self.goals:
            parts.append(table(["", "measured", "goal", "holds"], [goal.row() for goal in self.goals]))
        if self.agreement:
            parts.append(
                table(
                    ["answer", "is", self.reference, "differs by", "tolerated", "agrees"],
                    [answer.row() for answer in self.agreement],
                )
            )
        parts += [f"**Wrong: {failure}.**" for failure in self.failures] + self.notes
        return "\n\n".join(parts)


def table(head, rows):
    """A Markdown table, the columns after the first to the right."""
    lines = [head, ["---"] + ["--:"] * (len(head) - 1)] + rows
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
