"""A button that shows a shortcut and takes the next keys as a new one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme import current, ui_font
from app.ui.theme.tokens import CONTROL_HEIGHT
from app.ui.widgets.buttons import BaseButton
from app.ui.widgets.paint import rounded
from app.ui.widgets.words import keys_text

_MODIFIERS = (
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_unknown,
    Qt.Key(0),
)
_CLEARING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_LEAVING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class KeyRecorder(BaseButton):
    """Press it, then press the keys. Esc leaves it as it was, Backspace takes the keys away. Lives in the GUI thread.

    Signals:
        recorded(keys: str): The person pressed keys, in portable form; "" for none.
    """

    recorded = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._name = name
        self._keys = QKeySequence()
        self.recording = False
        self.setFont(ui_font(12, QFont.Weight.Medium))
        self.clicked.connect(self._begin)
        self._rename()

    @property
    def words(self) -> str:
        """What it shows."""
        if self.recording:
            return self.tr("Press the new keys…")
        return keys_text(self._keys) or self.tr("None")

    def show_keys(self, keys: str) -> None:
        """The keys as they are, in portable form."""
        self._keys = QKeySequence(keys, QKeySequence.SequenceFormat.PortableText)
        self._rename()

    def sizeHint(self) -> QSize:
        """As wide as its words, with room for the question."""
        width = max(QFontMetrics(self.font()).horizontalAdvance(self.words) + 24, 132)
        return QSize(width, CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Not cut."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """While it records, no shortcut of the window gets the keys, and Tab is a key to say no to."""
        if self.recording and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys."""
        if not self.recording:
            super().keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if key in _MODIFIERS or key in _LEAVING:
            return
        if plain and key is Qt.Key.Key_Escape:
            self._end()
        elif plain and key in _CLEARING:
            self._end()
            self.recorded.emit("")
        else:
            pressed = QKeySequence(QKeyCombination(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, key))
            self._end()
            self.recorded.emit(pressed.toString(QKeySequence.SequenceFormat.PortableText))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere does not record."""
        super().focusOutEvent(event)
        self._end()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A box with the keys."""
        tokens = current()
        with self.start_painting() as painter:
            edge = tokens.focus if self.recording else tokens.border_strong
            rounded(painter, self.rect(), self.radius, tokens.accent_bg if self.recording else tokens.surface, edge)
            step = self.step(tokens)
            if step is not None and not self.recording:
                rounded(painter, self.rect(), self.radius, step)
            painter.setFont(self.font())
            quiet = self._keys.isEmpty() and not self.recording
            painter.setPen(QColor(tokens.accent_text if self.recording else tokens.text_3 if quiet else tokens.text))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.words)

    @Slot()
    def _begin(self) -> None:
        self.recording = True
        self._rename()

    def _end(self) -> None:
        if self.recording:
            self.recording = False
            self._rename()

    def _rename(self) -> None:
        self.setAccessibleName(self.tr("Shortcut for {0}: {1}").format(self._name, self.words))
        self.setToolTip(self.tr("Press to choose other keys. Esc leaves it, Backspace takes the keys away."))
        self.updateGeometry()
        self.update()
