"""The chat pane: messages of the open chat, or the empty state. The window puts the composer below it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.types.models import ModelInfo
from app.ui.bridge.base import UiBridge


class ChatView(QWidget):
    """Shows one chat and runs its commands. Lives in the GUI thread.

    Signals:
        chat_opened(chat_id: str): A send created this chat; it is open now.
        send_refused(text: str, error: AppError): The prompt was not stored; the composer keeps it.
        answering_changed(answering: bool): An answer began or the last one ended; Send turns into Stop and back.
        answer_ended(message: ChatMessage): An answer ended, in whatever way.
        suggestion_chosen(text: str): An example prompt was picked; it belongs into the composer.
    """

    chat_opened = Signal(str)
    send_refused = Signal(str, object)
    answering_changed = Signal(bool)
    answer_ended = Signal(object)
    suggestion_chosen = Signal(str)

    def __init__(self, bridge: UiBridge, parent: QWidget | None = None) -> None:
        raise NotImplementedError

    @property
    def chat_id(self) -> str | None:
        """The open chat; None for a new one."""
        raise NotImplementedError

    @property
    def answering(self) -> bool:
        """True while a send is on its way or an answer of this chat is waiting or streaming."""
        raise NotImplementedError

    def open_chat(self, chat_id: str | None) -> None:
        """Show a chat, or with None the empty state of a new one."""
        raise NotImplementedError

    def send(self, text: str, model_id: str | None = None) -> None:
        """Ask in the open chat, or in a new one."""
        raise NotImplementedError

    def stop(self) -> None:
        """Stop the running answer; what had arrived is kept."""
        raise NotImplementedError

    def set_model(self, model: ModelInfo | None) -> None:
        """The model that the empty state names; None while none is known."""
        raise NotImplementedError
