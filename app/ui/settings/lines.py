"""A row of a card that is no setting: a title, a line below it, and buttons at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.settings.setting_row import NARROW, WIDE
from app.ui.widgets.labels import Paragraph, Tag, Tone, text_label


class Line(QWidget):
    """See the module's docstring. Lives in the GUI thread."""

    def __init__(self, title: str, text: str = "", *controls: QWidget) -> None:
        super().__init__()
        self._title = text_label(title, 13, QFont.Weight.DemiBold)
        self._title.setMinimumWidth(20)
        self._title.setFixedHeight(20)
        self.tag = Tag("")
        self.tag.hide()
        self.text = Paragraph(text, 12, 18, muted=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self.tag)
        head.addStretch(1)
        self._texts = QVBoxLayout()
        self._texts.setSpacing(0)
        self._texts.addLayout(head)
        self._texts.addWidget(self.text)
        self._controls = QWidget()
        beside = QHBoxLayout(self._controls)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        for control in controls:
            beside.addWidget(control)
        self._controls.setVisible(bool(controls))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(14, 12, 14, 12)
        self._row.setSpacing(14)
        self._row.addLayout(self._texts, 1)
        self._row.addWidget(self._controls, 0, Qt.AlignmentFlag.AlignVCenter)
        self.text.setVisible(bool(text))

    @property
    def title(self) -> str:
        """What it is about."""
        return self._title.text()

    def say(self, text: str, tag: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        """Another line below the title, and a tag beside it."""
        self.text.say(text)
        self.text.setVisible(bool(text))
        self.tag.set_tag(tag, tone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window wide controls stand under the text."""
        super().resizeEvent(event)
        under = event.size().width() < NARROW and self._controls.sizeHint().width() > WIDE
        direction = QBoxLayout.Direction.TopToBottom if under else QBoxLayout.Direction.LeftToRight
        if direction is not self._row.direction():
            self._row.setDirection(direction)
            self._row.setSpacing(8 if under else 14)
            side = Qt.AlignmentFlag.AlignLeft if under else Qt.AlignmentFlag.AlignVCenter
            self._row.setAlignment(self._controls, side)

    def add_below(self, widget: QWidget) -> None:
        """Something under the texts, as wide as they are."""
        widget.setContentsMargins(0, 8, 0, 0)
        self._texts.addWidget(widget)
