"""Our own JSON: everything that a chat consists of. Pure.

`{"tektra": 1, "chats": [{…, "messages": […]}, …]}`, with `ArchivedChat` and `ArchivedMessage` in the bridge's form.
The number is raised when an older Tektra could not read the file any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.errors import AppError, InvalidInput
from app.transfer.fields import MAX_TIME
from app.transfer.loose import MAX_MESSAGES
from app.types.archive import ArchivedChat, ArchivedMessage
from app.types.attachments import MAX_FILE_BYTES, MAX_FILES
from app.wire import from_wire, to_wire

MARK = "tektra"
CHATS = "chats"
VERSION = 1
_FORM = "It has not the form that it should have."
_MAX_NUMBER = 2**53
"""Up to here every program reads the same number."""


def check_head(head: Mapping[str, Any]) -> None:
    """Check that this Tektra can read the file.

    Raises:
        InvalidInput: It was written by a newer one, or is none of ours.
    """
    version = head.get(MARK)
    if isinstance(version, bool) or not isinstance(version, int):
        raise InvalidInput(
            "This file holds no chats that Tektra knows.",
            hint="It imports its own JSON, and exports of ChatGPT and Open WebUI.",
        )
    if version > VERSION:
        raise InvalidInput("This file was written by a newer Tektra.", hint="Update Tektra, then import it again.")


def read(value: Any) -> tuple[ArchivedChat, tuple[ArchivedMessage, ...]]:
    """One chat.

    Raises:
        InvalidInput: Something in it has not the form that it should have.
    """
    fields = dict(value) if isinstance(value, dict) else {}
    messages = fields.pop("messages", [])
    if not isinstance(messages, list) or len(messages) > MAX_MESSAGES:
        raise InvalidInput(f"A chat can have {MAX_MESSAGES:,} messages at most.", hint="Export it again.")
    if not _numbers_fit(value):
        raise InvalidInput(_FORM, hint="Export it again.", detail="A number is none, or too large.")
    try:
        chat = from_wire(ArchivedChat, fields)
        said = from_wire(tuple[ArchivedMessage, ...], messages)
    except AppError as exc:
        raise InvalidInput(_FORM, hint="Export it again.", detail=exc.detail) from exc
    _check_times(chat.created_at, chat.updated_at, chat.archived_at)
    for index, message in enumerate(said):
        _check(message, index)
    if chat.shown is not None and not 0 <= chat.shown < len(said):
        raise InvalidInput("A chat shows a message that it does not have.", hint="Export it again.")
    return chat, said


def _check(message: ArchivedMessage, index: int) -> None:
    if message.parent is not None and not 0 <= message.parent < index:
        raise InvalidInput("A message follows one that does not come before it.", hint="Export the chats again.")
    if len(message.attachments) > MAX_FILES or any(len(item.data) > MAX_FILE_BYTES for item in message.attachments):
        raise InvalidInput("A message has more or larger files than Tektra allows.", hint="Export the chats again.")
    if len({use.id for use in message.tools}) != len(message.tools):
        raise InvalidInput("Two tool calls of a message are the same one.", hint="Export the chats again.")
    _check_times(message.created_at, message.edited_at)


def _check_times(*times: float | None) -> None:
    if any(time is not None and not 0 <= time < MAX_TIME for time in times):
        raise InvalidInput(_FORM, hint="Export it again.", detail="A time is none.")


def _numbers_fit(value: Any) -> bool:
    """Whether the database and every front end can hold all numbers of this JSON. Not by recursion: it may be deep."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, int | float) and not abs(item) <= _MAX_NUMBER:  # so also for what is no number
            return False
    return True


def write_chat(chat: ArchivedChat) -> dict[str, Any]:
    """The chat's own fields; its messages are written after them, one by one."""
    return dict(to_wire(chat))


def write_message(message: ArchivedMessage) -> dict[str, Any]:
    """One message."""
    return dict(to_wire(message))
