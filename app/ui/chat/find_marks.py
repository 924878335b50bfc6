"""Marks where the words of a search stand in the text widgets that are there."""

from __future__ import annotations

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit, QWidget

from app.ui.chat.text_view import TextView
from app.ui.theme import current

MAX_MARKS = 300
"""Per text; more would only be a colour."""


def text_views(row: QWidget) -> list[TextView]:
    """The texts of a row that can be seen, from top to bottom."""
    views = [view for view in row.findChildren(TextView) if view.isVisibleTo(row)]
    views.sort(
        key=lambda view: (view.mapTo(row, view.rect().topLeft()).y(), view.mapTo(row, view.rect().topLeft()).x())
    )
    return views


def matches(view: TextView, text: str) -> list[QTextCursor]:
    """Where the words stand in one text."""
    found: list[QTextCursor] = []
    cursor = QTextCursor(view.document())
    while text and len(found) < MAX_MARKS:
        cursor = view.document().find(text, cursor, QTextDocument.FindFlag(0))
        if cursor.isNull():
            break
        found.append(cursor)
    return found


def mark(view: TextView, found: list[QTextCursor], chosen: QTextCursor | None = None) -> None:
    """Colour the matches, the chosen one more than the others; none takes the colours away."""
    if not found and not view.extraSelections():
        return
    tokens = current()
    marks: list[QTextEdit.ExtraSelection] = []
    for cursor in found:
        is_chosen = chosen is not None and chosen.selectionStart() == cursor.selectionStart()
        style = QTextCharFormat()
        style.setBackground(QColor(tokens.accent if is_chosen else tokens.warn_bg))
        style.setForeground(QColor(tokens.on_accent if is_chosen else tokens.text))
        one = QTextEdit.ExtraSelection()
        one.cursor, one.format = cursor, style
        marks.append(one)
    view.setExtraSelections(marks)
