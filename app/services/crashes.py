"""The record of crashes: a small file with how engines and the core ended unasked, and nothing of what people wrote."""

from __future__ import annotations

import faulthandler
import json
import logging
import os
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from app.backends.base import ProcessEnd
from app.errors import InvalidInput
from app.files import write_atomically
from app.types.doctor import CrashRecord
from app.types.models import BackendName
from app.wire import from_wire, to_wire

log = logging.getLogger(__name__)

MAX_RECORDS = 30
MAX_BYTES = 256 * 1024
"""A larger file is not ours; only its end is read."""
MAX_LINES = 12
MAX_LINE = 200
_MAX_CAUSE = 500
_MAX_FAULTS = 16 * 1024
_EXCEPTION = re.compile(r"^(\s*(?:[\w.]+\.)?\w*(?:Error|Exception|Interrupt|Exit|Warning|Died|Failed))\s*:.*$")
_NOT_A_MESSAGE = re.compile(
    r"^(?:Traceback|During handling|The above exc|Fatal|Current thread|Thread 0x|ggml|GGML|llama)"
)
"""Lines that cannot be more of what an exception says."""
_FAULT = re.compile(r"^(?:Fatal Python error|Windows fatal exception): (.+)$", re.MULTILINE)
_GONE = "The core ended without stopping in order: it was killed, or the computer ran out of memory or power."


class CrashLog:
    """Crashes in a bounded file of JSON lines. Any thread may use it; one that cannot be written costs a log line."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()

    def read(self) -> tuple[CrashRecord, ...]:
        """The crashes, newest last; lines that cannot be understood are left out."""
        try:
            with self._path.open("rb") as file:
                file.seek(max(0, self._path.stat().st_size - MAX_BYTES))
                lines = file.read(MAX_BYTES).splitlines()
        except OSError:
            return ()
        found = (_record(line) for line in lines[-MAX_RECORDS:])
        return tuple(record for record in found if record is not None)

    def add(self, record: CrashRecord) -> None:
        """Keep one more; the oldest give way."""
        with self._lock:
            records = (*self.read(), record)[-MAX_RECORDS:]
            content = "".join(json.dumps(to_wire(kept)) + "\n" for kept in records)
            try:
                write_atomically(self._path, content.encode(), durable=False)
            except OSError as exc:
                log.warning("a crash cannot be recorded: %s", exc)

    def engine_died(self, model_id: str, backend: BackendName, cause: str, end: ProcessEnd | None) -> None:
        """The process of an engine ended unasked."""
        end = end or ProcessEnd(cause)
        self.add(
            CrashRecord(
                self._clock(),
                cause[:_MAX_CAUSE],
                backend,
                model_id[:MAX_LINE],
                end.signal,
                end.exit_code,
                end.work,
                without_values(end.last_lines),
            )
        )

    def core_died(self, faults: str) -> None:
        """The core before this one ended unasked; `faults` is what Python's fault handler wrote."""
        fault = _FAULT.search(faults)
        cause = f"The core crashed: {fault[1][:MAX_LINE]}." if fault else _GONE
        self.add(CrashRecord(self._clock(), cause, last_lines=without_values(faults) if fault else ()))


class CoreWatch:
    """Finds out whether the last core of an installation stopped in order. Used from one thread.

    Args:
        marker: A file that is there while a core runs.
        faults: Where the fault handler writes (`catch_faults`).
        crashes: Is told of a core that did not stop in order.
    """

    def __init__(self, marker: Path, faults: Path, crashes: CrashLog) -> None:
        self._marker = marker
        self._faults = faults
        self._crashes = crashes

    def begin(self, booted_at: float) -> None:
        """This core runs now, alone. One that ended because the computer was switched off did not crash."""
        with suppress(OSError):
            if self._marker.stat().st_mtime > booted_at or self._written():
                self._crashes.core_died(self._written())
        with suppress(OSError):
            self._marker.write_text(f"{os.getpid()}\n", "ascii")
            if self._faults.exists():
                os.truncate(self._faults, 0)

    def end(self) -> None:
        """This core stops in order."""
        with suppress(OSError):
            self._marker.unlink(missing_ok=True)

    def _written(self) -> str:
        try:
            with self._faults.open("rb") as file:
                return file.read(_MAX_FAULTS).decode("utf-8", "replace")
        except OSError:
            return ""


def catch_faults(faults: Path) -> BinaryIO | None:
    """Let a crash of this process in native code leave its Python frames in a file; keep the result open."""
    try:
        file = faults.open("ab", buffering=0)
    except OSError:
        return None
    faulthandler.enable(file, all_threads=False)
    return file


def without_values(text: str) -> tuple[str, ...]:
    """The last lines of what a process printed. What an exception says may quote a person: its name stays."""
    kept: list[str] = []
    message = False
    for line in text.splitlines():
        known = _EXCEPTION.match(line)
        message = known is not None or (message and not _NOT_A_MESSAGE.match(line))
        if known:
            kept.append(known[1][:MAX_LINE])
        elif not message and line.strip():
            kept.append(line.rstrip()[:MAX_LINE])
    return tuple(kept[-MAX_LINES:])


def _record(line: bytes) -> CrashRecord | None:
    try:
        record: CrashRecord = from_wire(CrashRecord, json.loads(line))
    except (ValueError, RecursionError, InvalidInput):
        return None
    return record
