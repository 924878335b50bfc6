"""`tektra chats …`: what keeps conversations in order: search, pins, archive, folders, the trash."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable
from typing import Any

from app.bridge.signatures import (
    chat_archive,
    chat_delete,
    chat_duplicate,
    chat_empty_trash,
    chat_list,
    chat_move,
    chat_pin,
    chat_purge,
    chat_rename,
    chat_restore,
    chat_retitle,
    chat_search,
    folder_create,
    folder_delete,
    folder_list,
    folder_move,
    folder_rename,
)
from app.cli.chat_table import chat_table, distinct_length
from app.cli.lookup import find_chat
from app.cli.terminal import Terminal, one_line
from app.client.aio import AsyncClient
from app.errors import InvalidInput
from app.types.chats import ChatSummary, SearchHit
from app.types.library import Folder

Action = Callable[[AsyncClient, argparse.Namespace, Terminal], Awaitable[None]]


async def all_chats(client: AsyncClient) -> tuple[ChatSummary, ...]:
    """Those of the list and those of the archive."""
    return (*await client.invoke(chat_list), *await client.invoke(chat_list, archived=True))


async def change(client: AsyncClient, args: argparse.Namespace, terminal: Terminal) -> None:
    """Pin, archive, duplicate, rename, retitle or delete one."""
    chat_id = find_chat(await all_chats(client), args.id)
    if args.action in ("pin", "unpin"):
        changed = await client.invoke(chat_pin, chat_id=chat_id, pinned=args.action == "pin")
    elif args.action in ("archive", "unarchive"):
        changed = await client.invoke(chat_archive, chat_id=chat_id, archived=args.action == "archive")
    elif args.action == "duplicate":
        changed = await client.invoke(chat_duplicate, chat_id=chat_id)
    elif args.action == "rename":
        changed = await client.invoke(chat_rename, chat_id=chat_id, title=args.title)
    elif args.action == "retitle":
        terminal.status("Looking for a title…")
        changed = await client.invoke(chat_retitle, chat_id=chat_id)
    else:
        changed = await client.invoke(chat_delete, chat_id=chat_id)
    _tell(_SAID[args.action].format(one_line(changed.title), changed.id), changed, args, terminal)


async def search(client: AsyncClient, args: argparse.Namespace, terminal: Terminal) -> None:
    """Find words."""
    query = " ".join(args.words)
    hits = await client.invoke(chat_search, query=query, limit=args.limit, archived=not args.not_archived)
    if args.json:
        from app.wire import to_wire

        terminal.json([to_wire(hit) for hit in hits])
    elif not hits:
        terminal.line("Nothing was found.")
    else:
        _print_hits(hits, terminal)


async def folder(client: AsyncClient, args: argparse.Namespace, terminal: Terminal) -> None:
    """List the folders, or change them."""
    step = args.folder_action
    known = await client.invoke(folder_list)
    if step == "create":
        await client.invoke(folder_create, name=args.name)
    elif step == "rename":
        await client.invoke(folder_rename, folder_id=_find_folder(known, args.name).id, name=args.new_name)
    elif step == "order":
        await client.invoke(folder_move, folder_id=_find_folder(known, args.name).id, position=args.position - 1)
    elif step == "delete":
        await client.invoke(folder_delete, folder_id=_find_folder(known, args.name).id)
    elif step == "move":
        chat_id = find_chat(await all_chats(client), args.id)
        into = None if args.name is None else _find_folder(known, args.name).id
        moved = await client.invoke(chat_move, chat_id=chat_id, folder_id=into)
        _tell(f"Moved: {one_line(moved.title)}", moved, args, terminal)
        return
    _print_folders(known if step == "list" else await client.invoke(folder_list), args, terminal)


async def trash(client: AsyncClient, args: argparse.Namespace, terminal: Terminal) -> None:
    """List the trash, restore from it, or empty it."""
    if args.trash_action == "empty":
        gone = await client.invoke(chat_empty_trash)
        _tell(f"Deleted for good: {gone}", {"deleted": gone}, args, terminal)
        return
    known = await client.invoke(chat_list, deleted=True)
    if args.trash_action == "list":
        if args.json:
            _tell("", known, args, terminal)
        elif known:
            chat_table(known, terminal)
        else:
            terminal.line("The trash is empty.")
        return
    chat_id = find_chat(known, args.id, "List the trash with: tektra chats trash")
    if args.trash_action == "restore":
        restored = await client.invoke(chat_restore, chat_id=chat_id)
        _tell(f"Restored: {one_line(restored.title)}", restored, args, terminal)
    else:
        await client.invoke(chat_purge, chat_id=chat_id)
        _tell("Deleted for good.", {"deleted": 1}, args, terminal)


PLACES: dict[str, Action] = {
    **dict.fromkeys(("pin", "unpin", "archive", "unarchive", "duplicate", "rename", "retitle", "delete"), change),
    "search": search,
    "folder": folder,
    "trash": trash,
}

_SAID = {
    "pin": "Pinned: {0}",
    "unpin": "No longer pinned: {0}",
    "archive": "In the archive: {0}",
    "unarchive": "Back in the list: {0}",
    "duplicate": "Copied: {0} ({1})",
    "rename": "Renamed: {0}",
    "retitle": "The title is now: {0}",
    "delete": "In the trash: {0}",
}


def _tell(said: str, value: Any, args: argparse.Namespace, terminal: Terminal) -> None:
    if args.json:
        from app.wire import to_wire

        terminal.json(to_wire(value))
    else:
        terminal.line(said)


def _find_folder(known: tuple[Folder, ...], wanted: str) -> Folder:
    found = [one for one in known if wanted in (one.id, one.name)]
    found = found or [one for one in known if one.name.casefold() == wanted.casefold()]
    if len(found) != 1:
        what = f"There is no folder {wanted!r}." if not found else f"{len(found)} folders are called {wanted!r}."
        raise InvalidInput(what, hint="List them with: tektra chats folder --json")
    return found[0]


def _print_folders(known: tuple[Folder, ...], args: argparse.Namespace, terminal: Terminal) -> None:
    if args.json:
        _tell("", known, args, terminal)
    elif not known:
        terminal.line("No folders yet. Try: tektra chats folder create Work")
    else:
        terminal.table(("NO", "FOLDER"), [(str(one.position + 1), one.name) for one in known])


def _print_hits(hits: tuple[SearchHit, ...], terminal: Terminal) -> None:
    length = distinct_length([hit.chat.id for hit in hits])
    rows = [
        (hit.chat.id[:length], hit.chat.title[:30], "title" if hit.role is None else str(hit.role), hit.snippet)
        for hit in hits
    ]
    terminal.table(("ID", "CHAT", "WHERE", "FOUND"), rows)
