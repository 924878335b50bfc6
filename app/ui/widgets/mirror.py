"""Right-to-left languages for widgets that place and paint by themselves: positions are given as for left to right."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStyle, QWidget


def mirrored(widget: QWidget, box: QRect, width: int = 0) -> QRect:
    """Where a box of a widget is seen in the direction of the person's language."""
    return QStyle.visualRect(widget.layoutDirection(), QRect(0, 0, width or widget.width(), 1), box)


def mirror(parent: QWidget, children: Iterable[QWidget], width: int) -> None:
    """Move children that were just placed to where the direction of the person's language wants them."""
    if parent.isRightToLeft():
        for child in children:
            child.setGeometry(mirrored(parent, child.geometry(), width))
