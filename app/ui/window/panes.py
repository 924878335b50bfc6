"""Going from one part of the window to the next with a key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def next_pane(panes: Sequence[tuple[QWidget, QWidget]], focused: QWidget | None) -> None:
    """Give the keyboard to the pane after the one that has it; each comes with the control that takes it there."""
    here = next((i for i, (pane, _) in enumerate(panes) if focused is not None and pane.isAncestorOf(focused)), -1)
    for step in range(1, len(panes) + 1):
        pane, target = panes[(here + step) % len(panes)]
        if pane.isVisible() and take_focus(target):
            return


def take_focus(target: QWidget) -> bool:
    """Give the keyboard to a widget, or to what Tab reaches first in it."""
    for widget in (target, *_chain(target)):
        takes_tab = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        if takes_tab and widget.isVisible() and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False


def _chain(target: QWidget) -> Iterator[QWidget]:
    """What is in a widget, in the order of Tab; as its children it stands in the order of the layouts' making."""
    widget = target.nextInFocusChain()
    while widget is not None and widget is not target:
        if target.isAncestorOf(widget):
            yield widget
        widget = widget.nextInFocusChain()
