"""An instance of mistral.rs around a server that stands for the real one: what nobody could time with that."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.backends.base import Ends, ProcessEnd
from app.backends.mistral_rs import backend as backend_module
from app.backends.mistral_rs.backend import MistralRsBackend
from app.backends.mistral_rs.engine import MistralRsEngine
from app.backends.mistral_rs.finder import Finder
from app.backends.mistral_rs.programs import Form, Plan, Program
from app.backends.mistral_rs.server import Address
from app.backends.worker.process import WorkerEnd
from app.errors import Cancelled, WorkerDied
from app.net.client import Net
from app.net.terms import NetOptions
from app.types.engines import MistralRsOptions
from app.types.models import LoadSpec
from app.types.privacy import LedgerEntry, Purpose
from tests.helpers.edge_server import edge_server, reply, says
from tests.helpers.logfail import ExpectedLogs
from tests.helpers.tiny_models import write_bert


class Stand:
    """Serves at once, and ends when it may."""

    made: list[Stand]
    port = 1

    def __init__(self, _program: Program, _plan: Plan, on_end: Callable[[WorkerEnd], None], **_more: Any) -> None:
        self.on_end = on_end
        self.pid: int | None = os.getpid()
        self.memory_bytes = 1
        self.cpu_seconds = 0.0
        self.address = Address(self.port, "token")
        self.may_stop = asyncio.Event()
        self.may_stop.set()
        self.stopping = asyncio.Event()
        self.at_once = False
        self.made.append(self)

    async def start(self) -> None:
        """It serves."""

    async def stop(self, *, at_once: bool = False) -> None:
        self.at_once = at_once
        self.stopping.set()
        await self.may_stop.wait()


class Found(Finder):
    """Finds a program at once, or when it may."""

    def __init__(self) -> None:
        super().__init__(MistralRsOptions, tuple)
        self.may_find = asyncio.Event()
        self.may_find.set()
        self.looking = asyncio.Event()

    async def probe(self) -> None:
        self.looking.set()
        await self.may_find.wait()

    def program(self) -> Program | None:
        return Program(Form.PROGRAM, "mistralrs", "0.9.5")


class Book:
    """Keeps what would go into the ledger."""

    def __init__(self) -> None:
        self.entries: list[LedgerEntry] = []

    def note(self, entry: LedgerEntry) -> None:
        self.entries.append(entry)


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def finder() -> Found:
    return Found()


@pytest.fixture
def instance(monkeypatch: pytest.MonkeyPatch, book: Book, finder: Found) -> MistralRsBackend:
    Stand.made, Stand.port = [], 1
    monkeypatch.setattr(backend_module, "Server", Stand)
    net = Net(NetOptions, book)
    return MistralRsBackend(MistralRsEngine.capabilities, finder, MistralRsOptions, net, lambda _cause: None)


@pytest.fixture
def spec(tmp_path: Path) -> LoadSpec:
    return LoadSpec("m", str(write_bert(tmp_path / "m.gguf")), context_tokens=64)


async def test_closing_while_it_starts_anew_starts_no_other_server(instance: MistralRsBackend, spec: LoadSpec) -> None:
    await instance.load(spec)
    running, old = instance._running, Stand.made[0]
    assert running is not None
    old.may_stop.clear()
    reviving = asyncio.create_task(instance._revive(running))
    await old.stopping.wait()
    closing = asyncio.create_task(instance.close())
    await asyncio.sleep(0)
    old.may_stop.set()
    await asyncio.gather(closing, reviving)
    assert Stand.made == [old]


async def test_closing_while_its_program_is_looked_for_starts_no_server(
    instance: MistralRsBackend, spec: LoadSpec, finder: Found
) -> None:
    finder.may_find.clear()
    loading = asyncio.create_task(instance.load(spec))
    await finder.looking.wait()
    closing = asyncio.create_task(instance.close())
    await asyncio.sleep(0)
    finder.may_find.set()
    with pytest.raises(Cancelled):
        await loading
    await closing
    assert Stand.made == []


async def test_a_silent_server_that_computes_gets_on(instance: MistralRsBackend, spec: LoadSpec) -> None:
    assert (await instance.status()).steps is None
    await instance.load(spec)
    before = (await instance.status()).steps
    assert (await instance.status()).steps == before
    Stand.made[0].cpu_seconds = 5.0
    assert (await instance.status()).steps != before
    await instance.close()


async def test_how_it_ended_is_kept_for_the_record_of_crashes(
    spec: LoadSpec, instance: MistralRsBackend, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("mistral.rs ended: it crashed")
    await instance.load(spec)
    assert isinstance(instance, Ends)
    assert instance.last_end is None
    Stand.made[0].on_end(WorkerEnd("it crashed", signal="SIGSEGV", last_lines="thread panicked"))
    assert instance.last_end == ProcessEnd("it crashed", "SIGSEGV", None, "", "thread panicked")
    await instance.close()


async def test_a_sign_of_life_is_no_answer_in_the_ledger(
    instance: MistralRsBackend, spec: LoadSpec, book: Book
) -> None:
    async with edge_server(says(reply())) as server:
        Stand.port = server.port
        await instance.load(spec)
        await instance.ping()
    assert [(asked.path, asked.headers["authorization"]) for asked in server.asked] == [("/v1/models", "Bearer token")]
    assert [entry.purpose for entry in book.entries] == [Purpose.PROBE]
    with pytest.raises(WorkerDied):
        await instance.ping()
    await instance.close()
