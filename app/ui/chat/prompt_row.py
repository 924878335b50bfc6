"""The person's message: a bubble at the right, as wide as its text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QStyle, QWidget

from app.ui.chat.actions import Act, Do, OpenFile, ShowVersion
from app.ui.chat.answer_footer import SIDE, CopyButton, QuietButton
from app.ui.chat.attachment_strip import AttachmentStrip
from app.ui.chat.directions import one_way_paragraphs
from app.ui.chat.editor import MessageEditor
from app.ui.chat.messages import ShownMessage
from app.ui.chat.pictures import Pictures
from app.ui.chat.prose import ProseView
from app.ui.chat.row import NOTE, Row, shortened_words
from app.ui.chat.times import full_time, short_time
from app.ui.chat.version_arrows import VersionArrows
from app.ui.theme import current, ui_font
from app.ui.theme.tokens import RADIUS_BUBBLE
from app.ui.widgets.labels import muted_label
from app.ui.widgets.mirror import mirror, mirrored
from app.ui.widgets.paint import smooth

PROMPT_CHARS = 20_000
"""What is shown of a prompt at most; copying gives all of it."""
BUBBLE_SHARE = 0.84
BUBBLE_X, BUBBLE_Y = 14, 10
SMALL_CORNER = 3
AFTER_PROMPT = 16
ACTION_GAP = 6


class PromptRow(Row):
    """The person's message in a bubble at the right. Lives in the GUI thread."""

    room_below = AFTER_PROMPT

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: ShownMessage | None = None
        self._bubble = QRect()
        self._revealed = False
        self._text = ProseView(self)
        self.setAccessibleName(self.tr("Your message"))
        self._text.setAccessibleName(self.tr("Your message"))
        self._note = muted_label()
        self._note.setParent(self)
        self._note.hide()
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.files = AttachmentStrip(self, pictures)
        self.files.chosen.connect(self._open_file)
        self.files.height_changed.connect(self.height_changed)
        self.copy_button = CopyButton(self.tr("Copy your message"), self)
        self.edit_button = QuietButton("pencil", self.tr("Edit your message"), self)
        self.edit_button.clicked.connect(self._edit)
        self.more_button = QuietButton("ellipsis", self.tr("More to do with your message"), self)
        self.more_button.clicked.connect(self._menu)
        self.versions = VersionArrows(self)
        self.versions.chosen.connect(self._show_version)
        self.time = ""

    @property
    def message_id(self) -> str:
        """The prompt."""
        return self._shown.id if self._shown is not None else ""

    @property
    def arrows(self) -> VersionArrows:
        """Below the bubble."""
        return self.versions

    def show_message(self, shown: ShownMessage, *, last: bool) -> None:
        """Show the prompt, as it was written; a very long one in part."""
        self._shown = shown
        text = shown.text.replace("\0", "\ufffd")
        part = text[:PROMPT_CHARS].replace("\r\n", "\n")
        self._text.set_paragraphs(0, one_way_paragraphs(part))
        self.copy_button.set_text(shown.text)
        self.files.show_files(shown.id, shown.stored.attachments)
        self._text.setVisible(bool(text) and shown.editing is None)
        self._note.setVisible(len(text) > PROMPT_CHARS and shown.editing is None)
        self._note.setText(shortened_words(PROMPT_CHARS, len(text)))
        self.versions.show_version(shown)
        self.time = short_time(shown.stored.created_at)
        if shown.stored.edited_at is not None:
            self.time = self.tr("{0} · edited").format(self.time)
        self.setToolTip(full_time(shown.stored.created_at, shown.stored.edited_at))
        self.show_editor(shown, prompt=True)

    def row_height(self, width: int) -> int:
        """Files, the bubble, and below it the versions where there are several."""
        top = 0
        if not self.files.isHidden():
            height = self.files.strip_height(width)
            self.files.setGeometry(0, 0, width, height)
            top = height + 8
        if self.editor is not None:
            return self._edit_height(self.editor, top, width)
        height = self._place_all(top, width)
        self._bubble = mirrored(self, self._bubble, width)
        placed = (self._text, self._note, self.copy_button, self.edit_button, self.more_button, self.versions)
        mirror(self, placed, width)
        return height

    def _place_all(self, top: int, width: int) -> int:
        """Everything below the files, as for a language that runs to the right."""
        bottom = self._place_bubble(top, width) if not self._text.isHidden() else self._no_bubble(top)
        self._place_actions(bottom, width)
        if not self._note.isHidden():
            self._note.setGeometry(0, bottom + 4, width, NOTE)
            bottom += 4 + NOTE
        if not self.versions.isHidden():
            size = self.versions.sizeHint()
            self.versions.setGeometry(width - size.width(), bottom + 4, size.width(), SIDE)
            bottom += 4 + SIDE - 8
        return bottom + AFTER_PROMPT

    def restyle(self) -> None:
        """Take over today's theme."""
        self._text.restyle()
        if self.editor is not None:
            self.editor.restyle()
        self.update()

    def focus_actions(self) -> None:
        """The first button that is there."""
        if self.editor is not None:
            self.editor.field.setFocus(Qt.FocusReason.TabFocusReason)
            return
        stops = (self.copy_button, self.edit_button, self.more_button)
        next(one for one in stops if one.isVisible()).setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bubble, whose lower right corner points at the person, and the time below it."""
        tokens = current()
        with smooth(self) as painter:
            if self.editor is None:
                self._paint_bubble(painter)
            if self._revealed and self.editor is None:
                painter.setFont(ui_font(11, tabular=True))
                painter.setPen(QColor(tokens.text_3))
                room = 0 if self.versions.isHidden() else self.versions.width() + 8
                height = AFTER_PROMPT if self.versions.isHidden() else SIDE
                area = mirrored(self, QRect(0, self._time_top(), self.width() - room, height))
                side = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignRight)
                painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, self.time)

    def _paint_bubble(self, painter: QPainter) -> None:
        tokens = current()
        box = QRectF(self._bubble)
        painter.setPen(Qt.PenStyle.NoPen)
        if tokens.high:  # its ground alone is hardly another one than the page's
            painter.setPen(QColor(tokens.border))
            box.adjust(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(QColor(tokens.bubble))
        painter.drawPath(bubble_path(box, left=self.isRightToLeft()))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show what can be done."""
        self._reveal(on=True)

    def leaveEvent(self, event: QEvent) -> None:
        """Hide it again."""
        self._reveal(on=self.in_use)

    def show_keyboard(self) -> None:
        """The buttons are seen while one of them has the focus."""
        self._reveal(on=self.in_use or self.underMouse())

    def _reveal(self, *, on: bool) -> None:
        self._revealed = on
        for button in (self.copy_button, self.edit_button, self.more_button):
            button.reveal(on=on)
        self.update()

    def _time_top(self) -> int:
        return self.height() - AFTER_PROMPT if self.versions.isHidden() else self.versions.y()

    def _place_bubble(self, top: int, width: int) -> int:
        """As wide as its text, up to most of the column; returns where it ends."""
        inner = int(width * BUBBLE_SHARE) - 2 * BUBBLE_X
        height = self._text.text_height(inner)
        ideal = -(-int(self._text.document().idealWidth() * 64) // 64) + 1
        if ideal < inner:
            inner = ideal
            height = self._text.text_height(inner)
        full = inner + 2 * BUBBLE_X
        self._bubble = QRect(width - full, top, full, height + 2 * BUBBLE_Y)
        self._text.place_text(self._bubble.left() + BUBBLE_X, top + BUBBLE_Y, inner, height)
        return top + self._bubble.height()

    def _no_bubble(self, top: int) -> int:
        """Only files were sent: what can be done stands beside them."""
        self._bubble = QRect()
        return max(0, top - 8)

    def _place_actions(self, bottom: int, width: int) -> None:
        """At the left of the bubble's foot; where that is narrow, the menu alone, which has everything."""
        first = self._bubble.left() if not self._bubble.isNull() else self._files_left(width)
        right = first - ACTION_GAP
        for button in (self.more_button, self.edit_button, self.copy_button):
            fits = right - SIDE >= -ACTION_GAP and not (button is self.copy_button and self._bubble.isNull())
            button.setVisible(fits)
            if fits:
                right -= SIDE
                button.setGeometry(max(0, right), bottom - SIDE - 8, SIDE, SIDE)

    def _files_left(self, width: int) -> int:
        return min((button.x() for button in self.files.buttons), default=width)

    def _edit_height(self, editor: MessageEditor, top: int, width: int) -> int:
        for button in (self.copy_button, self.edit_button, self.more_button):
            button.hide()
        self.versions.hide()
        height = editor.editor_height(width)
        editor.setGeometry(0, top, width, height)
        return top + height + AFTER_PROMPT

    @Slot()
    def _edit(self) -> None:
        self.ask(Do(self.message_id, Act.EDIT))

    @Slot()
    def _menu(self) -> None:
        self.open_menu_at(self.more_button.mapToGlobal(QPoint(0, SIDE)))

    @Slot(str)
    def _show_version(self, message_id: str) -> None:
        self.ask(ShowVersion(message_id))

    @Slot(int)
    def _open_file(self, position: int) -> None:
        if self._shown is not None:
            self.ask(OpenFile(self._shown.id, position, self._shown.stored.attachments[position]))


def bubble_path(box: QRectF, *, left: bool = False) -> QPainterPath:
    """A bubble whose lower right corner, or left one, points at the person."""
    path = QPainterPath()
    path.addRoundedRect(box, RADIUS_BUBBLE, RADIUS_BUBBLE)
    corner = QPainterPath()
    side = 2 * RADIUS_BUBBLE
    across = box.left() if left else box.right() - side
    corner.addRoundedRect(QRectF(across, box.bottom() - side, side, side), SMALL_CORNER, SMALL_CORNER)
    return path.united(corner)
