"""`tektra tokens`, `embed` and `devices`: how a model splits a text, texts as vectors, and what engines compute on."""

from __future__ import annotations

import argparse
import json
from collections.abc import Coroutine
from typing import Any

from app.bridge.signatures import device_list, model_embed, model_tokenize
from app.cli.lookup import find_model
from app.cli.notices import tell
from app.cli.terminal import EXIT_OK, Terminal, megabytes
from app.errors import InvalidInput
from app.types.embeddings import Pooling
from app.types.models import BackendName


def tokens(args: argparse.Namespace, terminal: Terminal) -> Coroutine[Any, Any, int]:
    """Print the tokens of a text. Standard input is read before the event loop runs, so that Ctrl-C ends it."""
    [text] = _texts([] if args.text is None else [args.text], terminal)
    return _tokens(text, args, terminal)


async def _tokens(text: str, args: argparse.Namespace, terminal: Terminal) -> int:
    terminal.status("Loading the model…")
    async with await terminal.connect(spawn=True) as client:
        await tell(client, terminal)
        model = args.model and await find_model(client, args.model)
        found = await client.invoke(
            model_tokenize, text=text, model_id=model, backend=args.engine and BackendName(args.engine)
        )
    if args.json:
        from app.wire import to_wire

        terminal.json([to_wire(token) for token in found])
    else:  # quoted, since spaces matter here
        rows = [(str(token.id), json.dumps(token.text, ensure_ascii=False)) for token in found]
        terminal.table(("TOKEN", "TEXT"), rows)
    return EXIT_OK


def embed(args: argparse.Namespace, terminal: Terminal) -> Coroutine[Any, Any, int]:
    """Print the vectors of texts. Standard input is read before the event loop runs, so that Ctrl-C ends it."""
    return _embed(tuple(_texts(args.texts, terminal)), args, terminal)


async def _embed(texts: tuple[str, ...], args: argparse.Namespace, terminal: Terminal) -> int:
    terminal.status("Loading the model…")
    async with await terminal.connect(spawn=True) as client:
        await tell(client, terminal)
        model = args.model and await find_model(client, args.model)
        found = await client.invoke(
            model_embed, texts=texts, model_id=model, pooling=Pooling(args.pooling), normalize=not args.raw
        )
    if args.json:
        from app.wire import to_wire

        terminal.json(to_wire(found))
    else:
        for vector in (vector for text in found.texts for vector in text):
            terminal.line(" ".join(f"{value:.6g}" for value in vector))
    return EXIT_OK


async def devices(args: argparse.Namespace, terminal: Terminal) -> int:
    """List what the installed engines can compute on."""
    async with await terminal.connect(spawn=True) as client:
        await tell(client, terminal)
        found = await client.invoke(device_list)
    if args.json:
        from app.wire import to_wire

        terminal.json([to_wire(device) for device in found])
    elif not found:
        terminal.line("No installed engine says what it computes on.")
    else:
        rows = [
            (
                device.name,
                device.kind,
                megabytes(device.memory_total),
                megabytes(device.memory_free),
                device.description,
            )
            for device in found
        ]
        terminal.table(("DEVICE", "KIND", "MEMORY", "FREE", "DESCRIPTION"), rows)
    return EXIT_OK


def _texts(given: list[str], terminal: Terminal) -> list[str]:
    hint = "Write it after the command, or send it through a pipe."
    if not given and terminal.stdin.isatty():
        raise InvalidInput("There is no text.", hint=hint)
    texts = given or [terminal.read_input()]
    if "" in texts:
        which = f"Text {texts.index('') + 1}" if len(texts) > 1 else "The text"
        raise InvalidInput(f"{which} is empty.", hint=hint)
    return texts
