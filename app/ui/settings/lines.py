"""A row of a card that is no setting: a title, a line below it, and buttons at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

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
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(14)
        row.addLayout(self._texts, 1)
        for control in controls:
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
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

    def add_below(self, widget: QWidget) -> None:
        """Something under the texts, as wide as they are."""
        widget.setContentsMargins(0, 8, 0, 0)
        self._texts.addWidget(widget)
