"""Files that are not sent and edits that are not saved outlive their window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.bridge.events import StoppedEvent
from app.bridge.names import EventName
from app.bridge.signatures import chat_keep_draft, chat_open
from app.types.chats import Chat
from app.ui.composer.unsent_model import unpack
from tests.ui.test_attachments import attach, chips, seeing_bridge
from tests.ui.window_rig import A, Rig, Start


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "blue.png"
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    assert image.save(str(path))
    return path


def kept(rig: Rig, kind: str) -> list[Path]:
    return sorted(rig.file.beside("unsent").glob(f"*.{kind}"))


def names(rig: Rig) -> list[str]:
    return [file.name for file in rig.window.writing.files.files]


def test_a_picture_is_kept_while_it_waits_and_gone_when_it_is_sent(start: Start, qtbot: QtBot, picture: Path) -> None:
    rig = start(bridge=seeing_bridge())
    attach(rig, qtbot, picture)
    qtbot.waitUntil(lambda: len(kept(rig, "files")) == 1)
    assert picture.read_bytes() in kept(rig, "files")[0].read_bytes()
    QTest.keyClick(rig.window.composer.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not kept(rig, "files"))


def test_the_next_window_has_them_again(start: Start, qtbot: QtBot, picture: Path) -> None:
    first = start(bridge=seeing_bridge())
    first.window.open_chat("a")
    attach(first, qtbot, picture)
    first.window.composer.edit.document_pasted.emit("many words")
    first.window.chat.port.edits["m1"] = "half an edit"
    first.window.chat.port.edits_changed.emit()
    first.window.close()
    assert [len(kept(first, kind)) for kind in ("files", "edits")] == [1, 1]
    rig = start(bridge=seeing_bridge())
    assert rig.window.chat.port.edits == {"m1": "half an edit"}
    rig.window.open_chat("a")
    qtbot.waitUntil(lambda: len(names(rig)) == 2)
    assert names(rig) == ["blue.png", "Pasted text.txt"]
    qtbot.waitUntil(lambda: all(file.sendable for file in rig.window.writing.files.files))
    assert [file.text for file in rig.window.writing.files.files] == ["", "many words"]
    assert len(chips(rig)) == 2
    rig.window.open_chat("b")
    assert names(rig) == []
    rig.window.chat.port.edits.clear()
    rig.window.chat.port.edits_changed.emit()
    qtbot.waitUntil(lambda: not kept(rig, "edits"))


def test_questions_that_wait_come_back_with_their_files_and_wait(start: Start, qtbot: QtBot, picture: Path) -> None:
    first = start(bridge=seeing_bridge())
    first.window.open_chat("a")
    first.pane.set_answering(answering=True)
    attach(first, qtbot, picture)
    for words in ("what is it", "and why"):
        first.window.composer.set_text(words)
        QTest.keyClick(first.window.composer.edit, Qt.Key.Key_Return)
    first.window.composer.set_text("half a thought")
    attach(first, qtbot, picture)
    qtbot.waitUntil(lambda: len(kept(first, "files")) == 1)
    first.window.writing.keeper.flush()
    qtbot.waitUntil(lambda: unpack(kept(first, "files")[0].read_bytes()).questions != ())
    qtbot.waitUntil(lambda: len(unpack(kept(first, "files")[0].read_bytes()).files) == 2)
    first.window.unsent._store.leave()  # as a killed window leaves it
    stored = first.bridge.arguments(chat_keep_draft)[-1]["text"]
    assert stored == "what is it\n\nand why\n\nhalf a thought"
    bridge = seeing_bridge()
    bridge.answer(chat_open, lambda chat_id, **_: Chat(replace(A, id=chat_id), (), draft=stored))
    rig = start(bridge=bridge)
    rig.window.open_chat("a")
    queue = rig.window.writing.drafts.of("a").queue
    qtbot.waitUntil(lambda: len(queue) == 2 and len(names(rig)) == 1)
    rig.bridge.flush()
    assert rig.window.composer.text == "half a thought"
    assert [(item.text, [file.name for file in item.files]) for item in queue] == [
        ("what is it", ["blue.png"]),
        ("and why", []),
    ]
    assert rig.window.writing.strip.words == "2 questions wait for you"
    assert rig.pane.sent == []
    rig.window.writing.strip.resume.click()
    assert rig.pane.sent == [("what is it", None)]
    [sent] = rig.pane.extras[0].attachments
    assert sent.data == picture.read_bytes()
    qtbot.waitUntil(lambda: len(unpack(kept(rig, "files")[0].read_bytes()).questions) == 1)


def test_one_that_came_back_can_be_edited(start: Start, qtbot: QtBot, picture: Path) -> None:
    first = start(bridge=seeing_bridge())
    first.window.open_chat("a")
    first.pane.set_answering(answering=True)
    attach(first, qtbot, picture)
    QTest.keyClick(first.window.composer.edit, Qt.Key.Key_Return)
    first.window.close()
    rig = start(bridge=seeing_bridge())
    rig.window.open_chat("a")
    qtbot.waitUntil(lambda: len(rig.window.writing.strip.rows) == 1)
    rig.window.writing.strip.rows[0].buttons[0].click()
    qtbot.waitUntil(lambda: [file.state for file in rig.window.writing.files.files] == ["ready"])
    assert [file.thumbnail is not None for file in rig.window.writing.files.files] == [True]
    assert rig.window.writing.strip.isHidden()


def test_two_windows_keep_their_own(start: Start, qtbot: QtBot, picture: Path) -> None:
    first = start(bridge=seeing_bridge())
    attach(first, qtbot, picture)
    qtbot.waitUntil(lambda: len(kept(first, "files")) == 1)
    second = start(bridge=seeing_bridge())
    assert names(second) == []
    attach(second, qtbot, picture)
    qtbot.waitUntil(lambda: len(kept(first, "files")) == 2)


def test_nothing_is_written_once_everything_was_deleted(start: Start, qtbot: QtBot, picture: Path) -> None:
    rig = start(bridge=seeing_bridge())
    attach(rig, qtbot, picture)
    qtbot.waitUntil(lambda: len(kept(rig, "files")) == 1)
    kept(rig, "files")[0].unlink()
    rig.bridge.emit_event(EventName.CORE_STOPPED, StoppedEvent(on_purpose=True, erased=True))
    attach(rig, qtbot, picture)
    rig.window.close()
    assert kept(rig, "files") == []
