"""A formula's outlines painted as such. Qt's own painter of SVG would write a stroke around each of them into a PDF,
which makes all letters bold and the file twice as large.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree import ElementTree as ET

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

_PARTS = re.compile(r"[MLQCZ]|-?[0-9.]+(?:e-?[0-9]+)?")
_POINTS = {"M": 1, "L": 1, "Q": 2, "C": 3, "Z": 0}


def paint_outlines(painter: QPainter, svg: str, ink: QColor) -> None:
    """Fill the shapes of a picture in its own units, its corner at the painter's origin."""
    root = ET.fromstring(svg)  # noqa: S314 - it is a part of a page of ours, where no declarations can stand
    left, top, *_ = (float(part) for part in root.get("viewBox", "0 0 0 0").split())
    painter.translate(-left, -top)
    painter.setPen(Qt.PenStyle.NoPen)
    for shape in root:
        color = QColor.fromString(shape.get("fill", ""))
        painter.setBrush(color if color.isValid() else ink)
        if shape.tag == "rect":
            sides = (float(shape.get(name, "0")) for name in ("x", "y", "width", "height"))
            painter.drawRect(QRectF(*sides))
        elif shape.tag == "path":
            painter.drawPath(outline(shape.get("d", "")))


@lru_cache(maxsize=512)
def outline(data: str) -> QPainterPath:
    """The commands of a path, all of which name their places as such."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    parts = iter(_PARTS.findall(data))
    for command in parts:
        count = _POINTS.get(command, 0)
        numbers = [float(next(parts, "0")) for _ in range(2 * count)]
        points = [QPointF(numbers[at], numbers[at + 1]) for at in range(0, 2 * count, 2)]
        if command == "M":
            path.moveTo(*points)
        elif command == "L":
            path.lineTo(*points)
        elif command == "Q":
            path.quadTo(*points)
        elif command == "C":
            path.cubicTo(*points)
        elif command == "Z":
            path.closeSubpath()
    return path
