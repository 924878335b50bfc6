"""Where the keyboard goes in a chat window when nobody holds it: to the field in which a question is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.widgets.buttons import BaseButton
from app.ui.window.composer import Composer
from app.ui.window.shortcuts import is_text_field

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Panels(Protocol):
    """The parts that open beside the conversation."""

    @property
    def panes(self) -> Iterable[tuple[QWidget, QWidget]]:
        """Each with the control that takes the keyboard there."""
        ...


class FocusHome(QObject):
    """Brings the focus to the field when what had it is hidden or turned off, where Qt would take whatever comes next
    in the window; and what is typed at messages. Lives in the GUI thread.
    """

    def __init__(
        self,
        window: QWidget,
        composer: Composer,
        messages: QWidget,
        main: QWidget,
        sidebar: QWidget,
        panels: Panels,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._field = composer.edit
        self._messages = messages
        self._main = main
        """What is not in it, and not in the sidebar, lies over the window: a list, a sheet."""
        self._sidebar = sidebar
        self._panels = panels
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    @Slot(QWidget, QWidget)
    def _moved(self, before: QWidget | None, now: QWidget | None) -> None:
        """Only a control that can have the focus no longer lost it against the person's will."""
        if before is None or now is None or now is self._field or now.window() is not self._window:
            return
        if before.window() is not self._window or (before.isVisible() and before.isEnabled()):
            return
        if self._field.isVisible() and self._part(before) is not self._part(now, over=now):
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _part(self, widget: QWidget, *, over: QWidget | None = None) -> QWidget | None:
        """The part or the thing over the window that a widget is in; `over` where it is in neither."""
        # In these, Qt's next control is the right one, as long as it is in the same of them.
        for part in (self._sidebar, *(pane for pane, _ in self._panels.panes)):
            if part.isAncestorOf(widget):
                return part
        if self._main.isAncestorOf(widget):
            return over
        while (parent := widget.parentWidget()) is not None and parent is not self._window:
            widget = parent
        return widget

    def take(self, event: QKeyEvent) -> bool:
        """Give what is typed or pasted at messages, or at nothing, to the field."""
        focused = self._window.focusWidget()
        if not self._field.isVisible() or self._field.isReadOnly() or not self._is_free(focused):
            return False
        if not (event.matches(QKeySequence.StandardKey.Paste) or _writes(event)):
            return False
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        QApplication.sendEvent(self._field, event)
        return True

    def _is_free(self, focused: QWidget | None) -> bool:
        if focused is None or focused is self._window:
            return True
        if isinstance(focused, BaseButton) or is_text_field(focused):
            return False  # Space and Enter are the button's, and who goes from button to button does not write
        return focused is self._messages or self._messages.isAncestorOf(focused)


def _writes(event: QKeyEvent) -> bool:
    """Whether a key is a letter, or another sign that is seen."""
    return not event.modifiers() & _COMMANDS and event.text().isprintable() and bool(event.text())
