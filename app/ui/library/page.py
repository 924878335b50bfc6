"""What the library's pages share: title, filter, list, the buttons below it, and what is said when nothing is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QFont, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import AppError
from app.ui.bridge.base import UiBridge
from app.ui.library.entry_list import EntryList
from app.ui.library.library_model import Entry, matching
from app.ui.theme import current
from app.ui.theme.tokens import RADIUS_CARD
from app.ui.widgets.buttons import BaseButton, ButtonKind, TextButton
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Paragraph, text_label
from app.ui.widgets.menu import make_menu
from app.ui.widgets.paint import rounded, smooth
from app.ui.widgets.text_field import TextField
from app.ui.window.chat_actions import ChatActions
from app.ui.window.models import Models

SIDE = 24


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page may use."""

    bridge: UiBridge
    models: Models
    chats: ChatActions
    tell: Callable[..., None]
    """Says something in a toast: message, action, what that does."""


class Frame(QFrame):
    """A rounded box around a list. GUI thread."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 4)
        column.addWidget(inside)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box."""
        tokens = current()
        with smooth(self) as painter:
            rounded(painter, self.rect(), RADIUS_CARD, tokens.surface, tokens.border)


class LibraryPage(QWidget):
    """One page. Lives in the GUI thread.

    A page fills `buttons` with the buttons that work on the chosen entry, and calls `show_entries`.
    """

    def __init__(self, around: Surroundings, title: str, subtitle: str, empty: str) -> None:
        super().__init__()
        self.around = around
        self._all: tuple[Entry, ...] = ()
        self._known = False
        self._empty_words = empty
        self.setAccessibleName(title)
        self.filter = TextField(icon="search")
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter: {0}").format(title))
        self.filter.setClearButtonEnabled(False)
        self.list = EntryList(title)
        self.empty = Paragraph("", 13, 20, muted=True)
        self.buttons: list[BaseButton] = []
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(self.filter, 1)
        self._foot = FlowLayout()
        self._foot.setSpacing(8)
        self._shown = QStackedWidget()
        self._shown.addWidget(Frame(self.list))
        nothing = QWidget()
        nothing_column = QVBoxLayout(nothing)
        nothing_column.setContentsMargins(0, 12, 0, 0)
        nothing_column.addWidget(self.empty)
        nothing_column.addStretch(1)
        self._shown.addWidget(nothing)
        name = text_label(title, 24, QFont.Weight.DemiBold)
        name.setFixedHeight(32)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SIDE, 16, SIDE, 20)
        self.column.setSpacing(0)
        self.column.addWidget(name)
        self.column.addSpacing(2)
        self.column.addWidget(Paragraph(subtitle, 13, 20, muted=True))
        self.column.addSpacing(14)
        self.column.addLayout(self.head)
        self.column.addSpacing(10)
        self.column.addWidget(self._shown, 1)
        self.column.addSpacing(12)
        self.column.addLayout(self._foot)
        self.filter.textChanged.connect(self._filter)
        self.list.current_changed.connect(self.update_actions)
        self.list.menu_requested.connect(self._menu)

    def refresh(self) -> None:
        """Ask the core for what the page shows."""
        raise NotImplementedError

    def add_action(self, text: str, run: Callable[[], None], kind: ButtonKind = ButtonKind.SECONDARY) -> TextButton:
        """A button below the list that works on the chosen entry; it stands in the entry's menu too."""
        button = TextButton(text, kind)
        button.clicked.connect(run)
        self.buttons.append(button)
        self._foot.addWidget(button)
        return button

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """What there is now."""
        self._all = entries
        self._known = True
        self._filter()

    def fail(self, error: AppError) -> None:
        """The core refused: say so, over the list where there is one."""
        words = f"{error.message} {error.hint}".strip()
        if self._all:
            self.around.tell(words)
        else:
            self.empty.say(words)
            self._shown.setCurrentIndex(1)

    @Slot()
    def update_actions(self) -> None:
        """Buttons without an entry to work on are off."""
        for button in self.buttons:
            button.setEnabled(self.list.current is not None)

    @Slot()
    def _filter(self) -> None:
        found = matching(self._all, self.filter.text())
        self.list.show_entries(found)
        self.filter.setVisible(bool(self._all))
        self.empty.say(self.tr("Nothing here has these words.") if self._all else self._empty_words)
        self._shown.setCurrentIndex(0 if found or not self._known else 1)
        for button in self.buttons:
            button.setVisible(bool(self._all))
        self.update_actions()

    @Slot(str, QPoint)
    def _menu(self, entry_id: str, where: QPoint) -> None:
        menu = make_menu(self)
        for button in self.buttons:
            if button.isEnabled() and button.isVisibleTo(self):
                menu.addAction(button.text()).triggered.connect(button.click)
        menu.popup(where)

    def focus_list(self) -> None:
        """Where the keyboard goes when the page comes to the front."""
        (self.list if self._all else self).setFocus(Qt.FocusReason.OtherFocusReason)
