"""One pair of model and engine: its name, its answer, its figures."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.client.comparison import PairState
from app.ui.compare.answer_text import AnswerText
from app.ui.compare.figures import FigureLines
from app.ui.compare.model import Column
from app.ui.theme import current, ui_font
from app.ui.theme.tokens import RADIUS_CARD
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.labels import ElidedLabel, Paragraph, Tag, Tone
from app.ui.widgets.menu import make_menu
from app.ui.widgets.paint import rounded, smooth
from app.ui.window.picker_model import engine_name

HEAD = 53
MIN_WIDTH = 280
_BODY = 150
"""Room that is kept for the answer, so that nothing jumps when it comes."""


class PairColumn(QFrame):
    """The card of one pair. Lives in the GUI thread.

    Signals:
        use_requested(): Its engine is to answer for its model from now on.
        remove_requested(): It is to go.
    """

    use_requested = Signal()
    remove_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(MIN_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.column: Column | None = None
        self._may_change = True
        self.title = ElidedLabel()
        self.title.setFont(ui_font(13, QFont.Weight.DemiBold))
        self.tag = Tag()
        self.menu_button = IconButton("ellipsis", self.tr("More"), size=28)
        self.text = AnswerText()
        self.note = Paragraph("", muted=True)
        self.figures = FigureLines()
        self._body = QWidget()
        self._build()
        self.menu_button.clicked.connect(self._open_menu)

    def show_column(self, column: Column, *, may_change: bool) -> None:
        """Show what is known now; `may_change` says whether it can be removed or used."""
        self.column, self._may_change = column, may_change
        result = column.result
        self.title.set_text(column.title, f" · {engine_name(result.engine)}")
        self.menu_button.setAccessibleName(self.tr("More about {0}").format(column.title))
        self._show_tag(column)
        self.text.setAccessibleName(self.tr("Answer of {0}").format(column.title))
        self.text.setVisible(bool(result.text))
        self.text.show_text(result.text, result.differs)
        note = self._note(column)
        self.note.say(note)
        self.note.setVisible(bool(note))
        self.figures.show_column(column)
        self.figures.setAccessibleName(self.tr("Figures of {0}").format(column.title))
        self.figures.setAccessibleDescription(self.figures.words())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card and its two lines."""
        tokens = current()
        with smooth(self) as painter:
            rounded(painter, self.rect(), RADIUS_CARD, tokens.surface, tokens.border)
            for top in (HEAD, self.figures.y() - 1):
                painter.fillRect(1, top, self.width() - 2, 1, QColor(tokens.border))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 14, 0)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.tag)
        head.addStretch(1)
        head.addWidget(self.menu_button)
        top = QWidget()
        top.setFixedHeight(HEAD)
        top.setLayout(head)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(16, 12, 16, 12)
        body.setSpacing(8)
        body.addWidget(self.text)
        body.addWidget(self.note)
        body.addStretch(1)
        self._body.setMinimumHeight(_BODY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(top)
        column.addWidget(self._body, 1)
        column.addWidget(self.figures)

    def _show_tag(self, column: Column) -> None:
        words = {
            PairState.FAILED: (self.tr("failed"), Tone.BAD),
            PairState.STOPPED: (self.tr("stopped"), Tone.NEUTRAL),
            PairState.WRITING: (self.tr("writing"), Tone.ACCENT),
            PairState.LOADING: (self.tr("loading"), Tone.ACCENT),
        }
        shown = (
            (self.tr("quickest"), Tone.OK) if column.quickest else words.get(column.result.state, ("", Tone.NEUTRAL))
        )
        self.tag.set_tag(*shown)

    def _note(self, column: Column) -> str:
        result = column.result
        if result.error is not None:
            return f"{result.error.message} {result.error.hint}".strip()
        if result.state is PairState.DONE:
            return "" if result.text else self.tr("It answered without a word.")
        if result.state is PairState.STOPPED and not result.text:
            return self.tr("It was not asked.") if column.result.backend is None else self.tr("Stopped.")
        if result.state is PairState.WAITING and not self._may_change:
            return self.tr("The others come first.")
        return result.note

    @Slot()
    def _open_menu(self) -> None:
        menu = make_menu(self)
        result = self.column.result if self.column is not None else None
        done = result is not None and result.state is PairState.DONE and self._may_change
        use = menu.addAction(self.tr("Use this engine for this model"))
        use.setEnabled(done)
        use.triggered.connect(self.use_requested)
        copy = menu.addAction(self.tr("Copy the answer"))
        copy.setEnabled(bool(result and result.text))
        copy.triggered.connect(self._copy)
        remove = menu.addAction(self.tr("Remove"))
        remove.setEnabled(self._may_change)
        remove.triggered.connect(self.remove_requested)
        menu.popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height() + 4)))

    @Slot()
    def _copy(self) -> None:
        if self.column is not None:
            QApplication.clipboard().setText(self.column.result.text)
