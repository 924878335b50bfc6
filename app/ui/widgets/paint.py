"""Small painting helpers that all own controls share."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from app.ui.theme.tokens import Tokens

HOVER = 0.06
PRESSED = 0.11


def smooth(widget: QWidget) -> QPainter:
    """A painter on the widget with smooth edges.

    Use it as `with smooth(self) as painter:`. A painter that outlives its paint event, because an exception keeps the
    frame, takes the whole process down.
    """
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def rounded(
    painter: QPainter, rect: QRect | QRectF, radius: float, fill: QColor | str | None, border: str | None = None
) -> None:
    """A rounded box; the 1 px border lies inside the rectangle, on whole pixels."""
    box = QRectF(rect)
    if border is not None:
        box.adjust(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(border), 1))
    else:
        painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(QColor(fill) if fill is not None else QColor(0, 0, 0, 0))
    painter.drawRoundedRect(box, radius, radius)


def veil(tokens: Tokens, *, hover: bool, pressed: bool) -> QColor | None:
    """One step over whatever is below for hover, one more for pressed; None for neither."""
    if not hover and not pressed:
        return None
    color = QColor(tokens.text)
    color.setAlphaF(PRESSED if pressed else HOVER)
    return color


def mix(base: str, over: str, share: float) -> QColor:
    """`base` with a share of `over` in it."""
    a, b = QColor(base), QColor(over)
    return QColor.fromRgbF(
        a.redF() + (b.redF() - a.redF()) * share,
        a.greenF() + (b.greenF() - a.greenF()) * share,
        a.blueF() + (b.blueF() - a.blueF()) * share,
    )
