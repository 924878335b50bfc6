"""`tektra presets` and `tektra assistants`: what a person collects."""

from __future__ import annotations

import argparse
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from app.bridge.signatures import (
    assistant_list,
    preset_delete,
    preset_export,
    preset_import,
    preset_list,
    preset_rename,
)
from app.cli.lookup import absolute
from app.cli.terminal import EXIT_OK, Terminal
from app.errors import InvalidInput
from app.types.library import Assistant, PresetInfo

STREAM = "-"
MAX_BYTES = 1024 * 1024


def presets(args: argparse.Namespace, terminal: Terminal) -> Coroutine[Any, Any, int]:
    """List presets, or do something with them. A file is read before the event loop runs."""
    if args.action == "import":
        text = terminal.read_input() if args.file == STREAM else _read(args.file)
        return _take_in(text, args, terminal)
    run = {"export": _export, "delete": _delete, "rename": _rename, "show": _show}.get(args.action, _list)
    return run(args, terminal)


async def assistants(args: argparse.Namespace, terminal: Terminal) -> int:
    """List the assistants."""
    async with await terminal.connect(spawn=True) as client:
        known = await client.invoke(assistant_list)
    if args.json:
        _json(known, terminal)
    elif known:
        rows = [(one.name, one.model_id or "", one.preset or "", one.system_prompt) for one in known]
        terminal.table(("NAME", "MODEL", "PRESET", "SYSTEM PROMPT"), [tuple(map(_short, row)) for row in rows])
    else:
        terminal.line("There are no assistants yet. They are made in the window.")
    return EXIT_OK


def find_assistant(known: tuple[Assistant, ...], wanted: str) -> Assistant:
    """The assistant of this name or id.

    Raises:
        InvalidInput: There is none, or there are several.
    """
    found = [one for one in known if one.name.casefold() == wanted.casefold() or one.id == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(one.id for one in found)
        raise InvalidInput(f"{len(found)} assistants are called {wanted!r}.", hint=f"Name one by its id: {ids}.")
    raise InvalidInput(f"There is no assistant {wanted!r}.", hint="List them with: tektra assistants")


async def _list(args: argparse.Namespace, terminal: Terminal) -> int:
    async with await terminal.connect(spawn=True) as client:
        known = await client.invoke(preset_list)
    if args.json:
        _json(known, terminal)
    else:
        rows = [(info.name, _origin(info), f"{info.sampling.temperature:g}", _limit(info)) for info in known]
        terminal.table(("NAME", "", "TEMPERATURE", "LONGEST ANSWER"), rows)
    return EXIT_OK


async def _show(args: argparse.Namespace, terminal: Terminal) -> int:
    async with await terminal.connect(spawn=True) as client:
        text = await client.invoke(preset_export, names=(args.name,))
        known = await client.invoke(preset_list)
    if args.json:
        _json(tuple(info for info in known if info.name.casefold() == args.name.casefold()), terminal)
    else:
        terminal.write(text)
        terminal.note("What is not listed is as by default.")
    return EXIT_OK


async def _export(args: argparse.Namespace, terminal: Terminal) -> int:
    async with await terminal.connect(spawn=True) as client:
        names = tuple(args.names) or tuple(info.name for info in await client.invoke(preset_list) if info.own)
        if not names:
            raise InvalidInput("You have no presets of your own.", hint="Name one that comes with Tektra.")
        text = await client.invoke(preset_export, names=names)
    if args.file == STREAM:
        terminal.write(text)
        return EXIT_OK
    _write(args.file, text)
    if args.json:
        terminal.json({"path": absolute(args.file), "names": list(names)})
    else:
        terminal.line(f"{', '.join(names)} → {args.file}")
    return EXIT_OK


async def _take_in(text: str, args: argparse.Namespace, terminal: Terminal) -> int:
    async with await terminal.connect(spawn=True) as client:
        taken = await client.invoke(preset_import, text=text, replace=args.replace)
    if args.json:
        _json(taken, terminal)
    else:
        terminal.line(f"Taken in: {', '.join(info.name for info in taken)}")
    return EXIT_OK


async def _delete(args: argparse.Namespace, terminal: Terminal) -> int:
    async with await terminal.connect(spawn=True) as client:
        left = await client.invoke(preset_delete, name=args.name)
    if args.json:
        _json(left, terminal)
    else:
        terminal.line(f"{args.name} is deleted.")
    return EXIT_OK


async def _rename(args: argparse.Namespace, terminal: Terminal) -> int:
    async with await terminal.connect(spawn=True) as client:
        info = await client.invoke(preset_rename, name=args.name, to=args.to)
    if args.json:
        _json((info,), terminal)
    else:
        terminal.line(f"{args.name} is called {info.name} now.")
    return EXIT_OK


def _read(name: str) -> str:
    try:
        with Path(name).expanduser().open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError, RuntimeError) as exc:
        hint = "Check its name and folder, and that you may read it."
        raise InvalidInput(f"The file {name} cannot be read.", hint=hint, detail=str(exc)) from exc
    if len(data) > MAX_BYTES:
        raise InvalidInput(f"The file {name} is larger than 1 MiB.", hint="It is no list of presets.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise InvalidInput(f"The file {name} is not UTF-8 text.", hint="Choose another file.") from exc


def _write(name: str, text: str) -> None:
    try:
        with Path(name).expanduser().open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as exc:
        raise InvalidInput(f"The file {name} is there already.", hint="Choose another name.") from exc
    except (OSError, ValueError, RuntimeError) as exc:
        hint = "Check its folder, and that you may write there."
        raise InvalidInput(f"The file {name} cannot be written.", hint=hint, detail=str(exc)) from exc


def _json(value: tuple[PresetInfo, ...] | tuple[Assistant, ...], terminal: Terminal) -> None:
    from app.wire import to_wire

    terminal.json(to_wire(value))


def _origin(info: PresetInfo) -> str:
    words = ["yours" if info.own else "", "of new chats" if info.is_default else ""]
    return ", ".join(word for word in words if word)


def _limit(info: PresetInfo) -> str:
    return f"{info.sampling.max_tokens:,} tokens" if info.sampling.max_tokens else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
