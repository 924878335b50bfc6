"""Chats as a whole: into the database in pieces and published at once, out of it in pieces.

What is being imported is kept as temporary chats, which no list and no search shows and which the next start deletes if
the core dies before they are published. Runs on the database thread.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.store import attachments, branches, chats, places
from app.store.ids import new_id
from app.store.journal import journalled
from app.store.messages import UP
from app.store.options import decode, encode
from app.store.records import SELECT_MESSAGE, Live, encode_error, to_message
from app.store.titles import clean_title, title_from_prompt
from app.types.archive import ArchivedChat, ArchivedMessage
from app.types.chats import ChatMessage, ChatOptions, MessageStatus, TitleSource, ToolStatus, ToolUse
from app.types.generation import StopReason
from app.types.messages import Role, clean_text

OWN = "tektra:"
"""Before the ids of chats that began here."""

ADD_CHAT = """INSERT INTO chats (id, title, model_id, created_at, updated_at, pinned, archived_at, temporary,
    title_source, options, imported_id) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)"""
ADD_MESSAGE = """INSERT INTO messages (id, chat_id, parent_id, role, text, status, created_at, model_id, model_name,
    backend, prompt_tokens, reused_tokens, completion_tokens, first_token_s, tokens_per_s, stop_reason, error, thinking,
    thinking_s, context_policy, note, edited_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
ADD_TOOL = "INSERT INTO tool_uses (id, message_id, at, name, arguments, status, result) VALUES (?, ?, ?, ?, ?, ?, ?)"
QUESTION = """SELECT substr(text, 1, 10000) AS text FROM messages WHERE chat_id = ? AND role = ? AND text <> ''
    ORDER BY seq LIMIT 1"""
FILES_AT_ONCE = 4 * 1024 * 1024
"""Bytes of files after which a piece ends."""
SHOWN = UP + " SELECT id FROM path WHERE deleted_at IS NULL"  # noqa: S608 - our own words
PAGE = SELECT_MESSAGE + " WHERE m.chat_id = ? AND m.seq > ? AND m.deleted_at IS NULL ORDER BY m.seq LIMIT ?"


class StoredPiece(NamedTuple):
    """Some messages of a chat, in the order in which they were added."""

    messages: tuple[ChatMessage, ...]
    archived: tuple[ArchivedMessage, ...]
    """The same, with `parent` None; the reader sets it."""
    last: int
    """Ask for those after this; 0 is the beginning."""


def known(connection: sqlite3.Connection, origin: str) -> bool:
    """Whether a chat is here already and not in the trash."""
    row = connection.execute(
        """SELECT 1 FROM chats WHERE (imported_id = ? OR id = ?) AND deleted_at IS NULL AND temporary = 0""",
        (origin, origin.removeprefix(OWN) if origin.startswith(OWN) else ""),
    ).fetchone()
    return row is not None


def begin_chat(connection: sqlite3.Connection, chat: ArchivedChat, now: float) -> str:
    """Store a chat without its messages, unpublished; returns its id."""
    chat_id = new_id()
    created = chat.created_at or now
    values = (
        chat_id,
        clean_title(chat.title),
        chat.model_id,
        created,
        chat.updated_at or created,
        chat.pinned,
        chat.archived_at,
        chat.title_source,
        encode(chat.options),
        clean_text(chat.origin),
    )
    connection.execute(ADD_CHAT, values)
    return chat_id


def add_messages(
    connection: sqlite3.Connection, chat_id: str, ids: Sequence[str], messages: Sequence[ArchivedMessage]
) -> tuple[str, ...]:
    """Store the next messages of a chat; `ids` are those of all before. Returns their ids."""
    own = list(ids)
    for message in messages:
        message_id = new_id()
        parent = None if message.parent is None else own[message.parent]
        connection.execute(ADD_MESSAGE, _row(message_id, chat_id, parent, message))
        attachments.add(connection, message_id, message.attachments)
        for use in message.tools:
            values = (clean_text(use.id), message_id, use.at, clean_text(use.name), clean_text(use.arguments))
            connection.execute(ADD_TOOL, (*values, use.status, clean_text(use.result)))
        own.append(message_id)
    return tuple(own[len(ids) :])


def end_chat(connection: sqlite3.Connection, chat_id: str, shown_id: str | None) -> None:
    """All its messages are there: set the branch that it shows, and give it a title where the file had none."""
    connection.execute("UPDATE chats SET leaf_id = ? WHERE id = ?", (shown_id, chat_id))
    untitled = connection.execute("SELECT 1 FROM chats WHERE id = ? AND title = ''", (chat_id,)).fetchone()
    question = connection.execute(QUESTION, (chat_id, Role.USER)).fetchone() if untitled else None
    if question is not None and (title := title_from_prompt(question["text"])):
        chats.set_title(connection, chat_id, title, TitleSource.PROMPT)


def publish(connection: sqlite3.Connection, folders: Mapping[str, str]) -> None:
    """Make these chats ordinary ones, all at once, each in the folder of this name; "" is none."""
    for chat_id, name in folders.items():
        folder_id = _folder(connection, name)
        connection.execute("UPDATE chats SET temporary = 0, folder_id = ? WHERE id = ?", (folder_id, chat_id))


def hide(connection: sqlite3.Connection, chat_ids: Sequence[str]) -> None:
    """Begin to take back unpublished chats; what a kill leaves of them goes with the trash."""
    hiding = "UPDATE chats SET deleted_at = ? WHERE id = ? AND temporary <> 0"
    connection.executemany(hiding, [(chats.HIDDEN, chat_id) for chat_id in chat_ids])


def chat_ids(connection: sqlite3.Connection) -> tuple[str, ...]:
    """All chats that an export of everything takes along, the oldest first."""
    rows = connection.execute(
        "SELECT id FROM chats WHERE deleted_at IS NULL AND temporary = 0 ORDER BY created_at, id"
    ).fetchall()
    return tuple(row["id"] for row in rows)


def header(connection: sqlite3.Connection, chat_id: str) -> tuple[ArchivedChat, str | None] | None:
    """A chat without its messages, and the end of the branch that it shows; None when it is gone."""
    row = connection.execute(
        """SELECT c.*, f.name AS folder FROM chats c LEFT JOIN folders f ON f.id = c.folder_id
        WHERE c.id = ? AND c.deleted_at IS NULL""",
        (chat_id,),
    ).fetchone()
    if row is None:
        return None
    sources = set(TitleSource)
    archived = ArchivedChat(
        origin=row["imported_id"] or OWN + row["id"],
        title=row["title"],
        created_at=float(row["created_at"]),
        updated_at=float(row["updated_at"]),
        title_source=TitleSource(row["title_source"]) if row["title_source"] in sources else TitleSource.PERSON,
        model_id=row["model_id"],
        pinned=bool(row["pinned"]),
        archived_at=row["archived_at"],
        folder=row["folder"] or "",
        options=decode(ChatOptions, row["options"]),
    )
    return archived, row["leaf_id"]


def some_messages(connection: sqlite3.Connection, live: Live, chat_id: str, after: int, limit: int) -> StoredPiece:
    """The next messages of a chat, of all its branches, without deleted ones; fewer where their files are large."""
    found: list[ChatMessage] = []
    archived: list[ArchivedMessage] = []
    size = 0
    for row in connection.execute(PAGE, (chat_id, after, limit)):
        found.append(to_message(row, journalled(connection, row["id"]), live))
        archived.append(_archived(connection, found[-1]))
        after = row["seq"]
        size += sum(len(item.data) for item in archived[-1].attachments)
        if size > FILES_AT_ONCE:
            break
    return StoredPiece(tuple(found), tuple(archived), after)


def place(connection: sqlite3.Connection, chat_id: str, message_id: str | None) -> int | None:
    """How many messages an export of a chat has before this one, or before the nearest one above it that is not
    deleted; None where there is none.
    """
    kept = kept_parent(connection, message_id)
    row = connection.execute("SELECT seq FROM messages WHERE id = ? AND chat_id = ?", (kept, chat_id)).fetchone()
    if row is None:
        return None
    before = "SELECT count(*) FROM messages WHERE chat_id = ? AND deleted_at IS NULL AND seq < ?"
    return int(connection.execute(before, (chat_id, row["seq"])).fetchone()[0])


def shown_ids(connection: sqlite3.Connection, chat_id: str) -> tuple[str, ...]:
    """The messages of the branch that a chat shows, in no order."""
    leaf = branches.shown_leaf(connection, chat_id)
    return tuple(row["id"] for row in connection.execute(SHOWN, (leaf,)))


def kept_parent(connection: sqlite3.Connection, message_id: str | None) -> str | None:
    """The nearest message above that is not deleted, beginning with this one."""
    seen: set[str] = set()
    while message_id is not None and message_id not in seen:
        seen.add(message_id)
        row = connection.execute("SELECT parent_id, deleted_at FROM messages WHERE id = ?", (message_id,)).fetchone()
        if row is None:
            return None
        if row["deleted_at"] is None:
            return message_id
        message_id = row["parent_id"]
    return None


def _row(message_id: str, chat_id: str, parent: str | None, message: ArchivedMessage) -> tuple[object, ...]:
    usage = message.usage
    status, reason = message.status, message.stop_reason
    if status in (MessageStatus.WAITING, MessageStatus.STREAMING):  # it was exported in the middle of an answer
        status, reason = MessageStatus.INTERRUPTED, StopReason.INTERRUPTED
    figures = (
        (None,) * 5
        if usage is None
        else (
            usage.prompt_tokens,
            usage.reused_tokens,
            usage.completion_tokens,
            usage.first_token_s,
            usage.tokens_per_s,
        )
    )
    return (
        message_id,
        chat_id,
        parent,
        message.role,
        clean_text(message.text),
        status,
        message.created_at,
        message.model_id,
        clean_text(message.model_name),
        message.backend,
        *figures,
        reason,
        encode_error(message.error),
        clean_text(message.thinking),
        message.thinking_s or None,
        message.context_policy,
        clean_text(message.note),
        message.edited_at,
    )


def _archived(connection: sqlite3.Connection, message: ChatMessage) -> ArchivedMessage:
    return ArchivedMessage(
        role=message.role,
        text=message.text,
        parent=None,
        created_at=message.created_at,
        status=message.status,
        model_id=message.model_id,
        model_name=message.model_name,
        backend=message.backend,
        usage=message.usage,
        stop_reason=message.stop_reason,
        error=message.error,
        thinking=message.thinking,
        thinking_s=message.thinking_s,
        context_policy=message.context_policy,
        note=message.note,
        edited_at=message.edited_at,
        attachments=attachments.read(connection, message.id),
        tools=_tools(connection, message.id),
    )


def _tools(connection: sqlite3.Connection, message_id: str) -> tuple[ToolUse, ...]:
    rows = connection.execute("SELECT * FROM tool_uses WHERE message_id = ? ORDER BY seq", (message_id,)).fetchall()
    statuses = set(ToolStatus)
    return tuple(
        ToolUse(
            row["id"],
            row["name"],
            row["arguments"],
            row["at"],
            ToolStatus(row["status"]) if row["status"] in statuses else ToolStatus.FAILED,
            row["result"],
        )
        for row in rows
    )


def _folder(connection: sqlite3.Connection, name: str) -> str | None:
    """The folder of this name, which is made where it is missing; None where nothing visible is left of the name."""
    cleaned = clean_title(name, places.MAX_FOLDER_NAME)
    if not cleaned:
        return None
    row = connection.execute("SELECT id FROM folders WHERE name = ?", (cleaned,)).fetchone()
    return places.create_folder(connection, cleaned).id if row is None else str(row["id"])
