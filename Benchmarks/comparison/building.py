"""Builds what is measured: Weir and its engine's benchmark for release, the models in C++ and C, and a
virtual environment with the engines for Python."""

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from .processes import ProgramFailed

BENCHMARKS = Path(__file__).resolve().parent.parent
ROOT = BENCHMARKS.parent
ANCHORS = BENCHMARKS / "anchors"
BUILD = BENCHMARKS / ".build"

# What each engine for Python is: its requirement, with the version that was compared with before.
PYTHON_ENGINES = {"simpy": "simpy==4.1.2", "cimba": "cimba==0.9.6"}


@dataclass
class Programs:
    """Where what is measured lies."""

    weir: Path
    python: Path
    engine_benchmark: Path = None
    skipped: dict = field(default_factory=dict)
    """Python engines that cannot be installed here, and why."""

    def anchor(self, name):
        return BUILD / name

    def script(self, name):
        return [self.python, ANCHORS / f"{name}.py"]


def say(text):
    print(text, file=sys.stderr, flush=True)


def execute(command):
    """Runs a step of the build, which says what it does on standard error."""
    command = [str(word) for word in command]
    say("$ " + shlex.join(command))
    try:
        code = subprocess.run(command, stdout=sys.stderr).returncode
    except OSError as error:
        raise ProgramFailed(f"{command[0]}: {error.strerror}") from None
    if code != 0:
        raise ProgramFailed(f"{command[0]} ended with {code}")


def swift_build(package, product):
    execute(["swift", "build", "-c", "release", "--package-path", package, "--product", product])
    return package / ".build" / "release" / product


def compile_anchors():
    compilers = {".cpp": os.environ.get("CXX", "c++"), ".c": os.environ.get("CC", "cc")}
    libraries = {"rows.c": ["-lsqlite3"]}
    for name in ("mm1.cpp", "hold.cpp", "gateway.cpp", "rows.c"):
        source = ANCHORS / name
        compiler = shlex.split(compilers[source.suffix])
        execute([*compiler, "-O2", "-o", BUILD / source.stem, source, *libraries.get(name, [])])


def install(python, name, requirement):
    """None, or why the engine cannot be had."""
    version = f"import importlib.metadata as m; print('{name}==' + m.version('{name}'))"
    found = subprocess.run([python, "-c", version], capture_output=True, text=True)
    if found.stdout.strip() == requirement:
        return None
    try:
        execute([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", requirement])
    except ProgramFailed:
        return (
            f"pip cannot install {requirement} for Python {sys.version_info.major}.{sys.version_info.minor}"
        )
    return None


def install_engines(python):
    """Those that cannot be had, and why."""
    if not python.exists():
        try:
            execute([sys.executable, "-m", "venv", BUILD / "venv"])
        except ProgramFailed:
            return dict.fromkeys(PYTHON_ENGINES, "Python cannot make a virtual environment here")
    reasons = {name: install(python, name, version) for name, version in PYTHON_ENGINES.items()}
    return {name: reason for name, reason in reasons.items() if reason}


def build(needs_engine, needs_python):
    """Builds all that is needed; raises `ProgramFailed`."""
    BUILD.mkdir(exist_ok=True)
    compile_anchors()
    python = BUILD / "venv" / "bin" / "python"
    programs = Programs(swift_build(ROOT, "weir"), python)
    if needs_engine:
        programs.engine_benchmark = swift_build(BENCHMARKS, "EngineBenchmark")
    if needs_python:
        programs.skipped = install_engines(python)
        for name, reason in programs.skipped.items():
            say(f"skipped: {name}: {reason}")
    return programs
