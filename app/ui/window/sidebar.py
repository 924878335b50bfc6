"""The sidebar: the mark, New chat, the list of chats with its commands, and the engine line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.bridge.events import ChatEvent, EventPayload, MessageEvent
from app.bridge.names import EventName
from app.bridge.signatures import chat_delete, chat_list, chat_rename, chat_restore
from app.errors import AppError
from app.types.chats import ChatSummary
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.settings.client import SettingsClient
from app.ui.theme import current, icon, ui_font
from app.ui.theme.tokens import SIDEBAR_WIDTH
from app.ui.widgets.buttons import IconButton, TextButton
from app.ui.widgets.labels import Paragraph, text_label
from app.ui.widgets.menu import make_menu
from app.ui.widgets.paint import rounded, smooth
from app.ui.widgets.words import keys_text
from app.ui.window.chat_list import ChatListModel, ChatListView
from app.ui.window.engine_line import EngineFooter
from app.ui.window.footer_rows import FooterRows
from app.ui.window.shortcuts import Action, shortcuts
from app.ui.window.sidebar_model import ChatRows

Tell = Callable[..., None]


def local_today() -> date:
    """Today where the person is."""
    return datetime.now().astimezone().date()


class _Mark(QLabel):
    """Tektra's mark: a T in a rounded square."""

    def sizeHint(self) -> QSize:
        return QSize(24, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current()
        with smooth(self) as painter:
            box = QRect(0, (self.height() - 24) // 2, 24, 24)
            rounded(painter, box, 6, tokens.accent)
            painter.setFont(ui_font(13, QFont.Weight.Bold))
            painter.setPen(QColor(tokens.on_accent))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "T")


def _word_mark() -> QLabel:
    label = text_label("Tektra", 15, QFont.Weight.Bold)
    tight = label.font()
    tight.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 96)
    label.setFont(tight)
    return label


class Sidebar(QWidget):
    """Chats to choose from. Lives in the GUI thread; listens to `chat.*` and `message.*` events.

    Signals:
        new_chat_requested(): The button was pressed.
        chat_chosen(chat_id: str): A row was opened.
        chat_removed(chat_id: str): A chat was deleted, here or elsewhere.
        chat_updated(chat: ChatSummary): A chat's title or model changed.
        loaded(): The whole list came.
        collapse_requested(): The sidebar is to fold away.
        settings_requested(): The settings are to be shown.
    """

    new_chat_requested = Signal()
    chat_chosen = Signal(str)
    chat_removed = Signal(str)
    chat_updated = Signal(object)
    loaded = Signal()
    collapse_requested = Signal()
    settings_requested = Signal()

    def __init__(
        self, bridge: UiBridge, settings: SettingsClient, tell: Tell, today: Callable[[], date] = local_today
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._tell = tell
        self._today = today
        self._shown_day = today()
        self._late: list[ChatSummary] = []
        self.rows = ChatRows()
        self._model = ChatListModel(self.rows)
        self.list = ChatListView(self._model)
        self._empty = Paragraph(self.tr("No chats yet. What you ask is kept here."), 12, 18, muted=True)
        self.new_button = TextButton(self.tr("New chat"), icon="square-pen", keys="-")
        self.fold_button = IconButton("panel-left", self.tr("Hide the sidebar"))
        self.footer = EngineFooter(bridge)
        self.footer_rows = FooterRows(settings, tell)
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        if bridge.link is LinkState.CONNECTED:
            self.reload()

    def show_open(self, chat_id: str | None) -> None:
        """Mark the open chat."""
        self.list.show_open(chat_id)

    def get(self, chat_id: str | None) -> ChatSummary | None:
        """A chat of the list."""
        return self.rows.get(chat_id) if chat_id else None

    def reload(self) -> None:
        """Ask for the chats again."""
        self._bridge.invoke(chat_list).then(self._set_all)

    def day_changed(self) -> None:
        """Group again when it is another day than at the last look."""
        if self._shown_day != self._today():
            self._shown_day = self._today()
            self._model.change(lambda: self.rows.regroup(self._shown_day))

    def delete(self, chat_id: str) -> None:
        """Move a chat to the trash, with Undo."""
        self._bridge.invoke(chat_delete, chat_id=chat_id).then(self._deleted)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and the line at the right."""
        tokens = current()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(tokens.sidebar))
            painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(tokens.border))

    def _build(self) -> None:
        self.setFixedWidth(SIDEBAR_WIDTH)
        self.setAccessibleName(self.tr("Sidebar"))
        self.new_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        top = QHBoxLayout()
        top.setContentsMargins(16, 2, 10, 0)
        top.setSpacing(8)
        top.addWidget(_Mark())
        top.addWidget(_word_mark())
        top.addStretch(1)
        top.addWidget(self.fold_button)
        button_row = QHBoxLayout()
        button_row.setContentsMargins(10, 0, 10, 0)
        button_row.addWidget(self.new_button)
        list_page = QWidget()
        list_row = QHBoxLayout(list_page)
        list_row.setContentsMargins(10, 0, 0, 0)
        list_row.addWidget(self.list)
        empty_page = QWidget()
        empty_column = QVBoxLayout(empty_page)
        empty_column.setContentsMargins(20, 16, 20, 0)
        empty_column.addWidget(self._empty)
        empty_column.addStretch(1)
        blank_page = QWidget()
        for page in (blank_page, list_page, empty_page):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        top_box = QWidget()
        top_box.setLayout(top)
        top_box.setFixedHeight(50)
        column.addWidget(top_box)
        column.addLayout(button_row)
        column.addWidget(self._pages, 1)
        column.addWidget(self.footer)
        column.addWidget(self.footer_rows)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.new_chat_requested)
        self.fold_button.clicked.connect(self.collapse_requested)
        self.list.open_requested.connect(self.chat_chosen)
        self.list.delete_requested.connect(self.delete)
        self.list.menu_requested.connect(self._menu)
        self.list.itemDelegate().closeEditor.connect(self._editor_closed)
        self._model.renamed.connect(self._rename)
        self.footer_rows.settings_requested.connect(self.settings_requested)
        shortcuts().changed.connect(self._explain)
        self._explain()
        self._bridge.core_event.connect(self._event)
        self._bridge.link_changed.connect(self._link)

    @Slot()
    def _explain(self) -> None:
        keys = shortcuts().of(Action.NEW_CHAT)
        self.new_button.set_keys(keys_text(keys))
        self.new_button.explain(self.tr("Start a new chat"), keys)
        self.fold_button.explain(self.fold_button.accessibleName(), shortcuts().of(Action.TOGGLE_SIDEBAR))

    @Slot(object, object)
    def _link(self, state: LinkState, error: AppError | None) -> None:
        if state is LinkState.CONNECTED:
            self.reload()

    @Slot(object, object)
    def _event(self, name: EventName, payload: EventPayload) -> None:
        if name is EventName.CHATS_CHANGED:
            self.reload()
        elif isinstance(payload, ChatEvent):
            if name is EventName.CHAT_DELETED:
                self._drop(payload.chat)
            else:
                self._put(payload.chat)
        elif isinstance(payload, MessageEvent):
            chat = self.rows.get(payload.message.chat_id)
            answering = name is EventName.MESSAGE_STARTED
            if chat is not None and chat.answering != answering:
                self._put(replace(chat, answering=answering))

    @Slot(str, QPoint)
    def _menu(self, chat_id: str, where: QPoint) -> None:
        tokens = current()
        menu = make_menu(self)
        rename = menu.addAction(icon("pencil", tokens.text_2), self.tr("Rename"))
        rename.setShortcut(shortcuts().of(Action.RENAME_CHAT))
        rename.triggered.connect(lambda: self.list.rename(chat_id))
        delete = menu.addAction(icon("trash-2", tokens.text_2), self.tr("Delete"))
        delete.setShortcut(shortcuts().of(Action.DELETE_CHAT))
        delete.triggered.connect(lambda: self.delete(chat_id))
        menu.popup(where)

    @Slot(str, str)
    def _rename(self, chat_id: str, title: str) -> None:
        before = self.rows.get(chat_id)
        if before is None:
            return
        self._late.append(replace(before, title=title))

        def failed(error: AppError) -> None:
            self._put(before)
            self._tell(_sentence(error))

        self._bridge.invoke(chat_rename, chat_id=chat_id, title=title).then(self._put, failed)

    @Slot()
    def _editor_closed(self) -> None:
        late, self._late = self._late, []
        for chat in late:
            self._put(chat, now=True)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _deleted(self, chat: ChatSummary) -> None:
        self._drop(chat)

        def undo() -> None:
            self._bridge.invoke(chat_restore, chat_id=chat.id).then(self._restored)

        self._tell(self.tr("Chat moved to the trash"), self.tr("Undo"), undo)

    def _restored(self, chat: ChatSummary) -> None:
        self._put(chat)
        self.chat_chosen.emit(chat.id)

    def _set_all(self, chats: tuple[ChatSummary, ...]) -> None:
        self._shown_day = self._today()
        self._model.change(lambda: self.rows.set_all(chats, self._shown_day))
        self._show_page()
        self.loaded.emit()

    def _put(self, chat: ChatSummary, *, now: bool = False) -> None:
        """Take a change in; while a title is being edited it waits, since moving rows would close the editor."""
        if self.list.editing and not now:
            self._late.append(chat)
            return
        if chat.deleted_at is not None:
            self._drop(chat)
            return
        known = self.rows.get(chat.id)
        if known is not None and known.updated_at == chat.updated_at:
            self.rows.put(chat, self._today())
            self._model.touch(chat.id)
        else:
            self._model.change(lambda: self.rows.put(chat, self._today()))
        self._show_page()
        self.chat_updated.emit(chat)

    def _drop(self, chat: ChatSummary) -> None:
        if self.rows.get(chat.id) is None:
            return
        self._model.change(lambda: self.rows.drop(chat.id, self._today()))
        self._show_page()
        self.chat_removed.emit(chat.id)

    def _show_page(self) -> None:
        self._pages.setCurrentIndex(1 if len(self.rows) else 2)


def _sentence(error: AppError) -> str:
    return f"{error.message} {error.hint}".strip()
