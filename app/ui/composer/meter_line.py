"""The figure beside Send that says how full the model's window is, and the notice above when that matters."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.types.chats import ContextPolicy, ContextUse
from app.ui.composer.meter_model import Fill, Shown
from app.ui.theme import current, theme
from app.ui.theme.tokens import RADIUS_CODE
from app.ui.widgets.buttons import ButtonKind, TextButton
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.labels import Paragraph, Tone, muted_label, tag_colors
from app.ui.widgets.meter import HEIGHT, Meter
from app.ui.widgets.paint import rounded, smooth
from app.ui.widgets.words import number


class FillMeter(Meter):
    """The bar, in the colour of its state; the words beside it say the state too. Lives in the GUI thread."""

    def __init__(self) -> None:
        super().__init__(self.tr("How full the model's window is"))
        self._color = "accent"
        self.setFixedWidth(64)

    def show_fill(self, shown: Shown) -> None:
        """How full."""
        self._color = "bad" if shown.refused else "warn" if shown.warns else "accent"
        self.show_share(shown.share)
        self.update()

    def sizeHint(self) -> QSize:
        """As in the pictures."""
        return QSize(64, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track and filled part."""
        tokens = current()
        with smooth(self) as painter:
            rounded(painter, self.rect(), HEIGHT / 2, tokens.selected, tokens.line_of_chosen)
            width = self.width() * self.value() / self.maximum()
            if width > 0:
                color = str(getattr(tokens, self._color))
                box = self.rect()
                box.setWidth(max(HEIGHT, round(width)))
                if self.isRightToLeft():
                    box.moveRight(self.rect().right())
                rounded(painter, box, HEIGHT / 2, color)


class MeterFigure(QWidget):
    """Such as "1,482 of 8,192", and the bar. Lives in the GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        self._label = muted_label()
        self._meter = FillMeter()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(10)
        row.addWidget(self._label)
        row.addWidget(self._meter)
        self.hide()

    @property
    def words(self) -> str:
        """What it says; "" while it is hidden."""
        return "" if self.isHidden() else self._label.text()

    def show_fill(self, shown: Shown) -> None:
        """How full; hidden while that is not known."""
        use = shown.use
        self.setVisible(use is not None)
        if use is None:
            return
        self._meter.show_fill(shown)
        of = self.tr("{0} of {1}") if use.exact else self.tr("about {0} of {1}")
        self._label.setText(of.format(number(use.tokens), number(use.window)))
        self.setToolTip(self._explained(use))
        self._label.setAccessibleDescription(self.toolTip())
        self._meter.setAccessibleDescription(self._label.text())

    def _explained(self, use: ContextUse) -> str:
        words = self.tr("{0} of {1} tokens would be read with the next question, {2} of them what you are writing.")
        return words.format(number(use.tokens), number(use.window), number(use.draft_tokens))


class FullNotice(QFrame):
    """Says before Send what happens because the window is full, and offers to do otherwise. GUI thread.

    Signals:
        policy_chosen(policy: ContextPolicy): What to do in this chat instead.
    """

    policy_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._tone = Tone.WARN
        self._words = Paragraph("", 12, 18)
        self._flow = FlowLayout()
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setSpacing(8)
        self._buttons = {
            policy: TextButton(self._offer(policy), ButtonKind.SECONDARY, small=True) for policy in ContextPolicy
        }
        for button in self._buttons.values():
            button.setCursor(Qt.CursorShape.ArrowCursor)
            button.clicked.connect(self._choose)
            self._flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(8)
        column.addWidget(self._words)
        column.addLayout(self._flow)
        theme().changed.connect(self.update)
        self.hide()

    @property
    def words(self) -> str:
        """What it says; "" while it is hidden."""
        return "" if self.isHidden() else self._words.plain

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What Tab reaches."""
        return tuple(self._buttons.values())

    def show_fill(self, shown: Shown) -> None:
        """What would happen."""
        self.setVisible(shown.warns)
        if shown.use is None or not shown.warns:
            return
        self._tone = Tone.BAD if shown.refused else Tone.WARN
        self._words.say(self._words_of(shown, shown.use))
        for policy, button in self._buttons.items():
            button.setVisible(policy in shown.others)
        self.setAccessibleName(self._words.plain)
        self.update()

    @Slot()
    def _choose(self) -> None:
        button = self.sender()
        policy = next((policy for policy, known in self._buttons.items() if known is button), None)
        if policy is not None:
            self.policy_chosen.emit(policy)

    def _near(self, use: ContextUse) -> str:
        room = self.tr("The model's window is nearly full: {0} tokens are left, which the answer needs too.")
        return room.format(number(max(0, use.window - use.tokens)))

    def _words_of(self, shown: Shown, use: ContextUse) -> str:
        if shown.alone:
            words = self.tr("This is too long by itself: it takes {0} tokens, and the model's window holds {1}.")
            return words.format(number(use.draft_tokens), number(use.window))
        return self._said(use) if shown.fill is Fill.OVER else self._near(use)

    def _said(self, use: ContextUse) -> str:
        if use.policy is ContextPolicy.REFUSE:
            words = self.tr("This will be refused: it takes {0} tokens, and the model's window holds {1}.")
            return words.format(number(use.tokens), number(use.window))
        count = use.left_out
        if use.policy is ContextPolicy.DROP:
            if not count:
                return self.tr("The oldest messages will not be read: the model's window is full.")
            return self.tr("The oldest %n messages will not be read: the model's window is full.", "", count)
        if not count:
            return self.tr("The model will sum up the oldest messages first: its window is full.")
        return self.tr("The model will sum up the oldest %n messages first: its window is full.", "", count)

    def _offer(self, policy: ContextPolicy) -> str:
        return {
            ContextPolicy.DROP: self.tr("Leave the oldest out"),
            ContextPolicy.SUMMARISE: self.tr("Sum the oldest up"),
            ContextPolicy.REFUSE: self.tr("Refuse instead"),
        }[policy]

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box."""
        tokens = current()
        _, ground = tag_colors(self._tone, tokens)
        with smooth(self) as painter:
            rounded(painter, self.rect(), RADIUS_CODE, QColor(ground))
