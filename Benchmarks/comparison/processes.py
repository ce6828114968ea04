"""Runs programs and tells what they cost: user and system CPU time of whole processes."""

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass


class ProgramFailed(Exception):
    """A measured program ended otherwise than it should."""


@dataclass(frozen=True)
class Run:
    """What one run of a program cost, and what it said."""

    cpu: float
    """User and system time in seconds, of all its threads."""
    wall: float
    """Seconds from start to end."""
    peak: int
    """Most memory that it held at once, in bytes.

    Linux counts what this program held when it started it, if that is more, so this program must stay small.
    """
    output: str

    def values(self):
        """The `key=value` words of an anchor's output."""
        pairs = (word.split("=", 1) for word in self.output.split() if "=" in word)
        return {key: float(value) for key, value in pairs}


def run(command, keeps_output=True):
    """Runs `command` to its end."""
    command = [str(word) for word in command]
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.monotonic()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output if keeps_output else subprocess.DEVNULL,
            stderr=errors,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        text = output.read().decode(errors="replace")
        if process.returncode != 0:
            said = (text[-1000:] + errors.read().decode(errors="replace")[-1000:]).strip()
            raise ProgramFailed(f"{' '.join(command)[:500]}: ended with {process.returncode}: {said}")
    # Linux counts kilobytes, macOS bytes.
    unit = 1 if os.uname().sysname == "Darwin" else 1024
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * unit, text)


def together(command, count):
    """Seconds of wall time until so many copies of `command`, started at once, have all ended."""
    start = time.monotonic()
    command = [str(word) for word in command]
    processes = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(count)]
    codes = [process.wait() for process in processes]
    if any(codes):
        raise ProgramFailed(f"{' '.join(command)}: ended with {max(codes)}")
    return time.monotonic() - start


def marginal(small, large, small_count, large_count):
    """Nanoseconds of CPU time for each one more: what a run costs beyond its start."""
    return (large.cpu - small.cpu) / (large_count - small_count) * 1e9
