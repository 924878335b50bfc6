"""A fresh installation for a benchmark: greedy answers of a fixed length, and a window that watches itself."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.process import ROOT, own_command, own_environment
from tests.helpers.home import HOME_VARIABLE

TOKENS = 200
"""How long answers get."""
QUESTION = "Tell me a long story about the sea."
_SETTINGS = f"""
[general]
default_preset = "bench"

[presets.bench]
temperature = 0.0
repeat_penalty = 1.0
max_tokens = {TOKENS}
"""


class BenchHome:
    """One installation; every process of it gets `environment`."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment

    def run(self, *args: str) -> str:
        """Run `tektra ARGS…` and return what it printed."""
        command = own_command(*args)
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        return done.stdout

    def watch(self, *args: str) -> dict[str, Any]:
        """Run a window that watches itself; its timeline, in seconds from its spawn."""
        command = [sys.executable, "-m", "tests.bench.window_probe", repr(time.monotonic()), *args]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=True)
        timeline: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return timeline


@contextmanager
def installation() -> Iterator[BenchHome]:
    """An empty installation; its core is ended and its folder removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="tk-") as folder:
        home = Path(folder).resolve()
        (home / "run").mkdir(mode=0o700)
        (home / "config").mkdir()
        (home / "config" / "config.toml").write_text(_SETTINGS, "utf-8")
        own = {HOME_VARIABLE: str(home), "XDG_RUNTIME_DIR": str(home / "run"), "QT_QPA_PLATFORM": "offscreen"}
        own["PYTHONDONTWRITEBYTECODE"] = ""  # as a person starts it: compiled files are kept
        made = BenchHome(own_environment(**own))
        try:
            yield made
        finally:
            made.run("daemon", "stop")
