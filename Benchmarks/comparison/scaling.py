"""What a request costs, and holds, where many are in flight or many routes are there."""

import json
import re
import shutil

from .figures import Section, Series
from .processes import marginal
from .weir import NO_TIMEOUT, SCENARIO

LEVELS = (1_000, 10_000, 100_000, 1_000_000)
# How many HTTPRoutes there are, and how many paths the requests ask for, spread evenly over the routes.
ROUTES = ((1, 100), (100, 100), (10_000, 100))
ALL_ROUTES = (10_000, 10_000)

# Requests per second of the runs with many in flight. Levels differ by the service time alone: all do the
# same work.
FLIGHT_RATE = 100_000


def in_flight(bench):
    """Slots without end and service times between 0 and twice their mean, after which the level is
    reached."""
    section = Section(
        "In flight: slots without end, 100,000 requests/s, service times from 1 ms to 20 s", "ns a request"
    )
    runs = {}
    longest = 2 * LEVELS[-1] / FLIGHT_RATE
    measured = bench.size(16)

    def at(level):
        mean = level / FLIGHT_RATE
        sets = [NO_TIMEOUT, f"spec.traffic[0].arrivals.poisson.rate={FLIGHT_RATE}/s"]
        sets += [f"spec.services[{i}].concurrency=unbounded" for i in range(4)]
        sets += [
            f"spec.services[{i}].serviceTime={{uniform: {{low: 0s, high: {2 * mean}s}}}}" for i in range(3)
        ]

        def measure(turn):
            small = bench.weir.run(longest, sets=sets, seed=turn)
            large = bench.weir.run(longest + measured, sets=sets, seed=turn)
            runs.setdefault(level, []).append(large.run.peak)
            return marginal(small.run, large.run, small.requests, large.requests)

        return measure

    figures = bench.interleave({f"{level:,} in flight": at(level) for level in LEVELS})
    for name, series in figures.items():
        section.figure(name, series)
    costs = list(figures.values())
    section.goal("in flight: cost of a request at 1,000,000 ÷ at 1,000", costs[-1] / costs[0], "<=", 2.5)
    memory = Series(
        tuple(
            (most - least) / (LEVELS[-1] - LEVELS[0])
            for most, least in zip(runs[LEVELS[-1]], runs[LEVELS[0]])
        )
    )
    section.goal("in flight: memory of a request", memory, "<=", 100, "bytes")
    section.notes.append(
        "Cost: what 16 s more (4 s with `--quick`) add to a run that is long enough to reach the level. "
        "Memory: the difference of the peaks at the two levels, over the difference of the levels."
    )
    return section


def routes(bench):
    """Each route has a cell of metrics and a mirror of its own."""
    section = Section("Routes", "ns a request")
    duration = bench.size(1000)
    starts = {}

    def among(routes, paths):
        scenario = write_scenario(bench.scratch / f"routes-{routes}-{paths}", routes, paths)

        def measure(turn):
            small = bench.weir.run(duration / 10, scenario=scenario, seed=turn)
            large = bench.weir.run(duration, scenario=scenario, seed=turn)
            cost = marginal(small.run, large.run, small.requests, large.requests)
            starts.setdefault((routes, paths), []).append(small.run.cpu - cost * small.requests / 1e9)
            return cost

        return measure

    def named(routes, paths):
        return f"{routes:,} route{'s' if routes > 1 else ''}, requests to {paths:,} paths"

    figures = bench.interleave({named(*counts): among(*counts) for counts in ROUTES})
    # Once, for it takes long: what it adds per request is mostly the metrics of ever more routes that have
    # some.
    figures[named(*ALL_ROUTES)] = Series((among(*ALL_ROUTES)(1),))
    for name, series in figures.items():
        section.figure(name, series)
    for counts, values in starts.items():
        section.figure(
            f"{named(*counts)}: before and after the simulation", Series(tuple(values)), "s of CPU time"
        )
    few, many = figures[named(*ROUTES[0])], figures[named(*ROUTES[-1])]
    section.goal("routes: cost of a request with 10,000 ÷ with 1", many / few, "<=", 1.1)
    return section


def write_scenario(folder, routes, paths):
    """The scenario, with so many HTTPRoutes more and a mix of so many paths; JSON is YAML too."""
    shutil.copytree(SCENARIO.parent, folder)
    backends = [
        {"name": name, "port": 8080, "weight": weight}
        for name, weight in (("fast", 5), ("medium", 3), ("slow", 2))
    ]
    mirror = {
        "type": "RequestMirror",
        "requestMirror": {"backendRef": {"name": "copy", "port": 8080}, "percent": 10},
    }
    with (folder / "manifests" / "routes.yaml").open("w") as manifests:
        for i in range(routes):
            rule = {
                "matches": [{"path": {"type": "PathPrefix", "value": f"/r/{i}"}}],
                "filters": [mirror],
                "timeouts": {"request": "1s"},
                "retry": {"attempts": 2, "codes": [503], "backoff": "10ms"},
                "backendRefs": backends,
            }
            route = {
                "apiVersion": "gateway.networking.k8s.io/v1",
                "kind": "HTTPRoute",
                "metadata": {"name": f"r-{i}", "namespace": "shop"},
                "spec": {"parentRefs": [{"name": "edge"}], "hostnames": ["shop.example"], "rules": [rule]},
            }
            manifests.write(f"---\n{json.dumps(route)}\n")
    scenario = folder / SCENARIO.name
    mix = json.dumps(
        [{"host": "shop.example", "path": f"/r/{i * routes // paths}/p/{i}"} for i in range(paths)]
    )
    text, changes = re.subn(
        r"(?m)^( *)requests:\n(?:\1  .*\n)+", rf"\1requests: {mix}\n", scenario.read_text()
    )
    assert changes == 1
    scenario.write_text(text)
    return scenario
