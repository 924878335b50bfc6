"""The icon in the tray: open, new chat, quick question, quit."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap, Qt
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.ui.theme import current, ui_font
from app.ui.widgets.paint import rounded

_SIDES = (16, 22, 24, 32, 48, 64)


class Tray(QObject):
    """See the module's docstring. Made when it is first wanted; lives in the GUI thread.

    Signals:
        open_wanted(), new_wanted(), quick_wanted(), quit_wanted(): What was chosen.
    """

    open_wanted = Signal()
    new_wanted = Signal()
    quick_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.menu = QMenu()
        for words, signal in (
            (self.tr("Open Tektra"), self.open_wanted),
            (self.tr("New chat"), self.new_wanted),
            (self.tr("Quick question"), self.quick_wanted),
        ):
            self.menu.addAction(words).triggered.connect(signal)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Quit")).triggered.connect(self.quit_wanted)
        self.icon = QSystemTrayIcon(app_icon(), self)
        self.icon.setToolTip("Tektra")
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.open_wanted.emit()


def app_icon() -> QIcon:
    """Tektra's sign, drawn at each size: the letter on the accent."""
    icon = QIcon()
    for side in _SIDES:
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            rounded(painter, picture.rect(), side / 4, current().accent)
            painter.setFont(ui_font(round(side * 0.6), QFont.Weight.Bold))
            painter.setPen(QColor(current().on_accent))
            painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, "T")
        icon.addPixmap(picture)
    return icon
