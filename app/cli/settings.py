"""`tektra settings`: what is set and where, changes, and what is wrong with the files."""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from app.bridge.signatures import settings_describe, settings_problems, settings_reset, settings_set
from app.cli.terminal import EXIT_FAILED, EXIT_OK, Terminal
from app.client.aio import AsyncClient
from app.errors import InvalidInput
from app.types.settings import Applies, SettingInfo, SettingsReply

_WORDS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
_USER_INFORMATION = re.compile(r"^(\w+://)?.*@")
_WHEN = {
    Applies.NOW: "",
    Applies.NEXT_LOAD: "It counts with the next load of a model.",
    Applies.RESTART: "It counts after a restart of the window.",
}


async def settings(args: argparse.Namespace, terminal: Terminal) -> int:
    """List settings, look at one, change or check them."""
    if args.action == "path":
        return _path(args, terminal)
    async with await terminal.connect(spawn=True) as client:
        if args.action == "check":
            return await _check(client, args, terminal)
        if args.action == "set":
            return await _set(client, args, terminal)
        if args.action == "reset":
            return _say_changes(await client.invoke(settings_reset, keys=tuple(args.keys)), args, terminal)
        infos = await client.invoke(settings_describe)
    return _get(infos, args, terminal) if args.action == "get" else _list(infos, args, terminal)


def _path(args: argparse.Namespace, terminal: Terminal) -> int:
    path = terminal.paths.user_config
    if args.json:
        terminal.json({"path": str(path), "exists": path.is_file()})
    else:
        terminal.line(str(path))
        terminal.note(
            "It may be edited while Tektra runs: changes count at once, mistakes are told by “settings check”."
        )
    return EXIT_OK


def _list(infos: tuple[SettingInfo, ...], args: argparse.Namespace, terminal: Terminal) -> int:
    shown = [info for info in infos if args.all or info.source != "default"]
    if args.json:
        from app.wire import to_wire

        terminal.json(to_wire([replace(info, value=_public(info)) for info in shown]))
        return EXIT_OK
    if shown:
        terminal.table(("SETTING", "VALUE", "FROM", "ABOUT"), [_row(info) for info in shown])
    if len(shown) < len(infos):
        terminal.note(f"{len(infos) - len(shown)} settings have their defaults; --all lists them too.")
    return EXIT_OK


def _row(info: SettingInfo) -> tuple[str, ...]:
    return info.key, shown_value(_public(info)) or '""', info.locked_by or info.source, info.help


def _public(info: SettingInfo) -> Any:
    """A value for lists and replies, which others may see: without the name and the password of an address."""
    secret = info.secret and isinstance(info.value, str)
    return _USER_INFORMATION.sub(r"\1***@", info.value) if secret else info.value


def shown_value(value: Any) -> str:
    """A value as it is typed: true, 4, text, or a list with commas."""
    if isinstance(value, list):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _get(infos: tuple[SettingInfo, ...], args: argparse.Namespace, terminal: Terminal) -> int:
    info = find_setting(infos, args.key)
    if args.json:
        from app.wire import to_wire

        terminal.json(to_wire(info))
    else:
        terminal.line(shown_value(info.value))
    return EXIT_OK


def find_setting(infos: tuple[SettingInfo, ...], key: str) -> SettingInfo:
    """The setting with this key.

    Raises:
        InvalidInput: There is none; the hint has the closest.
    """
    known = {info.key: info for info in infos}
    if key in known:
        return known[key]
    close = get_close_matches(key[:200], known, n=1)
    hint = f"Did you mean {close[0]}?" if close else "List them with: tektra settings list --all"
    raise InvalidInput(f"There is no setting {key[:60]!r}.", hint=hint)


def typed(info: SettingInfo, text: str) -> str | int | float | bool | list[str]:
    """What a word of the command line means for this setting; a word that means nothing stays a text, and the core says
    what is wrong with it.
    """
    if info.type == "list":
        return [part.strip() for part in text.split(",") if part.strip()]
    try:
        if info.type == "bool":
            return _WORDS.get(text.strip().lower(), text)
        if info.type == "int":
            return int(text)
        return float(text) if info.type == "float" else text
    except ValueError:
        return text


async def _set(client: AsyncClient, args: argparse.Namespace, terminal: Terminal) -> int:
    words = args.words
    if len(words) % 2:
        raise InvalidInput("Each setting needs a value.", hint="Write: tektra settings set KEY VALUE [KEY VALUE …]")
    infos = await client.invoke(settings_describe)
    pairs = zip(words[::2], words[1::2], strict=True)
    values = {key: typed(find_setting(infos, key), text) for key, text in pairs}
    return _say_changes(await client.invoke(settings_set, values=values), args, terminal)


def _say_changes(reply: SettingsReply, args: argparse.Namespace, terminal: Terminal) -> int:
    if args.json:
        from app.wire import to_wire

        changed = tuple(replace(info, value=_public(info)) for info in reply.changed)
        terminal.json(to_wire(replace(reply, changed=changed)))
        return EXIT_OK
    for info in reply.changed:
        terminal.line(f"{info.key} = {shown_value(_public(info))}")
    for when in Applies:
        if _WHEN[when] and any(info.applies is when for info in reply.changed):
            terminal.note(_WHEN[when])
    if not reply.changed:
        terminal.note("Nothing changed.")
    return EXIT_OK


async def _check(client: AsyncClient, args: argparse.Namespace, terminal: Terminal) -> int:
    issues = await client.invoke(settings_problems)
    if args.json:
        from app.wire import to_wire

        terminal.json(to_wire(issues))
    else:
        for issue in issues:
            terminal.line(str(issue))
        if not issues:
            terminal.line("The settings are in order.")
    return EXIT_FAILED if issues else EXIT_OK
