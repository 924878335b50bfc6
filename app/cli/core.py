"""`tektra ps` and `daemon`: the core and what it runs."""

from __future__ import annotations

import argparse
import asyncio
from functools import partial

from app import __version__
from app.bridge.signatures import core_status, core_stop
from app.cli.terminal import EXIT_NO_CORE, EXIT_OK, Terminal, megabytes
from app.client.aio import AsyncClient
from app.client.launch import spawn_core, version_error
from app.errors import CoreUnavailable
from app.types.status import CoreStatus

STOP_S = 30.0
"""How long `daemon stop` waits for the core's process to end."""
_LOOK_S = 0.05
_NO_CORE = "No core is running."


async def ps(args: argparse.Namespace, terminal: Terminal) -> int:
    """Show the core and its workers; never starts a core."""
    status = await _status(terminal)
    if args.json:
        _print_json(status, terminal)
    elif status is None:
        terminal.line(_NO_CORE)
    else:
        state = "answering" if status.answering else "idle"
        rows = [("core", str(status.pid), "", megabytes(status.memory_bytes), state, "")]
        rows += [
            (
                worker.backend,
                "" if worker.pid is None else str(worker.pid),
                worker.model_id,
                megabytes(worker.memory_bytes),
                worker.state,
                worker.cause,
            )
            for worker in status.workers
        ]
        terminal.table(("PROCESS", "PID", "MODEL", "MEMORY", "STATE", "CAUSE"), rows)
    return EXIT_OK


async def daemon(args: argparse.Namespace, terminal: Terminal) -> int:
    """Start, stop or look at the core."""
    action = {"start": _start, "stop": _stop, "status": _say_status}[args.action]
    return await action(args, terminal)


async def _start(args: argparse.Namespace, terminal: Terminal) -> int:
    running = await _find(terminal)
    if running is not None:
        await running.close()
    started = running is None or running.hello.version != __version__
    spawn = partial(spawn_core, auto=False) if terminal.spawn is spawn_core else terminal.spawn
    async with await AsyncClient.connect(terminal.paths, spawn=True, spawn_core=spawn) as client:
        pid = client.hello.pid
    if args.json:
        terminal.json({"running": True, "started": started, "pid": pid})
    else:
        terminal.line(f"The core {'runs now' if started else 'was already running'} (process {pid}).")
    return EXIT_OK


async def _stop(args: argparse.Namespace, terminal: Terminal) -> int:
    client = await _find(terminal)
    if client is not None:
        async with client:
            terminal.status("Ending the core…")
            await client.invoke(core_stop, only_if_idle=False, on_purpose=True)
            await wait_for_end(client)
    if args.json:
        terminal.json({"running": False, "stopped": client is not None})
    else:
        terminal.line(_NO_CORE if client is None else "The core has ended.")
    return EXIT_OK


async def wait_for_end(client: AsyncClient) -> None:
    """Return when the process of a core that was asked to end has ended.

    Raises:
        CoreUnavailable: It is still there after `STOP_S`.
    """
    from app.process import is_alive

    pid = client.hello.pid
    try:
        async with asyncio.timeout(STOP_S):
            await client.wait_gone()
            while is_alive(pid):  # noqa: ASYNC110 - another program's process sends us no event
                await asyncio.sleep(_LOOK_S)
    except TimeoutError as exc:
        raise CoreUnavailable(
            f"The core (process {pid}) was asked to end but is still there.", hint="Look into its log, or end it."
        ) from exc


async def _say_status(args: argparse.Namespace, terminal: Terminal) -> int:
    status = await _status(terminal)
    if args.json:
        _print_json(status, terminal)
    elif status is None:
        terminal.line(_NO_CORE)
    else:
        stays = "ends some minutes after its last front end" if status.lingers else "stays until it is stopped"
        terminal.line(f"The core runs: process {status.pid}, version {status.version}, {stays}.")
        terminal.line(f"Front ends: {status.clients - 1}. Answers: {status.answering}. Workers: {len(status.workers)}.")
        for problem in status.config_problems:
            terminal.line(problem)
    return EXIT_NO_CORE if status is None else EXIT_OK


async def _find(terminal: Terminal) -> AsyncClient | None:
    """The running core, of whatever version, or None."""
    try:
        return await terminal.connect(spawn=False)
    except CoreUnavailable as exc:
        if exc.params.get("running") is False:
            return None
        raise


async def _status(terminal: Terminal) -> CoreStatus | None:
    client = await _find(terminal)
    if client is None:
        return None
    async with client:
        if client.hello.version != __version__:
            raise version_error(client.hello)
        return await client.invoke(core_status)


def _print_json(status: CoreStatus | None, terminal: Terminal) -> None:
    from app.wire import to_wire

    terminal.json({"running": False} if status is None else {"running": True, **to_wire(status)})
