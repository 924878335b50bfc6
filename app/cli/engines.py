"""`tektra engines`: which engines there are and how they are; trying one out, and putting one first."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from app.bridge.signatures import engine_list, engine_switch, engine_test
from app.cli.lookup import find_model
from app.cli.terminal import EXIT_OK, Terminal, megabytes
from app.errors import InvalidInput
from app.types.engines import CheckState, EngineInfo, EngineState, EngineTest
from app.types.models import BackendName

NO_ENGINE = "default"
"""What stands for no engine in particular in `switch`."""
_STATES = {
    EngineState.READY: "ready",
    EngineState.STARTS_ON_USE: "starts when used",
    EngineState.OFF: "turned off",
    EngineState.NOT_INSTALLED: "not installed",
    EngineState.NOT_RUNNING: "not running",
    EngineState.BUSY: "busy",
    EngineState.TOO_OLD: "too old",
    EngineState.BLOCKED: "blocked",
    EngineState.NOT_SET_UP: "not set up",
    EngineState.FAILED: "failed",
}
_CHECKS = {
    CheckState.GOOD: "good",
    CheckState.WARNING: "unsure",
    CheckState.BAD: "bad",
    CheckState.UNKNOWN: "not tried",
}


async def engines(args: argparse.Namespace, terminal: Terminal) -> int:
    """List the engines, test one, or put one first."""
    async with await terminal.connect(spawn=True) as client:
        model = await find_model(client, args.model) if getattr(args, "model", None) else None
        if args.action == "test":
            tested = await client.invoke(engine_test, backend=engine_named(args.name), model_id=model)
            _print(tested, _test_rows(tested), terminal, as_json=args.json)
        elif args.action == "switch":
            backend = None if args.name == NO_ENGINE else engine_named(args.name)
            known = await client.invoke(engine_switch, backend=backend, model_id=model)
            _print(known, _rows(known), terminal, as_json=args.json)
        else:
            known = await client.invoke(engine_list, refresh=args.refresh)
            _print(known, _rows(known), terminal, as_json=args.json)
    return EXIT_OK


def engine_named(name: str) -> BackendName:
    """An engine by its name, which may be written as its makers do.

    Raises:
        InvalidInput: There is none.
    """
    plain = name.strip().casefold().replace(".", "_").replace("-", "_")
    try:
        return BackendName(plain)
    except ValueError:
        known = ", ".join(BackendName)
        raise InvalidInput(f"There is no engine called {name!r}.", hint=f"There are: {known}.") from None


def _print(value: Any, rows: Sequence[tuple[str, ...]], terminal: Terminal, *, as_json: bool) -> None:
    if as_json:
        from app.wire import to_wire

        terminal.json(to_wire(value))
    else:
        terminal.table(rows[0], list(rows[1:]))


def _rows(known: tuple[EngineInfo, ...]) -> list[tuple[str, ...]]:
    rows = [
        (
            info.name,
            _STATES[info.state],
            info.version,
            str(info.models),
            f"{info.tokens_per_s:.0f} tokens/s" if info.tokens_per_s else "",
            f"{info.reason} {info.hint}".strip() or info.where,
        )
        for info in known
    ]
    return [("ENGINE", "STATE", "VERSION", "MODELS", "FASTEST", "WHERE OR WHY NOT"), *rows]


def _test_rows(tested: EngineTest) -> list[tuple[str, ...]]:
    """The figures, and a line for each ability that was tried."""
    return [
        ("WHAT", "STATE", "HOW IT WENT"),
        ("answer", "", tested.answer),
        ("loaded in", "", f"{tested.load_s:.1f} s"),
        ("first token", "", f"{tested.first_token_s:.2f} s"),
        ("speed", "", f"{tested.tokens_per_s:.1f} tokens/s"),
        ("memory", "", megabytes(tested.memory_bytes)),
        *((check.ability, _CHECKS[check.state], check.note) for check in tested.checks),
    ]
