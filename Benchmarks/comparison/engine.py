"""The engine alone: M/M/1 at 90 % load, and the hold model."""

from .agreement import REPLICATIONS, Answer, Comparison
from .figures import Section
from .processes import marginal, run
from .rounds import show

ENGINE = "Weir's engine"
CPP_BARE, CPP = "C++, two variables", "C++, std::priority_queue"
SIMPY, CIMBA = "SimPy, process per customer", "cimba wheel, two processes"

HOLDS = {10: 5_000_000, 1_000: 5_000_000, 100_000: 2_000_000, 1_000_000: 2_000_000}


def anchors(bench):
    """The command of each anchor, and how many customers it serves in a run."""
    commands = {
        CPP_BARE: ([bench.programs.anchor("mm1"), "bare"], bench.size(6_000_000)),
        CPP: ([bench.programs.anchor("mm1"), "queue"], bench.size(6_000_000)),
    }
    if "simpy" not in bench.programs.skipped:
        commands[SIMPY] = (bench.programs.script("mm1_simpy"), bench.size(300_000))
    if "cimba" not in bench.programs.skipped:
        commands[CIMBA] = (bench.programs.script("mm1_cimba"), bench.size(4_000_000))
    return commands


def measure(bench):
    section = Section("Engine: M/M/1 at 90 % load, and the hold model", "ns a customer")
    mm1(bench, section)
    hold(bench, section)
    agree(bench, section)
    for name, reason in bench.programs.skipped.items():
        section.notes.append(f"{name}: skipped ({reason})")
    return section


def benchmark(bench, name):
    """A figure that EngineBenchmark takes of itself, its start left out."""
    said, figure = run([bench.programs.engine_benchmark, name]).output.split()
    assert said == name
    return float(figure)


def mm1(bench, section):
    def anchor(command, customers):
        def measured(turn):
            small = run([*command, customers // 10, turn])
            large = run([*command, customers, turn])
            return marginal(small, large, customers // 10, customers)

        return measured

    contenders = {ENGINE: lambda turn: benchmark(bench, "mm1")}
    for name, (command, customers) in anchors(bench).items():
        contenders[name] = anchor(command, customers)
    figures = bench.interleave(contenders)
    for name, series in figures.items():
        section.figure(name, series)
    engine = figures[ENGINE]
    section.goal("M/M/1: Weir's engine ÷ C++ with std::priority_queue", engine / figures[CPP], "<=", 1)
    section.goal("M/M/1: Weir's engine ÷ C++ with two variables", engine / figures[CPP_BARE], "<=", 1.25)
    for name, bound in ((SIMPY, 100), (CIMBA, 3)):
        if name in figures:
            section.goal(f"M/M/1: {name} ÷ Weir's engine", figures[name] / engine, ">=", bound)


def hold(bench, section):
    contenders = {}
    for pending, holds in HOLDS.items():
        command = [bench.programs.anchor("hold"), pending, holds]
        contenders[f"hold, {pending:,} pending: Weir's engine"] = lambda turn, pending=pending: benchmark(
            bench, f"hold-{pending}"
        )
        contenders[f"hold, {pending:,} pending: std::priority_queue"] = lambda turn, command=command: run(
            command
        ).values()["ns"]
    for name, series in bench.interleave(contenders).items():
        section.figure(name, series, "ns a hold")


def agree(bench, section):
    """The mean wait of the anchors against that of theory: over the first n customers, 9 - 900/n.

    The sum of what the empty start takes off all waits, 900, is that of the Markov chain of the numbers that
    arrivals meet. The engine's benchmark checks its own mean: 9 ± 0.5, which is six of its standard errors.
    """
    section.reference = "theory"
    for name, (command, most) in anchors(bench).items():
        show(f"answers: {name}")
        customers = most // 3
        if name == CIMBA:
            # It compiles for a second whenever it starts.
            lines = run([*command, customers, 1001, REPLICATIONS]).output.splitlines()
        else:
            # Both models in C++ draw the same numbers from the same seed, so each gets its own.
            first = 2001 if name == CPP_BARE else 1001
            lines = [run([*command, customers, first + i]).output for i in range(REPLICATIONS)]
        means = [float(line.split("mean=")[1].split()[0]) for line in lines]
        section.agreement.append(
            Comparison("mean wait", name, Answer.of(means), Answer(9 - 900 / customers, 0))
        )
    show("")
