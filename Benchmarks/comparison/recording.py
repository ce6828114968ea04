"""Recording of every request and attempt: as rows against the same inserts in plain C, and as blocks."""

import re

from .figures import Section, Series
from .processes import marginal, run
from .weir import RATE

BLOCKS = re.compile(r"\bblocks\b")


def measure(bench):
    section = Section("Recording every request and attempt")
    duration = bench.size(400)
    blocks = blocks_option(bench)
    runs = {name: [] for name in ["none", "all", "C"] + ["blocks"] * bool(blocks)}

    def weir(name, record):
        def measured(turn):
            small = bench.weir.run(duration / 10, record=record, seed=turn)
            small_rows = bench.weir.rows()
            large = bench.weir.run(duration, record=record, seed=turn)
            rows = bench.weir.rows() - small_rows
            cost = marginal(small.run, large.run, small.requests, large.requests)
            runs[name].append((large.metrics["response_time_mean"], rows / (large.run.cpu - small.run.cpu)))
            return cost

        return measured

    schema = bench.scratch / "schema.sql"
    write_schema(bench, schema)

    def plain(turn):
        requests = duration * RATE
        small, large = (
            run([bench.programs.anchor("rows"), schema, bench.scratch / "rows.sqlite", count])
            for count in (requests // 10, requests)
        )
        rows = large.values()["rows"] - small.values()["rows"]
        runs["C"].append((None, rows / (large.cpu - small.cpu)))
        return marginal(small, large, requests // 10, requests)

    contenders = {
        "weir run --record none": weir("none", "none"),
        "weir run --record all": weir("all", "all"),
        "plain C: the same inserts and indexes, no simulation": plain,
    }
    if blocks:
        contenders[f"weir run --record {blocks}"] = weir("blocks", blocks)
    figures = bench.interleave(contenders)
    for name, series in figures.items():
        section.figure(name, series, "ns a request")

    rates = {name: Series(tuple(rate / 1e6 for _, rate in values)) for name, values in runs.items()}
    section.figure("rows: weir run --record all", rates["all"], "M rows per CPU second")
    section.figure("rows: plain C", rates["C"], "M rows per CPU second")
    section.goal(
        "rows: rows per CPU second of the whole run ÷ those of plain C", rates["all"] / rates["C"], ">=", 0.8
    )
    recording = figures["weir run --record all"] - figures["weir run --record none"]
    plain_c = figures["plain C: the same inserts and indexes, no simulation"]
    section.notes.append(
        "The recording alone, which is `all` less `none`, reaches "
        f"{(plain_c / recording).median:.2f} of plain C's rows per CPU second."
    )
    if blocks:
        section.goal(
            "blocks: CPU ÷ that of the same run with none",
            figures[f"weir run --record {blocks}"] / figures["weir run --record none"],
            "<=",
            1.4,
        )
    else:
        section.notes.append("blocks: this build does not have `--record requests=blocks`.")
    means = {tuple(mean for mean, _ in values) for name, values in runs.items() if name != "C"}
    if len(means) > 1:
        section.failures.append("what is recorded changed the answers")
    return section


def blocks_option(bench):
    """What `--record` calls columnar blocks; None where it does not know them."""
    words = " ".join(run([bench.programs.weir, "run", "--help"]).output.split())
    record = re.search(r"--record (.*?) --jobs", words)
    if not record or not BLOCKS.search(record.group(1)):
        return None
    return "requests=blocks" if "requests=" in record.group(1) else "blocks"


def write_schema(bench, path):
    """Weir's statements for its two tables and their indexes, one a line."""
    bench.weir.run(1, record="all")
    statements = bench.weir.select(
        "SELECT sql FROM sqlite_master WHERE tbl_name IN ('request', 'attempt') AND sql IS NOT NULL"
    )
    path.write_text("".join(" ".join(sql.split()) + ";\n" for (sql,) in statements))
