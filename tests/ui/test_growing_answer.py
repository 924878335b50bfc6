"""An answer that grows at the end of a chat: what stands above it is moved, not painted again, and looks right."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.types.chats import MessageStatus
from app.types.streams import AnswerText
from app.ui.chat.answer_row import AnswerRow
from app.ui.chat.text_view import TextView
from app.ui.chat.view import ChatView
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.chat_samples import CHANNEL, OpenViews, answer, finished, prompt

PIECES = (
    "One line of the answer that is as long as a line needs to be, so that the next one breaks.\n\n",
    "- an item with `code` in it\n- another item\n\n",
    "```python\nprint(1)\n```\n\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n",
)


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look on."""
        self.count += event.type() == QEvent.Type.Paint
        return False


def streaming(qtbot: QtBot, bridge: FakeBridge) -> ChatView:
    """A chat whose last answer has begun, and which fills the view."""
    earlier = replace(finished("An earlier answer.\n\nWith some lines.\n\n" * 6), id="a0")
    running = answer(status=MessageStatus.STREAMING, parent_id="p1")
    view = OpenViews(qtbot, bridge)(earlier, prompt("Go on", parent_id="a0"), running)
    bridge.send(CHANNEL, AnswerText("It begins.\n\n"))
    shown(view)
    return view


def shown(view: ChatView) -> None:
    """Bring what came onto the screen."""
    view._pace.flush()
    QApplication.sendEvent(view.window(), QEvent(QEvent.Type.UpdateRequest))


def on_screen(view: ChatView) -> QImage:
    """What is seen of the messages, as it lies in the window's own picture."""
    viewport = view.message_list.viewport()
    whole = view.screen().grabWindow(view.winId()).toImage()
    return whole.copy(viewport.geometry().translated(viewport.mapTo(view, viewport.rect().topLeft()))).convertToFormat(
        QImage.Format.Format_RGB32
    )


def painted_anew(view: ChatView) -> QImage:
    """The same, painted from nothing."""
    return view.message_list.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_what_stands_above_is_not_painted_again(qtbot: QtBot) -> None:
    bridge = FakeBridge()
    view = streaming(qtbot, bridge)
    text = view.findChildren(AnswerRow)[0].findChildren(TextView)[0]
    paints, before = Paints(text.viewport()), text.mapTo(view, text.rect().topLeft()).y()
    for _ in range(4):
        bridge.send(CHANNEL, AnswerText(PIECES[0]))
        shown(view)
    assert text.mapTo(view, text.rect().topLeft()).y() < before - 100
    assert paints.count == 0


def test_the_screen_shows_what_painting_anew_would_show(qtbot: QtBot) -> None:
    bridge = FakeBridge()
    view = streaming(qtbot, bridge)
    for piece in PIECES * 3:
        for start in range(0, len(piece), 12):
            bridge.send(CHANNEL, AnswerText(piece[start : start + 12]))
            shown(view)
        assert on_screen(view) == painted_anew(view)
