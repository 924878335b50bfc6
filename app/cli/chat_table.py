"""Conversations as a table in the terminal."""

from __future__ import annotations

from datetime import UTC, datetime

from app.cli.terminal import Terminal
from app.types.chats import ChatSummary

SHORT_ID = 8
"""Characters of an id that a list shows, if they are enough to tell the chats apart."""


def chat_table(known: tuple[ChatSummary, ...], terminal: Terminal) -> None:
    """Print them, one a line."""
    length = distinct_length([chat.id for chat in known])
    rows = [
        (chat.id[:length], _time(chat.updated_at), str(chat.message_count), chat.title + _remarks(chat))
        for chat in known
    ]
    terminal.table(("ID", "CHANGED", "MESSAGES", "TITLE"), rows)


def distinct_length(ids: list[str]) -> int:
    """How many characters of these ids tell them apart."""
    length = SHORT_ID
    while len({known[:length] for known in ids}) < len(set(ids)):
        length += 1
    return length


def _remarks(chat: ChatSummary) -> str:
    said = [word for word, holds in (("answering", chat.answering), ("pinned", chat.pinned)) if holds]
    return f" ({', '.join(said)})" if said else ""


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
