"""Whether a notification is due when an answer ends, and what of the answer it shows. Without Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.types.chats import ChatMessage, MessageStatus
from app.types.messages import Role

MAX_CHARS = 160
"""Of the answer; what is longer is cut at a word."""
_TOLD = (MessageStatus.COMPLETE, MessageStatus.FAILED, MessageStatus.INTERRUPTED)
"""Who stopped an answer knows that it ended."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened to an answer in a chat that nobody looks at."""

    chat_id: str
    failed: bool
    beginning: str
    """Of the answer; "" where it must not be shown."""


def notice_of(message: ChatMessage, settings: Mapping[str, Any], *, seen: bool) -> Notice | None:
    """The notification that is due; `seen` where the person has the window before them."""
    told = message.role is Role.ASSISTANT and message.status in _TOLD
    if seen or not told or not settings.get("desktop.notify", True):
        return None
    text = shortened(message.text) if settings.get("desktop.notification_text", False) else ""
    return Notice(message.chat_id, message.status is not MessageStatus.COMPLETE, text)


def shortened(text: str) -> str:
    """The beginning of a text on one line."""
    words = " ".join(text[: 4 * MAX_CHARS].split())
    if len(words) <= MAX_CHARS:
        return words
    cut = words[:MAX_CHARS]
    return (cut.rpartition(" ")[0] or cut) + "…"
