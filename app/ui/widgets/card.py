"""A card of rows with thin lines between them."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.theme import current
from app.ui.theme.tokens import RADIUS_CARD
from app.ui.widgets.paint import rounded, smooth


class Card(QFrame):
    """A rounded box; each row brings its own margins. Lives in the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(1)

    def add(self, row: QWidget) -> None:
        """One more row at the end."""
        self.insert(len(self.rows), row)

    def insert(self, index: int, row: QWidget) -> None:
        """One more row at a place."""
        self.rows.insert(index, row)
        self._column.insertWidget(index, row)

    def place(self, row: QWidget, index: int) -> None:
        """Another place for a row."""
        self.rows.remove(row)
        self._column.removeWidget(row)
        self.insert(index, row)

    def clear(self) -> None:
        """No rows."""
        rows, self.rows = self.rows, []
        for row in rows:
            row.hide()
            self._column.removeWidget(row)
            row.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box and the lines."""
        tokens = current()
        with smooth(self) as painter:
            rounded(painter, self.rect(), RADIUS_CARD, tokens.surface, tokens.border)
            shown = [row for row in self.rows if not row.isHidden()]
            for row in shown[1:]:
                painter.fillRect(1, row.y() - 1, self.width() - 2, 1, QColor(tokens.border))
