"""A drop-down of a few words, and a row of them beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QComboBox, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from app.ui.theme import current, pixmap, ui_font
from app.ui.theme.tokens import CONTROL_HEIGHT, RADIUS_CONTROL
from app.ui.widgets.focus import show_ring
from app.ui.widgets.paint import rounded, smooth, veil

_PADDING = 11
_CHEVRON = 16
_MIN_WIDTH = 120


class Choice(QComboBox):
    """A combo box with Tektra's box; the wheel goes to the page below it, not to the value. GUI thread."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFont(ui_font(13))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        show_ring(self, RADIUS_CONTROL)

    def set_options(self, options: Sequence[tuple[str, object]], value: object) -> None:
        """Words and the values that they stand for, and which one is chosen."""
        if [(self.itemText(i), self.itemData(i)) for i in range(self.count())] != list(options):
            self.clear()
            for words, data in options:
                self.addItem(words, data)
        self.setCurrentIndex(next((i for i, (_, data) in enumerate(options) if data == value), -1))

    def sizeHint(self) -> QSize:
        """As wide as its longest words."""
        metrics = QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=0)
        return QSize(max(_MIN_WIDTH, widest + 2 * _PADDING + _CHEVRON + 8), CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """It may get smaller; long words are cut then."""
        return QSize(_MIN_WIDTH, CONTROL_HEIGHT)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, words, chevron."""
        tokens = current()
        with smooth(self) as painter:
            if not self.isEnabled():
                painter.setOpacity(current().faint)
            rounded(painter, self.rect(), RADIUS_CONTROL, tokens.surface, tokens.border_strong)
            step = veil(tokens, hover=self.underMouse() and self.isEnabled(), pressed=False)
            if step is not None:
                rounded(painter, self.rect(), RADIUS_CONTROL, step)
            room = self.width() - 2 * _PADDING - _CHEVRON - 4
            words = QFontMetrics(self.font()).elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
            painter.setFont(self.font())
            painter.setPen(QColor(tokens.text))
            painter.drawText(QRect(_PADDING, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
            corner = QPoint(self.width() - _PADDING - _CHEVRON, (self.height() - _CHEVRON) // 2)
            painter.drawPixmap(corner, pixmap("chevron-down", tokens.text_2, _CHEVRON))


class _Segment(QRadioButton):
    """One of the words."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setFont(ui_font(13, QFont.Weight.Medium))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        show_ring(self, RADIUS_CONTROL - 2)

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.text()) + 24, CONTROL_HEIGHT - 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current()
        with smooth(self) as painter:
            if not self.isEnabled():
                painter.setOpacity(current().faint)
            if self.isChecked():
                rounded(painter, self.rect(), RADIUS_CONTROL - 2, tokens.accent_bg, tokens.line_of_chosen)
            elif self.underMouse() and self.isEnabled():
                rounded(painter, self.rect(), RADIUS_CONTROL - 2, veil(tokens, hover=True, pressed=False))
            painter.setFont(self.font())
            painter.setPen(QColor(tokens.accent_text if self.isChecked() else tokens.text_2))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class Segmented(QWidget):
    """A few words of which one is chosen, all in sight. The arrow keys choose. Lives in the GUI thread.

    Signals:
        chosen(value: object): The person chose another one.
    """

    chosen = Signal(object)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._values: list[object] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        self._group.buttonToggled.connect(self._toggled)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(3, 3, 3, 3)
        self._row.setSpacing(2)

    @property
    def value(self) -> object:
        """The value of the chosen one; None before there is one."""
        index = self._group.checkedId()
        return self._values[index] if 0 <= index < len(self._values) else None

    def set_options(self, options: Sequence[tuple[str, object]], value: object) -> None:
        """Words and the values that they stand for, and which one is chosen."""
        if not self._values:
            for index, (words, data) in enumerate(options):
                segment = _Segment(words, self)
                segment.setAccessibleDescription(self.accessibleName())
                self._group.addButton(segment, index)
                self._row.addWidget(segment)
                self._values.append(data)
        index = self._values.index(value) if value in self._values else -1
        button = self._group.button(index)
        if button is not None:
            button.setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box around them."""
        tokens = current()
        with smooth(self) as painter:
            rounded(painter, self.rect(), RADIUS_CONTROL, tokens.surface, tokens.border_strong)

    @Slot(QAbstractButton, bool)
    def _toggled(self, button: QAbstractButton, on: bool) -> None:  # noqa: FBT001 - a slot of buttonToggled
        # Whoever gives this the keyboard means the one that is chosen: it has the ring, and the arrow keys.
        if not on:
            return
        held = self.isAncestorOf(self.window().focusWidget())
        self.setFocusProxy(button)
        if held and not button.hasFocus():
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _clicked(self, index: int) -> None:
        self.chosen.emit(self._values[index])
