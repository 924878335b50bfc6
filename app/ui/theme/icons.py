"""Lucide icons as pixmaps: drawn from SVG at the screen's scale and tinted with one colour."""

from __future__ import annotations

import logging
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from app.ui.theme.fonts import resource_folder
from app.ui.theme.manager import current

log = logging.getLogger(__name__)

STROKE = "1.75"
STROKE_HIGH = "2.5"
"""With more contrast: thin lines are pale at 16 pixels, however strong their colour is."""


def icon(name: str, color: str, size: int = 16) -> QIcon:
    """The icon `name` (of Lucide) in a colour ("#RRGGBB") at a logical size; an unknown name gives an empty icon."""
    return QIcon(pixmap(name, color, size))


def pixmap(name: str, color: str, size: int = 16, scale: float | None = None) -> QPixmap:
    """The same as a pixmap, for painting; `scale` is the screen's (the largest one's by default)."""
    if scale is None:
        app = QGuiApplication.instance()
        scale = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    return _render(name, color, size, scale, STROKE_HIGH if current().high else STROKE)


@lru_cache(maxsize=512)
def _render(name: str, color: str, size: int, scale: float, stroke: str) -> QPixmap:
    # Imported here: the first icon pays 2 ms, an import of the theme alone pays nothing.
    from PySide6.QtSvg import QSvgRenderer

    side = round(size * scale)
    image = QPixmap(side, side)
    image.fill(Qt.GlobalColor.transparent)
    source = _source(name).replace("currentColor", color).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    if source:
        with QPainter(image) as painter:
            QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
    image.setDevicePixelRatio(scale)
    return image


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    try:
        return (resource_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    except OSError:
        log.warning("the icon %s is missing", name)
        return ""
