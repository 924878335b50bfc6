"""Tool calls of answers, and which tools a person allowed once and for all. Runs on the database thread, inside the
caller's transaction.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from app.store.records import Live
from app.types.chats import MessageStatus, ToolStatus, ToolUse
from app.types.messages import clean_text

OF_MESSAGE = "SELECT id, name, arguments, at, status, result FROM tool_uses WHERE message_id = ? ORDER BY seq"
PUT = """INSERT INTO tool_uses (id, message_id, at, name, arguments, status, result) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (message_id, id) DO UPDATE SET at = excluded.at, status = excluded.status, result = excluded.result"""
_UNDECIDED = {
    MessageStatus.INTERRUPTED: "Tektra ended before it was decided; it did not run.",
    MessageStatus.STOPPED: "The answer was stopped before it was decided; it did not run.",
}
_UNDECIDED_ELSE = "The answer ended before it was decided; it did not run."
_CUT_OFF = "It was cut off: the answer ended while the tool ran."


def of_message(connection: sqlite3.Connection, live: Live, message_id: str) -> tuple[ToolUse, ...]:
    """The tool calls of an answer, in order. Of an answer that nobody writes, none is open any more."""
    uses = tuple(_use(row) for row in connection.execute(OF_MESSAGE, (message_id,)))
    return uses if message_id in live else tuple(ended(use, MessageStatus.INTERRUPTED) for use in uses)


def put(connection: sqlite3.Connection, message_id: str, use: ToolUse) -> None:
    """Store a tool call, or how far it is now."""
    name, arguments, result = clean_text(use.name), clean_text(use.arguments), clean_text(use.result)
    connection.execute(PUT, (use.id, message_id, use.at, name, arguments, use.status, result))


def end_open(connection: sqlite3.Connection, message_id: str, status: MessageStatus) -> None:
    """An answer ended: what is still asked will not run, and what ran was cut off."""
    for use in [_use(row) for row in connection.execute(OF_MESSAGE, (message_id,))]:
        if (now := ended(use, status)) != use:
            put(connection, message_id, now)


def ended(use: ToolUse, status: MessageStatus) -> ToolUse:
    """A tool call as it stands once its answer ended in this way."""
    if use.status is ToolStatus.ASKED:
        return replace(use, status=ToolStatus.INTERRUPTED, result=_UNDECIDED.get(status, _UNDECIDED_ELSE))
    if use.status is ToolStatus.RUNNING:
        return replace(use, status=ToolStatus.FAILED, result=_CUT_OFF)
    return use


def granted(connection: sqlite3.Connection) -> frozenset[str]:
    """The tools that may always be used."""
    return frozenset(row["name"] for row in connection.execute("SELECT name FROM tool_grants"))


def grant(connection: sqlite3.Connection, name: str, now: float, *, always: bool) -> None:
    """Allow a tool once and for all, or take that back."""
    if always:
        connection.execute("INSERT OR IGNORE INTO tool_grants (name, granted_at) VALUES (?, ?)", (name, now))
    else:
        connection.execute("DELETE FROM tool_grants WHERE name = ?", (name,))


def _use(row: sqlite3.Row) -> ToolUse:
    known = {status.value for status in ToolStatus}
    status = ToolStatus(row["status"]) if row["status"] in known else ToolStatus.FAILED
    return ToolUse(row["id"], row["name"], row["arguments"], row["at"], status, row["result"])
