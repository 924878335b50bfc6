"""Round corners of windows of their own where nothing composes windows: there, what is translucent is seen as black."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QBitmap, QGuiApplication, QPainter
from PySide6.QtWidgets import QWidget


def cut_corners(window: QWidget, radius: int) -> None:
    """Cut them off on X11, after each change of the size; elsewhere there always is a compositor."""
    if QGuiApplication.platformName() == "xcb":
        window.setMask(round_shape(window, radius))


def round_shape(window: QWidget, radius: int) -> QBitmap:
    """What is left of a window without its corners."""
    shape = QBitmap(window.size())
    shape.fill(Qt.GlobalColor.color0)
    with QPainter(shape) as painter:
        painter.setBrush(Qt.GlobalColor.color1)
        painter.setPen(Qt.GlobalColor.color1)
        painter.drawRoundedRect(window.rect().adjusted(0, 0, -1, -1), radius, radius)
    return shape
