"""Menus with Tektra's rounded box."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QBitmap, QGuiApplication, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.theme.tokens import RADIUS_CODE
from app.ui.widgets.words import keys_text


class Menu(QMenu):
    """Rounded also where nothing composes windows: X11 without a compositor shows what is translucent as black."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the corners off."""
        super().resizeEvent(event)
        if QGuiApplication.platformName() == "xcb":
            shape = QBitmap(self.size())
            shape.fill(Qt.GlobalColor.color0)
            with QPainter(shape) as painter:
                painter.setBrush(Qt.GlobalColor.color1)
                painter.setPen(Qt.GlobalColor.color1)
                painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), RADIUS_CODE, RADIUS_CODE)
            self.setMask(shape)


def make_menu(parent: QWidget) -> QMenu:
    """An empty menu that deletes itself when it closes; its colours come from the application's style sheet."""
    menu = Menu(parent)
    menu.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    menu.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
    menu.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    return menu


def with_keys(words: str, keys: QKeySequence) -> str:
    """An entry's text with its shortcut at the end of the line, written as everywhere else."""
    return f"{words}\t{keys_text(keys)}" if not keys.isEmpty() else words
