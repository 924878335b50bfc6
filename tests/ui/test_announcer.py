"""An answer is said by the sentence, not by the token, and only once."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.types.chats import MessageStatus
from app.types.streams import AnswerEnded, AnswerText
from app.ui.chat.announcer import Announcer
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.chat_samples import CHANNEL, OpenViews, answer, finished, prompt


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(Announcer, "listened", lambda _: True)
    monkeypatch.setattr(Announcer, "announce", lambda _, words: said.append(words))
    return said


def test_by_the_sentence(qtbot: QtBot, heard: list[str]) -> None:
    speaker = QWidget()
    qtbot.addWidget(speaker)
    announcer = Announcer(speaker)
    announcer.follow("a", "One. Two")
    announcer.follow("a", "One. Two. Thr")
    announcer._timer.timeout.emit()
    announcer.follow("a", "One. Two. Three ```")
    announcer._timer.timeout.emit()
    assert heard == ["One. Two."]
    assert announcer.finish("a", "One. Two. Three") == "Three"
    announcer.follow("b", "Fresh. ")
    announcer.leave()
    assert announcer.finish("b", "Fresh. ") == ""
    assert not announcer._timer.isActive()


def test_nobody_listens(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Announcer, "listened", lambda _: False)
    speaker = QWidget()
    qtbot.addWidget(speaker)
    announcer = Announcer(speaker)
    announcer.follow("a", "One. ")
    assert not announcer._timer.isActive()
    assert announcer.finish("a", "One. ") == ""


def test_in_a_chat(qtbot: QtBot, heard: list[str]) -> None:
    bridge = FakeBridge()
    view = OpenViews(qtbot, bridge)(prompt(), answer(status=MessageStatus.STREAMING))
    bridge.send(CHANNEL, AnswerText("Hello there. And"))
    view._pace.flush()
    view.announcer._timer.timeout.emit()
    assert heard == ["Hello there."]
    bridge.send(CHANNEL, AnswerEnded(finished("Hello there. And\n\n```py\nx\n```")))
    assert heard[1:] == ["And Code block, py. Reply finished"]
