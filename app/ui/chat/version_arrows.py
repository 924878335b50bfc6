"""Which version of a message is shown: "‹ 2 / 3 ›"."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.chat.actions import neighbours
from app.ui.chat.messages import ShownMessage
from app.ui.theme import current, ui_font
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.mirror import mirror
from app.ui.widgets.paint import smooth
from app.ui.widgets.words import number

SIDE = 28
ARROW = 24


class VersionArrows(QWidget):
    """Two arrows around a count. Hidden while there is one version only. Lives in the GUI thread.

    Signals:
        chosen(message_id: str): Show this version.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: str | None = None
        self._after: str | None = None
        self.words = ""
        self._buttons: tuple[IconButton, IconButton] | None = None
        self.hide()

    @property
    def back(self) -> IconButton:
        """Leads to the version before."""
        return self._made()[0]

    @property
    def forward(self) -> IconButton:
        """Leads to the next version."""
        return self._made()[1]

    def _made(self) -> tuple[IconButton, IconButton]:
        """The two buttons; most messages have one version and never need them."""
        if self._buttons is None:
            icons = ("chevron-right", "chevron-left") if self.isRightToLeft() else ("chevron-left", "chevron-right")
            back = IconButton(icons[0], self.tr("Version before"), self, size=SIDE)
            forward = IconButton(icons[1], self.tr("Next version"), self, size=SIDE)
            back.clicked.connect(self._go_back)
            forward.clicked.connect(self._go_on)
            for button in (back, forward):
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # as the other buttons beside it
                button.show()  # what is made in a widget that is seen already stays hidden otherwise
            self._buttons = (back, forward)
        return self._buttons

    @property
    def pressed(self) -> str | None:
        """Which of the two has the focus."""
        names = {"back": self.back, "forward": self.forward} if self._buttons is not None else {}
        return next((name for name, button in names.items() if button.hasFocus()), None)

    def take_focus(self, pressed: str) -> None:
        """Give the keyboard to the one that was pressed, or to the other one where that leads nowhere any more."""
        first, other = (self.back, self.forward) if pressed == "back" else (self.forward, self.back)
        (first if first.isEnabled() else other).setFocus(Qt.FocusReason.TabFocusReason)

    def show_version(self, shown: ShownMessage) -> None:
        """Say which one of how many this is."""
        place, count, self._before, self._after = neighbours(shown)
        self.words = f"{number(place)} / {number(count)}"
        self.setVisible(count > 1)
        if count < 2:
            return
        self.back.setEnabled(self._before is not None and not shown.running)
        self.forward.setEnabled(self._after is not None and not shown.running)
        spoken = self.tr("Version {0} of {1}").format(number(place), number(count))
        self.setAccessibleName(spoken)
        for button in (self.back, self.forward):
            button.setAccessibleDescription(spoken)
        width = self.sizeHint().width()
        self.back.setGeometry(0, 0, ARROW, SIDE)
        self.forward.setGeometry(width - ARROW, 0, ARROW, SIDE)
        mirror(self, (self.back, self.forward), width)
        self.update()

    def sizeHint(self) -> QSize:
        """Arrows and words."""
        font = ui_font(12, tabular=True)
        return QSize(2 * ARROW + QFontMetrics(font).horizontalAdvance(self.words) + 4, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The count between the arrows."""
        with smooth(self) as painter:
            painter.setFont(ui_font(12, tabular=True))
            painter.setPen(QColor(current().text_2))
            area = QRect(ARROW, 0, self.width() - 2 * ARROW, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.words)

    @Slot()
    def _go_back(self) -> None:
        if self._before is not None:
            self.chosen.emit(self._before)

    @Slot()
    def _go_on(self) -> None:
        if self._after is not None:
            self.chosen.emit(self._after)
