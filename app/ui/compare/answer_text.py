"""The text of one answer, as plain text that grows while it is written, with the differing words marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from app.client.differences import Span
from app.ui.chat.text_formats import LINE, scaled
from app.ui.chat.text_view import TextView
from app.ui.theme import current, theme, ui_font

_ONE_BLOCK = {0x0A: "\u2028", 0x0D: " ", 0x2029: "\u2028"} | dict.fromkeys((0, 0xFDD0, 0xFDD1, 0xFFFC), "\ufffd")
"""Signs at which Qt would begin something new, one for one: so places in the text are places in the document."""
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value


class AnswerText(TextView):
    """As tall as its text. Lives in the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self._spans: tuple[Span, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._dress()
        theme().changed.connect(self._restyle)

    def show_text(self, text: str, spans: Sequence[Span] = ()) -> None:
        """Show a text; what only grew is appended, so that a selection and the reader's place stay."""
        if not text.startswith(self._shown):
            self.clear()
            self._shown = ""
        if len(text) > len(self._shown):
            line = QTextBlockFormat()
            line.setLineHeight(scaled(LINE), _FIXED)
            cursor = self.end_cursor()
            cursor.setBlockFormat(line)
            cursor.insertText(text[len(self._shown) :].translate(_ONE_BLOCK))
            self._shown = text
        self._spans = tuple(spans)
        self._mark()
        self._fit()

    def marked(self) -> tuple[str, ...]:
        """The pieces that stand out now."""
        return tuple(self._shown[start:end] for start, end in self._spans)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(max(scaled(LINE), self.text_height(self.viewport().width())))

    def _mark(self) -> None:
        tokens = current()
        look = QTextCharFormat()
        look.setBackground(QColor(tokens.accent_bg))
        look.setForeground(QColor(tokens.accent_text))
        marks = []
        for start, end in self._spans:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(_place(self._shown, start))
            cursor.setPosition(_place(self._shown, end), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            mark.format = look
            marks.append(mark)
        self.setExtraSelections(marks)

    def _dress(self) -> None:
        self.document().setDefaultFont(ui_font(theme().text_px))

    @Slot()
    def _restyle(self) -> None:
        """Other colours, or another size of text."""
        text, self._shown = self._shown, ""
        self.clear()
        self._dress()
        self.show_text(text, self._spans)


def _place(text: str, index: int) -> int:
    """A place in the document, which counts in UTF-16."""
    return len(text[:index].encode("utf-16-le", "surrogatepass")) // 2
