"""Files of messages: stored once each, listed without their bytes, read for an answer. Runs on the database thread."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence

from app.types.attachments import Attachment, AttachmentInfo, AttachmentKind, attachment_type

ADD_FILE = "INSERT OR IGNORE INTO files (sha256, bytes) VALUES (?, ?)"
ADD = """INSERT INTO attachments (message_id, position, kind, media_type, name, size, sha256)
    VALUES (?, ?, ?, ?, ?, ?, ?)"""
INFO = "SELECT kind, name, media_type, size, sha256 FROM attachments"
OF_MESSAGE = f"{INFO} WHERE message_id = ? ORDER BY position"
BYTES = """SELECT a.kind, a.name, f.bytes FROM attachments a JOIN files f ON f.sha256 = a.sha256
    WHERE a.message_id = ? ORDER BY a.position"""

BYTES_AT = """SELECT a.kind, a.name, f.bytes FROM attachments a JOIN files f ON f.sha256 = a.sha256
    WHERE a.message_id = ? AND a.position = ?"""


def add(connection: sqlite3.Connection, message_id: str, attachments: Sequence[Attachment]) -> None:
    """Store what goes with a message, inside the caller's transaction."""
    for position, item in enumerate(attachments):
        digest = hashlib.sha256(item.data).hexdigest()
        connection.execute(ADD_FILE, (digest, item.data))
        values = (message_id, position, item.kind, attachment_type(item), item.name, len(item.data), digest)
        connection.execute(ADD, values)


def of_message(connection: sqlite3.Connection, message_id: str) -> tuple[AttachmentInfo, ...]:
    """What goes with a message, without a kind that this program does not know, as a newer one may have stored it."""
    return infos(connection.execute(OF_MESSAGE, (message_id,)))


def infos(rows: Iterable[sqlite3.Row]) -> tuple[AttachmentInfo, ...]:
    """Rows of `INFO`, of the kinds that this program knows."""
    return tuple(
        AttachmentInfo(AttachmentKind(row["kind"]), row["name"], row["media_type"], row["size"], row["sha256"])
        for row in rows
        if row["kind"] in set(AttachmentKind)
    )


def read(connection: sqlite3.Connection, message_id: str) -> tuple[Attachment, ...]:
    """The same with their bytes; one whose bytes were lost with a damaged page is left out."""
    rows = connection.execute(BYTES, (message_id,)).fetchall()
    known = set(AttachmentKind)
    return tuple(
        Attachment(AttachmentKind(row["kind"]), row["name"], row["bytes"]) for row in rows if row["kind"] in known
    )


def at(connection: sqlite3.Connection, message_id: str, position: int) -> Attachment | None:
    """One of them with its bytes; None where there is none at this position, or its bytes were lost."""
    row = connection.execute(BYTES_AT, (message_id, position)).fetchone()
    if row is None or row["kind"] not in set(AttachmentKind):
        return None
    return Attachment(AttachmentKind(row["kind"]), row["name"], row["bytes"])
