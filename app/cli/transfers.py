"""`tektra pull`, `tektra give`, `tektra remove`: models that an engine such as Ollama keeps itself."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Coroutine
from contextlib import aclosing, suppress
from typing import Any

from app.bridge.signatures import engine_hand_over, engine_pull, engine_remove, engine_stop_pull
from app.cli.lookup import find_model
from app.cli.terminal import EXIT_OK, Terminal, megabytes
from app.client.aio import AsyncClient
from app.errors import AppError
from app.types.engines import PullProgress
from app.types.models import BackendName

STOP_S = 5.0
"""How long Ctrl-C waits for the core to confirm."""


async def pull(args: argparse.Namespace, terminal: Terminal) -> int:
    """Let an engine fetch a model."""
    engine = BackendName(args.engine)
    async with await terminal.connect(spawn=True) as client:
        await _follow(client, client.invoke(engine_pull, backend=engine, name=args.name), terminal)
    _done(args, terminal, f"{engine} has {args.name} now.")
    return EXIT_OK


async def give(args: argparse.Namespace, terminal: Terminal) -> int:
    """Give an engine the file of a model."""
    engine = BackendName(args.engine)
    async with await terminal.connect(spawn=True) as client:
        model = await find_model(client, args.id)
        asked = client.invoke(engine_hand_over, backend=engine, model_id=model, name=args.name)
        await _follow(client, asked, terminal)
    _done(args, terminal, f"{engine} can run {model} now.")
    return EXIT_OK


async def remove(args: argparse.Namespace, terminal: Terminal) -> int:
    """Delete one of an engine's own models."""
    engine = BackendName(args.engine)
    async with await terminal.connect(spawn=True) as client:
        await client.invoke(engine_remove, backend=engine, name=args.name)
    _done(args, terminal, f"{engine} does not have {args.name} any more.")
    return EXIT_OK


def progress_words(step: PullProgress) -> str:
    """One line: "downloading 120 MB of 900 MB, 13 %"."""
    if not step.total_bytes:
        return step.status
    percent = 100 * step.done_bytes // step.total_bytes
    done = megabytes(step.done_bytes) or "0 MB"
    return f"{step.status} {done} of {megabytes(step.total_bytes)}, {percent} %"


async def _follow(client: AsyncClient, asked: Coroutine[Any, Any, str], terminal: Terminal) -> None:
    """Show the progress until the end; Ctrl-C stops the transfer, also where the core has not answered yet."""
    starting = asyncio.ensure_future(asked)
    try:
        async with aclosing(client.follow(await asyncio.shield(starting))) as steps:
            async for step in steps:
                if isinstance(step, PullProgress):
                    terminal.status(progress_words(step))
    except (asyncio.CancelledError, BrokenPipeError):
        with suppress(AppError, TimeoutError):
            async with asyncio.timeout(STOP_S):
                await client.invoke(engine_stop_pull, channel=await starting)
        raise


def _done(args: argparse.Namespace, terminal: Terminal, sentence: str) -> None:
    if args.json:
        terminal.json({"done": True})
    else:
        terminal.line(sentence)
