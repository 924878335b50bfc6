"""Buttons: with text (primary, secondary, ghost) and with an icon alone."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui.theme import current, pixmap, ui_font
from app.ui.theme.tokens import (
    CONTROL_HEIGHT,
    ICON_BUTTON,
    RADIUS_CONTROL,
    SMALL_CONTROL_HEIGHT,
    Tokens,
)
from app.ui.widgets.focus import from_keyboard, leave_ring, ring_of
from app.ui.widgets.labels import KBD_HEIGHT, kbd_width, paint_kbd
from app.ui.widgets.paint import mix, rounded, smooth, veil
from app.ui.widgets.tips import plain_tip

ICON = 16
_GAP = 8


class ButtonKind(StrEnum):
    """How much a button asks to be pressed."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    GHOST = "ghost"


class BaseButton(QPushButton):
    """A push button that paints itself and shows the focus ring. Lives in the GUI thread."""

    radius = RADIUS_CONTROL
    arrows = True
    """Whether the arrow keys move the focus as Tab does; False leaves Up and Down to the parent."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        super().focusInEvent(event)
        if from_keyboard(event):
            ring_of(self).surround(self, self.radius)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        leave_ring(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Up and Down to a list around it."""
        if not self.arrows and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
            return
        super().keyPressEvent(event)

    def explain(self, tooltip: str, shortcut: QKeySequence | None = None) -> None:
        """Set the tooltip, with the shortcut behind it."""
        keys = shortcut.toString(QKeySequence.SequenceFormat.NativeText) if shortcut is not None else ""
        self.setToolTip(plain_tip(f"{tooltip} ({keys})" if keys else tooltip))

    def start_painting(self) -> QPainter:
        """A smooth painter, faint when the button is disabled."""
        painter = smooth(self)
        if not self.isEnabled():
            painter.setOpacity(current().faint)
        return painter

    def step(self, tokens: Tokens) -> QColor | None:
        """The veil of the present state: hover, pressed or nothing."""
        enabled = self.isEnabled()
        return veil(
            tokens, hover=enabled and self.underMouse(), pressed=enabled and (self.isDown() or self.isChecked())
        )


class TextButton(BaseButton):
    """A button with text, perhaps with an icon before it and a key behind it."""

    def __init__(
        self,
        text: str,
        kind: ButtonKind = ButtonKind.SECONDARY,
        parent: QWidget | None = None,
        *,
        small: bool = False,
        icon: str = "",
        keys: str = "",
    ) -> None:
        super().__init__(text, parent)
        self.kind = kind
        self._small = small
        self._icon = icon
        self._keys = keys
        self.setFont(ui_font(12 if small else 13, QFont.Weight.Medium))

    def set_keys(self, keys: str) -> None:
        """Another key behind the text; "" for none."""
        self._keys = keys
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its parts need."""
        width = 2 * self._padding() + QFontMetrics(self.font()).horizontalAdvance(self.text())
        if self._icon:
            width += ICON + _GAP
        if self._keys:
            width += 2 * _GAP + kbd_width(self._keys)
        return QSize(width, SMALL_CONTROL_HEIGHT if self._small else CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The same: texts of buttons are not cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, icon, text, key."""
        tokens = current()
        with self.start_painting() as painter:
            rounded(painter, self.rect(), self.radius, *self._box(tokens))
            step = self.step(tokens)
            if step is not None and self.kind is not ButtonKind.PRIMARY:
                rounded(painter, self.rect(), self.radius, step)
            color = tokens.on_accent if self.kind is ButtonKind.PRIMARY else tokens.text
            area = self.rect().adjusted(self._padding(), 0, -self._padding(), 0)
            if self._icon:
                painter.drawPixmap(QPoint(area.left(), (self.height() - ICON) // 2), pixmap(self._icon, color, ICON))
                area.setLeft(area.left() + ICON + _GAP)
            if self._keys:
                width = kbd_width(self._keys)
                top = (self.height() - KBD_HEIGHT) // 2
                paint_kbd(painter, QRect(area.right() + 1 - width, top, width, KBD_HEIGHT), self._keys, tokens)
            painter.setFont(self.font())
            painter.setPen(QColor(color))
            centred = Qt.AlignmentFlag.AlignLeft if self._icon or self._keys else Qt.AlignmentFlag.AlignHCenter
            painter.drawText(area, centred | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text())

    def _padding(self) -> int:
        return 13 if self._keys else 11

    def _box(self, tokens: Tokens) -> tuple[QColor | str | None, str | None]:
        if self.kind is ButtonKind.PRIMARY:
            share = 0.16 if self.isDown() else 0.08 if self.underMouse() and self.isEnabled() else 0.0
            return mix(tokens.accent, "#000000" if not tokens.dark else "#FFFFFF", share), None
        if self.kind is ButtonKind.SECONDARY:
            return tokens.surface, tokens.border_strong
        return None, None


class IconButton(BaseButton):
    """A button that is an icon; it always has a tooltip and an accessible name."""

    def __init__(
        self,
        icon: str,
        name: str,
        parent: QWidget | None = None,
        *,
        shortcut: QKeySequence | None = None,
        size: int = 0,
    ) -> None:
        super().__init__("", parent)
        self._icon = icon
        self._side = size or ICON_BUTTON
        self.setAccessibleName(name)
        self.explain(name, shortcut)

    def set_icon(self, icon: str, name: str) -> None:
        """Another icon, with the name that belongs to it."""
        self._icon = icon
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        """The same square."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A veil under the icon when it is pointed at or pressed."""
        tokens = current()
        with self.start_painting() as painter:
            step = self.step(tokens)
            if step is not None:
                rounded(painter, self.rect(), self.radius, step, tokens.line_of_chosen if self.isChecked() else None)
            color = tokens.text if step is not None else tokens.text_2
            corner = QPoint((self.width() - ICON) // 2, (self.height() - ICON) // 2)
            painter.drawPixmap(corner, pixmap(self._icon, color, ICON))
