"""Two cores, the memory of a long run, and how soon the program answers."""

from .building import ROOT
from .figures import Section, Series
from .processes import run, together

REPLICATIONS = 10


def cores(bench):
    section = Section("Two cores: 10 replications", "s of wall time")
    answers = set()

    def on(jobs):
        def measure(turn):
            done = bench.weir.run(bench.size(200), replications=REPLICATIONS, jobs=jobs, seed=turn)
            answers.add((turn, done.metrics["response_time_mean"]))
            return done.run.wall

        return measure

    def control(turn):
        command = [bench.programs.anchor("gateway"), bench.size(4_000_000), turn]
        return 2 * together(command, 1) / together(command, 2)

    figures = bench.interleave({"one core": on(1), "two cores": on(2), "control": control})
    section.figure("one core", figures["one core"])
    section.figure("two cores", figures["two cores"])
    section.figure(
        "what the machine gives: two C++ models at once, times the work of one", figures["control"], "×"
    )
    section.goal(
        "two cores: wall time on one ÷ on two", figures["one core"] / figures["two cores"], ">=", 1.9
    )
    if len(answers) > bench.rounds:
        section.failures.append("the number of cores changed the answers")
    return section


def memory(bench):
    """One replication at 10,000 requests/s, over services with five times the endpoints."""
    minutes = 6 if bench.quick else 60
    section = Section("Memory: 10,000 requests/s", "MiB at most")
    sets = ["spec.traffic[0].arrivals.poisson.rate=10000/s"] + [
        f"spec.services[{i}].endpoints=5" for i in range(4)
    ]
    for length in (minutes // 6, minutes):
        peak = bench.weir.run(length * 60, sets=sets).run.peak / 2**20
        section.figure(f"{length} min", Series((peak,)))
    section.goal(f"memory: {minutes} min at 10,000 requests/s", Series((peak,)), "<=", 64, "MiB")
    return section


def startup(bench):
    """Wall times of short commands, the best of three in each round: what they take where nothing disturbs
    them."""
    section = Section("Start", "ms of wall time")
    scenarios = sorted(path for path in (ROOT / "scenarios").glob("*/scenario.yaml"))

    def best(*command):
        return lambda turn: 1000 * min(run([bench.weir.program, *command]).wall for _ in range(3))

    database = bench.scratch / "start.sqlite"
    contenders = {"weir --help": best("--help")}
    for path in scenarios:
        contenders[f"weir run {path.parent.name}"] = best("run", path, "--quiet", "--db", database)
    figures = bench.interleave(contenders)
    for name, series in figures.items():
        section.figure(name, series)
    section.goal("start: weir --help", figures.pop("weir --help"), "<=", 20, "ms")
    smallest = min(figures, key=lambda name: figures[name].median)
    section.goal(f"start: {smallest}, the smallest of the gallery", figures[smallest], "<=", 1000, "ms")
    return section
