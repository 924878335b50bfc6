"""The open chat in the header: a button with its menu, a field while it is renamed, and what is special about it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.types.chats import ChatSummary
from app.ui.theme import current, pixmap, ui_font
from app.ui.theme.tokens import CONTROL_HEIGHT
from app.ui.widgets.buttons import BaseButton, TextButton
from app.ui.widgets.labels import Tag, Tone
from app.ui.widgets.paint import rounded
from app.ui.widgets.sides import sides_of
from app.ui.widgets.text_field import TextField
from app.ui.window.sidebar_model import TITLE_CHARS, clean_title

_PADDING = 10
_CHEVRON = 16
_GAP = 4
_MAX_WIDTH = 420
_LEAST = 72
"""With less room than this a title says nothing: a sign stands for it."""
_SIGN = 32


class TitleButton(BaseButton):
    """The title, cut where there is no room, and a chevron. Lives in the GUI thread."""

    def __init__(self) -> None:
        super().__init__("")
        self._title = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_title(self, title: str) -> None:
        """Another title."""
        self._title = title
        self.setAccessibleName(self.tr("Chat: {0}").format(title))
        self.setAccessibleDescription(self.tr("What can be done with this chat"))
        self.explain(self.tr("{0}. What can be done with this chat").format(title))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The whole title, unless it is very long."""
        words = QFontMetrics(ui_font(13)).horizontalAdvance(self._title) + 1
        return QSize(min(_MAX_WIDTH, 2 * _PADDING + words + _GAP + _CHEVRON), CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """It may get small."""
        return QSize(_SIGN, CONTROL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Title and chevron."""
        tokens, sides = current(), sides_of(self)
        with self.start_painting() as painter:
            step = self.step(tokens)
            if step is not None:
                rounded(painter, self.rect(), self.radius, step)
            if self.width() < min(_LEAST, self.sizeHint().width()):
                sign = QPoint((self.width() - _CHEVRON) // 2, (self.height() - _CHEVRON) // 2)
                painter.drawPixmap(sign, pixmap("ellipsis", tokens.text_2, _CHEVRON))
                return
            room = self.rect().adjusted(_PADDING, 0, -_PADDING, 0)
            place = QPoint(sides.last(room, _CHEVRON), (self.height() - _CHEVRON) // 2)
            words: QRect = sides.cut(room, _CHEVRON + _GAP)
            painter.setFont(ui_font(13))
            painter.setPen(QColor(tokens.text_2))
            shown = QFontMetrics(painter.font()).elidedText(self._title, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
            painter.drawPixmap(place, pixmap("chevron-down", tokens.text_2, _CHEVRON))


class _TitleField(TextField):
    """Esc leaves the title as it was."""

    cancelled = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        super().keyPressEvent(event)


class TitlePlace(QWidget):
    """See the module's docstring. Lives in the GUI thread.

    Signals:
        menu_requested(where: QPoint): The button was pressed; `where` is in screen coordinates.
        renamed(title: str): The field was closed with another title.
        keep_requested(): The temporary chat is to stay.
    """

    menu_requested = Signal(QPoint)
    renamed = Signal(str)
    keep_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self.button = TitleButton()
        self.field = _TitleField()
        self.field.setMaxLength(TITLE_CHARS)
        self.field.setAccessibleName(self.tr("Title of the chat"))
        self.field.setMaximumWidth(_MAX_WIDTH)
        self.tag = Tag()
        self.keep_button = TextButton(self.tr("Keep"), small=True)
        self.keep_button.explain(self.tr("Make it an ordinary chat, which stays in the list"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.button)
        row.addWidget(self.field, 1)
        row.addWidget(self.tag)
        row.addWidget(self.keep_button)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # it takes the room that others leave
        for part in (self.button, self.field, self.tag, self.keep_button):
            part.hide()
        self.button.clicked.connect(self._menu)
        self.field.editingFinished.connect(self._finish)
        self.field.cancelled.connect(self._leave)
        self.keep_button.clicked.connect(self.keep_requested)

    def show_chat(self, chat: ChatSummary | None) -> None:
        """The open chat; None for a new one."""
        self._leave()
        self._title = (" ".join(chat.title.split()) or self.tr("New chat")) if chat is not None else ""
        self.button.setVisible(chat is not None)
        self.keep_button.setVisible(chat is not None and chat.temporary)
        self.tag.set_tag("")
        if chat is None:
            return
        self.button.show_title(self._title)
        if chat.temporary:
            self._show_temporary()
        elif chat.archived_at is not None:
            self._show_tag(self.tr("Archived"), self.tr("It is not in the list; search finds it"))

    def show_new(self, folder: str, *, temporary: bool) -> None:
        """What the chat that is about to begin will be: in a folder, or temporary."""
        self.show_chat(None)
        if temporary:
            self._show_temporary()
        elif folder:
            self._show_tag(self.tr("In {0}").format(folder), self.tr("The new chat will lie in this folder"))

    @Slot()
    def edit(self) -> None:
        """Rename in place."""
        if not self.button.isHidden():
            self.field.setText(self._title)
            self.button.hide()
            self.field.show()
            self.field.selectAll()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_temporary(self) -> None:
        self._show_tag(
            self.tr("Temporary"),
            self.tr("It is in no list and in no search, and deleted when you leave it"),
            Tone.WARN,
        )

    def _show_tag(self, word: str, explained: str, tone: Tone = Tone.NEUTRAL) -> None:
        self.tag.set_tag(word, tone)
        self.tag.setToolTip(explained)
        self.tag.setAccessibleDescription(explained)

    @Slot()
    def _menu(self) -> None:
        self.menu_requested.emit(self.button.mapToGlobal(self.button.rect().bottomLeft() + QPoint(0, 4)))

    @Slot()
    def _finish(self) -> None:
        if self.field.isHidden():
            return
        title = clean_title(self.field.text())
        before = self._title
        self._leave()
        if title and title != before:
            self.renamed.emit(title)

    @Slot()
    def _leave(self) -> None:
        if self.field.isHidden():
            return
        had_focus = self.field.hasFocus()
        self.field.hide()
        self.button.show()
        if had_focus:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
