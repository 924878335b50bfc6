"""The person's terminal: where text, notes, JSON and errors go, and that nothing in them can do harm there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO

from app.client.aio import AsyncClient
from app.client.launch import Spawn, spawn_core
from app.config.paths import Paths
from app.errors import (
    AppError,
    BridgeError,
    ChatNotFound,
    CoreUnavailable,
    EngineError,
    InvalidInput,
    ModelError,
    ModelNotFound,
)

EXIT_OK = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_NO_CORE = 3
EXIT_NOT_FOUND = 4
EXIT_MODEL = 5
EXIT_INTERRUPTED = 130
EXIT_BROKEN_PIPE = 141
MAX_INPUT_CHARACTERS = 8 * 1024 * 1024

_EXIT_CODES: tuple[tuple[type[AppError], int], ...] = (
    (InvalidInput, EXIT_USAGE),
    (CoreUnavailable, EXIT_NO_CORE),
    (BridgeError, EXIT_FAILED),
    (ModelNotFound, EXIT_NOT_FOUND),
    (ChatNotFound, EXIT_NOT_FOUND),
    (ModelError, EXIT_MODEL),
    (EngineError, EXIT_MODEL),
)

_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t\r"}
"""Control characters become their pictures: a model's answer must not move the cursor or set the window's title."""
_CONTROLS |= {0x0D: "", 0x7F: "␡"} | dict.fromkeys(range(0x80, 0xA0), "\ufffd")

_CLEAR_LINE = "\r\x1b[K"


def harmless(text: str) -> str:
    """Text without characters that a terminal would obey, other than line breaks and tabs."""
    return text.translate(_CONTROLS)


def one_line(text: str) -> str:
    """Text for one cell of a table."""
    return " ".join(text.split())


def megabytes(size: int) -> str:
    """A size in bytes for people; "" for none."""
    return f"{size / 1_000_000:,.0f} MB" if size else ""


def exit_code(error: AppError) -> int:
    """The process's exit code for an error."""
    return next((code for kind, code in _EXIT_CODES if isinstance(error, kind)), EXIT_FAILED)


@dataclass
class Terminal:
    """Streams and the installation that a command works with. Used from one thread."""

    paths: Paths
    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    spawn: Spawn = spawn_core
    _status_shown: bool = field(default=False, init=False)

    async def connect(self, *, spawn: bool) -> AsyncClient:
        """Attach to the core; see `AsyncClient.connect`."""
        return await AsyncClient.connect(self.paths, spawn=spawn, spawn_core=self.spawn)

    def read_input(self) -> str:
        """Standard input to its end.

        Raises:
            InvalidInput: It is longer than anything that takes a text.
        """
        text = self.stdin.read(MAX_INPUT_CHARACTERS + 1)
        if len(text) > MAX_INPUT_CHARACTERS:
            raise InvalidInput("Standard input has more than 8 million characters.", hint="Send less text at once.")
        return text

    def write(self, text: str) -> None:
        """Put text on standard output at once."""
        self.status("")
        self.stdout.write(harmless(text) if self.stdout.isatty() else text)
        self.stdout.flush()

    def line(self, text: str = "") -> None:
        """Put a line on standard output."""
        self.write(text + "\n")

    def json(self, value: Any) -> None:
        """Put one JSON value on standard output, in ASCII and readable."""
        self.write(json.dumps(value, indent=2) + "\n")

    def table(self, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
        """Put aligned columns on standard output."""
        cells = [tuple(one_line(cell) for cell in row) for row in (head, *rows)]
        widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
        for row in cells:
            self.line("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())

    def status(self, text: str) -> None:
        """Show what is waited for, on standard error if that is a terminal, until something else is shown."""
        if self.stderr.isatty() and (text or self._status_shown):
            self.stderr.write(_CLEAR_LINE + harmless(one_line(text)))
            self.stderr.flush()
            self._status_shown = bool(text)

    def note(self, text: str) -> None:
        """A remark for a person, on standard error if that is a terminal."""
        self.status("")
        if self.stderr.isatty():
            self.stderr.write(harmless(text) + "\n")

    def warn(self, text: str) -> None:
        """What a person should know of the output, on standard error also where that is a file."""
        self.status("")
        self._complain(text)
        self.stderr.flush()

    def error(self, error: AppError) -> None:
        """One sentence of cause, and the remedy on a line of its own."""
        self.status("")
        for text in (error.message, error.hint):
            if text:
                self._complain(text)
        self.stderr.flush()

    def _complain(self, text: str) -> None:
        self.stderr.write((harmless(text) if self.stderr.isatty() else text) + "\n")
