"""Searching titles and messages. Runs on the database thread; snippets are cut elsewhere.

A word that is everywhere would have to be rated in every message: only the newest of those that have all words are
rated, and the best of them shown.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from app.store import chats
from app.store.records import Live
from app.store.words import Query
from app.types.chats import ChatSummary
from app.types.messages import Role

RATED = 1_000
"""Messages that are compared with each other."""
FRESHNESS = 0.5
"""How much better the newest of them counts than an equal one at the end."""

SHOWN = "c.deleted_at IS NULL AND c.temporary = 0 AND (? OR c.archived_at IS NULL)"
MESSAGES = """SELECT message_words.rowid AS seq, bm25(message_words) AS rating FROM message_words
    CROSS JOIN messages m ON m.seq = message_words.rowid CROSS JOIN chats c ON c.id = m.chat_id
    WHERE message_words MATCH ?"""
TITLES = """SELECT c.id FROM title_words CROSS JOIN chats c ON c.id = title_words.chat_id
    WHERE title_words MATCH ?"""
SCAN = "SELECT m.seq AS seq, -1.0 AS rating FROM messages m CROSS JOIN chats c ON c.id = m.chat_id WHERE"
SCAN_TITLES = "SELECT c.id FROM chats c WHERE"
HIT = "SELECT seq, id, chat_id, role, created_at, text FROM messages WHERE seq = ?"

_ESCAPED = re.compile("[!%_]")


@dataclass(frozen=True, slots=True)
class Found:
    """A place where everything was found."""

    chat: ChatSummary
    message_id: str | None
    """None: in the title."""
    role: Role | None
    created_at: float
    text: str


def search(
    connection: sqlite3.Connection, live: Live, query: Query, limit: int, *, archived: bool
) -> tuple[Found, ...]:
    """The best `limit` places, titles first, which leave half of them to messages. Messages and chats in the trash and
    temporary chats are not searched, and the archive only with `archived`.
    """
    if not query or limit <= 0:
        return ()
    shown: dict[str, ChatSummary] = {}

    def chat(chat_id: str) -> ChatSummary:
        if chat_id not in shown:
            shown[chat_id] = chats.get_summary(connection, live, chat_id)
        return shown[chat_id]

    titles = _titles(connection, query, limit, archived=archived)
    messages = _messages(connection, query, limit - min(len(titles), (limit + 1) // 2), archived=archived)
    named = [chat(chat_id) for chat_id in titles[: limit - len(messages)]]
    found = [Found(summary, None, None, summary.updated_at, summary.title) for summary in named]
    for seq in messages:
        row = connection.execute(HIT, (seq,)).fetchone()
        role = Role(row["role"]) if row["role"] in set(Role) else None
        found.append(Found(chat(row["chat_id"]), row["id"], role, float(row["created_at"]), row["text"]))
    return tuple(found)


def _titles(connection: sqlite3.Connection, query: Query, limit: int, *, archived: bool) -> list[str]:
    statement, values = _with_literals(TITLES if query.words else SCAN_TITLES, "c.title", query, archived=archived)
    rows = connection.execute(f"{statement} ORDER BY c.updated_at DESC LIMIT ?", (*values, limit))
    return [row["id"] for row in rows]


def _messages(connection: sqlite3.Connection, query: Query, limit: int, *, archived: bool) -> list[int]:
    statement, values = _with_literals(MESSAGES if query.words else SCAN, "m.text", query, archived=archived)
    statement += " AND m.deleted_at IS NULL"
    order = "message_words.rowid" if query.words else "m.seq"
    most = RATED if query.words else limit
    rows = connection.execute(f"{statement} ORDER BY {order} DESC LIMIT ?", (*values, most)).fetchall()
    rated = [(row["rating"] * (1 + FRESHNESS * (1 - at / len(rows))), row["seq"]) for at, row in enumerate(rows)]
    return [seq for _, seq in sorted(rated, key=lambda pair: (pair[0], -pair[1]))[: max(0, limit)]]


def _with_literals(
    statement: str, column: str, query: Query, *, archived: bool
) -> tuple[str, Sequence[str | bool | int]]:
    """The statement with what is looked for as it stands, and all values. Of a text that is long, what is stored after
    it costs most: it is asked for last.
    """
    if not query.literals:
        return f"{statement} AND {SHOWN}", (query.match, archived)
    conditions = " AND ".join(f"{column} LIKE ? ESCAPE '!'" for _ in query.literals)
    escaped = [_ESCAPED.sub(r"!\g<0>", text) for text in query.literals]
    patterns = [f"%{text}%" for text in escaped]
    if query.words:
        return f"{statement} AND {conditions} AND {SHOWN}", (query.match, *patterns, archived)
    return f"{statement} {conditions} AND {SHOWN}", (*patterns, archived)
