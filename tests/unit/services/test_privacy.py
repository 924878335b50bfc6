"""The privacy ledger: what is counted together, what survives, and what a broken file or a full disk costs."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.bridge.registry import CommandRegistry
from app.errors import ConfigError, InvalidInput
from app.process import own_environment
from app.services import privacy
from app.services.ledger_lines import MAX_ENTRIES, MAX_LINE, Entries, entries_of, entry_of, line_of
from app.services.privacy import PrivacyLedger, PrivacyService
from app.types.privacy import LedgerEntry, Purpose, Verdict
from tests.helpers.logfail import ExpectedLogs

ENTRY = LedgerEntry(
    at=1_000.0,
    purpose=Purpose.ANSWER,
    origin="https://a.example:443",
    backend="cloud",
    verdict=Verdict.ALLOWED,
    on_this_machine=False,
    last_at=1_000.0,
    bytes_sent=10,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "connections.jsonl"


@pytest.fixture
def cut_off(path: Path) -> Path:
    """A file whose last line was not finished."""
    path.write_bytes(line_of(ENTRY) + b'{"at": 1, "pur')
    return path


@pytest.fixture
def full_disk(path: Path) -> Path:
    """A file that takes nothing."""
    path.symlink_to("/dev/full")
    return path


@pytest.fixture
def folder(path: Path) -> Path:
    """A folder with something in it where the file should be."""
    (path / "inside").mkdir(parents=True)
    return path


@pytest.fixture
async def ledger(path: Path) -> AsyncIterator[PrivacyLedger]:
    made = PrivacyLedger(path)
    await made.start()
    yield made
    await made.close()


async def kept(path: Path) -> tuple[LedgerEntry, ...]:
    """What the next start of the program finds."""
    again = PrivacyLedger(path)
    await again.start()
    await again.close()
    return again.newest(MAX_ENTRIES)


def test_requests_that_follow_each_other_are_one_entry() -> None:
    later = replace(ENTRY, at=1_100.0, last_at=1_101.0, bytes_sent=5)
    (one,) = Entries([ENTRY, later])
    assert (one.at, one.last_at, one.count, one.bytes_sent) == (1_000.0, 1_101.0, 2, 15)


@pytest.mark.parametrize(
    "other",
    [
        replace(ENTRY, origin="https://b.example:443"),
        replace(ENTRY, purpose=Purpose.PROBE),
        replace(ENTRY, verdict=Verdict.BLOCKED),
        replace(ENTRY, backend="ollama"),
        replace(ENTRY, detail="no connection"),
        replace(ENTRY, at=9_000.0, last_at=9_000.0),
    ],
)
def test_what_differs_is_an_entry_of_its_own(other: LedgerEntry) -> None:
    assert list(Entries([ENTRY, other])) == [ENTRY, other]


def test_bytes_of_a_long_request_are_added_however_late() -> None:
    (one,) = Entries([ENTRY, replace(ENTRY, at=90_000.0, last_at=90_000.0, count=0, bytes_sent=7)])
    assert (one.count, one.bytes_sent, one.last_at) == (1, 17, 90_000.0)


def test_the_newest_come_first_and_the_oldest_are_forgotten() -> None:
    book = Entries(replace(ENTRY, at=n * 1_000.0, last_at=n * 1_000.0) for n in range(2 * MAX_ENTRIES + 10))
    newest = book.newest(3)
    assert [entry.at for entry in newest] == [(2 * MAX_ENTRIES + 9 - n) * 1_000.0 for n in range(3)]
    assert len(book.newest(10 * MAX_ENTRIES)) == MAX_ENTRIES
    assert len(list(book)) < 2 * MAX_ENTRIES
    book.add(newest[0])
    assert book.newest(1)[0].count == 2


def test_an_entry_whose_like_was_forgotten_begins_anew() -> None:
    first = replace(ENTRY, origin="https://first.example:443")
    book = Entries([first])
    for n in range(2 * MAX_ENTRIES):
        book.add(replace(ENTRY, at=n * 1_000.0, last_at=n * 1_000.0))
    book.add(first)
    assert list(book)[-1] == first


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"null",
        b"[1]",
        b'{"at": 1}',
        b"\xff\xfe",
        b"[" * MAX_LINE,
        b"[" * (MAX_LINE - 1),
        line_of(ENTRY).replace(b"1000.0", b"NaN"),
        line_of(ENTRY).replace(b'"count":1', b'"count":-1'),
        line_of(ENTRY).replace(b'"answer"', b'"spy"'),
        line_of(replace(ENTRY, detail="x" * MAX_LINE)),
    ],
)
def test_a_broken_line_is_passed_over(line: bytes) -> None:
    assert entry_of(line) is None
    assert entries_of(line_of(ENTRY) + line + b"\n\n") == ([ENTRY], 1)


async def test_entries_outlive_the_program(ledger: PrivacyLedger, path: Path) -> None:
    ledger.note(ENTRY)
    ledger.note(replace(ENTRY, count=0, bytes_sent=5))
    ledger.note(replace(ENTRY, purpose=Purpose.TEST, verdict=Verdict.BLOCKED))
    await ledger.close()
    assert await kept(path) == ledger.newest(10)
    assert len(ledger.newest(10)) == 2
    assert (await asyncio.to_thread(os.stat, path)).st_mode & 0o777 == 0o600


def test_a_kill_loses_nothing_that_was_written(path: Path) -> None:
    program = f"""
import asyncio, time
from dataclasses import replace
from pathlib import Path
from app.services.privacy import PrivacyLedger
from app.services.ledger_lines import entry_of
async def main():
    ledger = PrivacyLedger(Path({str(path)!r}))
    await ledger.start()
    entry = entry_of({line_of(ENTRY)!r})
    for n in range(100):
        ledger.note(replace(entry, at=n * 1000.0, last_at=n * 1000.0))
    while ledger._jobs.qsize():
        await asyncio.sleep(0)
    print("noted", flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
"""
    running = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=own_environment())
    with running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"noted\n"
        running.send_signal(signal.SIGKILL)
    path.write_bytes(path.read_bytes()[:-7] + b'\n{"at": 1, "pur')  # and a line was cut off
    found = asyncio.run(kept(path))
    assert len(found) >= 98


async def test_the_next_program_does_not_write_on_into_a_line_that_was_cut_off(cut_off: Path) -> None:
    ledger = PrivacyLedger(cut_off)
    await ledger.start()
    other = replace(ENTRY, origin="https://b.example:443")
    ledger.note(other)
    await ledger.close()
    assert set(await kept(cut_off)) == {ENTRY, other}


async def test_a_full_disk_costs_one_line_of_the_log(
    ledger: PrivacyLedger, full_disk: Path, expected_logs: ExpectedLogs, caplog: pytest.LogCaptureFixture
) -> None:
    expected_logs.expect("list of connections cannot be written", logging.WARNING)
    for _ in range(3):
        ledger.note(ENTRY)
    await ledger.close()
    assert ledger.newest(1)[0].count == 3
    assert caplog.text.count("cannot be written") == 1


async def test_a_file_that_has_grown_is_written_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy, "MAX_FILE_BYTES", 2_000)
    ledger = PrivacyLedger(path)
    await ledger.start()
    for _ in range(1_000):
        ledger.note(ENTRY)
    await ledger.close()
    assert (await asyncio.to_thread(os.stat, path)).st_size < 3_000
    assert (await kept(path))[0].count == 1_000


async def test_a_folder_in_the_place_of_the_file_is_survived(folder: Path, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("list of connections cannot be read", logging.WARNING)
    expected_logs.expect("list of connections cannot be written", logging.WARNING)
    ledger = PrivacyLedger(folder)
    await ledger.start()
    ledger.note(ENTRY)
    with pytest.raises(ConfigError, match="cannot be deleted"):
        await ledger.clear()
    await ledger.close()
    await ledger.close()


async def test_the_commands(ledger: PrivacyLedger, path: Path) -> None:
    service = PrivacyService(ledger)
    service.bind(CommandRegistry())
    ledger.note(ENTRY)
    ledger.note(replace(ENTRY, purpose=Purpose.TEST, at=1_001.0, last_at=1_001.0))
    assert [entry.purpose for entry in await service.ledger()] == [Purpose.TEST, Purpose.ANSWER]
    assert len(await service.ledger(limit=1)) == 1
    for limit in (0, -1):
        with pytest.raises(InvalidInput):
            await service.ledger(limit=limit)
    await service.clear_ledger()
    assert await service.ledger() == ()
    assert await kept(path) == ()
    ledger.note(ENTRY)
    await ledger.close()
    assert await kept(path) == (ENTRY,)
