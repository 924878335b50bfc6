"""The states of the window for the README's pictures, each one driven as a person would drive it.

Usage: python -m app.ui.scenes FOLDER THEME, in a home whose core has the starter model; packaging/screenshots.py does
that. A new state is a function here that brings the window into it and returns the widget to draw.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from app.bridge.signatures import assistant_save
from app.config.paths import resolve_paths
from app.errors import AppError
from app.types.library import Assistant
from app.types.models import LoadState
from app.ui.app import make_application
from app.ui.bridge.base import LinkState
from app.ui.bridge.socket import SocketBridge
from app.ui.chat.view import ChatView
from app.ui.desktop.desk import DesktopDesk
from app.ui.desktop.handover import Handover
from app.ui.desktop.quick_ask import QuickAsk
from app.ui.settings.pages_model import Page
from app.ui.theme import theme
from app.ui.window.main_window import MainWindow
from app.ui.window.state import WindowStateFile

WIDTH, HEIGHT = 1280, 832
WAIT_MS = 120_000
SETTLE_MS = 400
LONG = "Tell me in detail how the tides work."
WORD = "tides"
STARTER = "smollm2:135m"
ASSISTANTS = (
    ("Editor", "✎", "You correct spelling and style, and change nothing else."),
    ("Tutor", "T", "You explain step by step and ask one question at the end."),
    ("Translator", "文", "You translate into plain German."),
)
"""Name, picture and system prompt of those in the library."""
QUICK = "Name three uses of a brick."


class Stage:
    """The real window over a real core."""

    def __init__(self, app: QApplication) -> None:
        paths = resolve_paths()
        paths.ensure()
        self.app = app
        self.bridge = SocketBridge(paths)
        self.view = ChatView(self.bridge)
        state = WindowStateFile(paths.window_state)
        self.window = MainWindow(self.bridge, state, lambda _: self.view, theme_is_given=True)
        self.desk = DesktopDesk(self.window, self.bridge, paths, Handover())
        self.window.resize(WIDTH, HEIGHT)
        self.window.composer.edit.setCursorWidth(0)
        self.window.show()
        self.bridge.start()
        theme().still = True
        self.until(lambda: self.bridge.link is LinkState.CONNECTED)
        self.until(lambda: self.window.model is not None and self.window.model.state is not LoadState.LOADING)
        self.until(lambda: len(self.window.settings.client.all) > 0)

    @property
    def answering(self) -> bool:
        """Whether an answer runs in the open chat."""
        return self.window.chat.answering

    def until(self, condition: Callable[[], bool]) -> None:
        """Let events happen until it is so.

        Raises:
            TimeoutError: It never was.
        """
        deadline = QDeadlineTimer(WAIT_MS)
        while not condition():
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
            if deadline.hasExpired():
                raise TimeoutError("the window did not come into the state for a picture")

    def settle(self) -> None:
        """Everything that comes a little later, such as figures, is there."""
        deadline = QDeadlineTimer(SETTLE_MS)
        self.until(deadline.hasExpired)
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def plain(self) -> None:
        """Nothing stands over or beside the chat."""
        palette = self.window.desk.palette
        if palette is not None:
            palette.box.dismiss()
        if self.window.panels.shown:
            self.window.panels.toggle()

    def open_newest(self) -> None:
        """The chat that was used last, whole."""
        chat = self.window.sidebar.rows.newest(1)[0]
        self.window.open_chat(chat.id)
        self.until(lambda: len(self.view.messages) > 1)

    def close(self) -> None:
        """The end."""
        self.desk.end()
        self.window.close()
        self.bridge.close()


def failed(error: AppError) -> None:
    """What was asked of the core was refused: there is no picture then."""
    raise error


def empty(stage: Stage) -> QWidget:
    """A new chat."""
    stage.window.open_chat(None)
    return stage.window


def streaming(stage: Stage) -> QWidget:
    """In mid-answer."""
    stage.window.open_chat(None)
    stage.window.ask(LONG)
    stage.until(lambda: len(stage.view.messages) > 1 and stage.view.messages[-1].text.count(" ") > 40)
    return stage.window


def panel(stage: Stage) -> QWidget:
    """What a chat is told, beside it."""
    stage.open_newest()
    stage.window.panels.toggle()
    return stage.window


def palette(stage: Stage) -> QWidget:
    """Chats, commands and settings that have to do with a word."""
    stage.open_newest()
    stage.window.desk.open_palette()
    shown = stage.window.desk.palette
    if shown is not None:
        shown.box.field.setText(WORD)
        stage.until(lambda: len(shown.search.hits) > 0)
    return stage.window


def library(stage: Stage) -> QWidget:
    """Assistants, saved prompts, archive and trash."""
    stored: list[Assistant] = []
    for name, picture, told in ASSISTANTS:
        assistant = Assistant("", name, picture, told, STARTER)
        stage.bridge.invoke(assistant_save, assistant=assistant).then(stored.append, failed)
    stage.until(lambda: len(stored) == len(ASSISTANTS))
    stage.window.chats.open_library()
    return stage.window.chats.library or stage.window


def appearance(stage: Stage) -> QWidget:
    """Settings: how it looks."""
    return settings(stage, Page.APPEARANCE)


def engines(stage: Stage) -> QWidget:
    """Settings: the engines."""
    return settings(stage, Page.ENGINES)


def settings(stage: Stage, page: Page) -> QWidget:
    """The settings window with a page."""
    stage.window.settings.open()
    shown = stage.window.settings.window
    if shown is not None:
        shown.open_page(page)
        shown.navigation.list.clearFocus()
    return shown or stage.window


def quick(stage: Stage) -> QWidget:
    """The quick question, answered."""
    stage.desk.ask_quickly()
    shown = stage.desk.quick or QuickAsk(stage.bridge)
    shown.field.setText(QUICK)
    shown.field.returnPressed.emit()
    stage.until(lambda: len(shown.view.messages) > 1 and not shown.view.answering)
    return shown


SCENES: dict[str, Callable[[Stage], QWidget]] = {
    "empty": empty,
    "panel": panel,
    "palette": palette,
    "library": library,
    "settings-appearance": appearance,
    "settings-engines": engines,
    "quick": quick,
    "streaming": streaming,
}


def main(folder: Path, scheme: str) -> int:
    """All scenes in one theme."""
    stage = Stage(make_application(scheme))
    try:
        for name, play in SCENES.items():
            stage.plain()
            widget = play(stage)
            if name != "streaming":
                stage.settle()
            if not widget.grab().save(str(folder / f"{name}-{scheme}.png"), "PNG"):
                sys.stderr.write(f"{name}-{scheme}.png could not be saved\n")
                return 1
            if widget is not stage.window:
                widget.close()
            if stage.answering:
                stage.window.chat.stop()
                stage.until(lambda: not stage.answering)
    finally:
        stage.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute(), sys.argv[2]))
