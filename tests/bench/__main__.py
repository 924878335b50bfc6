"""Run benchmarks: `python -m tests.bench` runs all, `python -m tests.bench NAME…` some, `--list` names them.

A name with a dot is one of a group: `overhead` runs all of them, `overhead.mlx` that one.
Prints one JSON object a line and appends it to `build/bench.jsonl`. Ends with 1 when a goal is missed or a benchmark
fails, with 2 when a name is unknown.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
import traceback
from pathlib import Path

import tests.bench
from tests.bench.report import BENCHES, REPORT, append

MODULE_PREFIX = "bench_"


def discover() -> None:
    """Import every benchmark module, which registers its benchmarks."""
    for module in pkgutil.iter_modules(tests.bench.__path__):
        if module.name.startswith(MODULE_PREFIX):
            importlib.import_module(f"tests.bench.{module.name}")


def run(names: list[str], report: Path = REPORT) -> bool:
    """Run benchmarks one after the other; whether all ran and reached their goals.

    One that fails does not keep the others from running.
    """
    fine = True
    for name in names:
        try:
            for result in BENCHES[name]():
                sys.stdout.write(result.to_json() + "\n")
                sys.stdout.flush()
                append(result, report)
                fine = fine and result.holds
        except Exception:
            sys.stderr.write(f"The benchmark {name} failed:\n{traceback.format_exc()}")
            fine = False
    return fine


def named(given: str) -> list[str]:
    """The benchmarks of a name: one, or all of a group."""
    return sorted(name for name in BENCHES if name == given or name.startswith(f"{given}."))


def main(argv: list[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Run Tektra's benchmarks.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="benchmarks to run; all without a name")
    parser.add_argument("--list", action="store_true", help="print the names and end")
    parser.add_argument("--report", type=Path, default=REPORT, help="file that the results are appended to")
    options = parser.parse_args(argv)
    discover()
    if options.list:
        sys.stdout.write("".join(f"{name}\n" for name in sorted(BENCHES)))
        return 0
    unknown = sorted(name for name in set(options.names) if not named(name))
    if unknown or not BENCHES:
        known = ", ".join(sorted(BENCHES)) or "none"
        sys.stderr.write(f"Unknown benchmark: {', '.join(unknown) or 'none is registered'}. Known: {known}.\n")
        return 2
    names = [name for given in options.names for name in named(given)]
    return 0 if run(names or sorted(BENCHES), options.report) else 1


if __name__ == "__main__":
    sys.exit(main())
