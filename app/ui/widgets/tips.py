"""Tooltips with the words of others, such as names of files: Qt would take what looks like markup for markup."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import Qt

MAX_CHARS = 600
"""What is longer would cover the screen."""


def plain_tip(text: str) -> str:
    """A tooltip that shows a text as it is, cut where nobody reads on."""
    short = text if len(text) <= MAX_CHARS else f"{text[:MAX_CHARS]}…"
    if not Qt.mightBeRichText(short):
        return short
    return f'<span style="white-space: pre-wrap">{escape(short)}</span>'
