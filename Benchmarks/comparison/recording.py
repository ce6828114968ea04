"""Recording of every request and attempt: as rows against the same inserts in plain C, and as blocks."""

from .figures import Section, Series
from .processes import ProgramFailed, marginal, run
from .weir import RATE

DURATION = 400
"""Seconds that are simulated."""

NONE, ALL, BLOCKS = "weir run --record none", "weir run --record all", "weir run --record blocks"
PLAIN = "plain C: the same inserts and indexes, no simulation"


def measure(bench):
    section = Section("Recording every request and attempt")
    answers = set()
    rates = {ALL: [], PLAIN: []}
    contenders = {
        NONE: weir(bench, "none", answers),
        ALL: weir(bench, "all", answers, rates[ALL]),
        PLAIN: plain(bench, rates[PLAIN]),
    }
    if has_blocks(bench):
        contenders[BLOCKS] = weir(bench, "blocks", answers)
    figures = bench.interleave(contenders)
    for name, series in figures.items():
        section.figure(name, series, "ns a request")
    rates = {name: Series(tuple(values)) for name, values in rates.items()}
    for name, series in rates.items():
        section.figure(name, series, "M rows per CPU second")

    ratio = rates[ALL] / rates[PLAIN]
    section.goal("rows: rows per CPU second of the whole run ÷ those of plain C", ratio, ">=", 0.8)
    alone = figures[PLAIN] / (figures[ALL] - figures[NONE])
    section.notes.append(
        f"Recording alone, `all` less `none`: {alone.median:.2f} of plain C's rows per CPU second."
    )
    if BLOCKS in figures:
        ratio = figures[BLOCKS] / figures[NONE]
        section.goal("blocks: CPU ÷ that of the same run with none", ratio, "<=", 1.4)
    else:
        section.notes.append("blocks: this build does not have `--record blocks`.")
    if len(answers) > bench.rounds:
        section.failures.append("what is recorded changed the answers")
    return section


def weir(bench, record, answers, rates=None):
    """A contender that adds its mean response time to `answers`, and its rows per CPU second to `rates`."""
    duration = bench.size(DURATION)

    def measured(turn):
        small = bench.weir.run(duration / 10, record=record, seed=turn)
        small_rows = bench.weir.rows()
        large = bench.weir.run(duration, record=record, seed=turn)
        answers.add((turn, large.metrics["response_time_mean"]))
        if rates is not None:
            rates.append((bench.weir.rows() - small_rows) / (large.run.cpu - small.run.cpu) / 1e6)
        return marginal(small.run, large.run, small.requests, large.requests)

    return measured


def plain(bench, rates):
    """The anchor as a contender, on Weir's own schema."""
    requests = bench.size(DURATION) * RATE
    schema = bench.scratch / "schema.sql"
    write_schema(bench, schema)

    def measured(turn):
        small, large = (
            run([bench.programs.anchor("rows"), schema, bench.scratch / "rows.sqlite", count])
            for count in (requests // 10, requests)
        )
        rates.append((large.values()["rows"] - small.values()["rows"]) / (large.cpu - small.cpu) / 1e6)
        return marginal(small, large, requests // 10, requests)

    return measured


def has_blocks(bench):
    """Whether this build can record columnar blocks."""
    try:
        bench.weir.run(1, record="blocks")
    except ProgramFailed:
        return False
    return True


def write_schema(bench, path):
    """Weir's statements for its two tables and their indexes, one a line."""
    bench.weir.run(1, record="all")
    statements = bench.weir.select(
        "SELECT sql FROM sqlite_master WHERE tbl_name IN ('request', 'attempt') AND sql IS NOT NULL"
    )
    path.write_text("".join(" ".join(sql.split()) + ";\n" for (sql,) in statements))
