"""Messages that the chat tests share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from app.bridge.signatures import chat_open
from app.types.chats import Chat, ChatMessage, ChatSummary, MessageStatus
from app.types.generation import StopReason, Usage
from app.types.messages import Role
from app.types.models import BackendName
from app.ui.chat.answer_row import AnswerRow
from app.ui.chat.prompt_row import PromptRow
from app.ui.chat.row import Row
from app.ui.chat.view import ChatView
from tests.helpers.fake_bridge import FakeBridge

SUMMARY = ChatSummary("c1", "Title", 0.0, 0.0)
CHANNEL = "channel-1"
USAGE = Usage(prompt_tokens=20, completion_tokens=142, first_token_s=0.19, tokens_per_s=96.4)


def prompt(text: str = "Question", **fields: Any) -> ChatMessage:
    return replace(ChatMessage("p1", "c1", None, Role.USER, text, MessageStatus.COMPLETE, 0.0), **fields)


def answer(text: str = "", status: MessageStatus = MessageStatus.COMPLETE, **fields: Any) -> ChatMessage:
    message = ChatMessage(
        "a1", "c1", "p1", Role.ASSISTANT, text, status, 0.0, "m", "SmolLM2 135M", BackendName.LLAMA_CPP
    )
    if status in (MessageStatus.STREAMING, MessageStatus.WAITING):
        message = replace(message, channel=CHANNEL)
    return replace(message, **fields)


def finished(text: str) -> ChatMessage:
    return answer(text, usage=USAGE, stop_reason=StopReason.FINISHED)


def chat_of(*messages: ChatMessage) -> Chat:
    return Chat(SUMMARY, messages)


class OpenViews:
    """Opens chats in visible views and keeps them until the test is over: a window without a parent would be freed
    by Python, even in the middle of its own painting.
    """

    def __init__(self, qtbot: QtBot, bridge: FakeBridge) -> None:
        self._qtbot = qtbot
        self._bridge = bridge
        self._kept: list[ChatView] = []

    def __call__(self, *messages: ChatMessage, new: bool = False) -> ChatView:
        """A view that shows the messages, or with `new` the empty state."""
        self._bridge.answer(chat_open, chat_of(*messages))
        self._bridge.open_channel(CHANNEL)
        view = ChatView(self._bridge)
        self._kept.append(view)
        self._qtbot.addWidget(view, before_close_func=self._closes)  # which keeps us, too, until then
        view.resize(900, 700)
        with self._qtbot.waitExposed(view):
            view.show()
        view.open_chat(None if new else "c1")
        self._bridge.flush()
        return view

    def _closes(self, view: ChatView) -> None:
        self._kept.remove(view)


def shown_text(widget: QWidget) -> str:
    """Everything that can be read in the text widgets, from top to bottom."""
    views = [view for view in widget.findChildren(QTextBrowser) if view.isVisible()]
    views.sort(key=lambda view: view.mapTo(widget, view.rect().topLeft()).y())
    return "\n".join(view.toPlainText().replace("\u202f", "") for view in views)


def row(view: ChatView, index: int) -> Row:
    return view._list.realised[index]


def answer_row(view: ChatView, index: int = 1) -> AnswerRow:
    found = row(view, index)
    assert isinstance(found, AnswerRow)
    return found


def prompt_row(view: ChatView, index: int = 0) -> PromptRow:
    found = row(view, index)
    assert isinstance(found, PromptRow)
    return found
