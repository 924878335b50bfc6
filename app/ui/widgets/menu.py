"""Menus with Tektra's rounded box."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QStyleOptionMenuItem, QWidget

from app.ui.theme.tokens import RADIUS_CODE
from app.ui.widgets.corners import cut_corners
from app.ui.widgets.words import keys_text


class Menu(QMenu):
    """Rounded also where nothing composes windows: X11 without a compositor shows what is translucent as black."""

    def initStyleOption(self, option: QStyleOptionMenuItem, action: QAction) -> None:
        """Shortcuts as everywhere else: "Ctrl N"."""
        super().initStyleOption(option, action)
        words, tab, _ = option.text.partition("\t")
        if tab:
            option.text = f"{words}\t{keys_text(action.shortcut())}"

    def actionEvent(self, event: QActionEvent) -> None:
        """Where another menu is behind an entry, all get room for its arrow, which Qt draws over the words."""
        super().actionEvent(event)
        if event.action().menu() is not None and not self.property("deep"):
            self.setProperty("deep", True)  # noqa: FBT003 - Qt's own call
            self.style().unpolish(self)
            self.style().polish(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the corners off."""
        super().resizeEvent(event)
        cut_corners(self, RADIUS_CODE)


def make_menu(parent: QWidget) -> QMenu:
    """An empty menu that deletes itself when it closes; its colours come from the application's style sheet."""
    menu = Menu(parent)
    menu.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    menu.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
    menu.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    return menu
