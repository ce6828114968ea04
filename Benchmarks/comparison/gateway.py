"""A whole `weir run` of the gateway model, database and all, against models that record nothing."""

from .agreement import REPLICATIONS, agreement
from .figures import Section, Series
from .processes import marginal, run
from .rounds import show
from .weir import NO_TIMEOUT, RATE

WEIR, WEIR_BARE = "weir run", "weir run, no request timeout"
CPP, CPP_TIMEOUTS = "C++, std::priority_queue, no timeouts", "C++, std::priority_queue, timeouts"
SIMPY, CIMBA = "SimPy, process per request, no timeouts", "cimba wheel, process per request, no timeouts"


def anchors(bench):
    """The command of each anchor with what follows the seed, and how many requests it serves in a run."""
    gateway = [bench.programs.anchor("gateway")]
    commands = {
        CPP: (gateway, [], bench.size(2_200_000)),
        CPP_TIMEOUTS: (gateway, ["timeouts"], bench.size(2_200_000)),
    }
    if "simpy" not in bench.programs.skipped:
        commands[SIMPY] = (bench.programs.script("gateway_simpy"), [], bench.size(200_000))
    if "cimba" not in bench.programs.skipped:
        commands[CIMBA] = (bench.programs.script("gateway_cimba"), [], bench.size(800_000))
    return commands


def measure(bench):
    section = Section(
        "Gateway model: a whole run, with windows, histograms, samples and the database", "ns a request"
    )
    cost(bench, section)
    agree(bench, section)
    for name, reason in bench.programs.skipped.items():
        section.notes.append(f"{name}: skipped ({reason})")
    return section


def cost(bench, section):
    def weir(sets):
        def measured(turn):
            duration = bench.size(1000)
            small = bench.weir.run(duration / 10, sets=sets, seed=turn)
            large = bench.weir.run(duration, sets=sets, seed=turn)
            return marginal(small.run, large.run, small.requests, large.requests)

        return measured

    def anchor(command, mode, requests):
        def measured(turn):
            small = run([*command, requests // 10, turn, *mode])
            large = run([*command, requests, turn, *mode])
            return marginal(small, large, requests // 10, requests)

        return measured

    contenders = {WEIR: weir([]), WEIR_BARE: weir([NO_TIMEOUT])}
    for name, (command, mode, requests) in anchors(bench).items():
        contenders[name] = anchor(command, mode, requests)
    figures = bench.interleave(contenders)
    for name, series in figures.items():
        section.figure(name, series)
    section.goal(
        "gateway: weir run ÷ C++ that records nothing and has no timeouts",
        figures[WEIR] / figures[CPP],
        "<=",
        1,
    )
    if SIMPY in figures:
        section.goal("gateway: SimPy ÷ weir run", figures[SIMPY] / figures[WEIR], ">=", 60)
    section.goal(
        "gateway: a timeout on every request adds",
        Series(tuple(100 * (ratio - 1) for ratio in (figures[WEIR] / figures[WEIR_BARE]).values)),
        "<=",
        15,
        "%",
    )


def agree(bench, section):
    """Answers over replications with seeds of their own.

    The fast ones run ten times as long. The empty start, over within 0.2 s, biases the mean of a replication
    of 20 s by less than 0.1 %.
    """
    duration, longer = bench.size(20), bench.size(200)
    show("answers: weir")
    bench.weir.run(longer, replications=REPLICATIONS, seed=1001, sets=[NO_TIMEOUT])
    mirror = {"route": "shop/front", "rule": "0", "mirror": "shop/copy"}
    answers = {
        WEIR_BARE: {
            "mean response time": bench.weir.samples("response_time_mean"),
            "p99": bench.weir.samples("response_time_p99"),
            "retries a request": [value - 1 for value in bench.weir.samples("attempts_per_request")],
            "copies a request": bench.weir.samples("mirror_ratio", **mirror),
        }
    }
    for name, (command, mode, _) in anchors(bench).items():
        show(f"answers: {name}")
        requests = RATE * (longer if name in (CPP, CPP_TIMEOUTS) else duration)
        if name == CIMBA:
            # It compiles for two seconds whenever it starts.
            lines = run([*command, requests, 1001, REPLICATIONS]).output.splitlines()
        else:
            # C++ with timeouts draws the same numbers as without from the same seed, so it gets others.
            first = 2001 if name == CPP_TIMEOUTS else 1001
            lines = [run([*command, requests, first + i, *mode]).output for i in range(REPLICATIONS)]
        values = [dict(word.split("=") for word in line.split()[1:]) for line in lines]
        names = {
            "mean response time": "mean",
            "p99": "p99",
            "retries a request": "retries",
            "copies a request": "copies",
        }
        answers[name] = {answer: [float(value[key]) for value in values] for answer, key in names.items()}
    show("")
    # Weir's buckets are 0.2 % from their middle, those of C++ and cimba 0.05 ms at 100 ms.
    section.reference = CPP
    section.agreement = agreement(answers, CPP, {"p99": 0.0025})
