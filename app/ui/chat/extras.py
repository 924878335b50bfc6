"""What goes with a question beside its text and its model. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from app.types.attachments import Attachment
from app.types.chats import ChatOptions


@dataclass(frozen=True, slots=True)
class SendExtras:
    """Named as the arguments of `chat.send`; what is left at its default is not sent."""

    attachments: tuple[Attachment, ...] = ()
    options: ChatOptions | None = None
    folder_id: str | None = None
    temporary: bool = False

    def arguments(self) -> dict[str, Any]:
        """Those that say something."""
        return {
            item.name: getattr(self, item.name) for item in fields(self) if getattr(self, item.name) != item.default
        }


NOTHING = SendExtras()
