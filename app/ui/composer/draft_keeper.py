"""Stores what is being written, so that neither a closed window nor a crash loses it."""

from __future__ import annotations

import logging
from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot

from app.bridge.signatures import chat_keep_draft
from app.errors import AppError
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.composer.drafts_model import Drafts

log = logging.getLogger(__name__)

PAUSE_MS = 400


class DraftKeeper(QObject):
    """Sends to the core what it does not have yet, in the pauses. Lives in the GUI thread."""

    def __init__(self, bridge: UiBridge, drafts: Drafts, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._drafts = drafts
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.flush)
        bridge.link_changed.connect(self._link_changed)

    def soon(self) -> None:
        """Something was written."""
        self._timer.start()

    @Slot()
    def flush(self) -> None:
        """Store it now. While the core is away it waits for it."""
        self._timer.stop()
        if self._bridge.link is not LinkState.CONNECTED:
            return
        for chat_id, text in self._drafts.dirty():
            draft = self._drafts.of(chat_id)
            before, draft.stored = draft.stored, text
            failed = partial(self._failed, chat_id, text, before)
            self._bridge.invoke(chat_keep_draft, text=text, chat_id=chat_id).then(_stored, failed)

    def _failed(self, chat_id: str | None, text: str, before: str | None, error: AppError) -> None:
        """It stays in the window; the next pause, or the next connection, tries again."""
        log.info("a draft was not stored: %s", error.code)
        draft = self._drafts.known(chat_id)
        if draft is not None and draft.stored == text:
            draft.stored = before

    @Slot(object, object)
    def _link_changed(self, state: LinkState, _error: AppError | None) -> None:
        if state is LinkState.CONNECTED:
            self._timer.start()


def _stored(_: None) -> None:
    """As it should be."""
