"""`tektra models`: which models there are, and why an engine gets one."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from app.bridge.signatures import Selection, model_explain, model_list
from app.cli.terminal import EXIT_OK, Terminal, megabytes
from app.types.models import ModelInfo


async def models(args: argparse.Namespace, terminal: Terminal) -> int:
    """List the models, or say which engine would run the one that `why` names."""
    async with await terminal.connect(spawn=True) as client:
        if args.action == "why":
            selection = await client.invoke(model_explain, model_id=args.id)
            _print(selection, _why, terminal, as_json=args.json)
        else:
            _print(await client.invoke(model_list), _list, terminal, as_json=args.json)
    return EXIT_OK


def _print(value: Any, as_text: Callable[[Any, Terminal], None], terminal: Terminal, *, as_json: bool) -> None:
    if as_json:
        from app.wire import to_wire

        terminal.json(to_wire(value))
    else:
        as_text(value, terminal)


def _list(known: tuple[ModelInfo, ...], terminal: Terminal) -> None:
    if not known:
        terminal.line("No model is installed. Open a file with: tektra run PATH.gguf")
        return
    rows = [
        (
            "*" if model.is_default else "",
            model.id,
            model.state,
            model.backend or "",
            megabytes(model.size_bytes),
            model.reason or model.name,
        )
        for model in known
    ]
    terminal.table(("", "ID", "STATE", "ENGINE", "SIZE", "NAME"), rows)


def _why(selection: Selection, terminal: Terminal) -> None:
    rows = [
        ("*" if ranked.backend == selection.chosen else "", ranked.backend, ranked.reason)
        for ranked in selection.ranking
    ]
    terminal.table(("", "ENGINE", "REASON"), rows)
