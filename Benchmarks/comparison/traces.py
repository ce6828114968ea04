"""Reading of Weir's own CSV traces."""

import random

from .figures import Section, Series
from .processes import marginal
from .weir import RATE


def measure(bench):
    section = Section("Traces: Weir's CSV with arrival, method, host and path")
    records = bench.size(1_600_000)
    large_file, small_file = (
        write(bench.scratch / f"trace-{count}.csv", count) for count in (records, records // 10)
    )
    lines = []

    def replay(file, duration):
        trace = f"spec.traffic[0].arrivals={{trace: {{file: {file}}}}}"
        return bench.weir.run(duration, sets=[trace, "spec.traffic[0].requests=null"])

    def read(turn):
        # All is read, and next to nothing of it simulated.
        cost = marginal(replay(small_file, 0.1).run, replay(large_file, 0.1).run, records // 10, records)
        lines.append(1e3 / cost)
        return cost

    def whole(turn):
        small = replay(small_file, records / 10 / RATE * 1.05)
        large = replay(large_file, records / RATE * 1.05)
        return marginal(small.run, large.run, small.requests, large.requests)

    figures = bench.interleave({"reading": read, "reading and simulating": whole})
    for name, series in figures.items():
        section.figure(name, series, "ns a record")
    section.goal("traces: lines read per second and core", Series(tuple(lines)), ">=", 1, "million")
    return section


def write(path, records):
    """A trace of so many requests at the scenario's rate, to four paths."""
    draws = random.Random(1)
    arrival = 0.0
    with path.open("w") as file:
        file.write("arrival,method,host,path\n")
        for i in range(records):
            arrival += draws.expovariate(RATE)
            file.write(f"{arrival:.6f},GET,shop.example,/catalog/{i & 3}\n")
    return path
