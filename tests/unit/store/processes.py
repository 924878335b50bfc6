"""Real other processes for the tests of the store."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.process import ROOT, own_environment

SCRIPTS = ROOT / "tests" / "data" / "store"


@contextmanager
def running(script: str, *args: str | Path) -> Iterator[subprocess.Popen[str]]:
    """Run a script of `tests/data/store` with pipes; it is gone afterwards, whatever happened."""
    process = subprocess.Popen(
        [sys.executable, str(SCRIPTS / script), *map(str, args)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=own_environment(),
    )
    try:
        with process:
            try:
                yield process
            finally:
                process.kill()
    finally:
        process.wait()


def line_of(process: subprocess.Popen[str]) -> str:
    """The next line that the process prints."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, f"the process ended with {process.wait()}"
    return line.strip()


def let_go(process: subprocess.Popen[str]) -> None:
    """End its standard input and wait for its end."""
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(30) == 0
