"""The figures under an answer: a name, a bar and a number in each line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.ui.compare.model import Column, Figure
from app.ui.theme import ui_font
from app.ui.widgets.labels import muted_label
from app.ui.widgets.meter import Meter
from app.ui.widgets.words import number, size_text

_NAME_WIDTH = 82
_FIGURE_WIDTH = 92
_LINE = 18
_UNKNOWN = "–"


class FigureLines(QWidget):
    """First token, speed and memory. Lives in the GUI thread."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first_token = _Line(self.tr("First token"))
        self.speed = _Line(self.tr("Speed"))
        self.memory = _Line(self.tr("Memory"))
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 10, 16, 10)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, _NAME_WIDTH)
        grid.setColumnMinimumWidth(2, _FIGURE_WIDTH)
        grid.setColumnStretch(1, 1)
        for row, line in enumerate((self.first_token, self.speed, self.memory)):
            grid.setRowMinimumHeight(row, _LINE)
            grid.addWidget(line.name, row, 0)
            grid.addWidget(line.meter, row, 1)
            grid.addWidget(line.value, row, 2)

    def show_column(self, column: Column) -> None:
        """What was measured; a dash where nothing was."""
        self.first_token.show_figure(column.first_token, self._seconds(column.first_token))
        self.speed.show_figure(column.speed, self._speed(column.speed))
        self.memory.show_figure(column.memory, self._memory(column.memory))

    def words(self) -> str:
        """All of it in a sentence, for screen readers."""
        lines = (self.first_token, self.speed, self.memory)
        return ", ".join(f"{line.name.text()} {line.value.text()}" for line in lines if line.value.text() != _UNKNOWN)

    def _seconds(self, figure: Figure | None) -> str:
        return _UNKNOWN if figure is None else self.tr("{0} s").format(number(figure.value, 2))

    def _speed(self, figure: Figure | None) -> str:
        return _UNKNOWN if figure is None else self.tr("{0} tokens/s").format(number(figure.value, 1))

    def _memory(self, figure: Figure | None) -> str:
        return _UNKNOWN if figure is None else size_text(round(figure.value))


class _Line:
    """The three parts of one line."""

    def __init__(self, name: str) -> None:
        self.name = muted_label(name)
        self.meter = Meter(name)
        self.value = QLabel(_UNKNOWN)
        self.value.setFont(ui_font(12, tabular=True))
        self.value.setTextFormat(Qt.TextFormat.PlainText)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_figure(self, figure: Figure | None, words: str) -> None:
        self.meter.show_share(figure.share if figure is not None else 0.0)
        self.meter.setAccessibleDescription(words)
        self.value.setText(words)
