"""The drawing process for who may wait: an export asks it for each formula and block of code, in its own thread."""

from __future__ import annotations

import json
import logging
import subprocess
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from app.process import own_command, own_environment
from app.rich.drawing import MAX_SVG, MAX_TEX, Drawing, drawing_from
from app.rich.highlight import MAX_CHARS, Colored, colored_from

log = logging.getLogger(__name__)

FIRST_S = 10.0
"""For the first answer of a process, which has to import what it needs."""
DRAW_S = 1.0
MAX_ENDS = 8
"""After so many processes that had to be ended, or ended by themselves, the rest of a file stays plain."""
MAX_BYTES = 16 * 1024 * 1024
"""Pictures of formulas in one file; the formulas after that stay as their source, so that a file can be opened."""
KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one answer may take, in seconds."""

    first: float = FIRST_S
    later: float = DRAW_S


class Artist:
    """Draws formulas and colours code for one file. Used by one thread at a time; `close` may come from another.

    Whatever goes wrong costs that one picture: its source is shown.
    """

    def __init__(self, command: list[str] | None = None, limits: Limits | None = None) -> None:
        self._command = command or own_command("formulas", module="app.rich.child")
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None
        self._warm = self._closed = False
        self._ends = 0
        self._drawn: OrderedDict[tuple[str, bool], Drawing | None] = OrderedDict()
        self._room = MAX_BYTES
        self._guard = threading.Lock()

    def begin_page(self) -> None:
        """Another file begins, with room of its own."""
        self._room = MAX_BYTES

    def formula(self, tex: str, *, display: bool) -> Drawing | None:
        """The picture of a formula; None when there is none to be had."""
        if not tex.strip() or len(tex) > MAX_TEX or self._room <= 0:
            return None
        key = (tex, display)
        if key not in self._drawn:
            self._drawn[key] = drawing_from(self._ask({"tex": tex, "display": display}))
            if len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
        found = self._drawn[key]
        self._room -= len(found.svg) if found is not None else 0
        return found

    def colors(self, code: str, language: str) -> list[Colored]:
        """The coloured pieces of a block of code."""
        if not language or len(code) > MAX_CHARS:
            return []
        return colored_from(self._ask({"code": code, "language": language}))

    def close(self) -> None:
        """End the process; nothing is drawn any more."""
        with self._guard:
            self._closed = True
            process, self._process = self._process, None
        if process is not None:
            _end(process)

    def _ask(self, question: dict[str, Any]) -> Any:
        process = self._running()
        if process is None or process.stdin is None or process.stdout is None:
            return None
        limit = threading.Timer(self._limits.later if self._warm else self._limits.first, process.kill)
        limit.daemon = True
        limit.start()
        try:
            process.stdin.write(json.dumps(question).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline(2 * MAX_SVG)
            answer = json.loads(line)
        except (OSError, ValueError):
            self._lost(process)
            return None
        finally:
            limit.cancel()
        self._warm = True
        return answer

    def _running(self) -> subprocess.Popen[bytes] | None:
        with self._guard:
            if self._process is None and not self._closed and self._ends < MAX_ENDS:
                self._warm = False
                try:
                    self._process = subprocess.Popen(
                        self._command,
                        stdin=subprocess.PIPE,
                        stdout=subprocess.PIPE,
                        stderr=subprocess.DEVNULL,
                        env=own_environment(),
                    )
                except OSError as exc:
                    log.info("formulas cannot be drawn: %s", type(exc).__name__)
                    self._ends = MAX_ENDS
            return self._process

    def _lost(self, process: subprocess.Popen[bytes]) -> None:
        with self._guard:
            self._process = None
            self._ends += 1
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except OSError:
                continue  # what it was not told any more
