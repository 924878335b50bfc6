"""The privacy ledger: every connection of this program, kept in the data folder, and the commands that show it.

The file holds one line of JSON a request. Lines are appended on a thread of their own; broken ones are passed over; the
file is written anew, counted together, when it has grown.
"""

from __future__ import annotations

import asyncio
import logging
import os
import queue
import threading
from collections.abc import Callable
from pathlib import Path

from app.bridge import signatures as cmd
from app.bridge.registry import CommandRegistry
from app.errors import ConfigError, InvalidInput
from app.files import write_atomically
from app.services.ledger_lines import MAX_ENTRIES, Entries, entries_of, line_of
from app.types.privacy import LedgerEntry

log = logging.getLogger(__name__)

MAX_FILE_BYTES = 4 * 1024 * 1024
"""A file that has grown beyond this is written anew."""
MAX_READ_BYTES = 4 * MAX_FILE_BYTES
"""More than this is never read: the end counts."""
CLOSE_S = 3.0

_Job = Callable[[], None]


class PrivacyLedger:
    """Notes connections. Used on the core's event loop; a thread of its own writes the file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries = Entries()
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._complained = False
        self._mid_line = True
        """A line may have been cut off, by a kill or a full disk: the next one begins with a line break."""

    async def start(self) -> None:
        """Take over what the file says, and begin to write."""
        known = Entries(await asyncio.to_thread(self._read))
        for entry in self._entries:
            known.add(entry)
        self._entries = known
        self._thread = threading.Thread(target=self._work, name="privacy-ledger", daemon=True)
        self._thread.start()

    def note(self, entry: LedgerEntry) -> None:
        """Write a connection down; see `app.net.client.Ledger`."""
        self._entries.add(entry)
        self._jobs.put(lambda: self._append(entry))

    def newest(self, limit: int) -> tuple[LedgerEntry, ...]:
        """The newest entries first."""
        return self._entries.newest(limit)

    async def clear(self) -> None:
        """Forget all entries.

        Raises:
            ConfigError: The file cannot be emptied.
        """
        self._entries = Entries()
        loop = asyncio.get_running_loop()
        done: asyncio.Future[OSError | None] = loop.create_future()

        def job() -> None:
            problem: OSError | None = None
            try:
                self._path.unlink(missing_ok=True)
            except OSError as exc:
                problem = exc
            loop.call_soon_threadsafe(done.set_result, problem)

        self._jobs.put(job)
        problem = await done
        if problem is not None:
            raise ConfigError(
                f"The list of connections in {self._path} cannot be deleted.",
                hint="Make the file and its folder writable.",
                detail=str(problem),
            )

    async def close(self) -> None:
        """Write what is left; twice is once."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._jobs.put(None)
            await asyncio.to_thread(thread.join, CLOSE_S)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def _append(self, entry: LedgerEntry) -> None:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(self._path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "ab") as file:
                file.write((b"\n" if self._mid_line else b"") + line_of(entry))
                size = file.tell()
            self._mid_line = False
            if size > MAX_FILE_BYTES:
                self._write_anew()
        except OSError as exc:
            if not self._complained:  # a full disk costs one line of the log, and not one a request
                log.warning("the list of connections cannot be written: %s", exc)
            self._complained = self._mid_line = True
        else:
            self._complained = False

    def _write_anew(self) -> None:
        entries = self._read()[-MAX_ENTRIES:]
        write_atomically(self._path, b"".join(line_of(entry) for entry in entries), durable=False)

    def _read(self) -> list[LedgerEntry]:
        try:
            with self._path.open("rb") as file:
                size = file.seek(0, 2)
                file.seek(max(0, size - MAX_READ_BYTES))
                data = file.read(MAX_READ_BYTES)
        except FileNotFoundError:
            return []
        except OSError as exc:
            log.warning("the list of connections cannot be read: %s", exc)
            return []
        entries, broken = entries_of(data)
        if broken:
            log.info("%d broken lines of the list of connections were passed over", broken)
        return entries


class PrivacyService:
    """privacy.ledger and privacy.clear_ledger. Lives on the core's event loop; emits nothing."""

    def __init__(self, ledger: PrivacyLedger) -> None:
        self._ledger = ledger

    def bind(self, registry: CommandRegistry) -> None:
        """Answer the commands."""
        registry.bind(cmd.privacy_ledger, self.ledger)
        registry.bind(cmd.privacy_clear_ledger, self.clear_ledger)

    async def ledger(self, *, limit: int = 500) -> tuple[LedgerEntry, ...]:
        """See `signatures.privacy_ledger`."""
        if limit < 1:
            raise InvalidInput("At least one entry has to be asked for.", params={"limit": limit})
        return self._ledger.newest(limit)

    async def clear_ledger(self) -> None:
        """See `signatures.privacy_clear_ledger`."""
        await self._ledger.clear()
