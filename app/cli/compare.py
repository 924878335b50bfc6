"""`tektra compare`: the same prompt on several models or engines, with figures and differences."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Coroutine
from contextlib import aclosing, suppress
from typing import Any

from app.bridge.signatures import compare_start, compare_stop
from app.cli.lookup import find_model
from app.cli.terminal import EXIT_MODEL, EXIT_OK, Terminal, megabytes
from app.client.aio import AsyncClient
from app.client.comparison import Comparison, PairResult, PairState
from app.client.differences import with_brackets
from app.errors import AppError, InvalidInput
from app.types.compare import Pair
from app.types.models import BackendName

STOP_S = 5.0
"""How long Ctrl-C waits for the core to confirm."""
_NAMES = {**{name.value: name for name in BackendName}, "llama.cpp": BackendName.LLAMA_CPP}
_NAMES["mistral.rs"] = BackendName.MISTRAL_RS
_DOES = {PairState.LOADING: "is being loaded…", PairState.WRITING: "writes…"}
_EXAMPLE = 'Try: tektra compare "Why is the sky dark?" --with smollm2:135m@llama_cpp --with smollm2:135m@ollama'


def compare(args: argparse.Namespace, terminal: Terminal) -> Coroutine[Any, Any, int]:
    """Ask, and print what came when all have ended. Standard input is read before the event loop runs."""
    if len(args.pairs) < 2:
        raise InvalidInput("A comparison needs two models or engines.", hint=_EXAMPLE)
    if args.text is None and terminal.stdin.isatty():
        raise InvalidInput("There is no question.", hint=_EXAMPLE)
    text = terminal.read_input() if args.text is None else args.text
    return _compare(text, args, terminal)


def read_pair(word: str) -> Pair:
    """MODEL or MODEL@ENGINE; a name with another "@" is a model's."""
    model, _, engine = word.rpartition("@")
    backend = _NAMES.get(engine.lower())
    return Pair(model, backend) if model and backend is not None else Pair(word)


async def _compare(text: str, args: argparse.Namespace, terminal: Terminal) -> int:
    terminal.status("Starting…")
    async with await terminal.connect(spawn=True) as client:
        named = [read_pair(word) for word in args.pairs]
        pairs = tuple([Pair(await find_model(client, pair.model_id), pair.backend) for pair in named])
        # A task of its own: Ctrl-C before the reply must not leave a comparison behind that nobody can stop.
        starting = asyncio.ensure_future(client.invoke(compare_start, text=text, pairs=pairs, system=args.system))
        try:
            comparison = await _follow(client, await asyncio.shield(starting), Comparison(pairs), terminal)
        except (asyncio.CancelledError, BrokenPipeError):
            with suppress(AppError, TimeoutError):
                async with asyncio.timeout(STOP_S):
                    await _stop(client, starting)
            raise
    if args.json:
        terminal.json([_as_json(result) for result in comparison.results])
    else:
        _show(comparison, terminal)
    failed = any(result.state is PairState.FAILED for result in comparison.results)
    return EXIT_MODEL if failed else EXIT_OK


async def _follow(client: AsyncClient, channel: str, comparison: Comparison, terminal: Terminal) -> Comparison:
    async with aclosing(client.follow(channel)) as items:
        async for item in items:
            index = comparison.take(item)
            result = comparison.results[index]
            place = f"{index + 1} of {len(comparison.results)}: {_name(result)}"
            terminal.status(f"{place} {result.note or _DOES.get(result.state, '')}")
    comparison.end()
    return comparison


async def _stop(client: AsyncClient, starting: asyncio.Future[str]) -> None:
    await client.invoke(compare_stop, channel=await starting)


def _show(comparison: Comparison, terminal: Terminal) -> None:
    rows = [
        (
            _name(result),
            f"{result.usage.first_token_s:.2f} s" if result.usage.completion_tokens else "",
            f"{result.usage.tokens_per_s:.1f} tokens/s" if result.usage.tokens_per_s else "",
            megabytes(result.memory_bytes),
            f"{result.load_s:.1f} s" if result.load_s else "",
            "quickest" if index == comparison.quickest else result.state if result.state is not PairState.DONE else "",
        )
        for index, result in enumerate(comparison.results)
    ]
    terminal.table(("WITH", "FIRST TOKEN", "SPEED", "MEMORY", "LOADING", ""), rows)
    for result in comparison.results:
        terminal.line()
        terminal.line(f"— {_name(result)}")
        if result.text:
            terminal.line(with_brackets(result.text.strip("\n"), _shifted(result)))
        if result.error is not None:
            terminal.line(f"{result.error.message} {result.error.hint}".strip())
    if any(result.differs for result in comparison.results):
        terminal.line()
        terminal.line("Words in [brackets] differ.")


def _shifted(result: PairResult) -> list[tuple[int, int]]:
    """The places in the text without the line ends before it."""
    cut = len(result.text) - len(result.text.lstrip("\n"))
    return [(start - cut, end - cut) for start, end in result.differs]


def _name(result: PairResult) -> str:
    return f"{result.pair.model_id}@{result.engine}" if result.engine else result.pair.model_id


def _as_json(result: PairResult) -> dict[str, Any]:
    from app.wire import to_wire

    return {
        "model_id": result.pair.model_id,
        "backend": result.engine,
        "state": result.state,
        "text": result.text,
        "differs": [list(span) for span in result.differs],
        "usage": to_wire(result.usage),
        "load_s": result.load_s,
        "memory_bytes": result.memory_bytes,
        "error": result.error.to_dict() if result.error is not None else None,
    }
