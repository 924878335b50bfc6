"""What all pages share: the column, title and subtitle, groups of settings, and finding one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QFont, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.bridge.base import UiBridge
from app.ui.settings.client import SettingsClient
from app.ui.settings.field_model import Note
from app.ui.settings.pages_model import Group, Page, groups
from app.ui.settings.setting_row import NARROW, SettingRow
from app.ui.settings.words import note_words, page_subtitle, page_title
from app.ui.theme.tokens import COLUMN_WIDTH
from app.ui.translation import setting_words
from app.ui.widgets.card import Card
from app.ui.widgets.labels import Paragraph, muted_label, text_label
from app.ui.window.models import Models

SIDE = 24
NEXT = 4
"""Between the line below a card, which is empty most of the time, and the next heading."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page may use."""

    bridge: UiBridge
    settings: SettingsClient
    models: Models
    tell: Callable[..., None]
    """Says something in a toast: message, action, what that does."""


class SettingsGroup(QWidget):
    """A heading, a card of settings, and the line that says what a change came to. Lives in the GUI thread."""

    def __init__(self, client: SettingsClient, group: Group) -> None:
        super().__init__()
        self.rows: dict[str, SettingRow] = {}
        self.note = muted_label()
        self.note.setFixedHeight(18)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if group.title:
            column.addWidget(heading(setting_words(group.title)))
            column.addSpacing(10)
        card = Card()
        for info in group.settings:
            row = SettingRow(client, info)
            row.noted.connect(self._noted)
            self.rows[info.key] = row
            card.add(row)
        column.addWidget(card)
        column.addSpacing(12)
        column.addWidget(self.note)

    @Slot(object)
    def _noted(self, note: Note) -> None:
        self.note.setText(note_words(note))


def heading(text: str) -> QWidget:
    """The title of a part of a page."""
    label = text_label(text, 17, QFont.Weight.DemiBold)
    label.setFixedHeight(24)
    return label


def open_path(path: str) -> None:
    """Show a file or folder with the program that the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))


class SettingsPage(QScrollArea):
    """One page. Lives in the GUI thread.

    A page adds to `body`; `opened` is called whenever it comes to the front, `settings_changed` when values did.
    """

    page = Page.GENERAL

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__()
        self.around = surroundings
        self._groups: dict[str, SettingsGroup] = {}
        self._shape: tuple[tuple[str, tuple[str, ...]], ...] = ()
        self._wanted_key = ""
        self.topics: dict[str, QWidget] = {}
        """Parts that a search may find, by their names."""
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(page_title(self.page))
        self._title = text_label(page_title(self.page), 24, QFont.Weight.DemiBold)
        tight = self._title.font()
        tight.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98)
        self._title.setFont(tight)
        self._title.setFixedHeight(32)
        subtitle = Paragraph(page_subtitle(self.page), 13, 20, muted=True)
        self._column = QWidget()
        self._column.setMaximumWidth(COLUMN_WIDTH)
        self.body = QVBoxLayout(self._column)
        self.body.setContentsMargins(0, 28, 0, 40)
        self.body.setSpacing(0)
        self.body.addWidget(self._title)
        self.body.addSpacing(2)
        self.body.addWidget(subtitle)
        self.body.addSpacing(18)
        self._groups_box = QVBoxLayout()
        self._groups_box.setSpacing(NEXT)
        content = QWidget()
        self._sides = QHBoxLayout(content)
        self._sides.setContentsMargins(SIDE, 0, SIDE, 0)
        self._sides.addStretch(1)
        self._sides.addWidget(self._column, 1000)
        self._sides.addStretch(1)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        self.build()
        self.body.addStretch(1)
        surroundings.settings.changed.connect(self._changed)
        self.settings_changed()

    # For the pages.

    def build(self) -> None:
        """Fill `body`; the default shows the settings of this page."""
        self.body.addLayout(self._groups_box)

    def opened(self) -> None:
        """The page comes to the front: ask for what can change by itself."""

    def disarm(self) -> None:
        """The page was left meanwhile: a question whether something is really meant has to be asked anew."""

    def shown_groups(self) -> tuple[Group, ...]:
        """The settings to show, under their headings."""
        return groups(self.around.settings.all, self.page)

    def settings_changed(self) -> None:
        """Values are others now: show them, and build the rows anew where there are others."""
        wanted = self.shown_groups()
        shape = tuple((group.title, tuple(info.key for info in group.settings)) for group in wanted)
        if shape != self._shape:
            self._shape = shape
            self._rebuild(wanted)
        for group in wanted:
            for info in group.settings:
                self._groups[group.title].rows[info.key].take(info)
        if self._wanted_key:
            self.reveal(self._wanted_key)

    # For the window.

    def rows(self) -> dict[str, SettingRow]:
        """Every row by its key."""
        return {key: row for group in self._groups.values() for key, row in group.rows.items()}

    def reveal(self, key: str) -> None:
        """Scroll to a setting and give it the keyboard; one that is not there yet as soon as it is."""
        row = self.rows().get(key)
        self._wanted_key = "" if row is not None else key
        if row is not None:
            target = row.control.focusProxy() or row.control
            target.setFocus(Qt.FocusReason.TabFocusReason)
            QTimer.singleShot(0, row, lambda: self.ensureWidgetVisible(row, 0, 80))

    def reveal_topic(self, label: str) -> None:
        """Scroll to a part of the page."""
        part = self.topics.get(label)
        if part is not None:
            QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part, 0, 200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window controls stand under their texts."""
        super().resizeEvent(event)
        # The scroll bar takes its room from the margin, so that nothing jumps when it comes.
        bar = self.width() - self.viewport().width()
        self._sides.setContentsMargins(SIDE, 0, SIDE - bar, 0)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """It comes to the front."""
        super().showEvent(event)
        for row in self.rows().values():
            row.forget()
        self.disarm()
        self.opened()

    @Slot(object)
    def _changed(self, keys: frozenset[str]) -> None:
        self.settings_changed()

    def _fit(self) -> None:
        narrow = self.width() - 2 * SIDE < NARROW
        for row in self.rows().values():
            row.set_narrow(narrow=narrow)

    def _rebuild(self, wanted: tuple[Group, ...]) -> None:
        for old in self._groups.values():
            old.hide()
            self._groups_box.removeWidget(old)
            old.deleteLater()
        self._groups = {group.title: SettingsGroup(self.around.settings, group) for group in wanted}
        for made in self._groups.values():
            self._groups_box.addWidget(made)
        self._fit()
