"""What the conversation and the window around it tell each other about messages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.types.models import ModelInfo
from app.ui.chat.scroll_places import ScrollPlaces


class ChatPort(QObject):
    """One for each chat view. Lives in the GUI thread.

    Signals of the window:
        regenerate(): Answer the last prompt again.
        go_on(): Continue the last answer.
        copy_answer(): Copy the last answer.
        copy_code(): Copy the last code block.
        undo_delete(): Bring back the message that was deleted last in the open chat.
        begins(temporary: bool): What the new chat that is open will be.
        leaving(): Note in `places` where the open chat is.

    Signals of the view:
        told(words: str, action: str, run: Callable | None): A short message, perhaps with one thing to press.
        quoted(text: str): This belongs into the composer.
        branched(chat: ChatSummary): A chat was made from a part of this one.
        edits_changed(): `edits` is another one.
        asked_anew(): An answer was asked for at a message, or the end is shown: the keyboard is free for a question.
        streamed(tokens: int): So many tokens of the answer that runs have come by now.
    """

    regenerate = Signal()
    go_on = Signal()
    copy_answer = Signal()
    copy_code = Signal()
    undo_delete = Signal()
    begins = Signal(bool)
    leaving = Signal()
    told = Signal(str, str, object)
    quoted = Signal(str)
    branched = Signal(object)
    edits_changed = Signal()
    streamed = Signal(int)
    asked_anew = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.models: tuple[ModelInfo, ...] = ()
        """What could answer instead."""
        self.edits: dict[str, str] = {}
        """Unsaved edits by message, also of chats that are not open."""
        self.private: set[str] = set()
        """Of these, the messages of temporary chats, whose edits are not kept for another window."""
        self.can_undo_delete: Callable[[], bool] = _nothing_deleted
        """Whether `undo_delete` would bring something back."""
        self.places = ScrollPlaces()
        """Where chats were left."""


def _nothing_deleted() -> bool:
    """Until a view says what was."""
    return False
