"""What is typed is handed to the core in the pauses, once, and taken back when it is left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.bridge.events import EmptyEvent
from app.bridge.names import EventName
from app.bridge.signatures import chat_draft, model_list
from app.errors import InvalidInput
from app.types.models import LoadState
from app.ui.bridge.base import LinkState
from app.ui.window.draft_handover import MAX_DRAFT, PAUSE_MS
from tests.ui.window_rig import Rig, Start
from tests.ui.window_samples import QWEN, SMOL


@pytest.fixture
def rig(start: Start) -> Rig:
    return start()


def pause(rig: Rig) -> list[dict[str, Any]]:
    """Nobody presses a key for a while; everything that was handed over so far."""
    timer = rig.window.handover._timer
    assert timer.interval() == PAUSE_MS
    if timer.isActive():
        timer.stop()
        rig.window.handover._hand_over()
    return rig.bridge.arguments(chat_draft)


def draft(text: str, chat_id: str | None = None, model_id: str | None = None) -> dict[str, Any]:
    return {"text": text, "chat_id": chat_id, "model_id": model_id}


def paste(rig: Rig, text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    rig.window.composer.edit.insertFromMimeData(mime)


def test_a_pause_hands_over_what_stands_there_as_it_would_be_sent(rig: Rig) -> None:
    edit = rig.window.composer.edit
    QTest.keyClicks(edit, "  Why is ")
    assert rig.bridge.arguments(chat_draft) == [], "not at every key"
    assert pause(rig) == [draft("Why is")]
    QTest.keyClicks(edit, " ")
    assert len(pause(rig)) == 1, "nothing new would be sent"
    QTest.keyClicks(edit, "the sky blue?")
    assert pause(rig)[-1] == draft("Why is  the sky blue?")
    rig.window.composer.set_text("")
    assert pause(rig)[-1] == draft("")
    assert len(pause(rig)) == 3


@pytest.mark.parametrize("length", [300, 4_000])
def test_a_paste_is_handed_over_at_once(rig: Rig, length: int) -> None:
    paste(rig, "x" * length)
    assert rig.bridge.arguments(chat_draft) == [draft("x" * length)]
    assert len(pause(rig)) == 1


def test_an_endless_text_is_not_handed_over(rig: Rig) -> None:
    rig.window.composer.set_text("x" * (MAX_DRAFT + 1))
    assert pause(rig) == []


def test_a_word_that_is_being_composed_is_no_text(rig: Rig) -> None:
    edit = rig.window.composer.edit
    QTest.keyClicks(edit, "a")
    QApplication.sendEvent(edit, QInputMethodEvent("にほ", []))
    assert pause(rig) == []
    done = QInputMethodEvent("", [])
    done.setCommitString("日本")
    QApplication.sendEvent(edit, done)
    assert pause(rig) == [draft("a日本")]


def test_send_takes_the_draft_with_it(rig: Rig) -> None:
    QTest.keyClicks(rig.window.composer.edit, "Why?")
    pause(rig)
    QTest.keyClick(rig.window.composer.edit, Qt.Key.Key_Return)
    assert rig.pane.sent == [("Why?", None)]
    assert pause(rig) == [draft("Why?")], "the core ends it by itself"


def test_leaving_a_chat_takes_the_draft_back_and_coming_again_hands_it_over_again(rig: Rig) -> None:
    rig.window.open_chat("a")
    QTest.keyClicks(rig.window.composer.edit, "for a")
    pause(rig)
    rig.window.open_chat("b")
    assert pause(rig)[-1] == draft("", "a")
    rig.window.open_chat("a")
    assert pause(rig)[-1] == draft("for a", "a")
    rig.window.close()
    assert pause(rig)[-1] == draft("", "a")


def test_what_is_typed_during_an_answer_is_handed_over_after_it(rig: Rig) -> None:
    rig.pane.set_answering(answering=True)
    QTest.keyClicks(rig.window.composer.edit, "And then?")
    assert pause(rig) == []
    rig.pane.set_answering(answering=False)
    assert pause(rig) == [draft("And then?")]


def test_only_a_model_in_memory_reads_ahead(rig: Rig) -> None:
    rig.bridge.answer(model_list, (replace(SMOL, state=LoadState.READY), QWEN))
    rig.bridge.emit_event(EventName.MODELS_CHANGED, EmptyEvent())
    rig.bridge.flush()
    QTest.keyClicks(rig.window.composer.edit, "Why?")
    assert pause(rig) == []
    rig.bridge.answer(model_list, (SMOL, QWEN))
    rig.bridge.emit_event(EventName.MODELS_CHANGED, EmptyEvent())
    rig.bridge.flush()
    assert pause(rig) == [draft("Why?")]


def test_another_core_knows_nothing_of_the_draft(rig: Rig) -> None:
    QTest.keyClicks(rig.window.composer.edit, "Why?")
    assert len(pause(rig)) == 1
    rig.bridge.set_link(LinkState.LOST)
    QTest.keyClicks(rig.window.composer.edit, "!")
    assert len(pause(rig)) == 1
    rig.bridge.set_link(LinkState.CONNECTED)
    rig.bridge.flush()
    assert pause(rig)[-1] == draft("Why?!")


def test_a_draft_that_is_refused_disturbs_nobody(rig: Rig) -> None:
    rig.bridge.answer(chat_draft, InvalidInput("no"))
    QTest.keyClicks(rig.window.composer.edit, "Why?")
    pause(rig)
    rig.bridge.flush()
    assert rig.window.toast.message == ""
    assert rig.bridge.unhandled_errors == []
