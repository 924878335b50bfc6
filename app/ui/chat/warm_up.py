"""Imports what the first answer needs, in small steps right after the first paint, so that no frame waits for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Slot

PAUSE_MS = 5
"""Between two steps: painting and the connection to the core come first."""


class WarmUp(QObject):
    """One import or one first use per turn of the event loop. Lives in the GUI thread."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps = list(reversed(_steps()))
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    @Slot()
    def _step(self) -> None:
        if self._steps:
            self._steps.pop()()
        else:
            self._timer.stop()


def _steps() -> list[Callable[[], object]]:
    modules = (
        "cattrs.preconf.json",
        "app.wire",
        "mdurl",
        "markdown_it.helpers",
        "markdown_it",
        "mdit_py_plugins.dollarmath",
        "pygments.lexers",
    )
    return [
        *(partial(import_module, name) for name in modules),
        _render,
        *map(_highlighter, ("python", "bash", "json")),
    ]


def _render() -> None:
    from app.ui.chat.markdown import render

    render("*a*")


def _highlighter(language: str) -> Callable[[], object]:
    def first_use() -> None:
        from app.rich.highlight import highlight

        highlight("x = 1", language)

    return first_use
