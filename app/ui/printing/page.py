"""The document that is printed: our page, which may show only the pictures that it carries itself."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import QImage, QTextDocument

MAX_WIDTH = 640
"""Pixels that a picture takes on paper."""


class PrintedPage(QTextDocument):
    """Lives in the printing process's only thread."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Pictures in the page; nothing is read from the disk or the network."""
        url = name.toString() if isinstance(name, QUrl) else name
        if not url.startswith("data:image/"):
            return QByteArray()
        try:
            data = base64.b64decode(url.partition(",")[2], validate=True)
        except (binascii.Error, ValueError):
            return QByteArray()
        picture = QImage.fromData(data)
        if picture.isNull():
            return QByteArray()
        return picture.scaledToWidth(min(picture.width(), MAX_WIDTH))
