"""A code block: language, Wrap and Copy above the code, which has its own horizontal scroll bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPaintEvent, QTextCharFormat, QTextCursor, QTextLayout, QTextOption
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.rich.highlight import highlight
from app.ui.chat.markdown import Block, Code
from app.ui.chat.text_formats import code_block_format, code_px
from app.ui.chat.text_view import SCROLL_BAR, TextView
from app.ui.theme import code_font, current
from app.ui.theme.tokens import RADIUS_CODE
from app.ui.widgets.buttons import ButtonKind, TextButton
from app.ui.widgets.labels import muted_label
from app.ui.widgets.paint import rounded, smooth

HEADER = 35
PADDING = 14
TOP, BOTTOM = 10, 15
COPIED_MS = 2_000


class CodeText(TextView):
    """The code itself. GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(code_font(code_px()))
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.setLineWrapMode(QTextBrowser.LineWrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._shown = ""
        self.language = ""

    def set_code(self, text: str) -> None:
        """Append what is new; another text is written anew."""
        cursor = self.end_cursor()
        if not self._shown or not text.startswith(self._shown):
            self.clear()
            cursor = QTextCursor(self.document())
            cursor.setBlockFormat(code_block_format())
            self._shown = ""
        style = QTextCharFormat()
        style.setFont(code_font(code_px()))
        style.setForeground(QColor(current().text))
        fresh = not self._shown
        cursor.insertText(text[len(self._shown) :], style)
        if fresh:
            # Qt's own cursor went along with the text; it belongs at the beginning, or the view scrolls after it.
            self.moveCursor(QTextCursor.MoveOperation.Start)
        self._shown = text

    def blocks_between(self, start: int, end: int) -> Sequence[Block]:
        """All of the code as a block, or the lines of a part."""
        whole = start == 0 and end >= self.document().characterCount() - 1
        return [Code(self._shown, self.language)] if whole else super().blocks_between(start, end)

    def restyle(self) -> None:
        """Write everything again in the colours of today's theme."""
        self.setFont(code_font(code_px()))
        text, self._shown = self._shown, ""
        self.set_code(text)

    def color(self, language: str) -> None:
        """Colour the words; the text itself stays as it is."""
        tokens = current()
        formats: dict[int, list[QTextLayout.FormatRange]] = {}
        for piece in highlight(self._shown, language):
            one = QTextLayout.FormatRange()
            one.start, one.length = piece.start, piece.length
            style = QTextCharFormat()
            style.setForeground(QColor(str(getattr(tokens, piece.color))))
            one.format = style
            formats.setdefault(piece.line, []).append(one)
        document = self.document()
        for line, ranges in formats.items():
            block = document.findBlockByNumber(line)
            if block.isValid():
                block.layout().setFormats(ranges)
        if formats:
            document.markContentsDirty(0, document.characterCount())

    def code_height(self, width: int, *, wrap: bool) -> int:
        """How tall the code is, with its scroll bar where it needs one."""
        if wrap:
            return self.text_height(width)
        height = round(self.document().size().height())
        return height + (SCROLL_BAR if self.document().idealWidth() > width else 0)


class CodeBlock(QWidget):
    """One code block of an answer. Lives in the GUI thread.

    Signals:
        height_changed(): Wrapping was switched; the row has to be measured again.
    """

    height_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = Code("")
        self._colored = False
        self.text_view = CodeText(self)
        self._label = muted_label()
        self._label.setParent(self)
        self._wrap = TextButton(self.tr("Wrap"), ButtonKind.GHOST, self, small=True, icon="wrap-text")
        self._wrap.setCheckable(True)
        self._wrap.toggled.connect(self._set_wrap)
        self._copy = TextButton(self.tr("Copy"), ButtonKind.GHOST, self, small=True, icon="copy")
        self._copy.explain(self.tr("Copy this code"))
        self._copy.clicked.connect(self.copy_code)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._color)
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.timeout.connect(self._reset_copy)

    def set_code(self, code: Code) -> None:
        """Show a later state of the code; colours come in a moment when it is complete."""
        self._code = code
        name = code.language or self.tr("text")
        self._label.setText(name)
        self.text_view.setAccessibleName(self.tr("Code, %1").replace("%1", name))
        self.text_view.language = code.language
        self.text_view.set_code(code.text)
        if code.closed and code.text and not self._colored:  # while its first line comes, it seems complete, but empty
            self._colored = True
            self._soon.start(0)
        elif not code.closed:
            self._colored = False

    def restyle(self) -> None:
        """Take over today's theme."""
        self.text_view.restyle()
        if self._colored:
            self._color()
        self.update()

    def block_height(self, width: int) -> int:
        """Lay out at a width; returns the height."""
        inner = width - 2 * PADDING
        height = self.text_view.code_height(inner, wrap=self._wrap.isChecked())
        self._label.setGeometry(PADDING + 1, 1, width // 2, HEADER - 1)
        copy, wrap = self._copy.sizeHint(), self._wrap.sizeHint()
        self._copy.setGeometry(width - copy.width() - 4, 4, copy.width(), copy.height())
        self._wrap.setGeometry(self._copy.x() - wrap.width() - 4, 4, wrap.width(), wrap.height())
        self.text_view.setGeometry(PADDING + 1, HEADER + TOP, inner, height)
        return HEADER + TOP + height + BOTTOM

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box and the line under its head."""
        tokens = current()
        with smooth(self) as painter:
            rounded(painter, self.rect(), RADIUS_CODE, tokens.inset, tokens.border)
            painter.fillRect(1, HEADER - 1, self.width() - 2, 1, QColor(tokens.border))

    @Slot()
    def copy_code(self) -> None:
        """Put the code on the clipboard and say so."""
        QGuiApplication.clipboard().setText(self._code.text)
        self._copy.setText(self.tr("Copied"))
        self._copied.start(COPIED_MS)
        self.block_height(self.width())

    @Slot()
    def _reset_copy(self) -> None:
        self._copy.setText(self.tr("Copy"))
        self.block_height(self.width())

    @Slot()
    def _color(self) -> None:
        self.text_view.color(self._code.language)

    @Slot(bool)
    def _set_wrap(self, on: bool) -> None:  # noqa: FBT001 - a slot of toggled(bool)
        mode = QTextBrowser.LineWrapMode.FixedPixelWidth if on else QTextBrowser.LineWrapMode.NoWrap
        self.text_view.setLineWrapMode(mode)
        self.height_changed.emit()
