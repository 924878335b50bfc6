"""The main window's place on the desktop: brings tray, notifications, quick question, zoom and language together."""

from __future__ import annotations

import os
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from app.bridge.events import EventPayload, MessageEvent
from app.bridge.names import EventName
from app.client.window_door import Word, window_socket
from app.config.paths import Paths
from app.types.status import CoreStatus
from app.ui.bridge.base import UiBridge
from app.ui.chat.empty_state import EmptyState
from app.ui.desktop.door import WindowDoor
from app.ui.desktop.handover import Handover
from app.ui.desktop.hotkey import Hotkey
from app.ui.desktop.notice import Notice, notice_of
from app.ui.desktop.notifier import Notifier
from app.ui.desktop.opening import NONE, Opening, UntilPainted, middle_of
from app.ui.desktop.opening_card import Wanted
from app.ui.desktop.quick_ask import QuickAsk
from app.ui.desktop.tray import Tray, app_icon
from app.ui.scale import next_step
from app.ui.settings.pages_model import Page
from app.ui.theme import theme
from app.ui.theme.system import session_bus
from app.ui.window.main_window import MainWindow
from app.ui.window.picker_model import choose_model
from app.ui.window.shortcuts import Action, shortcuts

REOPENS = 120
"""The exit code of the event loop that says: open the window anew."""
REOPEN_MS = 600
"""So long after the last change of zoom or language; keys are pressed several times."""
_KEYS = ("desktop.tray", "desktop.notify", "desktop.notification_text", "desktop.quick_ask_key")


class DesktopDesk(QObject):
    """Made by the program beside the window, never by tests of the window alone. Lives in the GUI thread."""

    def __init__(
        self, window: MainWindow, bridge: UiBridge, paths: Paths, began: Handover, own: Mapping[str, str] | None = None
    ) -> None:
        """`began` has the language and the zoom that this process began with, `own` the person's environment."""
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._began = began
        self._own = os.environ if own is None else own
        self.opening = Opening(self)
        self.opening.ready.connect(self._go)
        if began.card != NONE:
            UntilPainted(window, began.card)
        self._client = window.settings.client
        self._zoom_now = began.zoom
        self._waits = False
        """Whether it was said that the new window waits."""
        self.tray: Tray | None = None
        self.quick: QuickAsk | None = None
        self.notifier = Notifier(session_bus(os.environ), self)
        self.hotkey = Hotkey(self)
        self.door = WindowDoor(window_socket(paths), self)
        self._reopen = QTimer(self)
        self._reopen.setSingleShot(True)
        self._reopen.setInterval(REOPEN_MS)
        self._reopen.timeout.connect(self._open_anew)
        window.setWindowIcon(app_icon())
        window.installEventFilter(self)
        self._bind_keys()
        self.notifier.clicked.connect(self.show_chat)
        self.hotkey.pressed.connect(self.ask_quickly)
        self.door.asked.connect(self._asked)
        bridge.core_event.connect(self._event)
        self._client.changed.connect(self._changed)
        window.settings.live.changed.connect(self._look)
        window.models.changed.connect(self._models_changed)
        theme().changed.connect(self._restyle)
        self._help_newcomers()
        self._restyle()

    def start(self) -> None:
        """After the first paint: hear other starts of the program."""
        self.door.open()

    def welcome_back(self, handover: Handover) -> None:
        """Where the person was before the window opened anew."""
        self._window.chat.port.edits.update(handover.edits)
        if handover.chat is not None:
            self._window.open_chat(handover.chat)
        if handover.text and not self._window.composer.text:
            self._window.composer.set_text(handover.text)
        if handover.settings in set(Page):
            self._window.settings.open()
            if self._window.settings.window is not None:
                self._window.settings.window.open_page(Page(handover.settings))
                self._window.settings.window.scroll_to(handover.scroll)

    def handover(self) -> Handover:
        """What the next window has to know."""
        settings = self._window.settings.window
        shown = settings is not None and settings.isVisible()
        page = settings.shown_page.value if settings is not None and shown else ""
        down = settings.scrolled if settings is not None and shown else 0
        wanted = self._window.settings.live.preferences
        chat, text = self._window.chat.chat_id, self._window.composer.text
        edits, card = dict(self._window.chat.port.edits), self.opening.line
        return Handover(chat, text, page, wanted.language, wanted.zoom, edits, down, card)

    def end(self) -> None:
        """The program ends."""
        self.hotkey.release()
        self.door.close()
        if self.tray is not None:
            self.tray.icon.hide()
        if self.quick is not None:
            self.quick.close()

    # The first page.

    def _help_newcomers(self) -> None:
        self._empty = self._window.findChild(EmptyState)
        if self._empty is not None:
            self._empty.file_requested.connect(self._window.no_model.file_requested)
            self._empty.models_requested.connect(self._window.header.picker_requested)
            self._window.sidebar.footer.status_changed.connect(self._status)

    @Slot(object)
    def _status(self, status: CoreStatus | None) -> None:
        if self._empty is not None and status is not None:
            self._empty.set_memory(status.memory_total_bytes)

    # To the front.

    @Slot()
    def come(self) -> None:
        """Bring the window to the front."""
        if self._window.isMinimized():
            self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    @Slot(str)
    def show_chat(self, chat_id: str) -> None:
        """Bring the window to the front with this chat."""
        self.come()
        self._window.open_chat(chat_id)

    @Slot()
    def ask_quickly(self) -> None:
        """The quick question to the front."""
        if self.quick is None:
            self.quick = QuickAsk(self._bridge)
            self.quick.opened_in_window.connect(self.show_chat)
            self.quick.set_model(choose_model(self._window.models.all, None, None))
        self.quick.come()

    @Slot()
    def _new_chat(self) -> None:
        self.come()
        self._window.open_chat(None)

    @Slot(object)
    def _asked(self, word: Word) -> None:
        if word is Word.QUICK:
            self.ask_quickly()
        else:
            self.come()

    @Slot()
    def _models_changed(self) -> None:
        if self.quick is not None:
            self.quick.set_model(choose_model(self._window.models.all, None, None))

    # Tray and notifications.

    @Slot(object)
    def _changed(self, keys: frozenset[str]) -> None:
        if not keys.isdisjoint(_KEYS):
            self._set_tray(shown=bool(self._client.value("desktop.tray", default=False)))
            self._set_hotkey(str(self._client.value("desktop.quick_ask_key", default="")))

    def _set_tray(self, *, shown: bool) -> None:
        shown = shown and QSystemTrayIcon.isSystemTrayAvailable()
        if shown and self.tray is None:
            self.tray = Tray(self)
            self.tray.open_wanted.connect(self.come)
            self.tray.new_wanted.connect(self._new_chat)
            self.tray.quick_wanted.connect(self.ask_quickly)
            self.tray.quit_wanted.connect(QApplication.quit)
            self.notifier.use_tray(self.tray.icon)
        if self.tray is not None:
            self.tray.icon.setVisible(shown)
        QApplication.setQuitOnLastWindowClosed(not shown)
        if not shown and not self._window.isVisible() and (self.quick is None or not self.quick.isVisible()):
            self.come()

    def _set_hotkey(self, keys: str) -> None:
        if not self.hotkey.set_keys(keys):
            words = self.tr("{0} cannot be taken here. Give the command “tektra quick” keys in the system's settings.")
            self._window.toast.tell(words.format(keys))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """With an icon in the tray, closing the window leaves Tektra there."""
        closes = watched is self._window and event.type() is QEvent.Type.Close and event.spontaneous()
        if closes and self.tray is not None and self.tray.icon.isVisible():
            event.ignore()
            self._window.hide()
            return True
        return super().eventFilter(watched, event)

    @Slot(object, object)
    def _event(self, name: EventName, payload: EventPayload) -> None:
        if name is EventName.MESSAGE_ENDED and isinstance(payload, MessageEvent) and self.door.is_open:
            values = {key: self._client.value(key, default=key == "desktop.notify") for key in _KEYS}
            notice = notice_of(payload.message, values, seen=QApplication.activeWindow() is not None)
            if notice is not None:
                self._tell(notice)

    def _tell(self, notice: Notice) -> None:
        chat = self._window.sidebar.get(notice.chat_id)
        ended = self.tr("The answer could not be finished") if notice.failed else self.tr("The answer is there")
        title = chat.title if chat is not None else "Tektra"
        self.notifier.tell(notice.chat_id, title, notice.beginning or ended)

    # Zoom and language.

    def _bind_keys(self) -> None:
        zoom = {Action.ZOOM_IN: self._larger, Action.ZOOM_OUT: self._smaller, Action.ZOOM_RESET: self._usual}
        shortcuts().bind(self._window, zoom)
        # The plus of many keyboards needs Shift, and nobody presses it for this.
        QShortcut(QKeySequence("Ctrl+="), self._window).activated.connect(self._larger)

    @Slot()
    def _larger(self) -> None:
        self._set_zoom(next_step(self._zoom_now, 1))

    @Slot()
    def _smaller(self) -> None:
        self._set_zoom(next_step(self._zoom_now, -1))

    @Slot()
    def _usual(self) -> None:
        self._set_zoom(next_step(self._zoom_now, 0))

    def _set_zoom(self, percent: int) -> None:
        if percent != self._zoom_now:
            self._zoom_now = percent
            self._client.set({"appearance.zoom": percent})
        self._window.toast.tell(self.tr("Zoom: {0} %").format(percent))

    @Slot()
    def _look(self) -> None:
        wanted = self._window.settings.live.preferences
        self._zoom_now = wanted.zoom
        self._waits = False
        if (wanted.language, wanted.zoom) != (self._began.language, self._began.zoom):
            self._reopen.start()
        else:
            self._reopen.stop()

    @Slot()
    def _open_anew(self) -> None:
        """Put the card on the screen, then go."""
        wanted = self._window.settings.live.preferences
        if self._something_would_be_lost:
            if not self._waits:
                self._waits = True
                self._window.toast.tell(
                    self.tr("The window opens anew when what you are doing is done: files are sent, long edits saved.")
                )
            self._reopen.start()
            return
        look, middle = theme().tokens, middle_of(self._window)
        card = Wanted(wanted.language, look.dark, look.high, wanted.accent, middle.x(), middle.y())
        self.opening.show(card, self._own, wanted.zoom)

    @Slot()
    def _go(self) -> None:
        """The card stands there: the window may go. Something may have been begun meanwhile, or taken back."""
        wanted = self._window.settings.live.preferences
        same = (wanted.language, wanted.zoom) == (self._began.language, self._began.zoom)
        if same or self._something_would_be_lost:
            self.opening.cancel()
            if not same:
                self._reopen.start()
            return
        if not self._window.isMaximized():  # as large on the screen as before
            self._window.resize(self._window.size() * self._began.zoom / wanted.zoom)
        QApplication.exit(REOPENS)

    @property
    def _something_would_be_lost(self) -> bool:
        """What neither the core nor the next window gets: files, long edits, a dialog, the quick question."""
        window, quick = self._window, self.quick
        asks = quick is not None and quick.isVisible()
        return bool(
            not self.handover().fits or window.writing.drafts.hold_files or asks or QApplication.activeModalWidget()
        )

    @Slot()
    def _restyle(self) -> None:
        self._window.composer.setMaximumWidth(theme().column)
        self._window.banners.banner.setMaximumWidth(theme().column)
        if self.tray is not None:
            self.tray.icon.setIcon(app_icon())
