"""The rows below the engine line: the switch "Local only", and the ways to the library and the settings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.errors import AppError
from app.ui.settings.client import SettingsClient
from app.ui.theme import current, pixmap, ui_font
from app.ui.theme.tokens import ROW_HEIGHT
from app.ui.widgets.buttons import BaseButton
from app.ui.widgets.labels import KBD_HEIGHT, kbd_width, paint_kbd, text_label
from app.ui.widgets.paint import rounded
from app.ui.widgets.sides import sides_of
from app.ui.widgets.switch import Switch
from app.ui.widgets.words import keys_text
from app.ui.window.shortcuts import Action, shortcuts

LOCAL_ONLY = "privacy.local_only"
_ICON = 16


class _Shield(QWidget):
    """The icon of the first row."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_ICON, _ICON)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, pixmap("shield-check", current().text_2, _ICON))


class LocalOnlyRow(QWidget):
    """The switch; it shows what the core says, and cannot be turned while the core is away. Lives in the GUI thread."""

    def __init__(self, client: SettingsClient, tell: Callable[..., None]) -> None:
        super().__init__()
        self._client = client
        self._tell = tell
        self.switch = Switch(self.tr("Local only"))
        self.setFixedHeight(ROW_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(_Shield())
        label = text_label(self.tr("Local only"), 13, QFont.Weight.Medium)
        label.setBuddy(self.switch)
        row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self.switch)
        self.switch.clicked.connect(self._turned)
        client.changed.connect(self._show)
        client.link_changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        info = self._client.get(LOCAL_ONLY)
        self.switch.setChecked(bool(info.value) if info is not None else True)
        if info is None or not self._client.connected:
            reason = self.tr("Tektra's core is away; it cannot be changed now")
        elif info.locked_by:
            reason = self.tr("Set by the variable {0}").format(info.locked_by)
        else:
            reason = ""
        self.switch.setEnabled(not reason)
        on = self.tr("No text, picture or sound goes to another machine")
        off = self.tr("Questions may go to another machine, where a model is there")
        words = reason or (on if self.switch.isChecked() else off)
        self.switch.setAccessibleDescription(words)
        self.setToolTip(words)

    @Slot(bool)
    def _turned(self, on: bool) -> None:  # noqa: FBT001 - a slot of clicked(bool)
        def failed(error: AppError) -> None:
            self._show()
            self._tell(f"{error.message} {error.hint}".strip())

        self._client.set({LOCAL_ONLY: on}, None, failed)


class FooterButton(BaseButton):
    """A row that opens something. Lives in the GUI thread."""

    def __init__(self, text: str, sign: str, explained: str, action: Action | None = None) -> None:
        super().__init__(text)
        self._sign = sign
        self._explained = explained
        self._action = action
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        shortcuts().changed.connect(self._explain)
        self._explain()

    def sizeHint(self) -> QSize:
        """A row."""
        return QSize(120, ROW_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, word, keys."""
        tokens, sides = current(), sides_of(self)
        with self.start_painting() as painter:
            step = self.step(tokens)
            if step is not None:
                rounded(painter, self.rect(), self.radius, step)
            room = self.rect().adjusted(10, 0, -10, 0)
            place = QPoint(sides.first(room, _ICON), (self.height() - _ICON) // 2)
            painter.drawPixmap(place, pixmap(self._sign, tokens.text_2, _ICON))
            painter.setFont(ui_font(13, QFont.Weight.Medium))
            painter.setPen(QColor(tokens.text))
            painter.drawText(sides.shifted(room, 24), Qt.AlignmentFlag.AlignVCenter, self.text())
            keys = keys_text(self._keys())
            if keys:
                width = kbd_width(keys)
                spot = QRect(sides.last(room, width), (self.height() - KBD_HEIGHT) // 2, width, KBD_HEIGHT)
                paint_kbd(painter, spot, keys, tokens)

    def _keys(self) -> QKeySequence:
        return shortcuts().of(self._action) if self._action is not None else QKeySequence()

    @Slot()
    def _explain(self) -> None:
        self.explain(self._explained, self._keys())
        self.update()


class FooterRows(QWidget):
    """The rows. Lives in the GUI thread.

    Signals:
        settings_requested(): The settings are to be shown.
        library_requested(): The library is to be shown.
    """

    settings_requested = Signal()
    library_requested = Signal()

    def __init__(self, client: SettingsClient, tell: Callable[..., None]) -> None:
        super().__init__()
        self.local_only = LocalOnlyRow(client, tell)
        explained = self.tr("Assistants, saved prompts, archive and trash")
        self.library_button = FooterButton(self.tr("Library"), "library", explained, Action.LIBRARY)
        self.library_button.clicked.connect(self.library_requested)
        self.settings_button = FooterButton(
            self.tr("Settings"), "settings", self.tr("Open the settings"), Action.SETTINGS
        )
        self.settings_button.clicked.connect(self.settings_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 0, 10, 10)
        column.setSpacing(0)
        column.addWidget(self.local_only)
        column.addWidget(self.library_button)
        column.addWidget(self.settings_button)
