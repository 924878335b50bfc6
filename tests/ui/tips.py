"""What a person reads in a tooltip."""

from __future__ import annotations

from PySide6.QtGui import Qt, QTextDocument


def tip_text(tip: str) -> str:
    """The text that Qt makes of a tooltip, which takes what begins like markup for markup."""
    document = QTextDocument()
    if Qt.mightBeRichText(tip):
        document.setHtml(tip)
    else:
        document.setPlainText(tip)
    return document.toPlainText()
