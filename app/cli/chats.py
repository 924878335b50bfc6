"""`tektra chats`: the conversations."""

from __future__ import annotations

import argparse

from app.bridge.signatures import chat_list, chat_load_state, chat_open, chat_save_state
from app.cli.chat_files import FILES
from app.cli.chat_places import PLACES, all_chats
from app.cli.chat_table import chat_table
from app.cli.lookup import absolute, find_chat
from app.cli.notices import tell
from app.cli.run import figures
from app.cli.terminal import EXIT_OK, Terminal, megabytes, one_line
from app.client.aio import AsyncClient
from app.types.chats import Chat, ChatSummary
from app.types.embeddings import StateInfo
from app.types.messages import Role

OTHERS = {**PLACES, **FILES}


async def chats(args: argparse.Namespace, terminal: Terminal) -> int:
    """List the chats, print or change one, or keep and take back what was read of one."""
    async with await terminal.connect(spawn=True) as client:
        await tell(client, terminal)
        if args.action in OTHERS:
            await OTHERS[args.action](client, args, terminal)
        elif args.action is not None:
            await _ACTIONS[args.action](client, find_chat(await all_chats(client), args.id), args, terminal)
        else:
            _list(await client.invoke(chat_list, archived=args.archived), args, terminal)
    return EXIT_OK


def _list(known: tuple[ChatSummary, ...], args: argparse.Namespace, terminal: Terminal) -> None:
    if args.json:
        from app.wire import to_wire

        terminal.json([to_wire(chat) for chat in known])
    elif known:
        chat_table(known, terminal)
    else:
        terminal.line(_NO_CHATS if not args.archived else "The archive is empty.")


_NO_CHATS = 'No chats yet. Try: tektra run "Why is the sky blue?"'


async def _show(client: AsyncClient, chat_id: str, args: argparse.Namespace, terminal: Terminal) -> None:
    chat = await client.invoke(chat_open, chat_id=chat_id)
    if args.json:
        from app.wire import to_wire

        terminal.json(to_wire(chat))
    else:
        _print(chat, terminal)


async def _save_state(client: AsyncClient, chat_id: str, args: argparse.Namespace, terminal: Terminal) -> None:
    terminal.status("Reading the chat…")
    saved = await client.invoke(chat_save_state, chat_id=chat_id, path=absolute(args.file))
    _tell_state("Saved", saved, args, terminal)


async def _load_state(client: AsyncClient, chat_id: str, args: argparse.Namespace, terminal: Terminal) -> None:
    terminal.status("Loading…")
    loaded = await client.invoke(chat_load_state, chat_id=chat_id, path=absolute(args.file))
    _tell_state("Loaded", loaded, args, terminal)


_ACTIONS = {"show": _show, "save-state": _save_state, "load-state": _load_state}


def _tell_state(done: str, info: StateInfo, args: argparse.Namespace, terminal: Terminal) -> None:
    if args.json:
        from app.wire import to_wire

        terminal.json(to_wire(info))
    else:
        terminal.line(f"{done} {info.tokens:,} tokens ({megabytes(info.bytes)}).")


def _print(chat: Chat, terminal: Terminal) -> None:
    terminal.line(one_line(chat.summary.title))
    for message in chat.messages:
        answer = message.role is Role.ASSISTANT
        terminal.line(f"\n{(message.model_name or 'Answer') if answer else message.role.capitalize()}:")
        for item in message.attachments:
            terminal.line(f"[{item.kind}: {one_line(item.name)}]")
        terminal.line(message.text)
        for use in message.tools:
            terminal.line(f"[tool {one_line(use.name)}: {use.status}]")
        if answer:
            terminal.line(f"[{' · '.join(part for part in (message.note, figures(message)) if part)}]")
