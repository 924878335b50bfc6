"""Searching titles and messages. Runs on the database thread; snippets are cut elsewhere.

A word that is everywhere would have to be rated in every message: only the newest of those that have all words are
rated, and the best of them shown. What is no word is in no index: for that the texts are read, from the newest on, in
slices between which other work is done, and not for ever.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.errors import InvalidInput
from app.store import chats
from app.store.records import Live
from app.store.words import MAX_CHARACTERS, MAX_WORDS, Query, beginnings
from app.types.chats import ChatSummary
from app.types.messages import Role

RATED = 1_000
"""Messages that are compared with each other."""
FRESHNESS = 0.5
"""How much better the newest of them counts than an equal one at the end."""

READ_S = 2.0
"""How long texts are read for one search, all slices together."""
SLICE_S = 0.02
COMMON = 5_000
"""A word in so many messages leaves so many texts to be read for what is no word that these are read in slices."""
FIRST_SLICE = 2_000
"""Messages; the next one has as many as take about `SLICE_S`."""

SHOWN = "c.deleted_at IS NULL AND c.temporary = 0 AND (? OR c.archived_at IS NULL)"
MESSAGES = """SELECT message_words.rowid AS seq, bm25(message_words) AS rating FROM message_words
    CROSS JOIN messages m ON m.seq = message_words.rowid CROSS JOIN chats c ON c.id = m.chat_id
    WHERE message_words MATCH ?"""
TITLES = """SELECT c.id FROM title_words CROSS JOIN chats c ON c.id = title_words.chat_id
    WHERE title_words MATCH ?"""
SCAN = "SELECT m.seq AS seq, -1.0 AS rating FROM messages m CROSS JOIN chats c ON c.id = m.chat_id WHERE"
SCAN_WITH_WORDS = """SELECT m.seq AS seq, bm25(message_words) AS rating FROM messages m
    CROSS JOIN chats c ON c.id = m.chat_id CROSS JOIN message_words ON message_words.rowid = m.seq
    WHERE message_words MATCH ?"""
HAVING = "SELECT count(*) AS n FROM (SELECT rowid FROM message_words WHERE message_words MATCH ? LIMIT ?)"
SCAN_TITLES = "SELECT c.id FROM chats c WHERE"
HIT = """SELECT m.id, m.chat_id, m.role, m.created_at, m.text FROM messages m CROSS JOIN chats c ON c.id = m.chat_id
    WHERE m.seq = ? AND m.deleted_at IS NULL AND """
"""A message, if it is still there."""

TITLE = "SELECT c.id FROM chats c WHERE c.id = ? AND "

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


@dataclass(slots=True)
class Search:
    """One search on its way. Messages and chats in the trash and temporary chats are not searched, and the archive only
    with `archived`.
    """

    query: Query
    limit: int
    archived: bool
    titles: list[str] = field(default_factory=list)
    """Ids of chats."""
    rows: list[tuple[float, int]] = field(default_factory=list)
    """Of messages their ratings and numbers (`seq`), the newest first."""
    reads: bool = False
    """Whether texts are read one after the other."""
    below: int = 0
    """From this number on everything was looked at."""
    slice: int = FIRST_SLICE
    spent_s: float = 0.0

    @property
    def most(self) -> int:
        """Messages that are wanted."""
        return RATED if self.query.words else self.limit - len(self.titles)

    @property
    def given_up(self) -> bool:
        """Whether older messages are not looked at any more."""
        return self.reads and self.below > 0 and len(self.rows) < self.most and self.spent_s >= READ_S


def begin(connection: sqlite3.Connection, search: Search) -> None:
    """Look at the titles."""
    if search.query and search.limit > 0:
        search.titles = _titles(connection, search.query, search.limit, archived=search.archived)
        search.reads = bool(search.query.literals) and _is_common(connection, search.query)
        newest = connection.execute("SELECT max(seq) AS seq FROM messages").fetchone()["seq"]
        search.below = (newest or 0) + 1


def look_on(connection: sqlite3.Connection, search: Search) -> bool:
    """Look at the next messages, the newest first; whether that was all."""
    if search.below <= 0 or len(search.rows) >= search.most or search.given_up:
        return True
    begun = time.perf_counter()
    above = search.below - search.slice if search.reads else 0
    search.rows += _messages(connection, search, max(0, above))
    search.below = max(0, above)
    took = time.perf_counter() - begun
    search.spent_s += took
    if took < SLICE_S:
        search.slice *= 2
    elif took > 2 * SLICE_S:
        search.slice = max(1, search.slice // 2)
    return False


def found(connection: sqlite3.Connection, live: Live, search: Search) -> tuple[Found, ...]:
    """The best `limit` places, titles first.

    Raises:
        InvalidInput: Nothing was found, and it took too long to look everywhere.
    """
    if search.given_up and not search.titles and not search.rows:
        raise InvalidInput(
            "It is not in the newest messages, and to look for signs in all others takes too long.",
            hint="Add a word that stands in the same message.",
        )
    shown: dict[str, ChatSummary] = {}

    def chat(chat_id: str) -> ChatSummary:
        if chat_id not in shown:
            shown[chat_id] = chats.get_summary(connection, live, chat_id)
        return shown[chat_id]

    still = [
        row[0] for chat_id in search.titles for row in connection.execute(TITLE + SHOWN, (chat_id, search.archived))
    ]
    places = [Found(one, None, None, one.updated_at, one.title) for one in map(chat, still)]
    for seq in _best(search.rows, search.limit - len(places)):
        row = connection.execute(HIT + SHOWN, (seq, search.archived)).fetchone()
        if row is not None:
            role = Role(row["role"]) if row["role"] in set(Role) else None
            places.append(Found(chat(row["chat_id"]), row["id"], role, float(row["created_at"]), row["text"]))
    return tuple(places)


def find_titles(connection: sqlite3.Connection, live: Live, typed: str, limit: int) -> tuple[ChatSummary, ...]:
    """The newest chats whose titles have all words, as beginnings or as parts of words; temporary chats not."""
    words = typed[:MAX_CHARACTERS].replace("\0", " ").split()[:MAX_WORDS]
    if not words:
        return ()
    ids = _titles(connection, Query(literals=tuple(words)), limit, archived=True)
    query = beginnings(typed)
    if query.words:  # in them neither case nor accents count
        ids += _titles(connection, query, limit, archived=True)
    summaries = [chats.get_summary(connection, live, chat_id) for chat_id in dict.fromkeys(ids)]
    return tuple(sorted(summaries, key=lambda one: -one.updated_at)[:limit])


def _titles(connection: sqlite3.Connection, query: Query, limit: int, *, archived: bool) -> list[str]:
    statement, values = _with_literals(TITLES if query.words else SCAN_TITLES, "c.title", query, archived=archived)
    rows = connection.execute(f"{statement} ORDER BY c.updated_at DESC LIMIT ?", (*values, limit))
    return [row["id"] for row in rows]


def _is_common(connection: sqlite3.Connection, query: Query) -> bool:
    return not query.words or connection.execute(HAVING, (query.match, COMMON)).fetchone()["n"] == COMMON


def _messages(connection: sqlite3.Connection, search: Search, above: int) -> list[tuple[float, int]]:
    query = search.query
    by_words = MESSAGES if not search.reads else SCAN_WITH_WORDS
    statement, values = _with_literals(by_words if query.words else SCAN, "m.text", query, archived=search.archived)
    order = "m.seq" if search.reads else "message_words.rowid"
    statement += f" AND m.deleted_at IS NULL AND {order} >= ? AND {order} < ? ORDER BY {order} DESC LIMIT ?"
    rows = connection.execute(statement, (*values, above, search.below, search.most - len(search.rows)))
    return [(row["rating"], row["seq"]) for row in rows]


def _best(rows: list[tuple[float, int]], limit: int) -> list[int]:
    """Numbers of messages by their rating; a newer one counts more."""
    rated = [(rating * (1 + FRESHNESS * (1 - at / len(rows))), seq) for at, (rating, seq) in enumerate(rows)]
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
