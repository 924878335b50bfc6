"""What a new chat shows: a question, the model that is ready, examples that are sent at once, what fits here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QStyle, QVBoxLayout, QWidget

from app.types.models import BackendName, LoadState, ModelInfo
from app.ui.chat.empty_model import largest_model, whole_gigabytes
from app.ui.theme import current, pixmap, theme, ui_font
from app.ui.theme.tokens import RADIUS_CARD
from app.ui.widgets.buttons import BaseButton, ButtonKind, TextButton
from app.ui.widgets.card import Card
from app.ui.widgets.labels import Paragraph, text_label
from app.ui.widgets.paint import rounded
from app.ui.widgets.words import number

CARD, LINE, GAP, SIDE, ABOVE = 68, 17, 10, 24, 40
ABOVE_GRID, AROUND_GRID = 4, 20
_LEFT, _RIGHT = 45, 14
NARROW = 520
"""Below this width the cards stand in one column."""


class ExampleCard(BaseButton):
    """One example: what it is about, and the prompt that it sends. GUI thread."""

    radius = RADIUS_CARD

    def __init__(self, icon: str, title: str, prompt: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.prompt = prompt
        self._icon = icon
        self._lines = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        self.setAccessibleDescription(prompt)
        self.setToolTip(prompt)

    def sizeHint(self) -> QSize:
        """As tall as the cards of the design, or one line taller."""
        return QSize(200, CARD + LINE * (self._lines - 1))

    def minimumSizeHint(self) -> QSize:
        """Very narrow windows cut the prompt."""
        return QSize(120, self.sizeHint().height())

    def needs(self, width: int) -> int:
        """Lines that the prompt takes, two at most, in a card of this width."""
        return 1 if QFontMetrics(ui_font(12)).horizontalAdvance(self.prompt) <= width - _LEFT - _RIGHT else 2

    def set_lines(self, lines: int) -> None:
        """So many lines for the prompt."""
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, title and prompt in a thin frame; from right to left where the language is."""
        tokens = current()
        with self.start_painting() as painter:
            rounded(painter, self.rect(), self.radius, tokens.surface, tokens.border)
            step = self.step(tokens)
            if step is not None:
                rounded(painter, self.rect(), self.radius, step)
            painter.drawPixmap(self._placed(QRect(16, 16, 16, 16)).topLeft(), pixmap(self._icon, tokens.text, 16))
            text = self._placed(QRect(_LEFT, 15, self.width() - _LEFT - _RIGHT, 20))
            lead = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
            painter.setFont(ui_font(13, QFont.Weight.DemiBold))
            painter.setPen(QColor(tokens.text))
            painter.drawText(text, lead | Qt.AlignmentFlag.AlignVCenter, self.text())
            painter.setFont(ui_font(12))
            painter.setPen(QColor(tokens.text_2))
            below = text.translated(QPoint(0, 19))
            if self._lines > 1:
                box = below.adjusted(0, 2, 0, 2 + LINE)
                painter.drawText(box, int(lead | Qt.AlignmentFlag.AlignTop) | Qt.TextFlag.TextWordWrap, self.prompt)
                return
            shown = painter.fontMetrics().elidedText(self.prompt, Qt.TextElideMode.ElideRight, text.width())
            painter.drawText(below, lead | Qt.AlignmentFlag.AlignVCenter, shown)

    def _placed(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), rect)


class ComputerCard(Card):
    """How large a model this computer holds, and the ways to another one. GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        self.file_button = TextButton(self.tr("Open a model file"), small=True)
        self.models_button = TextButton(self.tr("Choose a model"), ButtonKind.PRIMARY, small=True)
        self._title = Paragraph("", 13, 20, QFont.Weight.DemiBold)
        self._words = Paragraph("", 12, 18, muted=True)
        self._sign = QLabel()
        theme().changed.connect(self._draw_sign)
        self._draw_sign()
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._words)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(10)
        row.addWidget(self._sign)
        row.addLayout(texts, 1)
        row.addWidget(self.file_button)
        row.addWidget(self.models_button)
        self.add(line)

    def set_memory(self, memory_bytes: int) -> None:
        """Say what fits into so much memory."""
        size = largest_model(memory_bytes)
        self._title.say(
            self.tr("Models of up to {0} billion parameters fit this computer").format(number(size))
            if size
            else self.tr("Very small models fit this computer")
        )
        memory = number(whole_gigabytes(memory_bytes))
        self._words.say(self.tr("It has {0} GB of memory. GGUF files are used where they lie.").format(memory))

    @Slot()
    def _draw_sign(self) -> None:
        self._sign.setPixmap(pixmap("memory-stick", current().accent_text, 18))


class EmptyState(QWidget):
    """The middle of a chat without messages. Lives in the GUI thread.

    Signals:
        suggestion_chosen(text: str): An example was picked; it is asked at once.
        file_requested(): The person wants to open a model's file.
        models_requested(): The person wants to choose among the models.
    """

    suggestion_chosen = Signal(str)
    file_requested = Signal()
    models_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        font = ui_font(24, QFont.Weight.DemiBold)
        font.setLetterSpacing(font.SpacingType.PercentageSpacing, 98.5)
        self._title = text_label(self.tr("What are we working on?"))
        self._title.setFont(font)
        self._subtitle = Paragraph("", 15, 24, muted=True)
        examples = (
            ("message-square", self.tr("Explain something"), self.tr("Why is the sky dark at night?")),
            ("pencil", self.tr("Draft a text"), self.tr("Write a short note to thank a colleague for her help.")),
            ("check", self.tr("Plan something"), self.tr("Plan three days of walking in the mountains.")),
            ("cpu", self.tr("Work on code"), self.tr("Write a Python function that merges two sorted lists.")),
        )
        self.cards = [ExampleCard(icon, words, prompt, self) for icon, words, prompt in examples]
        self._temporary = Paragraph(
            self.tr("This chat is temporary: no list and no search shows it, and it is deleted when you leave it."),
            13,
            20,
        )
        self._temporary.hide()
        self.computer = ComputerCard()
        self.computer.hide()
        self._columns = 0
        self._build()
        for card in self.cards:
            card.clicked.connect(self._choose)
        self.computer.file_button.clicked.connect(self.file_requested)
        self.computer.models_button.clicked.connect(self.models_requested)
        theme().changed.connect(self._fit)
        self._fit()

    def set_model(self, model: ModelInfo | None) -> None:
        """Say which model is ready."""
        self._subtitle.say(model_words(model))

    def set_memory(self, memory_bytes: int) -> None:
        """Say what this computer can run."""
        self.computer.set_memory(memory_bytes)
        self.computer.setVisible(memory_bytes > 0)
        self._fit()

    @Slot(bool)
    def set_temporary(self, temporary: bool) -> None:  # noqa: FBT001 - a slot
        """Say what a temporary chat is, where one begins."""
        self._temporary.setVisible(temporary)
        self._fit()

    @property
    def words(self) -> str:
        """What stands under the question."""
        return self._subtitle.plain

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column in the middle; cards side by side where there is room."""
        super().resizeEvent(event)
        self._fit()

    def _build(self) -> None:
        self._grid = QGridLayout()
        self._grid.setSpacing(GAP)
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addSpacing(ABOVE_GRID)
        column.addWidget(self._subtitle)
        column.addWidget(self._temporary)
        column.addSpacing(AROUND_GRID)
        column.addLayout(self._grid)
        column.addSpacing(AROUND_GRID)
        column.addWidget(self.computer)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._column, 1000)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SIDE, SIDE, SIDE, SIDE + ABOVE)
        whole.addStretch(1)
        whole.addLayout(row)
        whole.addStretch(1)

    @Slot()
    def _fit(self) -> None:
        width = max(1, min(theme().column, self.width() - 2 * SIDE))
        self._column.setMaximumWidth(width)
        columns = 2 if width >= NARROW else 1
        lines = max(card.needs((width - GAP * (columns - 1)) // columns) for card in self.cards)
        for card in self.cards:
            card.set_lines(lines)
        if columns != self._columns:
            self._columns = columns
            for index, card in enumerate(self.cards):
                self._grid.addWidget(card, *divmod(index, columns))
        rows = self._rows_that_fit(width)
        for index, card in enumerate(self.cards):
            card.setVisible(index // columns < rows)

    def _rows_that_fit(self, width: int) -> int:
        """Rows of cards for which a low window has room beside everything else."""
        others = (self._title, self._subtitle, self._temporary, self.computer)
        taken = sum(_height_at(part, width) for part in others if not part.isHidden())
        room = self.height() - 2 * SIDE - ABOVE - ABOVE_GRID - 2 * AROUND_GRID - taken
        return (room + GAP) // (self.cards[0].sizeHint().height() + GAP)

    @Slot()
    def _choose(self) -> None:
        card = self.sender()
        if isinstance(card, ExampleCard):
            self.suggestion_chosen.emit(card.prompt)


def _height_at(part: QWidget, width: int) -> int:
    return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()


def tr(text: str) -> str:
    """Translate in this module's context."""
    return QCoreApplication.translate("empty_state", text)


def model_words(model: ModelInfo | None) -> str:
    """One line about the model that will answer."""
    if model is None:
        return ""
    if model.state is LoadState.LOADING:
        return tr("{0} is being loaded.").format(model.name)
    if model.state in (LoadState.UNAVAILABLE, LoadState.FAILED):
        return f"{tr('{0} cannot answer now.').format(model.name)} {model.reason}".strip()
    if model.backend is BackendName.CLOUD:
        return tr("{0} is ready.").format(model.name)
    return tr("{0} is ready. It runs on this computer.").format(model.name)
