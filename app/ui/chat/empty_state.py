"""What a new chat shows: a question, the model that is ready, and examples to begin with."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.types.models import BackendName, LoadState, ModelInfo
from app.ui.theme import current, pixmap, theme, ui_font
from app.ui.theme.tokens import RADIUS_CARD
from app.ui.widgets.buttons import BaseButton
from app.ui.widgets.labels import text_label
from app.ui.widgets.paint import rounded

CARD, GAP, SIDE = 68, 10, 24
TITLE, SUBTITLE, BELOW_TITLE = 32, 24, 20
NARROW = 520
"""Below this width the cards stand in one column."""


class ExampleCard(BaseButton):
    """One example: what it is about, and the prompt that it puts into the composer. GUI thread."""

    radius = RADIUS_CARD

    def __init__(self, icon: str, title: str, prompt: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.prompt = prompt
        self._icon = icon
        self.setAccessibleName(title)
        self.setAccessibleDescription(prompt)

    def sizeHint(self) -> QSize:
        """As tall as the cards of the design."""
        return QSize(240, CARD)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, title and prompt in a thin frame."""
        tokens = current()
        with self.start_painting() as painter:
            rounded(painter, self.rect(), self.radius, tokens.surface, tokens.border)
            step = self.step(tokens)
            if step is not None:
                rounded(painter, self.rect(), self.radius, step)
            painter.drawPixmap(QPoint(16, 16), pixmap(self._icon, tokens.text, 16))
            text = QRect(45, 15, self.width() - 45 - 14, 20)
            painter.setFont(ui_font(13, QFont.Weight.DemiBold))
            painter.setPen(QColor(tokens.text))
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self.text())
            painter.setFont(ui_font(12))
            painter.setPen(QColor(tokens.text_2))
            shown = painter.fontMetrics().elidedText(self.prompt, Qt.TextElideMode.ElideRight, text.width())
            painter.drawText(text.translated(0, 19), Qt.AlignmentFlag.AlignVCenter, shown)


class EmptyState(QWidget):
    """The middle of a chat without messages. Lives in the GUI thread.

    Signals:
        suggestion_chosen(text: str): An example was picked.
    """

    suggestion_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        font = ui_font(24, QFont.Weight.DemiBold)
        font.setLetterSpacing(font.SpacingType.PercentageSpacing, 98.5)
        self._title = text_label(self.tr("What are we working on?"))
        self._title.setFont(font)
        self._title.setParent(self)
        self._subtitle = text_label("", 15)
        self._subtitle.setParent(self)
        self._model: ModelInfo | None = None
        examples = (
            ("message-square", self.tr("Explain something"), self.tr("Why is the sky dark at night?")),
            ("pencil", self.tr("Draft a text"), self.tr("Write a short note to thank a colleague for her help.")),
            ("check", self.tr("Plan something"), self.tr("Plan three days of walking in the mountains.")),
            ("cpu", self.tr("Work on code"), self.tr("Write a Python function that merges two sorted lists.")),
        )
        self.cards = [ExampleCard(icon, title, prompt, self) for icon, title, prompt in examples]
        for card in self.cards:
            card.clicked.connect(self._choose)
        self._color()

    def set_model(self, model: ModelInfo | None) -> None:
        """Say which model is ready."""
        self._model = model
        self._subtitle.setText(model_words(model))

    @property
    def words(self) -> str:
        """What stands under the question."""
        return self._subtitle.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column in the middle; cards side by side where there is room."""
        super().resizeEvent(event)
        width = min(theme().column, self.width() - 2 * SIDE)
        columns = 2 if width >= NARROW else 1
        rows = -(-len(self.cards) // columns)
        full = TITLE + SUBTITLE + BELOW_TITLE + rows * (CARD + GAP) - GAP
        left, top = (self.width() - width) // 2, max(SIDE, (self.height() - full) // 2 - 20)
        self._title.setGeometry(left, top, width, TITLE)
        self._subtitle.setGeometry(left, top + TITLE + 4, width, SUBTITLE)
        top += TITLE + SUBTITLE + BELOW_TITLE + 4
        card_width = (width - GAP * (columns - 1)) // columns
        for index, card in enumerate(self.cards):
            row, column = divmod(index, columns)
            card.setGeometry(left + column * (card_width + GAP), top + row * (CARD + GAP), card_width, CARD)

    def changeEvent(self, event: QEvent) -> None:
        """The theme changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._color()

    def _color(self) -> None:
        palette = self._subtitle.palette()
        wanted = QColor(current().text_2)
        if palette.color(QPalette.ColorRole.WindowText) != wanted:
            palette.setColor(QPalette.ColorRole.WindowText, wanted)
            self._subtitle.setPalette(palette)

    @Slot()
    def _choose(self) -> None:
        card = self.sender()
        if isinstance(card, ExampleCard):
            self.suggestion_chosen.emit(card.prompt)


def model_words(model: ModelInfo | None) -> str:
    """One line about the model that will answer."""
    if model is None:
        return ""
    if model.state is LoadState.LOADING:
        return f"{model.name} is being loaded."
    if model.state in (LoadState.UNAVAILABLE, LoadState.FAILED):
        return f"{model.name} cannot answer now. {model.reason}".strip()
    if model.backend is BackendName.CLOUD:
        return f"{model.name} is ready."
    return f"{model.name} is ready. It runs on this computer."
