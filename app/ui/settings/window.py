"""The settings window: pages at the left, one of them at the right, and a banner when something is wrong."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import AppError
from app.types.settings import ConfigIssue
from app.ui.bridge.base import LinkState, UiBridge
from app.ui.settings.about_page import AboutPage
from app.ui.settings.client import SettingsClient
from app.ui.settings.engines_page import EnginesPage
from app.ui.settings.general_page import GeneralPage
from app.ui.settings.hardware_page import HardwarePage
from app.ui.settings.navigation import Navigation
from app.ui.settings.page import SIDE, SettingsPage, Surroundings, open_path
from app.ui.settings.pages_model import Hit, Page
from app.ui.settings.plain_pages import AppearancePage, ChatPage
from app.ui.settings.privacy_page import PrivacyPage
from app.ui.settings.shortcuts_page import ShortcutsPage
from app.ui.settings.topics import topics
from app.ui.theme.tokens import COLUMN_WIDTH
from app.ui.widgets.banner import Banner, BannerAction
from app.ui.widgets.buttons import ButtonKind
from app.ui.widgets.focus import move_focus, tab_stops
from app.ui.widgets.labels import Tone
from app.ui.widgets.toast import Toast
from app.ui.widgets.words import number
from app.ui.window.models import Models

SIZE = (1080, 760)
MIN_SIZE = (560, 400)
SHOWN_LINES = 2
"""Of a broken file; the details have all."""


class SettingsWindow(QWidget):
    """A window of its own beside the chats. Lives in the GUI thread.

    While the core is away its pages are faint and a banner says so; they come back with it.
    """

    def __init__(self, bridge: UiBridge, client: SettingsClient, models: Models, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._bridge = bridge
        self._client = client
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumSize(*MIN_SIZE)
        self.resize(*SIZE)
        self.toast = Toast(self)
        around = Surroundings(bridge, client, models, self.toast.tell)
        self.navigation = Navigation(client, topics())
        self.banner = Banner(self)
        self.banner.setMaximumWidth(COLUMN_WIDTH)
        self._pages: dict[Page, SettingsPage] = {}
        self._stack = QStackedWidget()
        makers: dict[Page, Callable[[Surroundings], SettingsPage]] = {
            Page.GENERAL: GeneralPage,
            Page.APPEARANCE: AppearancePage,
            Page.CHAT: ChatPage,
            Page.ENGINES: EnginesPage,
            Page.HARDWARE: HardwarePage,
            Page.PRIVACY: PrivacyPage,
            Page.SHORTCUTS: ShortcutsPage,
            Page.ABOUT: AboutPage,
        }
        for page, make in makers.items():
            self._pages[page] = make(around)
            self._stack.addWidget(self._pages[page])
        self._build()
        self.navigation.page_chosen.connect(self.open_page)
        self.navigation.hit_chosen.connect(self.open_hit)
        for keys, slot in (("Ctrl+F", self._find), ("Ctrl+W", self.close)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        client.issues_changed.connect(self._show_banner)
        bridge.link_changed.connect(self._link)
        self._link(bridge.link, None)
        self.navigation.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def page(self, page: Page) -> SettingsPage:
        """One of the pages."""
        return self._pages[page]

    @property
    def shown_page(self) -> Page:
        """The one at the front."""
        return next(page for page, widget in self._pages.items() if widget is self._stack.currentWidget())

    @Slot(object)
    def open_page(self, page: Page) -> None:
        """Bring a page to the front."""
        self.navigation.show_page(page)
        self._stack.setCurrentWidget(self._pages[page])
        self._pages[page].verticalScrollBar().setValue(0)

    @property
    def scrolled(self) -> int:
        """How far down the page at the front is."""
        return self._pages[self.shown_page].verticalScrollBar().value()

    def scroll_to(self, down: int) -> None:
        """Go down there once the page has its rows, which come from the core; a person's own scrolling ends it."""
        bar = self._pages[self.shown_page].verticalScrollBar()

        def leave() -> None:
            bar.rangeChanged.disconnect(settle)
            bar.actionTriggered.disconnect(leave)

        def settle(_low: int, high: int) -> None:
            if high >= down:
                leave()
                bar.setValue(down)

        if bar.maximum() >= down:
            bar.setValue(down)
        else:
            bar.rangeChanged.connect(settle)
            bar.actionTriggered.connect(leave)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, where nobody else had a use for it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next_: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Tab goes through what is seen from top to bottom, whatever was made last, and scrolls to it."""
        page = self._pages[self.shown_page]
        stops = (self.navigation.search, self.navigation.list, *tab_stops(self._banner_row), *tab_stops(page))
        moved = move_focus(stops, self.focusWidget(), forward=next_)
        focused = self.focusWidget()
        if moved and page.isAncestorOf(focused):
            page.ensureWidgetVisible(focused, 0, 60)
        return moved

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the toast in its place."""
        super().resizeEvent(event)
        left = self.navigation.width()
        self.toast.place(QPoint(left + (self.width() - left) // 2, self.height() - 20), self.width() - left - 32)

    def _build(self) -> None:
        self._banner_row = QWidget()
        row = QHBoxLayout(self._banner_row)
        row.setContentsMargins(SIDE, 16, SIDE, 0)
        row.addWidget(self.banner)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._banner_row)
        right.addWidget(self._stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.navigation)
        whole.addLayout(right, 1)

    @Slot(object)
    def open_hit(self, hit: Hit) -> None:
        """Bring a setting, or what else has this label, to the front."""
        self.open_page(hit.page)
        if hit.key:
            self._pages[hit.page].reveal(hit.key)
        else:
            self._pages[hit.page].reveal_topic(hit.label)

    @Slot()
    def _find(self) -> None:
        self.navigation.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.navigation.search.selectAll()

    @Slot(object, object)
    def _link(self, state: LinkState, error: AppError | None) -> None:
        connected = state is LinkState.CONNECTED
        self._stack.setEnabled(connected)
        self._show_banner()
        page = self._pages[self.shown_page]
        if connected and page.isVisible():
            page.opened()

    @Slot()
    def _show_banner(self) -> None:
        state = self._bridge.link
        start = (BannerAction(self.tr("Start"), self._bridge.start_core, ButtonKind.PRIMARY),)
        if state in (LinkState.STOPPED, LinkState.FAILED):
            hint = self.tr("Settings can be changed while it runs.")
            self.banner.say(Tone.WARN, self.tr("Tektra's core does not run."), hint, start)
        elif state is not LinkState.CONNECTED:
            hint = self.tr("Settings can be changed again as soon as it is there.")
            self.banner.say(Tone.WARN, self.tr("Waiting for Tektra's core…"), hint)
        elif self._client.issues:
            self._say_issues()
        else:
            self.banner.hide()
        self._banner_row.setVisible(not self.banner.isHidden())

    def _say_issues(self) -> None:
        lines = []
        for issue in self._client.issues:
            place = f"{issue.file}, {self.tr('line')} {issue.line}" if issue.line is not None else issue.file
            lines.append(f"{place}: {issue.message} {issue.hint}".strip())
        if _whole_file(self._client.issues):
            title = self.tr("A file of settings cannot be read, so what was understood before still counts.")
        else:
            title = self.tr("Some settings have mistakes; all others count.")
        hint = "\n".join(lines[:SHOWN_LINES])
        if len(lines) > SHOWN_LINES:
            hint += "\n" + self.tr("And {0} more.").format(number(len(lines) - SHOWN_LINES))
        rest = self.tr("Mend the lines; Tektra reads them again by itself.")
        files = [issue.file for issue in self._client.issues if issue.file != "environment"]
        actions = (BannerAction(self.tr("Open the file"), lambda: open_path(files[0])),) if files else ()
        self.banner.say(Tone.WARN, title, hint, actions, "\n".join((rest, *lines)))


def _whole_file(issues: tuple[ConfigIssue, ...]) -> bool:
    """Whether a file could not be read at all; one that has wrong values names them."""
    named = {issue.file for issue in issues if issue.key}
    return any(not issue.key and issue.file not in named for issue in issues)
