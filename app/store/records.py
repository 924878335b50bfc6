"""Rows as values. Unknown names, as a newer schema or a damaged page may hold, never hide a row."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

from app.store.titles import UNTITLED
from app.types.attachments import AttachmentInfo
from app.types.chats import ChatMessage, ChatSummary, ContextPolicy, MessageStatus, TitleSource, ToolUse
from app.types.generation import StopReason, Usage
from app.types.messages import Role, clean_text
from app.types.models import BackendName

E = TypeVar("E", bound=Enum)

Live = Mapping[str, str]
"""The answers that this process is writing: message id to chat id. What else is unfinished was left by a dead core."""

UNFINISHED = frozenset({MessageStatus.WAITING, MessageStatus.STREAMING})

SELECT_SUMMARY = """SELECT c.id, c.title, c.model_id, c.created_at, c.updated_at, c.deleted_at,
    c.pinned, c.folder_id, c.archived_at, c.temporary, c.unread, c.title_source, c.options,
    (SELECT count(*) FROM messages WHERE chat_id = c.id AND deleted_at IS NULL) AS message_count
    FROM chats c"""
SELECT_MESSAGE = """SELECT m.seq, m.id, m.chat_id, m.parent_id, m.role, m.text, m.status, m.created_at, m.model_id,
    m.model_name, m.backend, m.prompt_tokens, m.reused_tokens, m.completion_tokens, m.first_token_s, m.tokens_per_s,
    m.stop_reason, m.error, m.thinking, m.thinking_s, m.context_policy, m.kept_from, m.note,
    m.edited_at, EXISTS (SELECT 1 FROM attachments WHERE message_id = m.id) AS has_attachments,
    EXISTS (SELECT 1 FROM tool_uses WHERE message_id = m.id) AS has_tools
    FROM messages m"""


@dataclass(frozen=True, slots=True)
class Journalled:
    """What the journal adds to a message."""

    text: str = ""
    thinking: str = ""


def to_summary(row: sqlite3.Row, *, answering: bool) -> ChatSummary:
    """A row of `SELECT_SUMMARY`."""
    return ChatSummary(
        id=row["id"],
        title=row["title"] or UNTITLED,
        created_at=float(row["created_at"]),
        updated_at=float(row["updated_at"]),
        model_id=row["model_id"],
        message_count=row["message_count"],
        answering=answering,
        deleted_at=row["deleted_at"],
        pinned=bool(row["pinned"]),
        folder_id=row["folder_id"],
        archived_at=row["archived_at"],
        temporary=bool(row["temporary"]),
        unread=bool(row["unread"]),
        title_source=_member(TitleSource, row["title_source"]) or TitleSource.PROMPT,
        assistant_id=_assistant(row["options"]),
    )


def to_message(
    row: sqlite3.Row,
    journalled: Journalled,
    live: Live,
    attachments: tuple[AttachmentInfo, ...] = (),
    tools: tuple[ToolUse, ...] = (),
) -> ChatMessage:
    """A row of `SELECT_MESSAGE`, what its journal adds, and what goes with it."""
    status = _member(MessageStatus, row["status"]) or MessageStatus.COMPLETE
    stop_reason = _member(StopReason, row["stop_reason"])
    if status in UNFINISHED and row["id"] not in live:
        status, stop_reason = MessageStatus.INTERRUPTED, StopReason.INTERRUPTED
    return ChatMessage(
        id=row["id"],
        chat_id=row["chat_id"],
        parent_id=row["parent_id"],
        role=_member(Role, row["role"]) or Role.ASSISTANT,
        text=row["text"] + journalled.text,
        status=status,
        created_at=float(row["created_at"]),
        model_id=row["model_id"],
        model_name=row["model_name"],
        backend=_member(BackendName, row["backend"]),
        usage=_usage(row),
        stop_reason=stop_reason,
        error=_decode_error(row["error"]),
        thinking=row["thinking"] + journalled.thinking,
        thinking_s=float(row["thinking_s"] or 0),
        context_policy=_member(ContextPolicy, row["context_policy"]),
        kept_from=row["kept_from"],
        note=row["note"],
        attachments=attachments,
        edited_at=row["edited_at"],
        tools=tools,
    )


def encode_error(error: Mapping[str, Any] | None) -> str | None:
    """`AppError.to_dict()` as the column `error`."""
    return None if error is None else clean_text(json.dumps(error, ensure_ascii=False, default=str))


def _decode_error(column: str | None) -> dict[str, Any] | None:
    return None if column is None else _json_object(column)


def _assistant(options: str) -> str | None:
    """Without decoding where there is none, because a list has thousands of rows."""
    if "assistant_id" not in options:
        return None
    wanted = (_json_object(options) or {}).get("assistant_id")
    return wanted if isinstance(wanted, str) else None


def _json_object(column: str) -> dict[str, Any] | None:
    try:
        found = json.loads(column)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _usage(row: sqlite3.Row) -> Usage | None:
    if row["completion_tokens"] is None:
        return None
    return Usage(
        prompt_tokens=row["prompt_tokens"] or 0,
        reused_tokens=row["reused_tokens"] or 0,
        completion_tokens=row["completion_tokens"],
        first_token_s=float(row["first_token_s"] or 0),
        tokens_per_s=float(row["tokens_per_s"] or 0),
    )


@lru_cache(256)  # a long chat asks for the same few again and again
def _member(kind: type[E], name: object) -> E | None:
    try:
        return kind(name)
    except ValueError:
        return None
