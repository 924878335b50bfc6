"""What a model thought before its answer: one quiet line, which unfolds."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.chat.body import MessageBody
from app.ui.theme import current, pixmap, ui_font
from app.ui.widgets.buttons import BaseButton
from app.ui.widgets.mirror import mirror, mirrored
from app.ui.widgets.paint import rounded, smooth
from app.ui.widgets.words import number

LINE = 20
GAP = 6
BAR = 2
SIGN, SIGN_LEFT, WORDS_LEFT = 14, 13, 36


class ThoughtLine(BaseButton):
    """The line: an arrow and "Thought for 12 s". Lives in the GUI thread."""

    radius = 4

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setCheckable(True)
        self.setFont(ui_font(13, tabular=True))
        self.explain(self.tr("Show or hide what the model thought"))

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return QSize(WORDS_LEFT + QFontMetrics(self.font()).horizontalAdvance(self.text()) + 6, LINE)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Arrow and words, brighter when it is pointed at."""
        tokens = current()
        color = tokens.text if self.underMouse() or self.hasFocus() else tokens.text_2
        with self.start_painting() as painter:
            aside = "chevron-left" if self.isRightToLeft() else "chevron-right"
            arrow = pixmap("chevron-down" if self.isChecked() else aside, color, SIGN)
            spot = mirrored(self, QRect(SIGN_LEFT, (self.height() - SIGN) // 2, SIGN, SIGN))
            painter.drawPixmap(spot.topLeft(), arrow)
            painter.setFont(self.font())
            painter.setPen(QColor(color))
            area = mirrored(self, self.rect().adjusted(WORDS_LEFT, 0, 0, 0))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.text())


class ThoughtView(QWidget):
    """The line, and below it the thoughts while it is open. They are no part of the answer and not copied with it.

    Lives in the GUI thread.

    Signals:
        height_changed(): It was opened or closed, or a part of it has another height.
        link_chosen(address: str, text: str): A link was activated.
    """

    height_changed = Signal()
    link_chosen = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = ThoughtLine(self)
        self.line.toggled.connect(self._toggle)
        self.owner = ""
        """The message that it belongs to."""
        self._body: MessageBody | None = None
        self._text = ""
        self._finished = True

    def show_thoughts(self, text: str, seconds: float, *, finished: bool, thinks: bool = False) -> None:
        """Show what was thought, and for how long; a time that is not known is not named. While it thinks the time
        runs; who listens is told once that it does.
        """
        words = self._words(seconds, thinks=thinks)
        if words != self.line.text():
            self.line.setText(words)
            self._fit_line()
        spoken = self.tr("Thinking…") if thinks else words
        if spoken != self.line.accessibleName():
            self.line.setAccessibleName(spoken)
        self._text, self._finished = text, finished
        self._fill()

    def _fit_line(self) -> None:
        """The line is as wide as its words."""
        self.line.setGeometry(0, 0, min(max(1, self.width()), self.line.sizeHint().width()), LINE)
        mirror(self, (self.line,), self.width())

    def _words(self, seconds: float, *, thinks: bool) -> str:
        if thinks:
            whole = int(seconds)
            return self.tr("Thinking… {0} s").format(number(whole)) if whole else self.tr("Thinking…")
        return self.tr("Thought for {0} s").format(number(max(1, round(seconds)))) if seconds else self.tr("Thoughts")

    def view_height(self, width: int) -> int:
        """Lay out at a width; returns the height."""
        self.line.setGeometry(0, 0, min(width, self.line.sizeHint().width()), LINE)
        mirror(self, (self.line,), width)
        if self._body is None or self._body.isHidden():
            return LINE
        height = self._body.body_height(width)
        self._body.setGeometry(0, LINE + GAP, width, height)
        return LINE + GAP + height

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar at the line; an open body, which is a quote, goes on with its own."""
        height = LINE + GAP if self.line.isChecked() else LINE
        with smooth(self) as painter:
            rounded(painter, mirrored(self, QRect(0, 0, BAR, height)), 1, current().border_strong)

    def restyle(self) -> None:
        """Take over today's theme."""
        if self._body is not None:
            self._body.restyle()
        self.line.update()

    @Slot(bool)
    def _toggle(self, open_: bool) -> None:  # noqa: FBT001 - a slot of toggled(bool)
        if open_ and self._body is None:
            self._body = MessageBody(self)
            self._body.owner = self.owner
            self._body.height_changed.connect(self.height_changed)
            self._body.link_chosen.connect(self.link_chosen)
        if self._body is not None:
            self._body.setVisible(open_)
        self._fill()
        self.height_changed.emit()

    def _fill(self) -> None:
        if self._body is not None and not self._body.isHidden():
            # As a quote: with its bar, and in the quieter colour.
            quoted = "> " + self._text.strip("\n").replace("\n", "\n> ")
            self._body.set_text(quoted, finished=self._finished, name=self.tr("What the model thought"))
