"""What every backend promises about its process: it gives memory back, survives its death, and is never left behind.

Where the process is not ours (`Case.owns_process`), nobody may kill it, and it outlives us.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys

import pytest

from app.backends.base import Backend
from app.errors import AppError, Cancelled, EngineError, WorkerDied
from app.process import is_alive
from app.types.status import WorkerState
from tests.contract.cases import Case, ask, collect, enter
from tests.contract.effort import processes_of, resident_bytes
from tests.contract.test_backend_contract import PHASES, until_status
from tests.helpers.logfail import ExpectedLogs
from tests.helpers.procs import Programs, assert_gone
from tests.helpers.waiting import wait_until, wait_until_async

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def pid_of(backend: Backend) -> int:
    pid = (await backend.status()).pid
    assert pid
    return pid


def is_halted(pid: int) -> bool:
    import psutil

    return bool(psutil.Process(pid).status() == psutil.STATUS_STOPPED)


def skip_unless_ours(case: Case) -> None:
    if not case.owns_process:
        pytest.skip("the engine's process is not ours to end")


@pytest.mark.parametrize("phase", ["idle", "reading", "writing"])
async def test_a_killed_process_is_a_typed_error_and_can_be_loaded_again(
    fresh: Backend, case: Case, phase: str, exits: list[str], expected_logs: ExpectedLogs
) -> None:
    skip_unless_ours(case)
    expected_logs.expect(r"killed from outside")
    answer = await enter(fresh, case, phase) if phase != "idle" else None
    os.kill(await pid_of(fresh), signal.SIGKILL)
    if answer:
        with pytest.raises(WorkerDied) as caught:
            async for _ in answer:
                pass
        assert "SIGKILL" in caught.value.message
        assert caught.value.hint
        assert caught.value.params["signal"] == "SIGKILL"
        assert caught.value.params["before_first_token"] is (phase == "reading")
    await wait_until_async(lambda: exits, what="the end to be noticed")
    status = await fresh.status()
    assert (status.state, status.pid) == (WorkerState.DOWN, None)
    assert "SIGKILL" in status.cause
    with pytest.raises(WorkerDied, match="SIGKILL"):
        await fresh.ping()
    with pytest.raises(EngineError):
        await collect(fresh, ask("Anybody?"))
    await fresh.load(case.spec)
    await collect(fresh, ask("Again.", max_tokens=2))
    assert len(exits) == 1


async def test_a_process_that_hangs_does_not_answer_a_ping_and_can_be_closed(
    fresh: Backend, case: Case, exits: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    skip_unless_ours(case)
    monkeypatch.setattr(case.ping_limit, 0.2)
    pid = await pid_of(fresh)
    os.kill(pid, signal.SIGSTOP)
    await wait_until_async(lambda: is_halted(pid), what="the process to halt")
    with pytest.raises(WorkerDied, match="does not answer"):
        await fresh.ping()
    await fresh.close()
    assert not is_alive(pid)
    assert exits == []


async def test_closing_twice_is_closing_once(fresh: Backend, case: Case, exits: list[str]) -> None:
    pid = (await fresh.status()).pid
    await asyncio.gather(fresh.close(), fresh.close())
    await fresh.close()
    assert not (case.owns_process and pid and is_alive(pid))
    assert exits == []
    with pytest.raises(EngineError):
        await collect(fresh, ask("Anybody?"))


@PHASES
async def test_closing_in_mid_answer_ends_the_stream(fresh: Backend, case: Case, phase: str) -> None:
    answer = await enter(fresh, case, phase)
    pid = (await fresh.status()).pid
    closing = asyncio.create_task(fresh.close())
    with pytest.raises(Cancelled):
        async for _ in answer:
            pass
    await closing
    assert not (case.owns_process and pid and is_alive(pid))


async def test_closing_while_loading(case: Case) -> None:
    skip_unless_ours(case)
    backend = case.create()
    loading = asyncio.create_task(backend.load(case.spec))
    pid = (await until_status(backend, lambda status: status.pid)).pid
    assert pid
    await backend.close()
    with pytest.raises(AppError):
        await loading
    assert not is_alive(pid)


async def test_closing_before_the_first_load(case: Case) -> None:
    backend = case.create()
    await backend.close()
    with pytest.raises(EngineError):
        await backend.load(case.spec)


async def test_a_load_that_nobody_waits_for_takes_its_process_along(case: Case) -> None:
    skip_unless_ours(case)
    backend = case.create()
    loading = asyncio.create_task(backend.load(case.spec))
    pid = (await until_status(backend, lambda status: status.pid)).pid
    assert pid
    loading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await loading
    assert not is_alive(pid)
    await backend.load(case.spec)
    await backend.close()


async def test_unloading_gives_the_memory_back_and_loading_again_works(fresh: Backend, case: Case) -> None:
    await collect(fresh, ask("Hello.", max_tokens=2))
    pids = processes_of(case, await fresh.status())
    loaded = resident_bytes(pids)
    await fresh.unload()
    if case.weights_bytes and pids:
        what = f"{case.weights_bytes:,} of {loaded:,} bytes to come back; {resident_bytes(pids):,} are left"
        await wait_until_async(lambda: resident_bytes(pids) <= loaded - case.weights_bytes, what=what)
    with pytest.raises(EngineError, match="No model is loaded"):
        await collect(fresh, ask("Anybody?"))
    await fresh.load(case.spec)
    await collect(fresh, ask("Again.", max_tokens=2))


@pytest.mark.parametrize("phase", ["idle", "reading", "writing"])
async def test_the_process_dies_with_its_parent(case: Case, phase: str, programs: Programs) -> None:
    skip_unless_ours(case)
    command = [sys.executable, "-P", "-m", "tests.contract.orphan_parent", case.id, phase]
    parent = programs.start_command(command)
    line = wait_until(lambda: parent.stdout.endswith("\n") and parent.stdout, 60.0, "the worker's process id")
    worker = int(line)
    assert is_alive(worker)
    parent.kill9()
    assert_gone([worker])
