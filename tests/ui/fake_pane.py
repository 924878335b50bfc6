"""A chat view without messages, for tests of the window around it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.types.models import ModelInfo
from app.ui.bridge.base import UiBridge
from app.ui.chat.extras import NOTHING, SendExtras
from app.ui.chat.port import ChatPort


class FakePane(QWidget):
    """Records what the window asks for; its signals are emitted by the test. Lives in the GUI thread."""

    chat_opened = Signal(str)
    send_refused = Signal(str, object)
    answering_changed = Signal(bool)
    answer_ended = Signal(object)
    suggestion_chosen = Signal(str)

    def __init__(self, bridge: UiBridge) -> None:
        super().__init__()
        self.bridge = bridge
        self.port = ChatPort(self)
        self.shown: list[str] = []
        self.opened: list[str | None] = []
        self.sent: list[tuple[str, str | None]] = []
        self.extras: list[SendExtras] = []
        self.stops = 0
        self.model: ModelInfo | None = None
        self._answering = False

    @property
    def chat_id(self) -> str | None:
        """What was opened last."""
        return self.opened[-1] if self.opened else None

    @property
    def answering(self) -> bool:
        """As the test says."""
        return self._answering

    def set_answering(self, *, answering: bool) -> None:
        """An answer begins or ends."""
        self._answering = answering
        self.answering_changed.emit(answering)

    def open_chat(self, chat_id: str | None) -> None:
        """Record it."""
        self.opened.append(chat_id)

    def show_message(self, message_id: str) -> None:
        """Record it."""
        self.shown.append(message_id)

    @property
    def questions(self) -> tuple[str, ...]:
        """What was sent."""
        return tuple(text for text, _ in self.sent)

    def send(self, text: str, model_id: str | None = None, extras: SendExtras = NOTHING) -> None:
        """Record it."""
        self.sent.append((text, model_id))
        self.extras.append(extras)

    def stop(self) -> None:
        """Count it."""
        self.stops += 1

    def set_model(self, model: ModelInfo | None) -> None:
        """Record it."""
        self.model = model
