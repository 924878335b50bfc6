"""`tektra providers`: which cloud providers are set up; adding, removing and testing them."""

from __future__ import annotations

import argparse
import getpass
import warnings
from collections.abc import Coroutine
from typing import Any

from app.bridge.signatures import provider_list, provider_remove, provider_save, provider_test
from app.cli.terminal import EXIT_FAILED, EXIT_OK, Terminal
from app.errors import InvalidInput
from app.types.engines import CheckState, ProviderInfo, ProviderKind, ProviderSpec

_STATES = {CheckState.GOOD: "works", CheckState.WARNING: "unclear", CheckState.BAD: "fails", CheckState.UNKNOWN: ""}


def providers(args: argparse.Namespace, terminal: Terminal) -> Coroutine[Any, Any, int]:
    """List the providers, or change one. A key is asked for before the event loop runs, so that Ctrl-C ends it."""
    if args.action == "add":
        key = None if args.no_key else _ask_key(args.name, terminal)
        return _add(args, key, terminal)
    if args.action == "remove":
        return _remove(args, terminal)
    return _test(args, terminal) if args.action == "test" else _list(args, terminal)


async def _list(args: argparse.Namespace, terminal: Terminal) -> int:
    async with await terminal.connect(spawn=True) as client:
        known = await client.invoke(provider_list)
    if args.json:
        _json(known, terminal)
    elif not known:
        terminal.line("No provider is set up. Add one with: tektra providers add NAME")
    else:
        terminal.table(("NAME", "KIND", "ADDRESS", "KEY", "STATE", "MODELS", "NOTE"), [_row(info) for info in known])
    return EXIT_OK


async def _add(args: argparse.Namespace, key: str | None, terminal: Terminal) -> int:
    spec = ProviderSpec(args.name, ProviderKind(args.kind), args.endpoint, tuple(args.model), not args.off)
    async with await terminal.connect(spawn=True) as client:
        info = await client.invoke(provider_save, spec=spec, key=key)
    if args.json:
        _json(info, terminal)
    else:
        key_words = f"Its key is kept in: {info.key_place}." if info.has_key else "It has no key."
        terminal.line(f"{args.name} is set up. {key_words}")
        if info.idle_note:
            terminal.warn(info.idle_note)
        terminal.note(f"Try it with: tektra providers test {args.name}\n")
    return EXIT_OK


async def _remove(args: argparse.Namespace, terminal: Terminal) -> int:
    async with await terminal.connect(spawn=True) as client:
        await client.invoke(provider_remove, name=args.name)
    if args.json:
        terminal.json({"removed": args.name})
    else:
        terminal.line(f"{args.name} is removed, and its key with it.")
    return EXIT_OK


async def _test(args: argparse.Namespace, terminal: Terminal) -> int:
    terminal.status(f"Testing {args.name}…")
    async with await terminal.connect(spawn=True) as client:
        info = await client.invoke(provider_test, name=args.name)
    if args.json:
        _json(info, terminal)
    else:
        for name, value in _details(info):
            if value:
                terminal.line(f"{name + ':':12}{value}")
    return EXIT_FAILED if info.state is CheckState.BAD else EXIT_OK


def _ask_key(name: str, terminal: Terminal) -> str | None:
    """The key, typed without echo or from standard input; None where nothing is given, which leaves a kept one."""
    if not terminal.stdin.isatty():
        return terminal.read_input().strip() or None
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(f"Key for {name} (empty leaves it as it is): ").strip() or None
        except getpass.GetPassWarning:
            raise InvalidInput(
                "This terminal would show the key while it is typed.", hint="Send it through a pipe instead."
            ) from None
        except EOFError:
            return None


def _json(value: ProviderInfo | tuple[ProviderInfo, ...], terminal: Terminal) -> None:
    from app.wire import to_wire

    terminal.json(to_wire(value))


def _row(info: ProviderInfo) -> tuple[str, ...]:
    spec = info.spec
    state = _STATES[info.state] if spec.enabled else "off"
    key = "yes" if info.has_key else "no"
    return spec.name, spec.kind, spec.endpoint or "its own", key, state, f"{len(info.models):,}", info.note


def _details(info: ProviderInfo) -> list[tuple[str, str]]:
    more = len(info.models) - 10
    models = ", ".join(info.models[:10]) + (f" and {more:,} more" if more > 0 else "")
    return [
        ("Provider", info.spec.name),
        ("State", _STATES[info.state]),
        ("Note", info.note),
        ("Key", info.key_place if info.has_key else f"none ({info.key_place})"),
        ("Not in use", info.idle_note),
        ("Can", ", ".join(info.abilities)),
        ("Models", models),
    ]
