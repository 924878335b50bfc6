"""Columns of one width side by side; where there is no room they go on below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.compare.column import MIN_WIDTH

GAP = 14


class ColumnGrid(QWidget):
    """The columns of a comparison. Lives in the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: list[QWidget] = []
        self._beside = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)

    @property
    def beside(self) -> int:
        """How many stand side by side."""
        return self._beside

    def place(self, columns: Sequence[QWidget]) -> None:
        """Show these, in this order."""
        self._columns = list(columns)
        self._beside = 0
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """One column beside no other is enough."""
        return QSize(MIN_WIDTH, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another number may fit side by side."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        fit = max(1, (self.width() + GAP) // (MIN_WIDTH + GAP))
        beside = min(fit, max(1, len(self._columns)))
        if beside == self._beside:
            return
        for column in self._columns:
            self._grid.removeWidget(column)
        for index in range(max(self._beside, beside, self._grid.columnCount())):
            self._grid.setColumnStretch(index, 1 if index < beside else 0)
        self._beside = beside
        for index, column in enumerate(self._columns):
            self._grid.addWidget(column, index // beside, index % beside)
