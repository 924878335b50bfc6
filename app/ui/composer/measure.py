"""Asks how much of the model's window the next question would take, while it is written."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.bridge.events import ChatEvent, EventPayload, MessageEvent
from app.bridge.names import EventName
from app.bridge.signatures import chat_measure
from app.errors import AppError
from app.types.chats import ChatOptions, ContextUse
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.composer.attach_model import AttachList, attachments
from app.ui.composer.meter_model import AGAIN_BYTES, Shown, shown, with_files, with_streamed
from app.ui.window.composer import Composer
from app.ui.window.prompt_model import sendable

log = logging.getLogger(__name__)

PAUSE_MS = 150
MAX_CHARS = 1_000_000
"""Of a longer draft nothing is said: to send it again and again would be felt."""


class Measure(QObject):
    """Watches the composer. Lives in the GUI thread; listens to `message.ended` and `chat.changed`.

    Signals:
        measured(shown: Shown): What the meter shows.
    """

    measured = Signal(object)

    def __init__(
        self, bridge: UiBridge, composer: Composer, options: Callable[[], ChatOptions], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._composer = composer
        self._options = options
        self._files = AttachList()
        self._chat_id: str | None = None
        self._model_id: str | None = None
        self._asked = 0
        self._asker = uuid4().hex
        self._use: ContextUse | None = None
        self._streamed = 0
        """What of the answer that runs is in no figure of the core's yet."""
        self._ended = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        composer.edited.connect(self._timer.start)
        bridge.core_event.connect(self._event)

    def set_place(self, chat_id: str | None, model_id: str | None, files: AttachList) -> None:
        """The chat, model and files that the draft is for."""
        place = (chat_id, model_id, id(files))
        if place == (self._chat_id, self._model_id, id(self._files)):
            return
        if chat_id != self._chat_id:
            self._streamed, self._ended = 0, False
            self._say(None)
        self._chat_id, self._model_id, self._files = chat_id, model_id, files
        self._timer.start()

    @Slot()
    def soon(self) -> None:
        """Something else that counts is different."""
        self._timer.start()

    @Slot(int)
    def streamed(self, tokens: int) -> None:
        """More of an answer came; the exact figure follows when it has ended."""
        self._streamed = tokens
        if self._use is not None:
            self._say(self._use)

    @Slot()
    def stop(self) -> None:
        """The window goes."""
        self._timer.stop()

    @Slot(object, object)
    def _event(self, name: EventName, payload: EventPayload) -> None:
        if isinstance(payload, MessageEvent):
            known = payload.message.chat_id
        elif isinstance(payload, ChatEvent):
            known = payload.chat.id
        else:
            return
        if known == self._chat_id:
            if name in (EventName.MESSAGE_STARTED, EventName.MESSAGE_ENDED):
                self._ended = name is EventName.MESSAGE_ENDED
            self._timer.start()

    @property
    def _empty(self) -> bool:
        return self._chat_id is None and not self._composer.text and not len(self._files)

    @Slot()
    def _ask(self) -> None:
        self._asked += 1
        text = sendable(self._composer.text)
        if self._bridge.link is not LinkState.CONNECTED or self._empty or len(text) > MAX_CHARS:
            self._say(None)
            return
        whole = self._files.size <= AGAIN_BYTES
        sent = attachments([file for file in self._files if file.sendable]) if whole else ()
        reply = self._bridge.invoke(
            chat_measure,
            text=text,
            chat_id=self._chat_id,
            model_id=self._model_id,
            options=self._options() if self._chat_id is None else None,
            attachments=sent,
            asker=self._asker,
        )
        more = 0 if whole else self._files.tokens
        reply.then(partial(self._measured, self._asked, more, self._ended), partial(self._failed, self._asked))

    def _measured(self, asked: int, more: int, whole: bool, use: ContextUse) -> None:  # noqa: FBT001 - of `partial`
        """`whole` where no answer ran any more when it was asked."""
        if asked == self._asked:
            if whole:
                self._streamed, self._ended = 0, False
            self._say(with_files(use, more))

    def _failed(self, asked: int, error: AppError) -> None:
        """A figure that is not there is not worth a word."""
        log.info("the draft was not measured: %s", error.code)
        if asked == self._asked:
            self._say(None)

    def _say(self, use: ContextUse | None) -> None:
        self._use = use
        if use is None:
            self.measured.emit(Shown())
            return
        begun, now = self._chat_id is not None, with_streamed(use, self._streamed)
        self.measured.emit(shown(now, empty=self._empty, begun=begun))
