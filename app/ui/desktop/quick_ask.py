"""The quick question: a small window over whatever is open, one field, the answer below it."""

from __future__ import annotations

import logging

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.bridge.signatures import chat_mark_read
from app.errors import AppError
from app.types.chats import ChatSummary
from app.types.models import ModelInfo
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.chat.view import ChatView
from app.ui.theme import current, theme
from app.ui.theme.tokens import RADIUS_CARD, SMALL_CONTROL_HEIGHT
from app.ui.widgets.buttons import TextButton
from app.ui.widgets.corners import cut_corners
from app.ui.widgets.labels import Paragraph, muted_label
from app.ui.widgets.paint import rounded, smooth
from app.ui.widgets.text_field import TextField

log = logging.getLogger(__name__)

WIDTH, ANSWER_HEIGHT = 640, 360
_HIGH = 0.22
"""So far down the screen it stands."""


class QuickAsk(QWidget):
    """See the module's docstring. Lives in the GUI thread; its chats are ordinary ones.

    Signals:
        opened_in_window(chat_id: str): The person wants to go on with this chat in the large window.
    """

    opened_in_window = Signal(str)

    def __init__(self, bridge: UiBridge) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self._bridge = bridge
        self._held = ""
        self._grip: QPoint | None = None
        self._model: ModelInfo | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(self.tr("Quick question"))
        self.setFixedWidth(WIDTH)
        self.field = TextField()
        self.field.setPlaceholderText(self.tr("Ask anything"))
        self.field.setAccessibleName(self.tr("Your question"))
        self.view = ChatView(bridge)
        self.view.setMinimumHeight(ANSWER_HEIGHT)
        self.note = Paragraph("", 12, 18, muted=True)
        self.hint = muted_label(self.tr("Enter asks, Esc closes."))
        self.open_button = TextButton(self.tr("Open in Tektra"), small=True)
        self.new_button = TextButton(self.tr("Ask something else"), small=True)
        self.hint.setFixedHeight(SMALL_CONTROL_HEIGHT)  # that of the buttons beside it, so that nothing jumps
        self._build()
        self._start_over()
        self.field.returnPressed.connect(self._ask)
        self.open_button.clicked.connect(self._open)
        self.new_button.clicked.connect(self._start_over)
        self.view.send_refused.connect(self._refused)
        self.view.answer_ended.connect(self._mark_read)
        bridge.link_changed.connect(self._link)
        theme().changed.connect(self.update)

    def set_model(self, model: ModelInfo | None) -> None:
        """Say who answers: the default model; a chat that has begun stays with the one that it began with."""
        self._model = model
        if self.view.chat_id is None:
            self._show_model()

    def _show_model(self) -> None:
        name = self._model.name if self._model is not None else ""
        self.field.setPlaceholderText(self.tr("Ask {0} anything").format(name) if name else self.tr("Ask anything"))

    @Slot()
    def come(self) -> None:
        """To the front, with the field ready."""
        if not self.isVisible():
            self._place()
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.new_button)
        foot.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.field)
        column.addWidget(self.view, 1)
        column.addWidget(self.note)
        column.addLayout(foot)

    @Slot()
    def _start_over(self) -> None:
        """Nothing asked yet."""
        self._held = ""
        if self.view.chat_id is not None:
            self.view.open_chat(None)
        self._show(asked=False)
        self._show_model()
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, *, asked: bool) -> None:
        self.view.setVisible(asked)
        self.open_button.setVisible(asked)
        self.new_button.setVisible(asked)
        self.note.hide()
        self._fit()

    @Slot()
    def _ask(self) -> None:
        text = self.field.text().strip()
        if not text:
            return
        if self._bridge.link is not LinkState.CONNECTED:
            self._held = text
            self._say(self.tr("Tektra is starting; your question is sent as soon as it is there."))
            return
        self._held = ""
        self.field.clear()
        self._show(asked=True)
        self.view.send(text)

    @Slot(object, object)
    def _link(self, state: LinkState, error: AppError | None) -> None:
        if state is LinkState.CONNECTED and self._held:
            self.field.setText(self._held)
            self._ask()
        elif error is not None and self._held:
            self._held = ""
            self._say(f"{error.message} {error.hint}".strip())

    @Slot(str, object)
    def _refused(self, text: str, error: AppError) -> None:
        self._show(asked=self.view.chat_id is not None)
        self.field.setText(text)
        self._say(f"{error.message} {error.hint}".strip())

    def _say(self, words: str) -> None:
        self.note.say(words)
        self.note.show()
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.setFixedHeight(self.sizeHint().height())

    @Slot()
    def _open(self) -> None:
        if self.view.chat_id is not None:
            self.opened_in_window.emit(self.view.chat_id)
            self.close()

    def _place(self) -> None:
        screen = QGuiApplication.screenAt(self.cursor().pos()) or QGuiApplication.primaryScreen()
        if screen is not None:
            room = screen.availableGeometry()
            self.move(room.x() + (room.width() - self.width()) // 2, room.y() + round(room.height() * _HIGH))

    @Slot()
    def _mark_read(self) -> None:
        """An answer that is seen here is nothing unread in the large window."""
        chat_id, connected = self.view.chat_id, self._bridge.link is LinkState.CONNECTED
        if chat_id is not None and connected and self.isActiveWindow():
            self._bridge.invoke(chat_mark_read, chat_id=chat_id).then(_nothing, _not_marked)

    def event(self, event: QEvent) -> bool:
        """An answer may have ended while the person was elsewhere."""
        if event.type() == QEvent.Type.WindowActivate and not self.view.answering:
            self._mark_read()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops an answer, and closes where there is none."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.view.answering:
            self.view.stop()
        else:
            self.close()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Without a frame it is moved by its own ground."""
        self._grip = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self._grip is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.move(event.globalPosition().toPoint() - self._grip)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Round also where nothing composes windows."""
        super().resizeEvent(event)
        cut_corners(self, RADIUS_CARD)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card."""
        with smooth(self) as painter:
            if not self.mask().isEmpty():  # half a pixel of the edge has no other ground there than black
                painter.fillRect(self.rect(), QColor(current().border_strong))
            rounded(painter, self.rect(), RADIUS_CARD, current().canvas, current().border_strong)


def _nothing(_chat: ChatSummary) -> None:
    """The window hears of it by an event."""


def _not_marked(error: AppError) -> None:
    """It stays unread then, which the large window puts right when the chat is opened there."""
    log.info("a chat could not be marked as read: %s", error.code)
