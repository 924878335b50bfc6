"""The texts of documents, beside their bytes. Runs on the database thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from app.store.messages import PATH_TO_ROOT
from app.types.attachments import Attachment, AttachmentKind
from app.types.messages import clean_text

READ = f"""SELECT a.message_id, a.kind, a.name, a.sha256, t.text,
    CASE WHEN t.text IS NULL THEN f.bytes END AS bytes
    FROM attachments a JOIN files f ON f.sha256 = a.sha256
    LEFT JOIN document_texts t ON t.sha256 = a.sha256 AND a.kind = ?
    WHERE a.message_id IN ({PATH_TO_ROOT}) ORDER BY a.message_id, a.position"""  # noqa: S608 - our own words
KEEP = """INSERT OR REPLACE INTO document_texts (sha256, text)
    SELECT sha256, ? FROM files WHERE sha256 = ?"""

Read = tuple[tuple[str, Attachment, str], ...]
"""Message id, attachment, and its checksum where a document's bytes still have to be read, else ""."""


def keep(connection: sqlite3.Connection, texts: Mapping[str, str]) -> None:
    """Keep the texts of stored files, by their checksums."""
    connection.executemany(KEEP, [(clean_text(text), sha256) for sha256, text in texts.items()])


def read(connection: sqlite3.Connection, message_id: str) -> Read:
    """The files on the path from the root of the chat to this message as a model reads them: of a document its text in
    UTF-8, where that is known.
    """
    rows = connection.execute(READ, (AttachmentKind.DOCUMENT, message_id)).fetchall()
    known = set(AttachmentKind)
    return tuple((row["message_id"], *_one(row)) for row in rows if row["kind"] in known)


def _one(row: sqlite3.Row) -> tuple[Attachment, str]:
    kind, text = AttachmentKind(row["kind"]), row["text"]
    if text is not None:
        return Attachment(kind, row["name"], text.encode("utf-8")), ""
    return Attachment(kind, row["name"], row["bytes"]), row["sha256"] if kind is AttachmentKind.DOCUMENT else ""
