"""Runs Weir on the gateway model and its variants."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass

from .building import BENCHMARKS
from .processes import Run, run

SCENARIO = BENCHMARKS / "scenarios" / "gateway" / "scenario.yaml"
RATE = 2200
"""Requests per second of the scenario."""
NO_TIMEOUT = "HTTPRoute/shop/front:spec.rules[0].timeouts=null"


@dataclass(frozen=True)
class WeirRun:
    """What a run of Weir cost, and what it left in its database when it ended."""

    run: Run
    replications: int
    metrics: dict
    """The means of those metrics that concern everything."""

    @property
    def requests(self):
        """Client requests over all replications."""
        return self.metrics["requests"] * self.replications


class Weir:
    """The program, and a folder for what it writes."""

    def __init__(self, program, scratch):
        self.program = program
        self.scratch = scratch
        self.database = scratch / "run.sqlite"
        """The database of the last run."""

    def run(
        self, duration, *, scenario=SCENARIO, sets=(), record="sample:100", seed=1, jobs=1, replications=1
    ):
        """Runs the scenario for `duration` seconds, with everything on and the database written."""
        command = [
            self.program,
            "run",
            scenario,
            "--quiet",
            "-o",
            "json",
            "--db",
            self.database,
            "--jobs",
            jobs,
            "--record",
            record,
            "--seed",
            seed,
            "--replications",
            replications,
            "--duration",
            f"{round(duration * 1000)}ms",
        ]
        for change in sets:
            command += ["--set", change]
        cost = run(command, keeps_output=False)
        return WeirRun(
            cost, replications, dict(self.select("SELECT metric, mean FROM v_summary WHERE labels = '{}'"))
        )

    def select(self, query, *values):
        """What the database of the last run answers."""
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query, values).fetchall()

    def rows(self):
        """How many requests and attempts the last run recorded as rows."""
        return self.select("SELECT (SELECT count(*) FROM request) + (SELECT count(*) FROM attempt)")[0][0]

    def samples(self, name, **labels):
        """A metric's value in each replication of the last run."""
        rows = self.select("SELECT labels, value FROM sample WHERE metric = ? ORDER BY replication", name)
        return [value for text, value in rows if json.loads(text) == labels]
