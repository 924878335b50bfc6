"""What the open chat says of its answers: asked for, changed and stored here, for the panel and the composer."""

from __future__ import annotations

import logging
from dataclasses import fields, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.bridge.signatures import chat_options, chat_set_options
from app.errors import AppError
from app.types.chats import ChatOptions, EffectiveOptions
from app.ui.bridge.base import LinkState, UiBridge

log = logging.getLogger(__name__)

PAUSE_MS = 300
"""Between two steps of a slider, or two keys in the system prompt."""


class OptionsKeeper(QObject):
    """The options of one chat at a time. Lives in the GUI thread.

    Signals:
        changed(): `options` or `effective` are others.
        edited(): The person changed `options`.
        refused(error: AppError): A change was not stored.
    """

    changed = Signal()
    edited = Signal()
    refused = Signal(object)

    def __init__(self, bridge: UiBridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._chat_id: str | None = None
        self._model_id: str | None = None
        self._unsaved = False
        self._visit = 0
        self._left: dict[str, ChatOptions] = {}
        """Of chats that were left while the core was away."""
        self.options = ChatOptions()
        self.effective: EffectiveOptions | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._push)
        bridge.link_changed.connect(self._link_changed)

    @property
    def chat_id(self) -> str | None:
        """Whose options they are."""
        return self._chat_id

    def open(self, chat_id: str | None, options: ChatOptions) -> None:
        """Another chat; of a stored one the options come with `take`."""
        self.flush()
        if self._unsaved and self._chat_id is not None and self._bridge.link is not LinkState.CONNECTED:
            self._left[self._chat_id] = self.options
        self._visit += 1
        self._unsaved = False
        self._chat_id, self.options, self.effective = chat_id, options, None
        self.changed.emit()
        self._ask()

    def begun(self, chat_id: str) -> None:
        """The new chat became this one, and has its options already."""
        self._timer.stop()
        self._chat_id, self._unsaved = chat_id, False
        self._ask()

    def take(self, options: ChatOptions) -> None:
        """The core told what the open chat says; what was changed here meanwhile stays."""
        if not self._unsaved:
            self.options = options
            self.changed.emit()

    def set_model(self, model_id: str | None) -> None:
        """The model of the next question: it has defaults of its own."""
        if model_id != self._model_id:
            self._model_id = model_id
            self._ask()

    def change(self, **values: Any) -> None:
        """Let the chat say something else from the next answer on."""
        fresh = replace(self.options, **values)
        if fresh == self.options:
            return
        self.options, self._unsaved = fresh, True
        self._timer.start()
        self.edited.emit()
        self.changed.emit()

    def put(self, chat_id: str | None, options: ChatOptions) -> None:
        """Let a chat, which may have been left, have these."""
        if chat_id == self._chat_id:
            self.change(**{field.name: getattr(options, field.name) for field in fields(options)})
        elif chat_id is not None and self._bridge.link is LinkState.CONNECTED:
            self._bridge.invoke(chat_set_options, chat_id=chat_id, options=options)
        elif chat_id is not None:
            self._left[chat_id] = options

    @Slot()
    def flush(self) -> None:
        """Store it now."""
        if self._timer.isActive():
            self._push()

    def ask(self) -> None:
        """What is in force may have changed: presets, assistants, defaults."""
        self._ask()

    @Slot()
    def _push(self) -> None:
        self._timer.stop()
        if self._chat_id is None or self._bridge.link is not LinkState.CONNECTED:
            self._ask()
            return
        reply = self._bridge.invoke(chat_set_options, chat_id=self._chat_id, options=self.options)
        sent = self.options
        reply.then(partial(self._stored, self._visit, sent), partial(self._not_stored, self._visit))

    def _stored(self, visit: int, sent: ChatOptions, effective: EffectiveOptions) -> None:
        if visit != self._visit:
            return
        self._unsaved = self._unsaved and sent != self.options
        if not self._unsaved:
            self.effective = effective
            self.changed.emit()

    def _not_stored(self, visit: int, error: AppError) -> None:
        if visit == self._visit:
            self.refused.emit(error)

    def _ask(self) -> None:
        if self._bridge.link is not LinkState.CONNECTED:
            return
        mine = self.options if self._chat_id is None else None
        reply = self._bridge.invoke(chat_options, chat_id=self._chat_id, model_id=self._model_id, options=mine)
        reply.then(partial(self._told, self._visit), self._not_told)

    def _told(self, visit: int, effective: EffectiveOptions) -> None:
        if visit == self._visit and not self._timer.isActive():
            self.effective = effective
            self.changed.emit()

    def _not_told(self, error: AppError) -> None:
        """The panel shows what the chat says by itself."""
        log.info("the options in force are not known: %s", error.code)

    @Slot(object, object)
    def _link_changed(self, state: LinkState, _error: AppError | None) -> None:
        if state is not LinkState.CONNECTED:
            return
        left, self._left = self._left, {}
        for chat_id, options in left.items():
            self._bridge.invoke(chat_set_options, chat_id=chat_id, options=options)
        if self._unsaved and self._chat_id is not None:
            self._push()
        else:
            self._ask()
