"""Says a running answer to screen readers, sentence by sentence and not too often."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from app.ui.chat.markdown import render
from app.ui.chat.sentences import Names, finished, spoken

PAUSE_MS = 1_500
MAX_CHARS = 2_000
"""Of one announcement; who wants the rest reads it."""


class Announcer(QObject):
    """Follows one answer at a time; does nothing while no assistive technology listens. Lives in the GUI thread."""

    def __init__(self, speaker: QWidget) -> None:
        super().__init__(speaker)
        self._speaker = speaker
        self._message_id = ""
        self._text = ""
        self._said = 0
        self._names = Names(self._code, self._table)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._say)

    def follow(self, message_id: str, text: str) -> None:
        """The answer that runs has this text now. What was there before it was followed is not said."""
        if not self.listened():
            return
        if message_id != self._message_id:
            self._message_id, self._said = message_id, 0
        self._text = text
        if not self._timer.isActive():
            self._timer.start()

    def finish(self, message_id: str, text: str) -> str:
        """The answer has ended; returns what of it was not said yet, for the last announcement."""
        self._timer.stop()
        if message_id != self._message_id or not self.listened():
            return ""
        rest = self._words(text[self._said :])
        self._message_id, self._text, self._said = "", "", 0
        return rest

    def leave(self) -> None:
        """Another chat is shown."""
        self._timer.stop()
        self._message_id, self._text, self._said = "", "", 0

    def listened(self) -> bool:
        """Whether somebody listens."""
        return QAccessible.isActive()

    def announce(self, words: str) -> None:
        """Say something politely."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._speaker, words))

    @Slot()
    def _say(self) -> None:
        end = finished(self._text, self._said)
        words = self._words(self._text[self._said : end])
        self._said = end
        if words:
            self.announce(words)

    def _words(self, markdown: str) -> str:
        return spoken(render(markdown[: 4 * MAX_CHARS]).blocks, self._names)[:MAX_CHARS]

    def _code(self, language: str) -> str:
        return self.tr("Code block, {0}.").format(language) if language else self.tr("Code block.")

    def _table(self, rows: int) -> str:
        return self.tr("Table with %n row(s).", "", rows)
