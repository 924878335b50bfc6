"""The person's message: a bubble at the right, as wide as its text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from app.types.attachments import AttachmentInfo, AttachmentKind
from app.ui.chat.answer_footer import SIDE, CopyButton
from app.ui.chat.markdown import Paragraph, Span
from app.ui.chat.markdown.model import LINE_BREAK
from app.ui.chat.messages import ShownMessage
from app.ui.chat.prose import ProseView
from app.ui.chat.row import NOTE, Row, shortened_words
from app.ui.theme import current, ui_font
from app.ui.theme.tokens import RADIUS_BUBBLE
from app.ui.widgets.labels import ElidedLabel, muted_label
from app.ui.widgets.paint import smooth

PROMPT_CHARS = 20_000
"""What is shown of a prompt at most; copying gives all of it."""
BUBBLE_SHARE = 0.84
BUBBLE_X, BUBBLE_Y = 14, 10
SMALL_CORNER = 3
AFTER_PROMPT = 16


class PromptRow(Row):
    """The person's message in a bubble at the right. Lives in the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bubble = QRect()
        self._text = ProseView(self)
        self._text.setAccessibleName(self.tr("Your message"))
        self._note = muted_label()
        self._note.setParent(self)
        self._note.hide()
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._files = ElidedLabel("", self)
        self._files.setFont(ui_font(12))
        self._files.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._files.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._files.hide()
        self.copy_button = CopyButton(self.tr("Copy your message"), self)

    def show_message(self, shown: ShownMessage, *, last: bool) -> None:
        """Show the prompt, as it was written; a very long one in part."""
        text = shown.text.replace("\0", "\ufffd")
        part = text[:PROMPT_CHARS].replace("\r\n", "\n").replace("\n", LINE_BREAK)
        self._text.set_paragraphs(0, [Paragraph((Span(part),))])
        self.copy_button.set_text(shown.text)
        files = self._files_words(shown.stored.attachments)
        self._files.setText(files)
        self._files.setVisible(bool(files))
        self._text.setVisible(bool(text))
        self._note.setVisible(len(text) > PROMPT_CHARS)
        self._note.setText(shortened_words(PROMPT_CHARS, len(text)))

    def row_height(self, width: int) -> int:
        """The bubble is as wide as its text, up to most of the column."""
        inner = int(width * BUBBLE_SHARE) - 2 * BUBBLE_X
        height = self._text.text_height(inner)
        ideal = -(-int(self._text.document().idealWidth() * 64) // 64) + 1
        if ideal < inner:
            inner = ideal
            height = self._text.text_height(inner)
        top = 0 if self._files.isHidden() else NOTE + 4
        self._files.setGeometry(width - int(width * BUBBLE_SHARE), 0, int(width * BUBBLE_SHARE), NOTE)
        if self._text.isHidden():
            self._bubble = QRect()
            self.copy_button.hide()
            return top + AFTER_PROMPT
        full = inner + 2 * BUBBLE_X
        self._bubble = QRect(width - full, top, full, height + 2 * BUBBLE_Y)
        self._text.place_text(self._bubble.left() + BUBBLE_X, top + BUBBLE_Y, inner, height)
        bottom = top + self._bubble.height()
        self.copy_button.setGeometry(self._bubble.left() - SIDE - 6, bottom - SIDE - 8, SIDE, SIDE)
        if not self._note.isHidden():
            self._note.setGeometry(0, bottom + 4, width, NOTE)
            bottom += 4 + NOTE
        return bottom + AFTER_PROMPT

    def _files_words(self, files: Sequence[AttachmentInfo]) -> str:
        """What went with the message, for instance "Picture: sky.png · Sound: rain.wav"."""
        kinds = {AttachmentKind.IMAGE: self.tr("Picture: {}"), AttachmentKind.AUDIO: self.tr("Sound: {}")}
        return " · ".join(kinds[file.kind].format(file.name) for file in files)

    def restyle(self) -> None:
        """Take over today's theme."""
        self._text.restyle()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bubble; its lower right corner points at the person."""
        with smooth(self) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current().bubble))
            painter.drawPath(bubble_path(QRectF(self._bubble)))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show what can be done."""
        self.copy_button.reveal(on=True)

    def leaveEvent(self, event: QEvent) -> None:
        """Hide it again."""
        self.copy_button.reveal(on=False)


def bubble_path(box: QRectF) -> QPainterPath:
    """A bubble whose lower right corner points at the person."""
    path = QPainterPath()
    path.addRoundedRect(box, RADIUS_BUBBLE, RADIUS_BUBBLE)
    corner = QPainterPath()
    side = 2 * RADIUS_BUBBLE
    corner.addRoundedRect(QRectF(box.right() - side, box.bottom() - side, side, side), SMALL_CORNER, SMALL_CORNER)
    return path.united(corner)
