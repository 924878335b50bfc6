"""Hands what is being typed to the core, whose model reads it ahead. Nobody waits for it, and nothing is said of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from app.bridge.signatures import chat_draft
from app.errors import AppError
from app.types.chats import ChatOptions
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.window.composer import Composer
from app.ui.window.prompt_model import sendable

PAUSE_MS = 300
"""Between two keys of a person who types; a draft is handed over in the pauses."""


MAX_DRAFT = 1_000_000
"""Characters. To hand over more again and again would be felt in the window, and no model reads it in time."""


class DraftHandover(QObject):
    """Watches the composer. Lives in the GUI thread."""

    def __init__(self, bridge: UiBridge, composer: Composer, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._composer = composer
        self._chat_id: str | None = None
        self._model_id: str | None = None
        self._loaded = False
        self.options: Callable[[], ChatOptions | None] | None = None
        """Of a new chat, which has no other place for them."""
        self._given = ""
        """What the core has now; "" for nothing."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._hand_over)
        composer.edited.connect(self._timer.start)
        composer.pasted.connect(self._hand_over)
        bridge.link_changed.connect(self._link_changed)

    def set_place(self, chat_id: str | None, model_id: str | None, *, loaded: bool) -> None:
        """The chat and the model that the draft is for, and whether that model is in memory."""
        place = (chat_id, model_id, loaded)
        if place == (self._chat_id, self._model_id, self._loaded):
            return
        if chat_id != self._chat_id:
            self.end()
        self._chat_id, self._model_id, self._loaded = place
        self._again()

    def sent(self) -> None:
        """The draft became a question, with which its reading ends."""
        self._given = ""

    def end(self) -> None:
        """The draft is left."""
        if self._given:
            self._give("")

    @Slot(bool)
    def answering_changed(self, answering: bool) -> None:  # noqa: FBT001 - a slot of answering_changed(bool)
        """What is typed during an answer is read when that is there."""
        if not answering:
            self._again()

    @Slot(object, object)
    def _link_changed(self, state: LinkState, _error: AppError | None) -> None:
        self._given = ""
        if state is LinkState.CONNECTED:
            self._again()

    def _again(self) -> None:
        """Something else than the text is different."""
        if not self._composer.text:
            self.end()
            return
        self._given = ""
        self._timer.start()

    @Slot()
    def _hand_over(self) -> None:
        self._timer.stop()
        if self._composer.edit.composing:
            self._timer.start()  # what an input method shows is no text yet
            return
        ready = self._loaded and not self._composer.answering and not self._composer.held
        if self._bridge.link is not LinkState.CONNECTED or not (ready or self._given):
            return
        text = sendable(self._composer.text) if ready else ""
        if len(text) > MAX_DRAFT:
            text = ""
        if text != self._given:
            self._give(text)

    def _give(self, text: str) -> None:
        self._given = text
        place: dict[str, Any] = {"chat_id": self._chat_id, "model_id": self._model_id}
        options = self.options() if self.options is not None else None
        if options is not None:
            place["options"] = options
        reply = self._bridge.invoke(chat_draft, text=text, **place)
        reply.then(_nothing, _nothing)


def _nothing(_: object) -> None:
    """A draft that was not read costs a moment of waiting, no more: nobody is told."""
