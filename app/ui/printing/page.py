"""The document that is printed: our page, which may show only the pictures that it carries itself."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import QImage, QTextDocument

MAX_WIDTH = 640
"""Pixels that a picture takes on paper."""


_HEADING = re.compile(r'<h([1-6])(?: class="(\w+)")?|</h[1-6]>')


def sized_headings(page: str) -> str:
    """Headings as paragraphs with a class, such as "h1": Qt gives headings sizes of its own, whatever the style says.
    Text has no "<" in it that is not escaped.
    """
    return _HEADING.sub(lambda found: f'<p class="{found[2] or "h" + found[1]}"' if found[1] else "</p>", page)


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
