"""Versions that change under the pointer, and deleted messages that come back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.bridge.signatures import message_choose, message_delete, message_restore
from app.ui.chat.actions import Act, Do
from app.ui.chat.answer_row import AnswerRow
from app.ui.chat.view import ChatView
from tests.helpers.fake_bridge import FakeBridge
from tests.ui.chat_samples import SUMMARY, OpenViews, chat_of, finished, prompt


@pytest.fixture
def bridge() -> FakeBridge:
    return FakeBridge()


def answer_row(view: ChatView, index: int) -> AnswerRow:
    found = view.message_list.realised[index]
    assert isinstance(found, AnswerRow)
    return found


@pytest.mark.parametrize("by_key", [False, True])
def test_the_arrows_stay_where_they_are_pressed(qtbot: QtBot, bridge: FakeBridge, by_key: bool) -> None:
    versions = ("a0", "a1")
    after = [replace(make(f"Text {n}\n\nmore\n\nmore"), id=f"m{n}") for n in range(20) for make in (prompt, finished)]
    long = replace(finished("line\n\n" * 40), id="a0", versions=versions)
    short = replace(finished("line\n\n" * 3), versions=versions)
    before = [replace(prompt("Before\n\n" * 20), id="b1"), replace(finished("line\n\n" * 20), id="b2")]
    view = OpenViews(qtbot, bridge)(*before, prompt(), short, *after)
    view._list.show_place(3, 0)
    view._list.go_to(3, -300)
    height = answer_row(view, 3).height()
    for version, other in ((long, "back"), (short, "forward"), (long, "back")):
        arrows = answer_row(view, 3).arrows
        place = arrows.mapTo(view, QPoint(0, 0)).y()
        bridge.answer(message_choose, chat_of(*before, prompt(), version, *after))
        if by_key:
            getattr(arrows, other).setFocus(Qt.FocusReason.TabFocusReason)
            QTest.keyClick(getattr(arrows, other), Qt.Key.Key_Space)
        else:
            QTest.mouseClick(getattr(arrows, other), Qt.MouseButton.LeftButton)
        bridge.flush()
        now = answer_row(view, 3)
        assert now.message_id == version.id
        assert now.arrows.mapTo(view, QPoint(0, 0)).y() == place
        assert not view._list._jump.news, "nothing came"
        assert (now.arrows.pressed is not None) is by_key
    assert answer_row(view, 3).height() > height


def test_deleted_messages_come_back_one_by_one_when_the_toast_is_gone(qtbot: QtBot, bridge: FakeBridge) -> None:
    told: list[tuple[Any, ...]] = []
    view = OpenViews(qtbot, bridge)(prompt("Keep me"), finished("One"))
    view.port.told.connect(lambda *what: told.append(what))
    assert not view.port.can_undo_delete()
    QTest.keyClick(view._list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert told == [], "nothing was deleted"
    bridge.answer(message_delete, SUMMARY)
    bridge.answer(message_restore, SUMMARY)
    for message_id in ("a1", "p1"):
        view._requests.do(Do(message_id, Act.DELETE))
    bridge.flush()
    assert view.port.can_undo_delete()
    view._list.setFocus()
    QTest.keyClick(view._list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    bridge.flush()
    assert told[-1][0] == "The message is back."
    view.port.undo_delete.emit()
    bridge.flush()
    assert [each["message_id"] for each in bridge.arguments(message_restore)] == ["p1", "a1"], "the last one first"
    assert not view.port.can_undo_delete()
    view._requests.do(Do("a1", Act.DELETE))
    bridge.flush()
    view.open_chat("c2")
    assert not view.port.can_undo_delete(), "what is not seen is not changed"
    view.open_chat("c1")
    told[-1][2]()
    assert not view.port.can_undo_delete(), "the toast brought it back"
