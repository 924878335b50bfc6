"""`tektra models`: which models there are, what is known about one, and why an engine gets it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from app.bridge.signatures import ModelDetails, Selection, model_explain, model_list, model_show
from app.cli.lookup import find_model
from app.cli.notices import tell
from app.cli.terminal import EXIT_OK, Terminal, megabytes
from app.types.models import ModelInfo


async def models(args: argparse.Namespace, terminal: Terminal) -> int:
    """List the models, or look at one."""
    async with await terminal.connect(spawn=True) as client:
        await tell(client, terminal)
        if args.action == "why":
            selection = await client.invoke(model_explain, model_id=await find_model(client, args.id))
            _print(selection, _why, terminal, as_json=args.json)
        elif args.action == "show":
            details = await client.invoke(model_show, model_id=await find_model(client, args.id))
            _print(details, _show, terminal, as_json=args.json)
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


def _show(details: ModelDetails, terminal: Terminal) -> None:
    for name, value in _rows(details):
        if value:
            terminal.line(f"{name + ':':18}{value}")
    if details.facts and details.facts.chat_template:
        terminal.line("Chat template:\n" + details.facts.chat_template)


def _rows(details: ModelDetails) -> list[tuple[str, str]]:
    info, facts, estimate, loaded = details.info, details.facts, details.estimate, details.loaded
    rows = [
        ("Name", info.name),
        ("Id", info.id),
        ("State", f"{info.state} {info.reason}".strip()),
        ("Engine", info.backend or ""),
        ("Can", ", ".join(info.capabilities)),
        ("File", info.path),
        ("Size", megabytes(info.size_bytes)),
        ("Window", _count(info.context_tokens, "tokens")),
    ]
    if facts:
        rows += [
            ("Architecture", facts.architecture),
            ("Quantisation", facts.quantization),
            ("Parameters", _count(facts.parameters)),
            ("Layers", _count(facts.layers)),
            ("Vector", _count(facts.embedding_size, "numbers")),
            ("Vocabulary", _count(facts.vocabulary, "tokens")),
            ("Trained window", _count(facts.trained_context, "tokens")),
        ]
    if estimate:
        parts = f"weights {megabytes(estimate.weights)}, cache {megabytes(estimate.cache)}"
        rows.append(("Memory needed", f"{megabytes(estimate.total)} ({parts})"))
    if loaded:
        rows.append(("Loaded", f"{loaded.device}, {loaded.context_tokens:,} tokens, in {loaded.load_s:.1f} s"))
        rows.append(("Test picture", loaded.self_test))
    return rows


def _count(number: int | None, unit: str = "") -> str:
    return f"{number:,} {unit}".strip() if number else ""
