"""Real processes of one installation: a terminal, a core, workers; driven and looked at through the command line."""

from __future__ import annotations

import importlib.util
import json
from typing import Any

import pytest

from tests.helpers.procs import Program, Programs
from tests.helpers.waiting import wait_until

_NEED_QT = ["test_accessible.py", "test_window.py", "test_window_store.py", "test_window_settings.py"]
collect_ignore = [] if importlib.util.find_spec("PySide6") else _NEED_QT

ECHO = {"TEKTRA_GENERAL_DEFAULT_MODEL": "echo"}
"""Lets the installation's new chats go to the scriptable engine."""


class Installation:
    """What a person with a terminal sees of Tektra. `programs` starts everything in the test's own home."""

    def __init__(self, programs: Programs) -> None:
        self.programs = programs

    def start(self, *args: str, stdin: str = "", **environ: str) -> Program:
        """Start `tektra ARGS…` and return at once."""
        return self.programs.start(*args, stdin=stdin, **{**ECHO, **environ})

    def run(self, *args: str, stdin: str = "", **environ: str) -> Program:
        """Start `tektra ARGS…` and wait for its end."""
        program = self.start(*args, stdin=stdin, **environ)
        program.wait()
        return program

    def configure(self, toml: str) -> None:
        """Write the installation's config.toml, before its core starts."""
        folder = self.programs.home / "config"
        folder.mkdir(exist_ok=True)
        (folder / "config.toml").write_text(toml, "utf-8")

    def ask(self, prompt: str, *options: str) -> Program:
        """Start `tektra run` and return at once."""
        return self.start("run", *options, prompt)

    def json(self, *args: str) -> Any:
        """The output of a command with `--json`."""
        program = self.run(*args, "--json")
        assert program.process.returncode == 0, program.stderr
        return json.loads(program.stdout)

    def status(self) -> dict[str, Any]:
        """`tektra ps --json`."""
        found: dict[str, Any] = self.json("ps")
        return found

    def core_pid(self) -> int:
        """The core's process id; waits until one runs."""
        return int(wait_until(lambda: self.status().get("pid", 0), what="a core"))

    def worker_pid(self) -> int:
        """The process id of the first worker that has one."""

        def found() -> int | None:
            return next((worker["pid"] for worker in self.status().get("workers", []) if worker["pid"]), None)

        return wait_until(found, what="a worker") or 0

    def until_busy(self) -> None:
        """Wait until the first worker is through with loading and works on an answer."""

        def busy() -> bool:
            return any(worker["state"] == "busy" for worker in self.status().get("workers", [])[:1])

        wait_until(busy, what="a worker that works on an answer")

    def last_message(self) -> dict[str, Any]:
        """The newest message of the newest chat."""
        chat = self.json("chats")[0]["id"]
        message: dict[str, Any] = self.json("chats", "show", chat)["messages"][-1]
        return message

    def until_text(self, program: Program, text: str) -> None:
        """Wait until a program printed the text."""
        wait_until(lambda: text in program.stdout, what=f"{text!r} on the terminal; {program.stderr}")


@pytest.fixture
def tektra(programs: Programs) -> Installation:
    """The test's own installation, with echo as the default model."""
    return Installation(programs)
